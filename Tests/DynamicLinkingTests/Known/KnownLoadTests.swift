import GoFixtures
import ObjectFile
import Testing

@testable import DynamicLinking

@Suite("What programs share that need the same libraries of a known system")
struct KnownLoadTests {
    /// Programs of the same names that differ in what each needs of them.
    private static func programs(_ needed: [String]) -> [[UInt8]] {
        let needs: [[FixtureLibrary.NeededVersion]] = [
            [.init("GLIBC_2.2.5", of: "libc.so.6")],
            [.init("GLIBC_2.34", of: "libc.so.6"), .init("GLIBC_2.38", of: "libc.so.6")],
            [
                .init("GLIBC_2.2.5", of: "libc.so.6"),
                .init("GLIBC_2.38", of: "libc.so.6", isWeak: true),
            ],
            [.init("GLIBC_ABI_DT_RELR", of: "libc.so.6")],
            [.init("LIBSQLITE_1", of: "libsqlite3.so.0")],
            [.init("GLIBC_2.34", of: "libelsewhere.so.1")],
            [],
        ]
        return needs.flatMap { versions in
            [[], [FixtureLibrary.Symbol.wanted("nowhere_defined")]].map { symbols in
                var program = FixtureLibrary.program(needed: needed)
                program.neededVersions = versions
                program.symbols = symbols
                return program.bytes
            }
        }
    }

    private func surroundings(_ system: KnownSystem) throws -> LoaderSurroundings {
        var surroundings = LoaderSurroundings(try system.tree())
        surroundings.known = system
        surroundings.machine = Architecture(name: "x86_64")
        surroundings.processor = "x86-64-v1"
        surroundings.looksUpSymbols = true
        surroundings.findsOpened = false
        return surroundings
    }

    private func graph(
        _ bytes: [UInt8], _ program: ProgramFacts?, _ surroundings: LoaderSurroundings
    ) throws -> DependencyGraph {
        let identity = TreeFile.Identity(device: 1, number: 1)
        let file = TreeFile(FileBytes(bytes), identity, permissions: 0o755)
        var surroundings = surroundings
        surroundings.program = program
        return DependencyGraph(file, try Image(elf: file.bytes), at: "/app", surroundings)
    }

    @Test(
        "is told of each as if it had been started alone",
        arguments: [
            [["libc.so.6"], ["libm.so.6", "libc.so.6"]],
            // Unknown libraries of other names, and one that a known one needs, too.
            [
                ["libsqlite3.so.0", "libm.so.6", "libc.so.6"],
                ["libelsewhere.so.1", "libm.so.6", "libc.so.6"],
                ["libpcap.so.1", "libm.so.6", "libc.so.6"],
                ["libpcap.so.1", "libelsewhere.so.1", "libpcap.so.1", "libc.so.6"],
                ["libelsewhere.so.1", "libpcap.so.1", "libpcap.so.1", "libc.so.6"],
            ],
            [
                ["libpcap.so.1", "libstdc++.so.6", "libc.so.6"],
                ["libgcc_s.so.1", "libstdc++.so.6", "libc.so.6"],
                ["libelsewhere.so.1", "libstdc++.so.6", "libc.so.6"],
            ],
        ])
    func sharing(lists: [[String]]) throws {
        let systems = [
            try KnownSystem.glibc("2.31"), try KnownSystem.glibc("2.31", isWhole: true),
            try KnownSystem.glibc("2.36", layout: .wide),
            try KnownSystem.glibc("2.35", [KnownLibrary("libsqlite3.so.0")], markers: []),
            try KnownSystem.glibc(
                "2.35", [KnownLibrary("libstdc++.so.6", versions: ["GLIBCXX_3.4.30"])]),
        ]
        let places = try systems.map { try surroundings($0) }
        for bytes in lists.flatMap(Self.programs) {
            let file = FileBytes(bytes)
            let facts = ProgramFacts(try Image(elf: file), in: file)
            for (system, place) in zip(systems, places) {
                let shared = try graph(bytes, facts, place)
                let alone = try graph(bytes, nil, try surroundings(system))
                #expect(shared.nodes.map(\.name) == alone.nodes.map(\.name))
                #expect(shared.nodes.map(\.path) == alone.nodes.map(\.path))
                #expect(shared.nodes.map(\.status) == alone.nodes.map(\.status))
                #expect(shared.nodes.map(\.needs) == alone.nodes.map(\.needs))
                #expect(shared.problems == alone.problems)
                #expect(shared.diagnostics == alone.diagnostics)
                #expect(shared.starts == alone.starts)
            }
        }
    }

    @Test("is not told of a program that the kernel of another place refuses")
    func otherKernel() throws {
        let bytes = FixtureLibrary.program(needed: ["libc.so.6"]).bytes
        let file = FileBytes(bytes)
        let facts = ProgramFacts(try Image(elf: file), in: file)
        let place = try surroundings(try .glibc("2.36"))
        #expect(try graph(bytes, facts, place).starts == true)
        var other = place
        other.machine = Architecture(name: "aarch64")
        #expect(try graph(bytes, facts, other).problems.map(\.kind) == [.machine])
        #expect(try graph(bytes, facts, place).starts == true)
    }
}
