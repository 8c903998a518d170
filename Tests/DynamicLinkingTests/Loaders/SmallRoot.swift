import GoFixtures
import ObjectFile

@testable import DynamicLinking

/// A root in memory with a loader, in which programs are started.
struct SmallRoot {
    var tree = MemoryTree()
    /// What else it is started in; its files are those of the tree.
    var surroundings = LoaderSurroundings(MemoryTree())

    /// One with glibc's loader and an empty C library.
    static func glibc(_ version: String = "2.36") -> Self {
        var root = Self()
        root.add("/lib64/ld-linux-x86-64.so.2", FixtureLibrary.glibcLoader(version))
        root.add("/lib/x86_64-linux-gnu/libc.so.6", FixtureLibrary(soname: "libc.so.6"))
        root.surroundings.processor = "x86-64-v1"
        return root
    }

    /// One with musl's loader, which defines these symbols.
    static func musl(_ symbols: [FixtureLibrary.Symbol] = []) -> Self {
        var root = Self()
        root.add("/lib/ld-musl-x86_64.so.1", FixtureLibrary.muslLoader(symbols))
        return root
    }

    mutating func add(_ path: String, _ library: FixtureLibrary, permissions: UInt16 = 0o755) {
        tree.add(path, library.bytes, permissions: permissions)
    }

    mutating func set(_ name: String, _ value: String) {
        surroundings.variables.append(LoaderSurroundings.Variable(name: name, value: value))
    }

    /// What comes of a program, put at a path.
    func start(_ program: FixtureLibrary, at path: String = "/app") throws -> DependencyGraph {
        try start(program.bytes, at: path)
    }

    func start(
        _ bytes: [UInt8], at path: String = "/app", permissions: UInt16 = 0o755
    ) throws -> DependencyGraph {
        var surroundings = surroundings
        var tree = tree
        tree.add(path, bytes, permissions: permissions)
        surroundings.files = tree
        let file = try tree.open(ByteString(path))
        let image = try Image(elf: file.bytes)
        return DependencyGraph(file, image, at: ByteString(path), surroundings)
    }
}

extension DependencyGraph {
    /// What was found where, by name: path and rule, or how it stands with it.
    var places: [String: String] {
        var places: [String: String] = [:]
        for node in nodes.dropFirst() where node.rule != .interpreter {
            let rule = node.rule.map { " " + $0.rawValue } ?? ""
            places[node.name.text] = (node.path?.text ?? node.status.rawValue) + rule
        }
        return places
    }

    /// The names in the order in which they were met.
    var names: [String] { nodes.map(\.name.text) }

    /// The lines that are fatal.
    var fatal: [String] { fatalProblems.map(\.text) }

    /// The lines that are not.
    var warnings: [String] { problems.filter { !$0.isFatal }.map(\.text) }
}
