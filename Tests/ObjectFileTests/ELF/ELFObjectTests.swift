import ObjectFile
import Testing
import TestSupport

@Suite("ELF objects, damaged anywhere")
struct ELFObjectTests {
    /// Reads everything there is, and counts the errors.
    private static func readAll(_ file: FileBytes) -> Int {
        var errors = 0
        func attempt<Value>(_ read: () throws(ParseError) -> Value) -> Value? {
            do throws(ParseError) { return try read() } catch {
                errors += 1
                return nil
            }
        }
        guard let object = attempt({ () throws(ParseError) in try ELF.Object(file) }) else {
            return errors
        }
        let found = object.sections(in: file)
        let sections = found.value
        let facts = [
            object.segments.error, object.interpreter.error, object.dynamic.error, found.error,
            object.dynamic.value?.namesError, sections?.namesError,
        ]
        errors += facts.count { $0 != nil }
        _ = attempt { () throws(ParseError) in try object.neededVersions(in: file) }
        _ = attempt { () throws(ParseError) in try object.definedVersions(in: file) }
        errors += object.notes(sections, in: file).error == nil ? 0 : 1
        let tables = attempt { () throws(ParseError) in
            try object.symbolTables(in: file)
        }
        for table in tables ?? [] {
            var cursor = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
            while let symbol = attempt({ () throws(ParseError) in try cursor.symbol() }) ?? nil {
                _ = attempt { () throws(ParseError) in try cursor.name(of: symbol).count }
                _ = attempt { () throws(ParseError) in try cursor.version(of: symbol) }
            }
        }
        var relocations =
            attempt { () throws(ParseError) in try object.dynamicRelocationTables() } ?? []
        if let sections {
            relocations += object.relocationTables(sections)
            for section in sections.sections {
                _ = attempt { () throws(ParseError) in try object.contents(of: section, in: file) }
            }
        }
        for table in relocations {
            _ = attempt { () throws(ParseError) in try object.summary(of: table, in: file) }
        }
        _ = try? Image(elf: file)
        return errors
    }

    @Test("a sound file has no error", arguments: BinaryBuilder.layouts)
    func sound(layout: Layout) {
        #expect(Self.readAll(BinaryBuilder.library(layout).build().file) == 0)
    }

    @Test("a file cut anywhere is read as far as it goes", arguments: BinaryBuilder.layouts)
    func cut(layout: Layout) {
        let binary = BinaryBuilder.library(layout).build()
        var silent: [UInt64] = []
        for size in 0..<UInt64(binary.bytes.count) {
            if Self.readAll(binary.cut(to: size).file) == 0 { silent.append(size) }
        }
        #expect(silent == [])
    }

    @Test(
        "no value of any byte stops the readers", arguments: BinaryBuilder.layouts,
        [0x00, 0x7f, 0xff] as [UInt8])
    func anyByte(layout: Layout, value: UInt8) {
        let binary = BinaryBuilder.library(layout).build()
        var damaged = 0
        for index in binary.bytes.indices where binary.bytes[index] != value {
            var changed = binary
            changed.bytes[index] = value
            damaged += Self.readAll(changed.file) > 0 ? 1 : 0
        }
        #expect(damaged > 0)
    }
}
