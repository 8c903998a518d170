import Foundation
import ObjectFile
import TestSupport
import Testing

/// The same facts as `expected/*.json` records of the Mach-O test binaries.
///
/// Their judges are LLVM's tools, LIEF and macholib, which agree on all of them.
@Suite("Mach-O structures and recorded facts")
struct RecordedMachOTests {
    /// One image with what was recorded of it.
    private struct Subject {
        let name: String
        let file: FileBytes
        let facts: RecordedMachO.Slice
        /// The same as untyped JSON.
        let json: [String: Any]
    }

    private static func subjects() throws -> [Subject] {
        try TestBinary.machO.flatMap { binary in
            let file = try FileBytes(path: binary.path)
            let recorded = try RecordedMachOFile(binary)
            let json = try binary.expected()
            guard let facts = recorded.macho else { return try members(binary, file, recorded) }
            return try zip(facts.slices, slices(json["macho"])).map { slice, json in
                let range = FileRange(
                    offset: FileOffset(rawValue: slice.offset), size: slice.size)
                let part = try #require(range.flatMap { file.slice($0) })
                return Subject(
                    name: "\(binary.id) at \(slice.offset)", file: part, facts: slice, json: json)
            }
        }
    }

    private static func slices(_ macho: Any?) throws -> [[String: Any]] {
        try #require((macho as? [String: Any])?["slices"] as? [[String: Any]])
    }

    private static func members(
        _ binary: TestBinary, _ file: FileBytes, _ recorded: RecordedMachOFile
    ) throws -> [Subject] {
        let archive = try #require(recorded.ar)
        let json = try binary.expected()["ar"] as? [String: Any]
        let members = try #require(json?["members"] as? [[String: Any]])
        let found = Archive(file).members.filter { !$0.name.text.hasPrefix("__.SYMDEF") }
        #expect(found.map(\.name.text) == archive.members.map(\.name))
        return try zip(zip(found, archive.members), members).flatMap { pair, json in
            try zip(pair.1.macho.slices, slices(json["macho"])).map { facts, json in
                Subject(
                    name: "\(binary.id)(\(pair.1.name))",
                    file: try #require(file.slice(pair.0.range)), facts: facts, json: json)
            }
        }
    }

    @Test("headers, load commands, segments and sections are as recorded")
    func tables() throws {
        var mismatches = Mismatches()
        for subject in try Self.subjects() {
            let object = try MachO.Object(subject.file)
            mismatches.compare(.init(object.header), subject.facts.header, subject.name)
            var commands: [RecordedMachO.Command] = []
            var segments = object.segments.makeIterator()
            try object.commands.forEach { (command) throws(ParseError) in
                let isSegment = command.type == .segment || command.type == .segment64
                commands.append(try .init(command, isSegment ? segments.next() : nil))
                return true
            }
            let wanted = subject.facts.commands.map { command in
                // Other commands have fields of these names as well.
                command.sections == nil ? command.head : command
            }
            mismatches.compare(each: commands, wanted, subject.name)
        }
        mismatches.expectNone()
    }

    @Test("fields of load commands are as recorded")
    func fields() throws {
        var mismatches = Mismatches()
        for subject in try Self.subjects() {
            let object = try MachO.Object(subject.file)
            let recorded = try #require(subject.json["commands"] as? [[String: Any]])
            try object.commands.forEach { (command) throws(ParseError) in
                let wanted = recorded[command.index]
                for field in try command.fields() {
                    guard let (ours, theirs) = Self.comparable(field, wanted) else { continue }
                    mismatches.compare(
                        ours, theirs, "\(subject.name) \(command.type) \(field.name)")
                }
                return true
            }
        }
        #expect(mismatches.compared > 1000)
        mismatches.expectNone()
    }

    /// A field and what was recorded under the specification's name, as texts; nil where one of both
    /// shows it in words and the other in numbers.
    private static func comparable(
        _ field: MachO.CommandField, _ wanted: [String: Any]
    ) -> (String, String)? {
        let name = field.name.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
        guard let recorded = wanted[name] else { return nil }
        switch field.value {
        case .number(let value), .address(let value): return ("\(value)", "\(recorded)")
        case .text(let value): return (value.text, "\(recorded)")
        case .texts(let values):
            return (
                values.map(\.text).joined(separator: "\n"),
                (recorded as? [String])?.joined(separator: "\n") ?? ""
            )
        case .word(let value):
            guard field.name != "platform" else { return nil }
            // "n/a" is a version of 0; those of libraries always have three parts.
            var text = "\(recorded)" == "n/a" ? "0.0" : "\(recorded)"
            if field.name.hasSuffix("Version"), text.hasSuffix(".0") { text.removeLast(2) }
            return (value, text)
        case .words: return nil
        }
    }

    @Test("libraries, run paths, identifiers and systems are as recorded")
    func contents() throws {
        var mismatches = Mismatches()
        for subject in try Self.subjects() {
            let object = try MachO.Object(subject.file)
            let commands = try #require(subject.json["commands"] as? [[String: Any]])
            let texts = { (kinds: [UInt32], name: String) in
                commands.filter { kinds.contains($0["cmd"] as? UInt32 ?? 0) }.map {
                    $0[name] as? String ?? ""
                }
            }
            let contents = object.contents
            let kinds: [UInt32: MachO.Library.Kind] = [
                0xc: .load, 0x8000_0018: .weak, 0x8000_001f: .reexport, 0x20: .lazy,
                0x8000_0023: .upward,
            ]
            mismatches.compare(
                contents.libraries.map { "\($0.kind.rawValue) \($0.name.text)" },
                commands.compactMap { command in
                    kinds[command["cmd"] as? UInt32 ?? 0].map {
                        "\($0.rawValue) \(command["name"] as? String ?? "")"
                    }
                }, subject.name)
            mismatches.compare(
                contents.runPaths.map(\.text), texts([0x8000_001c], "path"), subject.name)
            mismatches.compare(
                contents.identity?.name.text, texts([0xd], "name").first, subject.name)
            mismatches.compare(contents.loader?.text, texts([0xe], "name").first, subject.name)
            mismatches.compare(
                contents.uuid.map { MachO.uuidText($0.span) }, texts([0x1b], "uuid").first,
                subject.name)
            mismatches.compare(
                contents.sourceVersion.map(MachO.sourceVersion), texts([0x2a], "version").first,
                subject.name)
            mismatches.compare(
                contents.buildVersions.map(\.minimumOS.description),
                commands.compactMap { command in
                    switch command["cmd"] as? UInt32 {
                    case 0x32: command["minos"] as? String
                    case 0x24, 0x25, 0x2f, 0x30: command["version"] as? String
                    default: nil
                    }
                }, subject.name)
        }
        mismatches.expectNone()
    }

    @Test("every symbol is as recorded, by number and digest")
    func symbols() throws {
        var mismatches = Mismatches()
        for subject in try Self.subjects() {
            let object = try MachO.Object(subject.file)
            let found = try RecordedFacts.Symbols(object, in: subject.file)
            mismatches.compare(found, subject.facts.symbols, subject.name)
        }
        mismatches.expectNone()
    }

    @Test("tables of universal files are as recorded")
    func universal() throws {
        var mismatches = Mismatches()
        for binary in TestBinary.machO {
            guard let table = try RecordedMachOFile(binary).macho?.universal else { continue }
            let found = try MachO.Universal(try FileBytes(path: binary.path))
            mismatches.compare(found.is64Bit, table.magic == 0xcafe_babf, binary.id)
            let entries = found.table.map { RecordedMachO.TableEntry($0) }
            mismatches.compare(each: entries, table.slices, binary.id)
        }
        mismatches.expectNone()
    }
}
