internal import ObjectFile

/// What a root entry has, in order: its abbreviation.
struct RootAbbreviation {
    struct Attribute {
        let name: UInt64
        let form: UInt64
        /// The value itself, where the form is `DW_FORM_implicit_const`.
        let constant: Int64
    }

    let tag: UInt64
    let attributes: [Attribute]
}

/// Finds abbreviations in `.debug_abbrev`, one by one: units have tables of hundreds, and only that
/// of the root is of interest.
struct RootAbbreviations {
    private struct Key: Hashable {
        let table: UInt64
        let code: UInt64
    }

    private let file: FileBytes
    private let range: FileRange
    private let layout: Layout
    /// Units of one linker often share a table.
    private var known: [Key: RootAbbreviation] = [:]

    private static let mostKnown = 256
    /// Root entries have some twenty attributes.
    private static let mostAttributes = 1024
    private static let firstWindow: UInt64 = 512
    private static let largestWindow: UInt64 = 1 << 18
    private static let windowWork: UInt64 = 128

    init(_ file: FileBytes, _ range: FileRange, _ layout: Layout) {
        self.file = file
        self.range = range
        self.layout = layout
    }

    /// The abbreviation of a code in the table that starts at an offset.
    ///
    /// - Throws: where the table has none, and where the work is used up.
    mutating func abbreviation(
        _ code: UInt64, at table: UInt64, _ work: inout DebugWork
    ) throws(ParseError) -> RootAbbreviation {
        let key = Key(table: table, code: code)
        if let abbreviation = known[key] { return abbreviation }
        let found = try find(code, at: table, &work)
        if known.count >= Self.mostKnown { known.removeAll(keepingCapacity: true) }
        known[key] = found
        return found
    }

    private func find(
        _ code: UInt64, at table: UInt64, _ work: inout DebugWork
    ) throws(ParseError) -> RootAbbreviation {
        guard table < range.size else {
            throw FilePart.debugAbbreviations.error(
                "has \(range.size) bytes, and a unit's are said to start at \(hexadecimal(table))",
                at: range.offset)
        }
        var position = table
        var size = Self.firstWindow
        while true {
            let rest = range.dropping(position)
            let part = rest.first(min(size, rest.size)) ?? rest
            let bytes = try file.bytes(in: part, reading: .debugAbbreviations)
            var reader = ByteReader(
                bytes.span, layout, at: rest.offset, reading: .debugAbbreviations)
            let (found, read, error) = Self.search(code, &reader)
            // To read declarations takes twice as long as to read what has no form of its own.
            try work.spend(Self.windowWork + 2 * UInt64(reader.position))
            if let found { return found }
            if let error, read == 0, part.size == rest.size || size == Self.largestWindow {
                throw error
            }
            if error == nil {
                throw FilePart.debugAbbreviations.error(
                    "has no abbreviation \(code)", at: range.offset.advanced(by: table))
            }
            position += UInt64(read)
            // Roots come first: a table that has to be gone through is long.
            size = min(size * 8, Self.largestWindow)
        }
    }

    /// Reads declarations until one is that of the code, or the table ends; an error says why there
    /// are no more, and the number how many bytes the whole ones before have.
    private static func search(
        _ code: UInt64, _ reader: inout ByteReader
    ) -> (RootAbbreviation?, read: Int, ParseError?) {
        var read = 0
        do throws(ParseError) {
            while true {
                let own = try reader.variableNumber()
                if own == 0 { return (nil, read, nil) }
                let found = try declaration(&reader, keeps: own == code)
                if own == code { return (found, read, nil) }
                read = reader.position
            }
        } catch {
            return (nil, read, error)
        }
    }

    /// Spec: DWARF 5, 7.5.3, "Abbreviations Tables".
    private static func declaration(
        _ reader: inout ByteReader, keeps: Bool
    ) throws(ParseError) -> RootAbbreviation {
        let tag = try reader.variableNumber()
        try reader.skip(1)
        var attributes: [RootAbbreviation.Attribute] = []
        while true {
            let name = try reader.variableNumber()
            let form = try reader.variableNumber()
            if name == 0, form == 0 { break }
            let constant = form == 0x21 ? try reader.variableNumber() : 0
            guard keeps else { continue }
            guard attributes.count < mostAttributes else {
                throw FilePart.debugAbbreviations.limit(
                    "has an abbreviation of more than \(mostAttributes) attributes",
                    at: reader.offset)
            }
            attributes.append(
                .init(name: name, form: form, constant: Int64(bitPattern: constant)))
        }
        return RootAbbreviation(tag: tag, attributes: attributes)
    }
}

/// How much may still be read of the debug information of a file: lies cost no more than its size.
struct DebugWork {
    private var left: UInt64

    init(fileSize: UInt64) { left = fileSize.addingReportingOverflow(4 << 20).partialValue }

    mutating func spend(_ count: UInt64) throws(ParseError) {
        guard count <= left else {
            throw FilePart.debugInformation.limit(
                "repeats more than such a file can need", at: .start)
        }
        left -= count
    }
}
