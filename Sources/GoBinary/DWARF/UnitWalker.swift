internal import ObjectFile

/// Goes through the units of one `.debug_info`, in its order: their headers and root entries only.
struct UnitWalker {
    /// What a step came to.
    enum Step {
        /// A unit with its root entry.
        case unit(RootEntry)
        /// A unit that is not read: one of types, padding, or of a later version of DWARF.
        case passed
        /// A unit described in another file.
        case skeleton
        /// A unit of a version or kind that is not known here.
        case unknown(ParseError)
        /// A unit that cannot be read; the next one can.
        case damaged(ParseError)
    }

    private let layout: Layout
    private var stream: SectionStream
    private var abbreviations: RootAbbreviations
    private(set) var fields: RelocatedFields?
    private var position: UInt64 = 0
    private var index = 0
    private var expansion: UInt64

    /// Words about a fault take longer than a unit.
    private static let faultWork: UInt64 = 256
    private static let firstWindow: UInt64 = 1024
    private static let largestWindow: UInt64 = 1 << 20

    init(
        _ stream: SectionStream, _ abbreviations: RootAbbreviations, _ fields: RelocatedFields?,
        _ layout: Layout, expansion: UInt64
    ) {
        self.layout = layout
        self.stream = stream
        self.abbreviations = abbreviations
        self.fields = fields
        self.expansion = expansion
    }

    /// Where a byte of the section lies in the file.
    func place(of offset: UInt64) -> FileOffset { stream.place(of: offset) }

    /// The next step, nil after the last.
    ///
    /// - Throws: where no further unit can be found.
    mutating func next(_ work: inout DebugWork) throws(ParseError) -> Step? {
        guard position < stream.size else { return nil }
        let part = FilePart.debugUnit.entry(index)
        index += 1
        try work.spend(64)
        let start = position
        let bytes = try stream.bytes(at: start, most: UnitHeader.most, &expansion)
        var reader = ByteReader(bytes.span, layout, at: stream.place(of: start), reading: part)
        let length = try UnitLength(&reader, at: start, sectionSize: stream.size, part)
        position = length.end
        // Linkers pad with zeros.
        guard length.end - start > 4 else { return .passed }
        let own = bytes.span.extracting(first: Int(clamping: length.end - start))
        var header = ByteReader(own, layout, at: stream.place(of: start), reading: part)
        do throws(ParseError) {
            try header.skip(reader.position)
            guard let unit = try UnitHeader(&header, length, part) else {
                try work.spend(Self.faultWork)
                return .unknown(part.error("is of a later version of DWARF", at: header.offset))
            }
            switch unit.kind {
            case .compile: return try root(unit, part, &work)
            case .skeleton: return .skeleton
            default: return .passed
            }
        } catch {
            if error.code == .limit || error.code == .elfCompression { throw error }
            try work.spend(Self.faultWork)
            return .damaged(located(error))
        }
    }

    private mutating func root(
        _ header: UnitHeader, _ part: FilePart, _ work: inout DebugWork
    ) throws(ParseError) -> Step {
        var unit = header
        unit.abbreviations =
            try fields?.value(at: unit.abbreviationsField, unit.abbreviations, &work)
            ?? unit.abbreviations
        guard unit.root < unit.end else {
            throw part.error("has no entry", at: stream.place(of: unit.offset))
        }
        let whole = unit.end - unit.root
        var size = Self.firstWindow
        while true {
            let count = min(size, whole)
            let bytes = try stream.bytes(at: unit.root, most: count, &expansion)
            try work.spend(count / 16)
            var reader = ByteReader(
                bytes.span, layout, at: stream.place(of: unit.root), reading: part)
            let code = try reader.variableNumber()
            // An entry of nothing: a unit that a linker emptied.
            if code == 0 { return .passed }
            let abbreviation = try abbreviations.abbreviation(code, at: unit.abbreviations, &work)
            try work.spend(3 * UInt64(abbreviation.attributes.count))
            let entry = RootEntry(abbreviation, &reader, unit)
            let isWhole = entry.error == nil || count == whole || size >= Self.largestWindow
            guard isWhole else {
                size *= 8
                continue
            }
            guard entry.isCompileUnit else { return .passed }
            return entry.isSkeleton ? .skeleton : .unit(entry)
        }
    }

    /// The bytes of a text that stands in the unit read last.
    mutating func text(at offset: UInt64, _ length: Int) throws(ParseError) -> ByteString {
        let bytes = try stream.bytes(at: offset, most: UInt64(length), &expansion)
        return ByteString(bytes.span)
    }

    /// An error with a place that is in the file, also where the section is compressed.
    func located(_ error: ParseError) -> ParseError {
        guard stream.isCompressed, error.code == .dwarf else { return error }
        return ParseError(error.code, error.message, at: stream.start, in: error.structure)
    }
}
