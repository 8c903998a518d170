import ObjectFile
import Testing
import TestSupport

@Suite("ELF notes")
struct ELFNotesTests {
    @Test("every note is what libelf reads")
    func libelf() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            let notes = object.notes(object.sections(in: bytes).value, in: bytes)
            mismatches.compare(notes.error, nil, file.name)
            mismatches.compare(
                each: notes.notes.map(LibElf.Note.init), LibElf(try file.bytes()).notes, file.name)
        }
        mismatches.expectNone()
    }
}

extension LibElf.Note {
    /// The same fields as goelf reads them.
    init(_ note: ELF.Note) {
        self.init()
        offset = note.offset.rawValue
        owner = note.owner
        type = note.type
        description = note.description
    }
}
