internal import DynamicLinking
internal import GoFixtures
internal import ObjectFile

/// Which file of a small root is damaged before a program is started in it.
enum Load: String, CaseIterable {
    case glibcProgram, glibcLibrary, glibcLoader, glibcCache, glibcConfiguration, preload
    case muslProgram, muslLibrary, muslLoader, muslPaths

    private var isMusl: Bool {
        switch self {
        case .muslProgram, .muslLibrary, .muslLoader, .muslPaths: true
        default: false
        }
    }

    /// Where the file lies.
    private var path: String {
        switch self {
        case .glibcProgram, .muslProgram: "/opt/app"
        case .glibcLibrary, .muslLibrary: "/opt/lib/liba.so"
        case .glibcLoader: "/lib64/ld-linux-x86-64.so.2"
        case .muslLoader: "/lib/ld-musl-x86_64.so.1"
        case .glibcCache: "/etc/ld.so.cache"
        case .glibcConfiguration: "/etc/ld.so.conf"
        case .preload: "/etc/ld.so.preload"
        case .muslPaths: "/etc/ld-musl-x86_64.path"
        }
    }

    /// The sound file.
    var bytes: [UInt8] {
        switch self {
        case .glibcProgram, .muslProgram: Self.program(isMusl: isMusl).bytes
        case .glibcLibrary, .muslLibrary: Self.library.bytes
        case .glibcLoader: FixtureLibrary.glibcLoader().bytes
        case .muslLoader: FixtureLibrary.muslLoader([.defined("c")]).bytes
        case .glibcCache: Self.cache.bytes
        case .glibcConfiguration:
            Array("include ld.so.conf.d/*.conf\n/opt/conf # more\n/usr/lib=x\nhwcap 1 x\n".utf8)
        case .preload: Array("libb.so /opt/lib/liba.so # two\nlibnone.so\n".utf8)
        case .muslPaths: Array("/opt/conf:/lib\n/usr/lib\n".utf8)
        }
    }

    private static func program(isMusl: Bool) -> FixtureLibrary {
        var program = FixtureLibrary.program(needed: ["liba.so", "libb.so", "libc.so.6", "/opt/x"])
        if isMusl { program.interpreter = "/lib/ld-musl-x86_64.so.1" }
        program.rpath = "/none:$ORIGIN/lib:${LIB}/x::/opt/$PLATFORM"
        program.neededVersions = [
            .init("V1", of: "liba.so"), .init("V3", of: "liba.so", isWeak: true),
            .init("W1", of: "libb.so"),
        ]
        program.symbols = [
            .wanted("a", version: "V1", of: "liba.so"), .wanted("b"), .wanted("c", isWeak: true),
        ]
        return program
    }

    private static var library: FixtureLibrary {
        var library = FixtureLibrary(needed: ["libb.so", "liba.so", "libd.so"], soname: "liba.so")
        library.runpath = "$ORIGIN:$ORIGIN/../lib"
        library.definedVersions = ["V1", "V2"]
        library.symbols = [.defined("a", version: "V1"), .defined("b"), .wanted("d")]
        return library
    }

    private static var cache: FixtureCache {
        var cache = FixtureCache([
            FixtureCache.Entry("libd.so", "/opt/v3/libd.so", level: "x86-64-v3", isaLevel: 2),
            FixtureCache.Entry("libd.so", "/opt/lib/libb.so"),
            FixtureCache.Entry("libb.so", "/opt/lib/libb.so"),
            FixtureCache.Entry("liba.so.12", "/opt/lib/liba.so", flags: 3),
        ])
        cache.oldCount = 1
        return cache
    }

    /// The root with all that is sound.
    private var tree: MemoryTree {
        var tree = MemoryTree()
        tree.add("/opt/lib/liba.so", Self.library.bytes)
        tree.add("/opt/lib/libb.so", FixtureLibrary(needed: ["liba.so"], soname: "libb.so").bytes)
        tree.addLink("/opt/conf", to: "../opt/lib")
        tree.addLink("/opt/x", to: "conf/libb.so")
        tree.addSpecial("/usr/lib/libd.so")
        if isMusl {
            tree.add("/lib/ld-musl-x86_64.so.1", FixtureLibrary.muslLoader([.defined("c")]).bytes)
        } else {
            tree.add("/lib64/ld-linux-x86-64.so.2", FixtureLibrary.glibcLoader().bytes)
            tree.add("/lib/libc.so.6", FixtureLibrary(soname: "libc.so.6").bytes)
            if self != .glibcConfiguration { tree.add("/etc/ld.so.cache", Self.cache.bytes) }
            tree.add("/etc/ld.so.conf.d/a.conf", Array("/lib\ninclude /etc/ld.so.conf\n".utf8))
        }
        tree.add("/opt/app", Self.program(isMusl: isMusl).bytes)
        return tree
    }

    /// The roots, made once.
    private static let trees: [String: MemoryTree] = {
        var trees: [String: MemoryTree] = [:]
        for load in allCases { trees[load.rawValue] = load.tree }
        return trees
    }()

    /// Starts the program with the damaged file in its place.
    func outcome(_ bytes: [UInt8]) -> Outcome {
        var tree = Self.trees[rawValue] ?? MemoryTree()
        tree.add(path, bytes)
        var surroundings = LoaderSurroundings(tree)
        surroundings.looksUpSymbols = true
        surroundings.processor = "x86-64-v3"
        surroundings.assumesCache = self == .glibcConfiguration
        do throws(FileTreeError) {
            let file = try tree.open("/opt/app")
            do throws(ParseError) {
                let image = try Image(elf: file.bytes)
                let graph = DependencyGraph(file, image, at: "/opt/app", surroundings)
                return Outcome(status: graph.starts == true ? 0 : 2, fault: Self.fault(of: graph))
            } catch {
                return Outcome(status: 2)
            }
        } catch {
            return Outcome(status: 2, fault: "the program is not there")
        }
    }

    /// What no graph may be like.
    private static func fault(of graph: DependencyGraph) -> String? {
        for node in graph.nodes {
            if !node.needs.allSatisfy(graph.nodes.indices.contains) { return "needs no node" }
            if node.status == .found, node.path == nil { return "found nowhere" }
            if node.status == .notFound, node.path != nil { return "found and not found" }
            if let asker = node.requester, !graph.nodes.indices.contains(asker) {
                return "asked for by no node"
            }
        }
        for problem in graph.problems where !graph.nodes.indices.contains(problem.node) {
            return "a problem of no node"
        }
        return graph.nodes.isEmpty ? "no nodes" : nil
    }

    /// The files to be damaged: everything in them is worth it.
    static var fixtures: [Fixture] {
        allCases.map { load in
            let bytes = load.bytes
            return Fixture(
                "load-\(load.rawValue)", bytes, [Question(request: nil, load: load)],
                tables: [0..<bytes.count])
        }
    }
}
