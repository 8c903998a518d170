import Testing

@testable import GoBinary

@Suite("Recorded flags for the linker")
struct LinkerFlagsTests {
    @Test(
        "tell what -X was to set",
        arguments: [
            ("-X main.a=1", "1"), ("-s -w -X=main.a=1", "1"), ("--X main.a=1", "1"),
            ("-X 'main.a=1 2' -w", "1 2"), (#"-X "main.a=it's""#, "it's"),
            ("-X main.a=1 -X main.a=2", "2"), ("-X main.a=", ""), ("-X main.a=b=c", "b=c"),
            ("-X main.ab=1", nil), ("-X", nil), ("main.a=1", nil), ("-X 'main.a=1", "1"),
            ("", nil), ("-Xmain.a=1", nil), ("'-X' 'main.a=1'", "1"), ("'-X=main.a=1'", "1"),
        ] as [(String, String?)])
    func values(_ flags: String, _ value: String?) {
        #expect(LinkerFlags(flags).value(of: "main.a") == value)
    }

    @Test(
        "are read as Go reads them",
        arguments: [
            ("-s -w -X main.version=1.2.3", "1.2.3"), ("-X=main.version=1", "1"),
            ("-X 'main.version=a b' -w", "a b"), ("\"-Xmain.version=1\"", nil),
            ("-X main.version=1 -X main.version=2", "2"), ("-X main.versions=1", nil),
            ("-X", nil), ("", nil), ("--X main.version=x=y", "x=y"),
        ])
    func quoted(_ flags: String, _ value: String?) {
        #expect(LinkerFlags(flags).value(of: "main.version") == value)
    }
}
