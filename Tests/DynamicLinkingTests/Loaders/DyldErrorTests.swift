import DynamicLinking
import ObjectFile
import TestSupport
import Testing

private typealias File = MacFiles.File

/// Most of these are situations that people have reported with what macOS 13 to 26 printed; the names
/// are changed.
@Suite("What dyld prints")
struct DyldErrorTests {
    private static let uuid = "<ABABABAB-ABAB-ABAB-ABAB-ABABABABABAB>"
    private static let copy = "/System/Volumes/Preboot/Cryptexes/OS"

    private func expect(
        _ graph: DependencyGraph, _ name: String, by path: String = "/app/bin/tool",
        _ reason: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let text =
            "dyld: Library not loaded: \(name)\n  Referenced from: \(Self.uuid) \(path)\n"
            + "  Reason: \(reason)"
        #expect(graph.error == text, sourceLocation: sourceLocation)
        #expect(graph.starts == false, sourceLocation: sourceLocation)
        #expect(graph.fatalProblems.first?.exitStatus == 134, sourceLocation: sourceLocation)
    }

    @Test("a path is tried as a file, in the copy of the system, again; for old programs elsewhere")
    func absolute() throws {
        let name = "/opt/homebrew/opt/gmp/lib/libgmp.10.dylib"
        let graph = try MacFiles {
            $0.needs = [(File.load, name)]
            $0.sdk = 0xd_0000
        }.graph()
        expect(
            graph, name,
            "tried: '\(name)' (no such file), '\(Self.copy)\(name)' (no such file), '\(name)' (no "
                + "such file), '/usr/local/lib/libgmp.10.dylib' (no such file), "
                + "'/usr/lib/libgmp.10.dylib' (no such file, not in dyld cache)")
        #expect(graph.nodes[1].searched.count == 5)
    }

    @Test("a path through a link is tried again without it")
    func throughLink() throws {
        var files = MacFiles {
            $0.needs = [(File.load, "/opt/m/lib/libm.14.dylib")]
            $0.sdk = 0xd_0000
        }
        files.tree.addDirectory("/Cellar/m/3.5.0/lib")
        files.tree.addLink("/opt/m", to: "/Cellar/m/3.5.0")
        let tried = ["/opt/m/lib/libm.14.dylib", "/Cellar/m/3.5.0/lib/libm.14.dylib"].map { path in
            "'\(path)' (no such file), '\(Self.copy)\(path)' (no such file), '\(path)' (no such "
                + "file), '/usr/local/lib/libm.14.dylib' (no such file), "
                + "'/usr/lib/libm.14.dylib' (no such file, not in dyld cache)"
        }
        expect(
            try files.graph(), "/opt/m/lib/libm.14.dylib",
            "tried: " + tried.joined(separator: ", "))
    }

    @Test("the program's own run paths are tried twice")
    func runPath() throws {
        let graph = try MacFiles {
            $0.needs = [(File.load, "@rpath/libllm.dylib")]
            $0.runPaths = ["/Users/runner/work/build/libs"]
        }.graph()
        let path = "/Users/runner/work/build/libs/libllm.dylib"
        let once = "'\(path)' (no such file), '\(Self.copy)\(path)' (no such file)"
        expect(graph, "@rpath/libllm.dylib", "tried: \(once), \(once)")
    }

    @Test("a library's run paths are tried once, and the program's behind them twice")
    func runPathOfLibrary() throws {
        var files = MacFiles {
            $0.needs = [(File.load, "/l/a.dylib")]
            $0.runPaths = ["@executable_path/../lib/"]
        }
        files.add("/l/a.dylib") {
            $0.needs = [(File.load, "@rpath/b.dylib")]
            $0.runPaths = ["@loader_path/"]
        }
        expect(
            try files.graph(), "@rpath/b.dylib", by: "/l/a.dylib",
            "tried: '/l/b.dylib' (no such file), '/app/lib/b.dylib' (no such file), "
                + "'/app/lib/b.dylib' (no such file)")
    }

    @Test("without run paths nothing is tried")
    func noRunPath() throws {
        let name = "@rpath/libswiftCore.dylib"
        expect(
            try MacFiles { $0.needs = [(File.load, name)] }.graph(), name, "no LC_RPATH's found")
        let restricted = try MacFiles {
            $0.needs = [(File.load, name)]
            $0.runPaths = ["@executable_path/lib"]
        }.graph { $0.isSecure = true }
        expect(
            restricted, name, ", (security policy does not allow @ path expansion)")
    }

    @Test("the folders above the program are cut off its own path")
    func executablePath() throws {
        let graph = try MacFiles("/Applications/T.app/Contents/MacOS/t") {
            $0.needs = [(File.load, "@executable_path/../Frameworks/libG.1.dylib")]
        }.graph()
        expect(
            graph, "@executable_path/../Frameworks/libG.1.dylib",
            by: "/Applications/T.app/Contents/MacOS/t",
            "tried: '/Applications/T.app/Contents/Frameworks/libG.1.dylib' (no such file)")
    }

    @Test("a name without a path is looked for where the program is started")
    func leafName() throws {
        let name = "libdisk.0.dylib"
        let tried = [name, "/" + name].map {
            "'\($0)' (no such file), '\(Self.copy)\($0)' (no such file), '\($0)' (no such file)"
        }
        expect(
            try MacFiles { $0.needs = [(File.load, name)] }.graph(), name,
            "tried: " + tried.joined(separator: ", "))
    }

    @Test(
        "a file that cannot be used is said to be so each time",
        arguments: [
            Unusable("have 'x86_64', need 'arm64e' or 'arm64e.v1' or 'arm64' or 'arm64'") {
                $0.processor = 0x100_0007
                $0.subtype = 3
            },
            Unusable("have 'arm64', need 'arm64e'", in: 0x8000_0002) { _ in },
            Unusable("have 'arm64', need 'x86_64h' or 'x86_64'", of: 0x100_0007, in: 3) { _ in },
            Unusable(
                platform: "mach-o file (/l/a.dylib), but incompatible platform (have "
                    + "'iOS-simulator', need 'macOS')"
            ) { $0.platform = 7 },
            Unusable(words: "cannot link against bundle '/l/a.dylib'") { $0.type = 8 },
            Unusable(words: "cannot link against a main executable '/l/a.dylib'") { $0.type = 2 },
            Unusable(words: "unloadable mach-o file type 1 '/l/a.dylib'") { $0.type = 1 },
            Unusable(words: "duplicate LC_RPATH '/a'") {
                $0.runPaths = ["/a", "/b", "/a"]
                $0.sdk = 0x1a_0000
            },
            Unusable(words: "duplicate linked dylib '/usr/lib/libSystem.B.dylib'") {
                $0.needs = [File.system, File.system]
                $0.sdk = 0x1a_0000
            },
        ])
    func unusable(_ library: Unusable) throws {
        var files = MacFiles {
            $0.needs = [(File.load, "/l/a.dylib")]
            $0.processor = library.processor
            $0.subtype = library.subtype
        }
        files.tree.add("/l/a.dylib", library.file.bytes)
        let graph = try files.graph()
        let words = library.words
        expect(
            graph, "/l/a.dylib",
            "tried: '/l/a.dylib' (\(words)), '\(Self.copy)/l/a.dylib' (no such file), "
                + "'/l/a.dylib' (\(words))")
        #expect(graph.nodes[1].status == (library.isForeign ? .wrongArchitecture : .notFound))
    }

    /// A library that a program of a processor cannot use, and what dyld says of it.
    struct Unusable: Sendable, CustomTestStringConvertible {
        let words: String
        let isForeign: Bool
        let processor: UInt32
        let subtype: UInt32
        let file: MacFiles.File

        private init(
            _ words: String, isForeign: Bool, _ processor: UInt32, _ subtype: UInt32,
            _ change: (inout MacFiles.File) -> Void
        ) {
            self.words = words
            self.isForeign = isForeign
            self.processor = processor
            self.subtype = subtype
            var file = MacFiles.File()
            change(&file)
            self.file = file
        }

        init(
            _ names: String, of processor: UInt32 = 0x100_000c, in subtype: UInt32 = 0,
            _ change: (inout MacFiles.File) -> Void
        ) {
            self.init(
                "mach-o file, but is an incompatible architecture (\(names))", isForeign: true,
                processor, subtype, change)
        }

        init(platform words: String, _ change: (inout MacFiles.File) -> Void) {
            self.init(words, isForeign: true, 0x100_000c, 0, change)
        }

        init(words: String, _ change: (inout MacFiles.File) -> Void) {
            self.init(words, isForeign: false, 0x100_000c, 0, change)
        }

        var testDescription: String { words }
    }

    @Test("the slice that suits best is used, and none is told of with those there are")
    func universal() throws {
        let slice = { (processor: UInt32, subtype: UInt32, need: String) in
            var file = File()
            (file.processor, file.subtype) = (processor, subtype)
            file.needs = [(File.weak, need)]
            return (processor: processor, subtype: subtype, bytes: file.bytes)
        }
        let (intel, arm) = (slice(0x100_0007, 3, "/i"), slice(0x100_000c, 0, "/a"))
        let both = [intel, arm, slice(0x100_000c, 0x8000_0002, "/e")]
        for (slices, processor, need) in [
            (both, 0x100_000c, "/e"), ([intel, arm], 0x100_000c, "/a"),
            (both, 0x100_0007, "/i"), ([intel], 0x100_000c, nil),
        ] as [([(processor: UInt32, subtype: UInt32, bytes: [UInt8])], UInt32, String?)] {
            var files = MacFiles {
                $0.needs = [(File.load, "/l/a.dylib")]
                $0.processor = processor
            }
            files.tree.add("/l/a.dylib", MachOBuilder.universal(slices))
            let graph = try files.graph()
            guard let need else {
                #expect(
                    graph.error?.contains(
                        "fat file, but missing compatible architecture (have 'x86_64', need "
                            + "'arm64e' or") == true)
                continue
            }
            #expect(graph.nodes.contains { $0.name.equals(need) })
        }
    }

    @Test(
        "what is no file is told as dyld tells it",
        arguments: [
            ("/d", "not a file"), ("/p", "not a file"), ("/f/x", "errno=20"),
            ("/loop", "errno=62"), ("/closed", "open() failed with errno=13"), ("/empty", ""),
            ("/text", "slice is not valid mach-o file"),
        ])
    func notAFile(path: String, words: String) throws {
        var files = MacFiles { $0.needs = [(File.load, path)] }
        files.tree.addDirectory("/d")
        files.tree.addSpecial("/p")
        files.tree.add("/f", [1])
        files.tree.addLink("/loop", to: "/loop")
        files.tree.addUnreadable("/closed")
        files.tree.add("/empty", [])
        files.tree.add("/text", Array("text".utf8))
        #expect(try files.graph().error?.contains("tried: '\(path)' (\(words)), ") == true)
    }

    @Test("of several libraries that are missing dyld prints the last that it still looks for")
    func lastError() throws {
        var files = MacFiles {
            $0.needs = ["a", "b", "c"].map { (File.load, "/l/\($0).dylib") }
        }
        for (name, need) in [("a", "x"), ("b", "y"), ("c", "z")] {
            files.add("/l/\(name).dylib") {
                $0.needs = [(File.load, "/l/\(need).dylib"), (File.load, "/l/\(need)2.dylib")]
            }
        }
        files.add("/l/z.dylib") { $0.needs = [(File.load, "/l/deep.dylib")] }
        let graph = try files.graph()
        #expect(graph.error?.contains("Library not loaded: /l/z2.dylib") == true)
        let names = graph.nodes.filter { $0.status == .notFound }.map(\.name.text)
        #expect(Set(names) == Set(["x", "x2", "y", "y2", "z2", "deep"].map { "/l/\($0).dylib" }))
        #expect(graph.problems.count == 6)
        files.add("/l/z2.dylib")
        let other = try files.graph()
        #expect(other.error?.contains("Library not loaded: /l/y.dylib") == true)
    }

    @Test("the kernel looks at rights, processor and loader")
    func kernel() throws {
        var files = MacFiles { $0.needs = [File.system] }
        let intel = try files.graph { $0.machine = Architecture(name: "x86_64") }
        #expect(intel.error == "Bad CPU type in executable")
        #expect(intel.fatalProblems.first?.exitStatus == nil)
        #expect(try files.graph { $0.machine = Architecture(name: "arm64") }.starts == true)
        let rosetta = try MacFiles { $0.processor = 0x100_0007 }.graph {
            $0.machine = Architecture(name: "arm64")
        }
        #expect(rosetta.starts == true)
        let old = try MacFiles {
            $0.processor = 7
            $0.subtype = 3
        }.graph()
        #expect(old.error == "Bad CPU type in executable")
        files.tree.add("/closed", File(type: 2).bytes, permissions: 0o644)
        #expect(try files.graph(of: "/closed").error == "Permission denied")
        var odd = MachOBuilder()
        odd.commands = [odd.command(0xe, text: "/lib/dyld")]
        files.tree.add("/odd", odd.build())
        #expect(try files.graph(of: "/odd").error == "Killed: 9")
    }

    @Test("a program that dyld refuses is told of before any library")
    func refused() throws {
        let graph = try MacFiles {
            $0.needs = [File.system]
            $0.runPaths = ["@loader_path", "@loader_path"]
            $0.sdk = 0x1a_0000
        }.graph()
        #expect(
            graph.error == "dyld: duplicate LC_RPATH '@loader_path' in /app/bin/tool\n"
                + "dyld: duplicate LC_RPATH '@loader_path'")
    }
}
