internal import ObjectFile

/// The first entry of a unit: what it is and who compiled it.
struct RootEntry {
    let unit: UnitHeader
    let tag: UInt64
    private(set) var name: StringPlace?
    private(set) var producer: StringPlace?
    private(set) var directory: StringPlace?
    private(set) var language: SourceLanguage?
    /// Where the unit's own part of `.debug_str_offsets` starts, and where that number stands.
    private(set) var stringOffsets: (base: UInt64, field: UInt64)?
    /// Whether the unit is described in another file (`.dwo`).
    private(set) var isSkeleton: Bool
    /// Why not all of the entry could be read, nil where it was.
    private(set) var error: ParseError?

    /// `DW_TAG_compile_unit`.
    var isCompileUnit: Bool { tag == 0x11 }

    /// Reads an entry as its abbreviation has it; what was read in front of damage is kept.
    init(
        _ abbreviation: RootAbbreviation, _ reader: inout ByteReader, _ unit: UnitHeader
    ) {
        self.unit = unit
        tag = abbreviation.tag
        isSkeleton = unit.kind == .skeleton
        do throws(ParseError) {
            for attribute in abbreviation.attributes {
                let value = try AttributeValue(attribute, &reader, unit)
                take(attribute.name, value)
            }
        } catch {
            self.error = error
        }
    }

    private mutating func take(_ attribute: UInt64, _ value: AttributeValue) {
        switch (attribute, value) {
        case (0x03, .string(let place)): name = place
        case (0x25, .string(let place)): producer = place
        case (0x1b, .string(let place)): directory = place
        case (0x13, .number(let number)): language = SourceLanguage(rawValue: number)
        case (0x90, .number(let number)):
            // `DW_AT_language_name` has no version, so the older attribute says more.
            language = language ?? SourceLanguage(rawValue: number, isName: true)
        case (0x72, .offset(let base, let field)): stringOffsets = (base, field)
        case (0x76, _), (0x2130, _): isSkeleton = true  // dwo_name, GNU_dwo_name
        default: break
        }
    }
}
