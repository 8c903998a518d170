import DynamicLinking
import ObjectFile
import TestSupport
import Testing

private typealias File = MacFiles.File

@Suite("What dyld finds among hostile files")
struct DyldHostileTests {
    @Test("libraries that need each other or themselves are loaded once")
    func cycles() throws {
        var files = MacFiles { $0.needs = [(File.load, "/l/a.dylib")] }
        files.add("/l/a.dylib") {
            $0.needs = [(File.load, "/l/a.dylib"), (File.upward, "/l/b.dylib")]
        }
        files.add("/l/b.dylib") {
            $0.needs = [(File.reexport, "/l/a.dylib"), (File.load, "/app/bin/tool")]
            $0.exports = ["_b"]
        }
        let graph = try files.graph { $0.looksUpSymbols = true }
        #expect(graph.nodes.map(\.needs) == [[1], [1, 2], [1, 0]])
        #expect(graph.starts == true)
    }

    @Test("symbols that libraries hand to each other in a circle are missing")
    func circularExports() throws {
        var files = MacFiles {
            $0.needs = [(File.load, "/l/a.dylib")]
            $0.imports = [(1, false, "_x")]
        }
        files.add("/l/a.dylib") { $0.needs = [(File.reexport, "/l/b.dylib")] }
        files.add("/l/b.dylib") { $0.needs = [(File.reexport, "/l/a.dylib")] }
        let graph = try files.graph { $0.looksUpSymbols = true }
        #expect(graph.error?.hasPrefix("dyld: Symbol not found: _x") == true)
    }

    @Test("a chain of thousands of libraries is followed to its end")
    func deepChain() throws {
        var files = MacFiles { $0.needs = [(File.load, "/l/0.dylib")] }
        for index in 0..<5000 {
            files.add("/l/\(index).dylib") {
                $0.needs = [(File.reexport, "@loader_path/\(index + 1).dylib")]
            }
        }
        let graph = try files.graph()
        #expect(graph.nodes.count == 5002)
        #expect(graph.error?.contains("@loader_path/5000.dylib") == true)
    }

    @Test("thousands of names that are missing, and one again and again, take little time")
    func manyNames() throws {
        let graph = try MacFiles { file in
            file.needs = (0..<3000).map { (File.load, "/l/\($0).dylib") }
            file.needs += Array(repeating: (File.load, "/l/0.dylib"), count: 3000)
        }.graph()
        #expect(graph.nodes.count == 3001)
        #expect(graph.error?.contains("/l/0.dylib") == true)
    }

    @Test("run paths that multiply are given up")
    func explosion() throws {
        let paths = (0..<200).map { "/p\($0)/" + String(repeating: "x", count: 200) }
        var files = MacFiles {
            $0.needs = [(File.load, "/l/0.dylib")]
            $0.runPaths = paths
        }
        for index in 0..<200 {
            files.add("/l/\(index).dylib") {
                $0.runPaths = paths
                $0.needs = [(File.load, "/l/\(index + 1).dylib")]
                $0.needs += (0..<50).map { (File.weak, "@rpath/\(index)-\($0).dylib") }
            }
        }
        let graph = try files.graph()
        #expect(graph.starts == false || graph.starts == nil)
        #expect(!graph.isComplete)
        #expect(graph.diagnostics.map(\.code) == [.limit])
        #expect(graph.nodes.reduce(0) { $0 + $1.searched.count } <= 100_000)
    }

    @Test("a file that is cut short is refused or passed over, whatever is missing of it")
    func damage() throws {
        var library = File()
        library.identity = "/l/a.dylib"
        library.needs = [File.system]
        library.exports = ["_a"]
        let bytes = library.bytes
        let commands = 32 + Int(bytes[20]) + Int(bytes[21]) << 8
        for length in [Int](1..<400) + [bytes.count - 1] {
            var files = MacFiles {
                $0.needs = [(File.load, "/l/a.dylib")]
                $0.imports = [(1, false, "_a")]
            }
            files.tree.add("/l/a.dylib", Array(bytes[..<length]))
            let graph = try files.graph { $0.looksUpSymbols = true }
            #expect((graph.starts == false) == (length < commands))
        }
    }

    @Test("every byte of a program may be another")
    func flippedBytes() throws {
        var program = File(type: 2)
        program.needs = [(File.load, "@rpath/a.dylib"), File.system]
        program.runPaths = ["@loader_path/../lib"]
        program.imports = [(1, false, "_a")]
        let bytes = program.bytes
        for place in bytes.indices where place < 600 || place >= 4096 {
            var changed = bytes
            changed[place] ^= 0xff
            var files = MacFiles { _ in }
            files.add("/app/lib/a.dylib") { $0.exports = ["_a"] }
            files.tree.add("/app/bin/tool", changed)
            do {
                let graph = try files.graph { $0.looksUpSymbols = true }
                #expect(!graph.nodes.isEmpty)
            } catch is ParseError {
                // Another magic is no Mach-O file.
            }
        }
    }
}
