import ObjectFile
import Testing
import TestSupport

@Suite("ELF versions")
struct ELFVersionsTests {
    @Test("every needed version is what libelf reads")
    func needed() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            guard object.sections(in: bytes).value != nil else { continue }
            mismatches.compare(
                each: LibElf.NeededVersion.all(try object.neededVersions(in: bytes)),
                LibElf(try file.bytes()).neededVersions, file.name)
        }
        mismatches.expectNone()
    }

    @Test("every defined version is what libelf reads")
    func defined() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            guard object.sections(in: bytes).value != nil else { continue }
            mismatches.compare(
                each: try object.definedVersions(in: bytes).map(LibElf.DefinedVersion.init),
                LibElf(try file.bytes()).definedVersions, file.name)
        }
        mismatches.expectNone()
    }
}

extension LibElf.NeededVersion {
    /// The same records as goelf reads them.
    static func all(_ libraries: [ELF.LibraryVersions]) -> [Self] {
        libraries.flatMap { library in
            library.versions.map { version in
                var record = Self()
                record.library = library.library
                record.name = version.name
                record.hash = version.hash
                record.flags = version.flags.rawValue
                record.other = version.rawIndex
                return record
            }
        }
    }
}

extension LibElf.DefinedVersion {
    /// The same record as goelf reads it.
    init(_ version: ELF.DefinedVersion) {
        self.init()
        names = [version.name] + version.parents
        index = version.index
        flags = version.flags.rawValue
        hash = version.hash
    }
}
