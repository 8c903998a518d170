import Foundation
import TestSupport
import Testing

@Suite("A file that garble made")
struct ObfuscatedTests {
    private let folder: Scratch

    init() throws {
        folder = try Scratch()
        // As garble 0.16 leaves it: a number of its own, and no version.
        let path = TestBinary.folder.appendingPathComponent("bin/tiny-static-amd64-go1.24")
        var bytes = try Data(contentsOf: path)
        for (old, new) in [
            ([0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8], [0xdf, 0xb8, 0xc5, 0xbc, 0, 0, 1, 8]),
            ([9] + Array("go1.24.11".utf8), [7] + Array("unknown".utf8) + [0, 0]),
        ] as [([UInt8], [UInt8])] {
            while let place = bytes.range(of: Data(old)) {
                bytes.replaceSubrange(place, with: new)
            }
        }
        try bytes.write(to: folder.url.appendingPathComponent("garbled"))
    }

    @Test(
        "is called so by every command that reads what garble changes",
        arguments: [
            (["garbled"], 0), (["buildinfo", "garbled"], 0),
            (["buildinfo", "--facts", "garbled"], 0), (["functions", "garbled"], 2),
            (["functions", "--packages", "garbled"], 2), (["cgo", "garbled"], 2),
        ] as [([String], Int32)])
    func text(_ arguments: [String], _ status: Int32) throws {
        let outcome = try BuiltCommand.run(arguments, in: folder)
        #expect(outcome.status == status)
        let error =
            "goelf: error: garbled: Go function table has a magic of no Go version (0xbcc5b8df): "
            + "the file looks garbled [go.obfuscated]\n"
        #expect(outcome.errorText == (status == 0 ? "" : error))
        #expect(outcome.text.contains(status == 0 ? "garble\n" : "garbled"))
        let told = try BuiltCommand.run(arguments + ["--json"], in: folder)
        #expect(told.status == status)
        #expect(told.text.contains(#""code":"go.obfuscated""#))
        #expect(told.text.contains(status == 0 ? #""severity":"note""# : #""severity":"error""#))
    }

    @Test("needs what it needs all the same")
    func dependencies() throws {
        let outcome = try BuiltCommand.run(["deps", "garbled"], in: folder)
        #expect(outcome.status == 0 && outcome.errorText.isEmpty)
        #expect(outcome.text == "garbled: statically linked, pure Go, no C library\n")
    }
}
