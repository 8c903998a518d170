import GoBinary
import ObjectFile
import Testing

@Suite("Versions of Go")
struct GoVersionTests {
    @Test(
        "the numbers are found in every text that has them",
        arguments: [
            ("go1.27.3", "1.27.3"), ("go1.20", "1.20"), ("go1.21rc2", "1.21rc2"),
            ("go1.18beta1", "1.18beta1"), ("devel go1.27-f1c2b3a Tue", "1.27"),
            ("go1.26.6 X:nodwarf5", "1.26.6"), ("Go cmd/compile go1.24.11; regabi", "1.24.11"),
            ("1.19", "1.19"), ("v0.0.1-go1.22.1.linux-amd64", "1.22.1"),
            ("go1.22.0 (Red Hat 1.22.0-2.el9)", "1.22.0"), ("unknown", nil), ("", nil),
            ("1.", nil), ("1.9999", nil), ("11.2", nil), ("2.1.3", nil),
        ] as [(ByteString, String?)])
    func numbers(_ text: ByteString, _ expected: String?) {
        #expect(GoVersion(text)?.description == expected)
    }

    @Test(
        "what one of two does not say counts as equal",
        arguments: [
            ("1.19", "go1.19.8", true), ("go1.22.3", "go1.22.3 X:foo", true),
            ("1.19", "1.20", false), ("go1.22.3", "go1.22.4", false),
            ("go1.22rc1", "1.22", true), ("1.22.0rc1", "1.22.0", false),
        ] as [(ByteString, ByteString, Bool)])
    func agreement(_ a: ByteString, _ b: ByteString, _ expected: Bool) throws {
        let (first, second) = (try #require(GoVersion(a)), try #require(GoVersion(b)))
        #expect(first.agrees(with: second) == expected)
        #expect(second.agrees(with: first) == expected)
    }
}
