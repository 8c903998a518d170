import Testing

@testable import GoInspect

@Suite("A version of a system")
struct SystemVersionTests {
    @Test("is read up to what is no number")
    func read() {
        #expect(SystemVersion("4.18") == SystemVersion(4, 18))
        #expect(SystemVersion("6.1.0-21-amd64") == SystemVersion(6, 1))
        #expect(SystemVersion("14.2.1") == SystemVersion(14, 2, 1))
        #expect(SystemVersion("13") == SystemVersion(13))
        #expect(SystemVersion("5.15.167.4-microsoft") == SystemVersion(5, 15, 167))
        for text in ["", ".", "x", "-1"] { #expect(SystemVersion(text) == nil) }
        #expect(SystemVersion(String(repeating: "9", count: 100)) != nil)
    }

    @Test("is compared number by number")
    func order() {
        #expect(SystemVersion(4, 9) < SystemVersion(4, 18))
        #expect(SystemVersion(10, 15) < SystemVersion(11))
        #expect("\(SystemVersion(4, 18)) \(SystemVersion(2, 6, 32))" == "4.18 2.6.32")
    }
}
