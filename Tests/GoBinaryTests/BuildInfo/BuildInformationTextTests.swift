@testable import GoBinary
import ObjectFile
import Testing

@Suite("The lines of build information")
struct BuildInformationTextTests {
    private static func parse(_ lines: String) throws(ParseError) -> BuildInformation {
        let frame = [UInt8](repeating: 0x30, count: 16)
        return try BuildInformation(
            goVersion: "go1.27", modules: Bytes(frame + Array(lines.utf8) + frame),
            at: FileOffset(rawValue: 0x40), Limits())
    }

    @Test("go out as they came in")
    func roundTrip() throws {
        let lines = """
            path\texample.com/app
            mod\texample.com/app\tv1.2.3\th1:sum=
            dep\texample.com/a\tv1.0.0\th1:a=
            dep\texample.com/b\tv2.0.0
            =>\t../b\t(devel)\t
            build\t-ldflags="-X 'main.a=b c'"
            build\tCGO_ENABLED=0
            build\tvcs=

            """
        let text = String(
            decoding: try Self.parse(lines).goVersionText(path: "app"), as: UTF8.self)
        let printed = lines.replacing("=>\t../b\t(devel)\t\n", with: "=>\t../b\t(devel)\t\n\n")
            .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(text == "app: go1.27\n" + printed.map { "\t" + $0 + "\n" }.joined())
    }

    @Test("without a frame are no information about modules")
    func unframed() throws {
        let information = try BuildInformation(
            goVersion: "go1.27", modules: Bytes(Array("path\tx\n".utf8)), at: .start, Limits())
        #expect(information.path.isEmpty)
    }

    @Test(
        "of a wrong form make all of them unreadable, as for Go",
        arguments: [
            ("mod\tonly\n", "line 1: a module has other than 2 or 3 columns"),
            ("path\tx\ndep\ta\tb\tc\td\n", "line 2: a module has other than 2 or 3 columns"),
            ("=>\ta\tb\tc\n", "line 1: a replacement follows no module"),
            ("dep\ta\tb\n=>\ta\tb\n", "line 2: a replacement has other than 3 columns"),
            ("build\t\n", "line 1: a setting has no name"),
            ("build\t=x\n", "line 1: a setting has no name"),
            ("build\tkey\n", "line 1: a setting has no ="),
            ("build\t\"key\n", "line 1: a setting's quoted name does not end"),
            ("build\t\"key\"x=1\n", "line 1: a setting has no = after its name"),
            ("build\ta b=1\n", "line 1: a setting's name must be quoted and is not"),
            ("build\ta=b c\n", "line 1: a setting's value is not well quoted"),
            ("build\ta=\"b\"c\n", "line 1: a setting's value is not well quoted"),
        ])
    func malformed(_ lines: String, _ message: String) {
        let error = ParseError(
            .goBuildInformation, message, at: FileOffset(rawValue: 0x40),
            in: "Go build information")
        #expect(throws: error) { try Self.parse(lines) }
    }

    @Test("have a limit")
    func limit() {
        var limits = Limits()
        limits.buildLines = 3
        let lines = [UInt8](repeating: 0x30, count: 16) + Array("a\nb\nc\nd\n".utf8)
        let error = #expect(throws: ParseError.self) {
            try BuildInformation(
                goVersion: "go1.27",
                modules: Bytes(lines + [UInt8](repeating: 0x30, count: 16)), at: .start, limits)
        }
        #expect(error?.code == .limit)
    }
}
