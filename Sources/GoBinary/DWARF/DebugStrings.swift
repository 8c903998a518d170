internal import ObjectFile

/// Reads strings of debug information out of their sections.
struct DebugStrings {
    /// A section that is read from anywhere, expanded when it is first asked for.
    private struct Source {
        let section: DebugSection?
        let name: String
        var opened: Fact<Place>?

        init(_ section: DebugSection?, _ name: String) {
            self.section = section
            self.name = name
        }
    }

    private struct Place {
        let bytes: FileBytes
        let range: FileRange
    }

    private struct Key: Hashable {
        let isOfLines: Bool
        let offset: UInt64
    }

    private let layout: Layout
    private let file: FileBytes
    private let limits: Limits
    private let offsetFields: RelocatedFields?
    private var strings: Source
    private var lines: Source
    private var offsets: Source
    private var known: [Key: ByteString] = [:]
    private var budget: UInt64
    private var expansion: UInt64

    private static let mostKnown = 4096

    init(_ sections: DebugSections, in file: FileBytes, _ limits: Limits, expansion: UInt64) {
        layout = sections.layout
        self.file = file
        self.limits = limits
        strings = Source(sections.section("str"), ".debug_str")
        lines = Source(sections.section("line_str"), ".debug_line_str")
        offsets = Source(sections.section("str_offsets"), ".debug_str_offsets")
        offsetFields = sections.section("str_offsets").flatMap {
            RelocatedFields(of: $0, sections, in: file)
        }
        budget = limits.nameBudget(fileSize: file.size)
        self.expansion = expansion
    }

    /// The string at a place, empty where that is in another file.
    ///
    /// - Throws: where it is not in its section, has no end there, or is longer than names may be.
    mutating func text(
        at place: StringPlace, of entry: RootEntry, _ walker: inout UnitWalker,
        _ work: inout DebugWork
    ) throws(ParseError) -> ByteString {
        switch place {
        case .elsewhere: return ""
        case .inline(let offset, let length):
            try spend(length)
            return try walker.text(at: offset, length)
        case .strings(let raw, let field):
            let offset = try walker.fields?.value(at: field, raw, &work) ?? raw
            return try text(Key(isOfLines: false, offset: offset))
        case .lineStrings(let raw, let field):
            let offset = try walker.fields?.value(at: field, raw, &work) ?? raw
            return try text(Key(isOfLines: true, offset: offset))
        case .index(let index):
            let offset = try offset(index, of: entry, walker, &work)
            return try text(Key(isOfLines: false, offset: offset))
        }
    }

    /// Spec: DWARF 5, 7.26, "String Offsets Table".
    private mutating func offset(
        _ index: UInt64, of entry: RootEntry, _ walker: UnitWalker, _ work: inout DebugWork
    ) throws(ParseError) -> UInt64 {
        let size = UInt64(entry.unit.offsetSize)
        // Without a base the first table counts, behind its header.
        var base: UInt64 = entry.unit.version < 5 ? 0 : 2 * size
        if let (raw, field) = entry.stringOffsets {
            base = try walker.fields?.value(at: field, raw, &work) ?? raw
        }
        let (distance, overflow) = index.multipliedReportingOverflow(by: size)
        let (start, overflowToo) = base.addingReportingOverflow(distance)
        guard !overflow, !overflowToo else {
            throw FilePart.debugStrings.error(
                "has no string \(index) (.debug_str_offsets)", at: offsets.section?.offset ?? .start
            )
        }
        let bytes = try bytes(at: start, most: size, in: \.offsets)
        var reader = ByteReader(
            bytes.span, layout, at: offsets.section?.offset ?? .start,
            reading: .debugStrings)
        let raw = try reader.offset(isWide: entry.unit.isWide)
        return try offsetFields?.value(at: start, raw, &work) ?? raw
    }

    private mutating func text(_ key: Key) throws(ParseError) -> ByteString {
        if let text = known[key] { return text }
        let source = key.isOfLines ? \Self.lines : \Self.strings
        var size: UInt64 = 4096
        while true {
            let bytes = try bytes(at: key.offset, most: size, in: source)
            let text = bytes.span.untilZero
            if text.count < bytes.count {
                try spend(text.count)
                let string = ByteString(text)
                if known.count >= Self.mostKnown { known.removeAll(keepingCapacity: true) }
                known[key] = string
                return string
            }
            let place = self[keyPath: source].section?.offset ?? .start
            guard UInt64(bytes.count) == size else {
                throw FilePart.debugStrings.error("ends inside its last string", at: place)
            }
            guard bytes.count < limits.nameBytes else {
                throw FilePart.debugStrings.limit(
                    "has a string of more than \(limits.nameBytes) bytes", at: place)
            }
            size *= 4
        }
    }

    /// The bytes from an offset of a section on: `most`, or as many as there are.
    private mutating func bytes(
        at offset: UInt64, most: UInt64, in source: WritableKeyPath<Self, Source>
    ) throws(ParseError) -> Bytes {
        let place = try open(source)
        guard offset < place.range.size else {
            throw FilePart.debugStrings.error(
                "has \(place.range.size) bytes, and \(hexadecimal(offset)) is asked for "
                    + "(\(self[keyPath: source].name))",
                at: self[keyPath: source].section?.offset ?? .start)
        }
        let rest = place.range.dropping(offset)
        let range = rest.first(min(most, rest.size)) ?? rest
        return try place.bytes.bytes(in: range, reading: .debugStrings)
    }

    private mutating func open(
        _ source: WritableKeyPath<Self, Source>
    ) throws(ParseError) -> Place {
        let (section, name) = (self[keyPath: source].section, self[keyPath: source].name)
        if self[keyPath: source].opened == nil {
            var left = expansion
            self[keyPath: source].opened = Fact { () throws(ParseError) in
                guard let contents = try section?.contents(in: file) else { return nil }
                let (bytes, range) = try contents.expandedBytes(
                    in: file, reading: .debugStrings, &left)
                return Place(bytes: bytes, range: range)
            }
            expansion = left
        }
        switch self[keyPath: source].opened {
        case .known(let place): return place
        case .unreadable(let error): throw error
        default: throw FilePart.debugStrings.error("is not there (\(name))", at: .start)
        }
    }

    private mutating func spend(_ length: Int) throws(ParseError) {
        guard length <= limits.nameBytes, UInt64(length) <= budget else {
            throw FilePart.debugStrings.limit(
                "has strings that are longer than such a file can need", at: .start)
        }
        budget -= UInt64(length)
    }
}
