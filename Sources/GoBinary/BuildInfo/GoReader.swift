public import ObjectFile

/// What Go's own readers accept: it refuses a file as a whole for faults that others
/// pass over, and then `go version` says nothing.
///
/// Spec: Go 1.27's `debug/elf` and `debug/macho`, `NewFile`.
public enum GoReader {
    /// Whether Go's reader opens the image.
    public static func accepts(_ image: Image, in file: FileBytes) -> Bool {
        switch image.contents {
        case .elf(let object): accepts(object, in: file)
        case .machO(let object): accepts(object, in: file) && findsSection(object, image)
        }
    }

    private static func accepts(_ object: ELF.Object, in file: FileBytes) -> Bool {
        let header = object.header
        guard header.identificationVersion == 1, header.version == 1,
            isSigned(header.sectionTableOffset.rawValue),
            isSigned(header.segmentTableOffset.rawValue),
            header.sectionTableOffset != .start || header.sectionCount == 0,
            header.sectionCount == 0 || header.sectionNamesIndex < header.sectionCount,
            object.segments.error == nil
        else { return false }
        for segment in object.segments.value ?? [] {
            guard isSigned(segment.offset.rawValue), isSigned(segment.fileSize) else {
                return false
            }
        }
        switch object.sections(in: file) {
        case .absent: return true
        case .unreadable: return false
        case .known(let table): return accepts(table, object, in: file)
        }
    }

    private static func accepts(
        _ table: ELF.SectionTable, _ object: ELF.Object, in file: FileBytes
    ) -> Bool {
        guard table.namesError == nil else { return false }
        for section in table.sections {
            guard isSigned(section.offset.rawValue), isSigned(section.size) else { return false }
            if section.flags.contains(.compressed), !hasCompressionHeader(section, object, file) {
                return false
            }
        }
        let names = object.header.sectionNamesIndex
        return names == 0 || table.section(at: UInt32(clamping: names))?.type == .stringTable
    }

    private static func hasCompressionHeader(
        _ section: ELF.Section, _ object: ELF.Object, _ file: FileBytes
    ) -> Bool {
        do throws(ParseError) {
            return try object.compression(of: section, in: file) != nil
        } catch {
            return false
        }
    }

    private static func isSigned(_ value: UInt64) -> Bool { value <= UInt64(Int64.max) }
}
