import GoFixtures
import ObjectFile
import Testing

@testable import DynamicLinking

@Suite("Names of symbols that others define")
struct ImportedNamesTests {
    private func names(_ library: FixtureLibrary, _ limits: Limits = Limits()) throws -> [String] {
        let file = FileBytes(library.bytes)
        return try Image(elf: file).importedNames(in: file, limits: limits).map(\.text)
    }

    private var program: FixtureLibrary {
        var program = FixtureLibrary.program(needed: ["libc.so.6"])
        program.neededVersions = [.init("GLIBC_2.34", of: "libc.so.6")]
        program.symbols = [
            .wanted("puts", version: "GLIBC_2.34", of: "libc.so.6"), .defined("own"),
            .wanted("__gmon_start__", isWeak: true),
        ]
        return program
    }

    @Test("are in file order, with versions or without, and none that the file defines")
    func order() throws {
        #expect(try names(program) == ["puts", "__gmon_start__"])
    }

    @Test("are no more than the limit")
    func limit() throws {
        var limits = Limits()
        limits.versionedSymbols = 1
        #expect(try names(program, limits) == ["puts"])
    }

    @Test("are none without a table of symbols")
    func none() throws {
        #expect(try names(.program(needed: ["libc.so.6"])) == [])
    }
}
