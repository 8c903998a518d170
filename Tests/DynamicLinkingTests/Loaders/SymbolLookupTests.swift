import GoFixtures
import ObjectFile
import Testing

@testable import DynamicLinking

@Suite("Symbols that are looked up")
struct SymbolLookupTests {
    private func start(
        _ wanted: [FixtureLibrary.Symbol], _ defined: [FixtureLibrary.Symbol],
        versions: [String] = [], isLazy: Bool = false, flags1: Int = 0,
        constants: [String] = [],
        variables: [(String, String)] = []
    ) throws -> DependencyGraph {
        var root = SmallRoot.glibc()
        root.surroundings.looksUpSymbols = true
        for (name, value) in variables { root.set(name, value) }
        var loader = FixtureLibrary.glibcLoader()
        loader.constants += constants
        root.add("/lib64/ld-linux-x86-64.so.2", loader)
        var library = FixtureLibrary(soname: "liba.so")
        library.definedVersions = versions
        library.symbols = defined
        root.add("/lib/liba.so", library)
        var program = FixtureLibrary.program(needed: ["liba.so"])
        program.symbols = wanted
        program.isLazy = isLazy
        program.flags1 = flags1
        program.neededVersions = wanted.compactMap { symbol in
            versions.first { symbol.isOf($0) }.map { .init($0, of: "liba.so") }
        }
        return try root.start(program)
    }

    @Test("are found in what is loaded")
    func found() throws {
        let graph = try start([.wanted("f")], [.defined("f")])
        #expect(graph.problems.isEmpty && graph.starts == true)
    }

    @Test("end the start where they are missing, with the loader's words")
    func missing() throws {
        let graph = try start([.wanted("f"), .wanted("g")], [.defined("g")])
        #expect(graph.fatal == ["/app: symbol lookup error: /app: undefined symbol: f"])
        #expect(graph.fatalProblems.first?.exitStatus == 127)
    }

    @Test("may be missing where they are weak")
    func weak() throws {
        #expect(try start([.wanted("f", isWeak: true)], []).problems.isEmpty)
    }

    @Test("that are bound when they are first called do not end the start")
    func lazy() throws {
        let graph = try start([.wanted("f")], [], isLazy: true)
        #expect(graph.starts == true)
        #expect(graph.warnings == ["/app: symbol lookup error: /app: undefined symbol: f"])
        #expect(try start([.wanted("f")], [], isLazy: true, flags1: 1).starts == false)
    }

    @Test("are looked for in the version that was linked with")
    func versions() throws {
        let wanted = FixtureLibrary.Symbol.wanted("f", version: "V1", of: "liba.so")
        let good = try start([wanted], [.defined("f", version: "V1")], versions: ["V1"])
        #expect(good.problems.isEmpty)
        let other = [FixtureLibrary.Symbol.defined("f", version: "V2")]
        let bad = try start([wanted], other, versions: ["V1", "V2"])
        #expect(
            bad.fatal == ["/app: symbol lookup error: /app: undefined symbol: f, version V1"])
        // Loaders that have these words hold to the library that was linked with.
        let strict = try start(
            [wanted], other, versions: ["V1", "V2"],
            constants: ["symbol %s, version %s not defined in file %s with link time reference%s"])
        #expect(
            strict.fatal == [
                "/app: relocation error: /app: symbol f version V1 not defined in file liba.so "
                    + "with link time reference"
            ])
    }

    @Test("without a version are found in any that is not hidden")
    func unversioned() throws {
        let graph = try start([.wanted("f")], [.defined("f", version: "V1")], versions: ["V1"])
        #expect(graph.problems.isEmpty)
    }

    @Test("are not looked up under glibc unless it is asked")
    func notAsked() throws {
        var program = FixtureLibrary.program()
        program.symbols = [.wanted("f")]
        #expect(try SmallRoot.glibc().start(program).problems.isEmpty)
    }
}

extension FixtureLibrary.Symbol {
    fileprivate func isOf(_ version: String) -> Bool { self.versionName == version }
}
