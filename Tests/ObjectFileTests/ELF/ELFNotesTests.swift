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

    private static func read(_ binary: BuiltBinary, _ limits: Limits = Limits()) throws -> ELF.Notes
    {
        let object = try ELF.Object(binary.file, limits: limits)
        return object.notes(object.sections(in: binary.file).value, in: binary.file)
    }

    /// A file whose section and segment of notes have these bytes.
    private static func binary(
        _ layout: Layout, _ content: @escaping @Sendable (inout ByteWriter) -> Void
    ) -> BuiltBinary {
        var builder = BinaryBuilder(layout)
        builder.segments = [.init(4, over: ".note")]
        builder.sections = [.init(".note", 7) { writer, _ in content(&writer) }]
        return builder.build()
    }

    @Test("a note in a segment and in a section is read once", arguments: BinaryBuilder.layouts)
    func built(layout: Layout) throws {
        let binary = BinaryBuilder.library(layout).build()
        let start = binary.places.offset(".note")
        let notes = try Self.read(binary)
        #expect(notes.error == nil)
        #expect(notes.notes.map(\.owner) == ["GNU", "Go"])
        #expect(notes.notes.map(\.type) == [3, 4])
        #expect(notes.notes.map(\.description) == [[0xde, 0xad, 0xbe, 0xef, 1], [0x69, 0x64]])
        #expect(notes.notes.map(\.offset.rawValue) == [start, start + 24])
        #expect(notes.notes.map(LibElf.Note.init) == LibElf(binary.bytes).notes)
    }

    @Test("alignment 8 pads to 8 bytes", arguments: BinaryBuilder.layouts)
    func wide(layout: Layout) throws {
        let binary = Self.binary(layout) { writer in
            writer.note("GNU", 5, [1, 2, 3, 4], unit: 8)
            writer.note("GNU", 6, [5], unit: 8)
        }.with("p_align", of: 0, 8)
        let notes = try Self.read(binary)
        #expect(notes.error == nil)
        #expect(notes.notes.map(\.description) == [[1, 2, 3, 4], [5]])
    }

    @Test(
        "the last note needs no padding, and 11 bytes are no note", arguments: BinaryBuilder.layouts
    )
    func lastNote(layout: Layout) throws {
        let binary = Self.binary(layout) { writer in
            writer.note("GNU", 3, [7])
            writer.raw([UInt8](repeating: 1, count: 11))
        }
        #expect(try Self.read(binary).notes.map(\.description) == [[7]])
        #expect(try Self.read(binary).error == nil)
        let short = binary.with("p_filesz", of: 0, 17).with("sh_size", of: ".note", 17)
        #expect(try Self.read(short).notes.map(\.description) == [[7]])
        #expect(try Self.read(short).error == nil)
    }

    @Test("a note that is short of any byte is damage", arguments: BinaryBuilder.layouts)
    func short(layout: Layout) throws {
        let binary = Self.binary(layout) { $0.note("owner", 3, [1, 2, 3, 4]) }
        let start = binary.places.offset(".note")
        for size in 12..<24 as Range<UInt64> {
            let cut = binary.with("p_filesz", of: 0, size).with("sh_size", of: ".note", size)
            let notes = try Self.read(cut)
            #expect(notes.notes == [])
            // The name has 6 bytes and 2 of padding, which may be missing too.
            let (place, missing) =
                size < 18 ? (UInt64(12), 18 - size) : (min(size, 20), 24 - max(size, 20))
            let error = ParseError(
                .elfNote,
                "ends \(size < 20 && size >= 18 ? 4 : missing) bytes before its next field does",
                at: FileOffset(rawValue: start + place), in: "note")
            #expect(notes.error == error, "\(size)")
        }
    }

    @Test("greatest sizes of name and description are damage", arguments: BinaryBuilder.layouts)
    func greatest(layout: Layout) throws {
        let binary = Self.binary(layout) { writer in
            writer.note("a", 1, [1])
            writer.note("b", 2, [2])
        }
        let second = binary.places.offset(".note") + 20
        for field in [second, second + 4] {
            let notes = try Self.read(binary.with(0xffff_ffff, width: 4, at: field))
            #expect(notes.notes.map(\.owner) == ["a"])
            #expect(notes.error?.code == .elfNote)
            #expect(
                notes.error?.offset.rawValue == (field == second ? second + 12 : second + 16))
        }
    }

    @Test("damage in one area does not hide the next", arguments: BinaryBuilder.layouts)
    func otherArea(layout: Layout) throws {
        var builder = BinaryBuilder(layout)
        builder.segments = [.init(4, over: ".note.a"), .init(4, over: ".note.b")]
        builder.sections = [
            .init(".note.a", 7) { writer, _ in writer.note("a", 1, [1]) },
            .init(".note.b", 7) { writer, _ in writer.note("b", 2, [2]) },
        ]
        let binary = builder.build()
        let start = FileOffset(rawValue: binary.places.offset(".note.a"))
        let inside = try Self.read(binary.with(0xffff, width: 4, at: start.rawValue))
        #expect(inside.notes.map(\.owner) == ["b"])
        #expect(inside.error?.code == .elfNote)
        let size: UInt64 = 0x10_0000
        let past = try Self.read(
            binary.with("p_filesz", of: 0, size).with("sh_size", of: ".note.a", size))
        #expect(past.notes.map(\.owner) == ["b"])
        #expect(
            past.error
                == ParseError(
                    .elfNote,
                    "ends at \(hexadecimal(start.rawValue + size)), past the end of the file "
                        + "(\(hexadecimal(binary.bytes.count)))", at: start, in: "note"))
    }

    @Test(
        "of a damaged segment the sections behind the damage are read",
        arguments: BinaryBuilder.layouts)
    func sectionsOfSegment(layout: Layout) throws {
        var builder = BinaryBuilder(layout)
        builder.segments = [.init(4, over: ".note.a")]
        builder.sections = [
            .init(".note.a", 7) { writer, _ in
                writer.note("a", 1, [1])
                writer.note("damaged", 2, [])
            },
            .init(".note.b", 7) { writer, _ in writer.note("b", 2, [2, 3, 4, 5, 6]) },
        ]
        let plain = builder.build()
        let (a, b) = (plain.places.offset(".note.a"), plain.places.offset(".note.b"))
        let binary = plain.with("p_filesz", of: 0, b + plain.places.size(".note.b") - a)
            .with(0xffff, width: 4, at: a + 20)
        let notes = try Self.read(binary)
        #expect(notes.notes.map(\.owner) == ["a", "b"])
        #expect(notes.error?.offset.rawValue == a + 32)
    }

    @Test("more bytes than the limit are not read")
    func limit() throws {
        var limits = Limits()
        limits.noteBytes = 19
        let binary = Self.binary(BinaryBuilder.layouts[0]) { $0.note("a", 1, [1]) }
        #expect(
            try Self.read(binary, limits).error
                == ParseError(
                    .limit, "area has more than 19 bytes",
                    at: FileOffset(rawValue: binary.places.offset(".note")), in: "note"))
    }

    @Test("more notes than the limit are not read")
    func count() throws {
        var limits = Limits()
        limits.notes = 1
        let binary = Self.binary(BinaryBuilder.layouts[0]) { writer in
            writer.note("a", 1, [1])
            writer.note("b", 1, [1])
        }
        let notes = try Self.read(binary, limits)
        #expect(notes.notes.map(\.owner) == ["a"])
        #expect(
            notes.error
                == ParseError(
                    .limit, "is one of more than 1",
                    at: FileOffset(rawValue: binary.places.offset(".note") + 20), in: "note"))
    }

    @Test("an owner longer than any name is refused")
    func longOwner() throws {
        var limits = Limits()
        limits.nameBytes = 3
        let notes = try Self.read(
            Self.binary(BinaryBuilder.layouts[0]) { $0.note("abc", 1, [1]) }, limits)
        #expect(notes.notes.isEmpty)
        #expect(notes.error?.message == "has an owner of 4 bytes")
    }

    @Test("a description too long to mean anything has no meaning")
    func longDescription() throws {
        let binary = Self.binary(BinaryBuilder.layouts[0]) { writer in
            writer.note("GNU", 3, [UInt8](repeating: 1, count: 1 << 16))
            writer.note("GNU", 3, [UInt8](repeating: 1, count: 1 << 16 + 1))
        }
        let object = try ELF.Object(binary.file)
        let notes = try Self.read(binary).notes
        #expect(notes.map { $0.meaning(object.header) != nil } == [true, false])
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
