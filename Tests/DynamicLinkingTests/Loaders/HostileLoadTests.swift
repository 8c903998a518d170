import GoFixtures
import ObjectFile
import Testing

@testable import DynamicLinking

/// What was made to keep a loader busy ends, and says where it gave up: in small, as a debug build
/// is slow; `HostileRuns` has it in full size.
@Suite("A program that was made to keep a loader busy", .serialized)
struct HostileLoadTests {
    /// What a case may take, in a debug build beside others.
    private static let limit = Duration.seconds(20)

    private static let loaders: [(root: SmallRoot, interpreter: String)] = [
        (.glibc(), "/lib64/ld-linux-x86-64.so.2"), (.musl(), "/lib/ld-musl-x86_64.so.1"),
    ]

    /// Starts a program in a root of each loader, and takes the time.
    private func start(
        _ program: FixtureLibrary, at path: String = "/app", _ fill: (inout SmallRoot) -> Void,
        _ check: (DependencyGraph, SmallRoot) -> Void
    ) throws {
        for (root, interpreter) in Self.loaders {
            var (root, program) = (root, program)
            root.surroundings.steps = LoaderBudget.most / 64
            program.interpreter = interpreter
            fill(&root)
            let start = ContinuousClock.now
            let graph = try root.start(program, at: path)
            let time = ContinuousClock.now - start
            #expect(time < Self.limit)
            check(graph, root)
        }
    }

    @Test("has a chain of many libraries, each with a path of its own")
    func chain() throws {
        var program = FixtureLibrary.program(needed: ["lib0.so"])
        program.rpath = "/chain"
        try start(program) { root in
            for number in 0..<400 {
                var library = FixtureLibrary(needed: ["lib\(number + 1).so"])
                library.rpath = number % 2 == 0 ? "/none\(number)" : nil
                root.add("/chain/lib\(number).so", library)
            }
        } _: { graph, _ in
            // Each would look in the paths of all above it: that is broken off.
            #expect(graph.nodes.count > 50)
            #expect(graph.isComplete != graph.diagnostics.contains { $0.code == .limit })
        }
        program.rpath = nil
        program.runpath = nil
        try start(program) { root in
            for number in 0..<400 {
                root.add("/lib/lib\(number).so", FixtureLibrary(needed: ["lib\(number + 1).so"]))
            }
        } _: { graph, _ in
            #expect(graph.nodes.count == 403)
            #expect(graph.nodes.last?.status == .notFound)
            #expect(graph.isComplete)
        }
    }

    @Test("needs many libraries that are there, each needing all others")
    func wide() throws {
        let names = (0..<60).map { "lib\($0).so" }
        try start(.program(needed: names)) { root in
            for name in names { root.add("/lib/" + name, FixtureLibrary(needed: names)) }
        } _: { graph, _ in
            #expect(graph.nodes.count == 62)
        }
        let more = (0..<300).map { "lib\($0).so" }
        try start(.program(needed: more)) { root in
            for name in more { root.add("/lib/" + name, FixtureLibrary(needed: [name])) }
        } _: { graph, _ in
            #expect(graph.nodes.count == 302 && graph.isComplete)
        }
    }

    @Test("needs many libraries that are not there, and has as many directories")
    func missing() throws {
        let names = (0..<900).map { "l\($0)" }
        try start(.program(needed: names)) { _ in
        } _: { graph, _ in
            #expect(graph.nodes.count == 902 && graph.isComplete)
        }
        var program = FixtureLibrary.program(needed: names)
        program.runpath = (0..<900).map { "/d\($0)" }.joined(separator: ":")
        try start(program) { _ in
        } _: { graph, _ in
            #expect(!graph.isComplete && graph.starts == false)
            #expect(graph.diagnostics.map(\.code) == [.limit])
        }
    }

    @Test("has names of 64 kilobytes")
    func names() throws {
        let name = String(repeating: "n", count: 65_000)
        try start(.program(needed: (0..<30).map { name + String($0) })) { _ in
        } _: { graph, _ in
            #expect(graph.starts == false)
            let bytes = graph.nodes.flatMap(\.searched).reduce(0) { $0 + $1.path.length }
            #expect(bytes < 3 << 20)
        }
    }

    @Test("has paths that grow by what stands for their names")
    func growth() throws {
        let path = "/" + String(repeating: "d/", count: 1_900)
        for element in ["$ORIGIN", "$ORIGIN$ORIGIN", "$ORIGIN:"] {
            var program = FixtureLibrary.program(needed: ["libx.so", "liby.so"])
            program.runpath = String(repeating: element, count: 65_000 / element.utf8.count)
            try start(program, at: path + "app") { _ in
            } _: { graph, _ in
                #expect(graph.starts != true)
            }
        }
    }

    @Test("needs a chain that goes down a folder with each step")
    func down() throws {
        var program = FixtureLibrary.program(needed: ["libx0.so"])
        program.runpath = "$ORIGIN/d"
        try start(program) { root in
            root.tree.addLink("/d", to: ".")
            for number in 0..<2_200 {
                var library = FixtureLibrary(needed: ["libx\(number + 1).so"])
                library.runpath = "$ORIGIN/d"
                root.add("/libx\(number).so", library)
            }
        } _: { graph, _ in
            // Names and links end where the kernel ends them.
            #expect((graph.nodes.last?.status).map { $0 != .found } == true)
            #expect(graph.nodes.count < 2_100)
        }
    }

    @Test("has all of that among what is preloaded, and in the path file")
    func files() throws {
        try start(.program(needed: ["libx.so"])) { root in
            root.set("LD_PRELOAD", (0..<400).map { "p\($0)" }.joined(separator: ":"))
            root.set("LD_LIBRARY_PATH", (0..<200).map { "/e\($0)" }.joined(separator: ":"))
            let lines = [UInt8](repeating: 0x2f, count: 1 << 20)
            root.tree.add("/etc/ld.so.preload", lines)
            let list = (0..<600).map { "/d\($0)" }.joined(separator: "\n")
            root.tree.add("/etc/ld-musl-x86_64.path", Array(list.utf8))
        } _: { graph, _ in
            #expect(graph.diagnostics.contains { $0.code == .limit })
        }
    }

    @Test("wants one symbol in many versions, and another defines it as often")
    func symbols() throws {
        let versions = (0..<600).map { "V\($0)" }
        var program = FixtureLibrary.program(needed: ["liba.so", "libb.so"])
        program.neededVersions = versions.map { .init($0, of: "liba.so") }
        program.symbols = versions.map { .wanted("s", version: $0, of: "liba.so") }
        try start(program) { root in
            root.surroundings.looksUpSymbols = true
            var library = FixtureLibrary(soname: "liba.so")
            library.definedVersions = ["W"] + versions
            library.symbols = versions.map { _ in .defined("s", version: "W") }
            root.add("/lib/liba.so", library)
            var other = FixtureLibrary()
            other.symbols = versions.map { .wanted("missing" + $0) }
            root.add("/lib/libb.so", other)
        } _: { graph, _ in
            #expect(graph.problems.count >= 600)
        }
    }

    @Test("has many versions that are missing")
    func versions() throws {
        var program = FixtureLibrary.program(needed: ["liba.so"])
        program.neededVersions = (0..<600).map { .init("V\($0)", of: "liba.so") }
        try start(program) { root in
            var library = FixtureLibrary(soname: "liba.so")
            library.definedVersions = (0..<600).map { "W\($0)" }
            root.add("/lib/liba.so", library)
        } _: { graph, _ in
            if graph.loader == .glibc { #expect(graph.fatalProblems.count == 600) }
        }
    }
}
