import DynamicLinking
import ObjectFile
import TestSupport
import Testing

private typealias File = MacFiles.File

@Suite("What dyld binds")
struct DyldSymbolsTests {
    private func files(
        _ imports: [(library: UInt8, isWeak: Bool, name: String)],
        exports: [String] = ["_here"]
    ) -> MacFiles {
        var files = MacFiles {
            $0.needs = [
                (File.load, "/l/a.dylib"), File.system, (File.weak, "/l/gone.dylib"),
                (File.load, "/l/umbrella.dylib"),
            ]
            $0.imports = imports
        }
        files.add("/l/a.dylib") { $0.exports = exports }
        files.add("/l/umbrella.dylib") {
            $0.needs = [(File.reexport, "/l/part.dylib")]
            $0.exports = ["_own"]
        }
        files.add("/l/part.dylib") { $0.exports = ["_part"] }
        return files
    }

    private func error(_ files: MacFiles) throws -> String? {
        try files.graph { $0.looksUpSymbols = true }.error
    }

    @Test("a symbol is looked for in the library that is named, and in what that hands on")
    func twoLevels() throws {
        let sound = files([
            (1, false, "_here"), (4, false, "_own"), (4, false, "_part"), (2, false, "_anything"),
        ])
        #expect(try error(sound) == nil)
        let wrong = files([(1, false, "_part")])
        let uuid = "<ABABABAB-ABAB-ABAB-ABAB-ABABABABABAB>"
        #expect(
            try error(wrong) == "dyld: Symbol not found: _part\n  Referenced from: \(uuid) "
                + "/app/bin/tool\n  Expected in:     \(uuid) /l/a.dylib")
        #expect(try wrong.graph().starts == true)
    }

    @Test("what is weak may be missing, and only that in a library that is")
    func weak() throws {
        #expect(try error(files([(1, true, "_gone"), (3, true, "_gone")])) == nil)
        #expect(
            try error(files([(3, false, "_gone")]))?.hasSuffix(
                "Expected in:     <no uuid> unknown") == true)
    }

    @Test("a library that is not among those named is an error of its own")
    func ordinal() throws {
        #expect(
            try error(files([(9, false, "_x")]))
                == "dyld: unknown library ordinal 9 in /app/bin/tool when binding '_x'")
    }

    @Test("nothing is said of what is looked for everywhere")
    func flat() throws {
        #expect(try error(files([(0xfe, false, "_x"), (0xfd, false, "_y")])) == nil)
        #expect(try error(files([(0, false, "_x")])) != nil)
    }
}
