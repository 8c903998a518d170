import Foundation
import GoReport
import TestSupport
import Testing

@Suite("No character of a file can do anything to a terminal", .serialized)
struct HarmlessOutputTests {
    private let folder: Scratch

    init() throws { folder = try Scratch() }

    /// A real program whose names were overwritten, byte by byte, with harmful ones.
    struct Change: CustomTestStringConvertible {
        let id: String
        let name: String
        let what: String

        init(_ id: String, _ name: String, _ what: String) {
            self.id = id
            self.name = name
            self.what = what
        }

        var testDescription: String { what }
    }

    @Test(
        "in any command, text or JSON",
        arguments: [
            Change("c-hello-dynamic-amd64", "libc.so.6", "library and file of versions"),
            Change("c-hello-dynamic-amd64", "/lib64/ld-linux-x86-64.so.2", "interpreter"),
            Change("c-hello-dynamic-amd64", "GLIBC_2.34", "version"),
            Change("c-hello-dynamic-amd64", "__libc_start_main", "symbol"),
            Change("c-hello-dynamic-amd64", ".gnu.version_r", "section"),
            Change("c-versions-amd64", "libversions.so.1", "soname"),
            Change("c-versions-amd64", "VER_1.1", "version that is defined"),
            Change("c-hello-rpath-amd64", "$ORIGIN/../lib", "search path"),
            Change("c-hello-runpath-amd64", "/opt/example/$PLATFORM", "search path, new form"),
            Change("tiny-static-amd64-go1.27", "example.com/tiny", "main package and module"),
            Change("tiny-static-amd64-go1.27", "go1.27.3", "Go version"),
            Change("tiny-static-amd64-go1.27", "CGO_ENABLED", "setting"),
            Change("deps-amd64-go1.27", "first,second", "value of a setting"),
            Change("cgo-dynamic-amd64-go1.27", "Go\0\0", "owner of a note"),
            Change("archive-amd64-go1.19", "000001.o/", "member of an archive"),
        ])
    func names(_ change: Change) throws {
        // The paths are harmful too.
        let paths = try Self.changed(change).enumerated().map { index, contents in
            try folder.file("\u{1b}[2J\u{7}\(index)\u{202e}", contents)
        }
        for topic in Topic.allCases {
            for flags in [[], ["-v"], ["--json"]] {
                let outcome = try BuiltCommand.run([topic.rawValue] + flags + paths, in: folder)
                // They have no permission to be executed.
                #expect([0, topic == .check ? 1 : 0, 2].contains(outcome.status))
                for text in [outcome.text, outcome.errorText] {
                    let harmful = text.unicodeScalars.filter(Self.isHarmful).map(\.value)
                    #expect(harmful.isEmpty, "\(topic) \(flags)")
                }
            }
        }
    }

    @Test("and text shows what was there as an escape")
    func escapes() throws {
        let change = Change("c-versions-amd64", "libversions.so.1", "soname")
        let path = try folder.file("lib", try #require(try Self.changed(change).first))
        let text = try BuiltCommand.run(["deps", path], in: folder).text
        #expect(
            text.contains(
                #"soname          \u{1b}[31m\u{7}\u{d}\u{9b}\u{202e}\u{a}\u{7f}\u{1b}["# + "\n"))
    }

    /// What replaces a name; each is cut to its length.
    private static let harm: [[UInt8]] = [
        // Colour, bell, return, the one-character CSI (U+009B), override of direction, line end.
        Array("\u{1b}[31m\u{7}\r\u{9b}\u{202e}\n\u{7f}".utf8),
        // The override first, so that short names hold it too; U+2028 separates lines.
        Array("\u{202e}\u{2028}\u{85}\u{feff}\u{1b}]0;x\u{7}".utf8),
        // Not UTF-8.
        [0xff, 0x1b, 0xc2, 0x0a, 0xe2, 0x80, 0x9b, 0x08],
    ]

    private static func changed(_ change: Change) throws -> [Data] {
        let name = Data(change.name.utf8)
        return try harm.map { harm in
            var bytes = try Data(contentsOf: URL(fileURLWithPath: binary(change.id)))
            var start = bytes.startIndex
            var count = 0
            while let found = bytes.range(of: name, in: start..<bytes.endIndex) {
                let text = (0..<name.count).map { harm[$0 % harm.count] }
                bytes.replaceSubrange(found, with: text)
                start = found.upperBound
                count += 1
            }
            try #require(count > 0, "the name is not in the file")
            return bytes
        }
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0a: false
        case 0..<0x20, 0x7f..<0xa0, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff: true
        default: false
        }
    }
}
