import GoBinary
import Testing

@Suite("Names of languages")
struct SourceLanguageTests {
    @Test(
        "languages have the field's names",
        arguments: [
            (0x01, "C89"), (0x02, "C"), (0x0c, "C99"), (0x1d, "C11"), (0x2c, "C17"), (0x04, "C++"),
            (0x1a, "C++11"), (0x21, "C++14"), (0x2a, "C++17"), (0x2b, "C++20"),
            (0x07, "Fortran77"), (0x08, "Fortran90"), (0x16, "Go"), (0x1c, "Rust"),
            (0x1e, "Swift"), (0x8001, "Assembler"), (0x7777, "0x7777"),
        ] as [(UInt64, String)])
    func names(_ number: UInt64, _ name: String) {
        #expect(SourceLanguage(rawValue: number).description == name)
    }

    @Test("DWARF 6 counts the names anew")
    func versionless() {
        #expect(SourceLanguage(rawValue: 0x0a, isName: true).isGo)
        #expect(!SourceLanguage(rawValue: 0x0a).isGo)
        #expect(SourceLanguage(rawValue: 0x19, isName: true).description == "Rust")
    }
}
