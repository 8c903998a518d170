import DynamicLinking
import ObjectFile
import Testing

@Suite("Versions of glibc")
struct GlibcVersionTests {
    @Test(
        "are compared as numbers",
        arguments: [("2.9", "2.34"), ("2.2.5", "2.3"), ("2.3", "2.3.4"), ("2.34", "3.0")])
    func order(_ lower: String, _ higher: String) throws {
        #expect(try #require(GlibcVersion(lower)) < #require(GlibcVersion(higher)))
    }

    @Test("are written as they were read", arguments: ["2.0", "2.2.5", "2.34", "2.100"])
    func text(_ version: String) {
        #expect(GlibcVersion(version)?.description == version)
    }

    @Test("are read out of a version's name")
    func names() {
        #expect(GlibcVersion(versionName: "GLIBC_2.34") == GlibcVersion("2.34"))
    }

    @Test(
        "are nothing else",
        arguments: ["", "2", "2.", ".2", "2..3", "2.3.4.5", "2.a", "2.-3", "300.1", "2.99999"])
    func refused(_ text: String) {
        #expect(GlibcVersion(text) == nil)
    }

    @Test(
        "are not read out of names without a number",
        arguments: ["GLIBC_PRIVATE", "GLIBC_ABI_DT_RELR", "GLIBCXX_3.4", "GCC_3.0", "2.34"])
    func unnumbered(_ name: String) {
        #expect(GlibcVersion(versionName: ByteString(name)) == nil)
    }
}
