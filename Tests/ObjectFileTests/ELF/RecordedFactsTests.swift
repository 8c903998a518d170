import ObjectFile
import Testing
import TestSupport

/// The same facts as `expected/*.json` records of the test binaries.
///
/// Their judges are llvm-readobj
/// and pyelftools, which share no code with libelf.
@Suite("ELF structures and recorded facts")
struct RecordedFactsTests {
    @Test("header, segments and sections are as recorded")
    func tables() throws {
        var mismatches = Mismatches()
        for (file, facts) in try Recorded.all() {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            mismatches.compare(.init(object.header), facts.header, file.name)
            mismatches.compare(
                each: (object.segments.value ?? []).map { .init($0, object.header.machine) },
                facts.segments.map(Self.named), file.name)
            mismatches.compare(
                each: (object.sections(in: bytes).value?.sections ?? []).map { .init($0) },
                facts.sections, file.name)
        }
        mismatches.expectNone()
    }

    /// A segment with the name that the judge does not know: `PT_PAX_FLAGS` is of the PaX project,
    /// and among GNU's constants (binutils, include/elf/common.h).
    private static func named(_ segment: RecordedFacts.Segment) -> RecordedFacts.Segment {
        var segment = segment
        if segment.type == "0x65041580" { segment.type = "PT_PAX_FLAGS" }
        return segment
    }

    @Test("interpreter, dynamic section and its names are as recorded")
    func dynamic() throws {
        var mismatches = Mismatches()
        for (file, facts) in try Recorded.all() {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            let section = object.dynamic.value
            let path = { (elements: [ByteString]?) in
                (elements ?? []).map(\.text).joined(separator: ":")
            }
            mismatches.compare(object.interpreter.value?.text, facts.interpreter, file.name)
            mismatches.compare((section?.needed ?? []).map(\.text), facts.needed, file.name)
            mismatches.compare(section?.soname?.text, facts.soname, file.name)
            mismatches.compare(path(section?.rpath), facts.rpath ?? "", file.name)
            mismatches.compare(path(section?.runpath), facts.runpath ?? "", file.name)
            var names = try section?.names(in: bytes, object.limits)
            let entries = try (section?.entries ?? []).map { entry in
                let isName: [ELF.DynamicTag] = [.needed, .soname, .rpath, .runpath]
                let text = isName.contains(entry.tag) ? try names?.text(at: entry.value) : nil
                return RecordedFacts.DynamicEntry(entry, string: text?.text)
            }
            mismatches.compare(each: entries, facts.dynamic, file.name)
        }
        mismatches.expectNone()
    }

    @Test("versions, with or without sections, are as recorded")
    func versions() throws {
        var mismatches = Mismatches()
        for (file, facts) in try Recorded.all() {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            mismatches.compare(
                each: try object.neededVersions(in: bytes).map { .init($0) },
                facts.versions.required, file.name)
            mismatches.compare(
                each: try object.definedVersions(in: bytes).map { .init($0) },
                facts.versions.defined, file.name)
        }
        mismatches.expectNone()
    }

    @Test("notes are as recorded")
    func notes() throws {
        var mismatches = Mismatches()
        for (file, facts) in try Recorded.all() {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            let sections = object.sections(in: bytes).value
            var notes = object.notes(sections, in: bytes).notes
            if let sections {
                // Those of the note sections alone are recorded.
                let areas = sections.sections.filter { $0.type == .note }.compactMap(\.fileRange)
                notes = notes.filter { note in
                    areas.contains { $0.offset <= note.offset && note.offset < $0.end }
                }
            }
            // They are recorded section by section; that ours are in file order, libelf says.
            let order = { (note: RecordedFacts.Note) in "\(note)" }
            mismatches.compare(
                each: notes.map { RecordedFacts.Note($0) }.sorted { order($0) < order($1) },
                facts.notes.sorted { order($0) < order($1) }, file.name)
        }
        mismatches.expectNone()
    }

    @Test("every symbol of every table is as recorded, by number and digest")
    func symbols() throws {
        var mismatches = Mismatches()
        for (file, facts) in try Recorded.all() {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            guard object.sections(in: bytes).value != nil else { continue }
            var found: [String: RecordedFacts.Symbols] = [:]
            for table in try object.symbolTables(in: bytes) {
                found[table.kind.rawValue] = try .init(table, in: bytes, object)
            }
            for kind in ["symtab", "dynsym"] {
                mismatches.compare(
                    found[kind], facts.symbols[kind] ?? nil, "\(file.name) \(kind)")
            }
        }
        mismatches.expectNone()
    }
}
