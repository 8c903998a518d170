import DynamicLinking
import Foundation
import ObjectFile
import TestSupport
import Testing

private typealias File = MacFiles.File

@Suite("What dyld finds")
struct DyldLoaderTests {
    @Test("system libraries are in the shared cache where they have no file, and not missing")
    func sharedCache() throws {
        let files = MacFiles {
            $0.needs = [
                File.system, (File.load, "/usr/lib/libresolv.9.dylib"),
                (
                    File.load,
                    "/System/Library/Frameworks/Security.framework/Versions/A/Security"
                ),
            ]
        }
        let graph = try files.graph()
        #expect(graph.loader == .dyld)
        #expect(graph.nodes.dropFirst().allSatisfy { $0.status == .sharedCache })
        #expect(graph.nodes.dropFirst().allSatisfy { $0.rule == .sharedCache })
        #expect(graph.starts == true && !graph.isIncomplete)
    }

    @Test(
        "a Go program for macOS has libSystem alone, in the shared cache, with cgo and without",
        arguments: [
            "tiny-darwin-amd64-go1.22", "tiny-darwin-arm64-go1.27",
            "cgo-darwin-chained-arm64-go1.27", "cgo-darwin-opcodes-arm64-go1.27",
        ])
    func goPrograms(id: String) throws {
        let path = TestBinary.folder.appendingPathComponent("bin/\(id)").path
        let file = try FileBytes(path: path)
        let tool = TreeFile(
            file, TreeFile.Identity(device: 1, number: 1), permissions: 0o755)
        var surroundings = LoaderSurroundings(MemoryTree())
        surroundings.looksUpSymbols = true
        let graph = DependencyGraph(tool, try Image(machO: file), at: "/bin/x", surroundings)
        #expect(
            graph.lines == [
                "/usr/lib/libSystem.B.dylib = /usr/lib/libSystem.B.dylib (shared-cache)"
            ])
        #expect(graph.starts == true && graph.problems.isEmpty)
    }

    @Test("a program that names no library loads libSystem")
    func noLibraries() throws {
        let graph = try MacFiles { _ in }.graph()
        #expect(
            graph.lines == [
                "/usr/lib/libSystem.B.dylib = /usr/lib/libSystem.B.dylib (shared-cache)"
            ])
    }

    @Test("a file of the tree goes before the shared cache")
    func fileFirst() throws {
        var files = MacFiles { $0.needs = [File.system] }
        files.add("/usr/lib/libSystem.B.dylib") { $0.identity = "/usr/lib/system/libx.dylib" }
        let graph = try files.graph()
        #expect(graph.nodes[1].status == .found && graph.nodes[1].rule == .absolute)
    }

    @Test("each kind of path leads to a file")
    func kinds() throws {
        var files = MacFiles {
            $0.needs = [
                (File.load, "@executable_path/../lib/a.dylib"),
                (File.load, "@loader_path/b.dylib"), (File.upward, "@rpath/c.dylib"),
                (File.reexport, "/opt/lib/d.dylib"), (File.lazy, "/opt/lib/lazy.dylib"),
            ]
            $0.runPaths = ["@loader_path/nowhere", "@executable_path/../rp"]
        }
        for path in ["/app/lib/a", "/app/bin/b", "/app/rp/c", "/opt/lib/d"] {
            files.add(path + ".dylib")
        }
        let graph = try files.graph()
        #expect(
            graph.lines == [
                "@executable_path/../lib/a.dylib = /app/lib/a.dylib (executable-path)",
                "@loader_path/b.dylib = /app/bin/b.dylib (loader-path)",
                "@rpath/c.dylib = /app/rp/c.dylib (rpath)",
                "/opt/lib/d.dylib = /opt/lib/d.dylib (absolute)",
                "/usr/lib/libSystem.B.dylib = /usr/lib/libSystem.B.dylib (shared-cache)",
            ])
        #expect(graph.starts == true)
    }

    @Test("run paths of who asks go first, then those that led there, then the program's")
    func chain() throws {
        var files = MacFiles {
            $0.needs = [(File.load, "/l/a.dylib")]
            $0.runPaths = ["/program", "/both"]
        }
        files.add("/l/a.dylib") {
            $0.needs = [(File.load, "/l/b.dylib")]
            $0.runPaths = ["/first"]
        }
        files.add("/l/b.dylib") {
            $0.needs = ["own", "mid", "all"].map { (File.load, "@rpath/\($0).dylib") }
            $0.runPaths = ["@loader_path/own"]
        }
        for path in ["/l/own/own", "/first/own", "/first/mid", "/program/mid", "/program/all"] {
            files.add(path + ".dylib")
        }
        let graph = try files.graph()
        #expect(
            graph.lines.filter { $0.hasPrefix("@") } == [
                "@rpath/own.dylib = /l/own/own.dylib (rpath)",
                "@rpath/mid.dylib = /first/mid.dylib (rpath)",
                "@rpath/all.dylib = /program/all.dylib (rpath)",
            ])
    }

    @Test("what is loaded under an install name or as a file is not loaded again")
    func sharing() throws {
        var files = MacFiles {
            $0.needs = [
                (File.load, "/l/real.dylib"), (File.load, "@rpath/x.dylib"),
                (File.load, "/link/real.dylib"), (File.load, "/l/second.dylib"),
            ]
        }
        files.add("/l/real.dylib") { $0.identity = "@rpath/x.dylib" }
        files.tree.addLink("/link", to: "l")
        files.tree.addName("/l/second.dylib", of: "/l/real.dylib")
        let graph = try files.graph()
        #expect(graph.nodes.filter { $0.status == .found }.count == 2)
        #expect(graph.nodes[0].needs == [1])
        #expect(graph.starts == true)
    }

    @Test("paths are those without links, and so is what @loader_path stands for")
    func links() throws {
        var files = MacFiles("/real/bin/tool") {
            $0.needs = [(File.load, "@executable_path/../lib/a.dylib")]
        }
        files.tree.addLink("/bin", to: "/real/bin")
        files.add("/cellar/1.0/a.dylib") { $0.needs = [(File.load, "@loader_path/b.dylib")] }
        files.add("/cellar/1.0/b.dylib")
        files.tree.addLink("/real/lib/a.dylib", to: "/cellar/1.0/a.dylib")
        let graph = try files.graph(of: "/bin/tool")
        #expect(graph.nodes[0].path == "/real/bin/tool")
        #expect(
            Array(graph.lines.prefix(2)) == [
                "@executable_path/../lib/a.dylib = /cellar/1.0/a.dylib (executable-path)",
                "@loader_path/b.dylib = /cellar/1.0/b.dylib (loader-path)",
            ])
    }

    @Test("the libraries of one image come first, then those of the first of them")
    func order() throws {
        var files = MacFiles {
            $0.needs = [(File.load, "/l/a.dylib"), (File.load, "/l/b.dylib")]
        }
        files.add("/l/a.dylib") { $0.needs = [(File.load, "/l/c.dylib")] }
        files.add("/l/b.dylib") { $0.needs = [(File.load, "/l/d.dylib")] }
        files.add("/l/c.dylib") { $0.needs = [(File.load, "/l/e.dylib")] }
        for name in ["d", "e"] { files.add("/l/\(name).dylib") { $0.needs = [] } }
        let names = try files.graph().nodes.filter { $0.status == .found }.map(\.name.text)
        #expect(names.dropFirst().map { $0.dropFirst(3).prefix(1) } == ["a", "b", "c", "e", "d"])
    }

    @Test("the working directory of a root is the root")
    func relative() throws {
        var files = MacFiles { $0.needs = [(File.load, "sub/a.dylib")] }
        files.add("/sub/a.dylib")
        let graph = try files.graph()
        #expect(graph.lines.first == "sub/a.dylib = /sub/a.dylib (absolute)")
        let held = try files.graph { $0.isSecure = true }
        #expect(held.nodes[1].status == .notFound)
        #expect(held.error?.contains("(relative path not allowed in hardened program)") == true)
    }

    @Test("the environment goes before names, and what is set at the end behind")
    func environment() throws {
        var files = MacFiles {
            $0.needs = [
                (File.load, "/l/a.dylib"), (File.load, "/gone/b.dylib"),
                (File.load, "/F/X.framework/Versions/A/X"),
            ]
        }
        for path in [
            "/l/a.dylib", "/env/a.dylib", "/end/b.dylib", "/F/X.framework/Versions/A/X",
            "/env/X.framework/Versions/A/X",
        ] {
            files.add(path)
        }
        files.tree.addLink("/env/X", to: "/l/a.dylib")
        let graph = try files.graph {
            $0.variables = [
                ("DYLD_LIBRARY_PATH", "/none:/env"), ("DYLD_FALLBACK_LIBRARY_PATH", "/end"),
                ("DYLD_FRAMEWORK_PATH", "/env"),
            ].map { LoaderSurroundings.Variable(name: $0.0, value: $0.1) }
        }
        #expect(
            Array(graph.lines.prefix(3)) == [
                "/l/a.dylib = /env/a.dylib (DYLD_LIBRARY_PATH)",
                "/gone/b.dylib = /end/b.dylib (DYLD_FALLBACK_LIBRARY_PATH)",
                "/F/X.framework/Versions/A/X = /env/X.framework/Versions/A/X (DYLD_FRAMEWORK_PATH)",
            ])
        let secure = try files.graph {
            $0.isSecure = true
            $0.variables = [LoaderSurroundings.Variable(name: "DYLD_LIBRARY_PATH", value: "/env")]
        }
        #expect(secure.lines.first == "/l/a.dylib = /l/a.dylib (absolute)")
    }

    @Test("a program's own variables begin where it lies")
    func embedded() throws {
        var files = MacFiles {
            $0.needs = [(File.load, "/l/a.dylib")]
            $0.environment = ["DYLD_LIBRARY_PATH=@executable_path/lib"]
        }
        files.add("/app/bin/lib/a.dylib")
        #expect(try files.graph().nodes[1].path == "/app/bin/lib/a.dylib")
    }

    @Test("inserted libraries are loaded first, and have to be there")
    func inserted() throws {
        var files = MacFiles { $0.needs = [File.system] }
        files.add("/i/a.dylib")
        let insert = { (value: String) in
            [LoaderSurroundings.Variable(name: "DYLD_INSERT_LIBRARIES", value: value)]
        }
        let graph = try files.graph { $0.variables = insert("/i/a.dylib") }
        #expect(graph.lines.first == "/i/a.dylib = /i/a.dylib (preload)")
        #expect(graph.starts == true)
        let gone = try files.graph { $0.variables = insert("/i/b.dylib") }
        let tried = "tried: '/i/b.dylib' (no such file), '/System/Volumes/Preboot/Cryptexes/OS"
        #expect(
            gone.error?.hasPrefix(
                "dyld: terminating because inserted dylib '/i/b.dylib' could not be loaded: "
                    + tried) == true)
    }

    @Test("a weak library that is missing stops nothing, unless somebody else cannot do without")
    func weak() throws {
        var files = MacFiles { $0.needs = [(File.weak, "/l/w.dylib"), File.system] }
        let graph = try files.graph()
        #expect(graph.nodes[1].status == .notFound && graph.nodes[1].isOptional)
        #expect(graph.starts == true && !graph.isIncomplete && graph.problems.isEmpty)
        files = MacFiles { $0.needs = [(File.weak, "/l/w.dylib"), (File.load, "/l/a.dylib")] }
        files.add("/l/a.dylib") { $0.needs = [(File.load, "/l/w.dylib")] }
        let strict = try files.graph()
        #expect(strict.starts == false && strict.isIncomplete)
    }

    @Test("Swift's libraries are found by the run path of the system, others of that place are not")
    func swift() throws {
        let graph = try MacFiles {
            $0.needs = [
                (File.load, "@rpath/libswiftCore.dylib"), (File.weak, "@rpath/libmine.dylib"),
            ]
            $0.runPaths = ["/usr/lib/swift", "@executable_path/../Frameworks"]
        }.graph()
        #expect(
            graph.lines.first
                == "@rpath/libswiftCore.dylib = /usr/lib/swift/libswiftCore.dylib (shared-cache)")
        #expect(graph.nodes[2].status == .notFound)
    }

    @Test(
        "what a location says",
        arguments: [
            ("/usr/lib/libobjc.A.dylib", true), ("/usr/local/lib/libz.dylib", false),
            ("/System/Library/PrivateFrameworks/X.framework/X", true),
            ("/System/iOSSupport/System/Library/Frameworks/UIKit.framework/UIKit", true),
            ("/System/DriverKit/usr/lib/libSystem.dylib", true), ("/Library/x.dylib", false),
            ("/usr/lib/pam/pam_x.so.2", false), ("/usr/lib/../local/x.dylib", false),
            ("/System/Library/CoreServices/A.app/Contents/Frameworks/x.dylib", false),
            ("/Library/Apple/usr/lib/libx.dylib", true), ("/opt/homebrew/lib/x.dylib", false),
        ])
    func locations(path: String, isCached: Bool) throws {
        let graph = try MacFiles { $0.needs = [(File.load, path)] }.graph()
        #expect((graph.nodes[1].status == .sharedCache) == isCached)
        #expect((DyldPlace(ByteString(path)) == .sharedCache) == isCached)
    }

    @Test("a library on its own is looked at without a program")
    func library() throws {
        var files = MacFiles { _ in }
        files.add("/l/a.dylib") {
            $0.needs = ["@loader_path/b.dylib", "@executable_path/c.dylib"].map { (File.load, $0) }
        }
        files.add("/l/b.dylib")
        let graph = try files.graph(of: "/l/a.dylib")
        #expect(graph.lines.first == "@loader_path/b.dylib = /l/b.dylib (loader-path)")
        #expect(graph.nodes.contains { $0.status == .notFound })
        #expect(graph.starts == nil && graph.diagnostics.count == 1)
    }
}
