extension ELF {
    /// What a loader reads of a sound library, in one pass over its bytes: for those who load
    /// hundreds and make nothing of what they do not need.
    ///
    /// Names are places in the bytes that were read. All that is odd, and all that is seldom, is
    /// left to ``ELF/Object``, which says what is the matter.
    public struct LibraryHead: Sendable {
        /// What a name is for.
        public enum Role: UInt8, Hashable, Sendable {
            /// `DT_NEEDED`.
            case needed
            /// `DT_SONAME`.
            case soname
            /// `DT_RPATH`.
            case rpath
            /// `DT_RUNPATH`.
            case runpath
            /// `vn_file`: the library that has to define the versions that follow.
            case versionedLibrary
            /// `vna_name`: a version that is needed.
            case neededVersion
            /// `vda_name`: a version that is defined.
            case definedVersion
        }

        /// A name and where it stands.
        public struct Name: Hashable, Sendable {
            /// What it is for.
            public let role: Role
            /// `vna_flags`, empty elsewhere.
            public let flags: VersionFlags
            /// `vna_hash` or `vd_hash`, 0 elsewhere.
            public let hash: UInt32
            fileprivate var place: UInt32
            fileprivate var length: UInt32 = 0
        }

        /// `e_type`.
        public let type: FileType
        /// `DT_FLAGS_1`.
        public let flags1: DynamicFlags1
        /// Whether it has a table of versions that it defines (`DT_VERDEF`).
        public let definesVersions: Bool
        /// Whether it has packed relative relocations (`DT_RELR`).
        public let hasPackedRelocations: Bool
        /// The names: those of the dynamic section in its order, then needed versions, then defined.
        public let names: [Name]
        /// How many of them are of needed libraries.
        public let libraryCount: Int
        /// How many are of needed versions.
        public let needCount: Int
        /// How many are of defined versions.
        public let definitionCount: Int
        private let bytes: Bytes
        /// All bits that a size of pages may not have.
        private let unfitSizes: UInt64

        /// The bytes of a name.
        @_lifetime(borrow self)
        public func bytes(of name: Name) -> Span<UInt8> {
            bytes.span(Int(name.place)..<Int(name.place &+ name.length))
        }

        /// Whether all `PT_LOAD` segments can be mapped with pages of that size, and are aligned to
        /// them.
        public func fits(pageSize: UInt64) -> Bool { unfitSizes & (pageSize &- 1) == 0 }

        /// Reads what a loader reads; nil where anything is out of the ordinary.
        public init?(_ file: FileBytes, _ layout: Layout) {
            do throws(ParseError) {
                let held = max(file.bytesHeld(from: .start), min(4096, file.size))
                let head = try file.bytes(in: .first(held), reading: .elfHeader)
                guard let segments = SegmentScan(head.span, layout), segments.end <= file.size,
                    let section = segments.dynamic
                else { return nil }
                let entries = try file.bytes(in: section, reading: .dynamic)
                guard var dynamic = DynamicScan(entries.span, layout),
                    let window = try Window(file, head, segments, dynamic)
                else { return nil }
                guard dynamic.readNames(window), dynamic.readNeeds(window, layout.byteOrder),
                    dynamic.readDefinitions(window, layout.byteOrder)
                else { return nil }
                type = FileType(rawValue: head.span.number16(at: 16, layout.byteOrder))
                names = dynamic.names
                libraryCount = dynamic.counts.libraries
                needCount = dynamic.counts.needs
                definitionCount = dynamic.counts.definitions
                flags1 = DynamicFlags1(rawValue: dynamic.flags1)
                definesVersions = dynamic.definitions != nil
                hasPackedRelocations = dynamic.hasPackedRelocations
                bytes = window.bytes
                // What does not even fit its own alignment fits no page.
                unfitSizes =
                    segments.misfits == 0 ? segments.distances | segments.alignments : .max
            } catch {
                return nil
            }
        }
    }
}

/// What the segments of a library say.
private struct SegmentScan: Sendable {
    /// Where the dynamic section lies.
    private(set) var dynamic: FileRange?
    /// All bits in which addresses and offsets of `PT_LOAD` segments differ.
    private(set) var distances: UInt64 = 0
    /// Those of them in which they may not, by their alignments.
    private(set) var misfits: UInt64 = 0
    /// All bits of their alignments.
    private(set) var alignments: UInt64 = 0
    /// Where the last of them ends in the file.
    private(set) var end: UInt64 = 0
    private var loaded: [ELF.Segment] = []

    /// Reads the segment headers; nil where they are not behind the header, or none is loaded.
    init?(_ head: Span<UInt8>, _ layout: Layout) {
        let order = layout.byteOrder
        let isLarge = layout.is64Bit
        let size = isLarge ? 56 : 32
        guard head.count >= 64 else { return nil }
        let start = isLarge ? head.number64(at: 32, order) : UInt64(head.number32(at: 28, order))
        let entrySize = head.number16(at: isLarge ? 54 : 42, order)
        let count = Int(head.number16(at: isLarge ? 56 : 44, order))
        guard entrySize == size, start <= UInt64(head.count),
            count * size <= head.count - Int(start)
        else { return nil }
        loaded.reserveCapacity(4)
        var place = Int(start)
        for _ in 0..<count {
            let record = head.extracting(place..<(place &+ size))
            place = place &+ size
            let type = ELF.SegmentType(rawValue: record.number32(at: 0, order))
            guard type == .load || type == .dynamic else { continue }
            take(ELF.Segment(record, layout))
        }
        if loaded.isEmpty { return nil }
    }

    private mutating func take(_ segment: ELF.Segment) {
        guard segment.type == .load else {
            if dynamic == nil, segment.fileSize > 0 { dynamic = segment.fileRange }
            return
        }
        let distance = segment.address.rawValue &- segment.offset.rawValue
        distances |= distance
        misfits |= distance & (segment.alignment &- 1)
        alignments |= segment.alignment
        guard segment.fileSize > 0 else { return }
        end = max(end, segment.fileRange?.end.rawValue ?? .max)
        loaded.append(segment)
    }

    /// The file's bytes from an address to the end of its segment; nil where it is not mapped.
    func bytes(from address: UInt64) -> FileRange? {
        for index in loaded.indices where loaded[index].address.rawValue <= address {
            let distance = address - loaded[index].address.rawValue
            guard distance < loaded[index].fileSize else { continue }
            return loaded[index].fileRange?.dropping(distance)
        }
        return nil
    }
}

/// The part of a library where its names and versions lie.
private struct Window: Sendable {
    let bytes: Bytes
    /// Where they start in the file.
    private let start: UInt64
    /// Where the names start, and their end.
    private let names: FileRange
    /// Where the versions that are needed lie, and the rest of their segment.
    let needs: FileRange?
    /// The same of those that are defined.
    let definitions: FileRange?

    /// How far apart names and versions may lie.
    private static let most: UInt64 = 1 << 16
    /// How much is read from the start of a table of versions on.
    private static let table: UInt64 = 4096

    init?(
        _ file: FileBytes, _ head: Bytes, _ segments: SegmentScan, _ dynamic: DynamicScan
    ) throws(ParseError) {
        guard let table = dynamic.strings, let rest = segments.bytes(from: table),
            let size = dynamic.stringsSize, dynamic.firstName <= size,
            let names = FileRange(offset: rest.offset, size: size), file.contains(names)
        else { return nil }
        self.names = names
        needs = dynamic.needs.flatMap { segments.bytes(from: $0) }
        definitions = dynamic.definitions.flatMap { segments.bytes(from: $0) }
        if dynamic.needs != nil, needs == nil { return nil }
        if dynamic.definitions != nil, definitions == nil { return nil }
        var low = names.offset.rawValue + dynamic.firstName
        var high = names.end.rawValue
        if let needs { Self.widen(&low, &high, needs) }
        if let definitions { Self.widen(&low, &high, definitions) }
        high = min(high, file.size)
        guard low < high, high - low <= Self.most else { return nil }
        if high <= UInt64(head.count) {
            (bytes, start) = (head, 0)
            return
        }
        let range = FileRange(offset: FileOffset(rawValue: low), size: high - low)
        bytes = try file.bytes(in: range ?? .first(0), reading: .dynamicStrings)
        start = low
    }

    private static func widen(_ low: inout UInt64, _ high: inout UInt64, _ range: FileRange) {
        low = min(low, range.offset.rawValue)
        high = max(high, min(range.end.rawValue, range.offset.rawValue &+ table))
    }

    /// Where a name of the table starts and how long it is; nil where it was not read, or has no
    /// end.
    func name(at offset: UInt64) -> (place: UInt32, length: UInt32)? {
        let first = names.offset.rawValue
        guard offset < names.size, first + offset >= start else { return nil }
        let place = first + offset - start
        guard place < UInt64(bytes.count) else { return nil }
        let length = bytes.lengthOfName(at: Int(place))
        guard length < 4096, start + place + UInt64(length) < names.end.rawValue,
            Int(place) + length < bytes.count
        else { return nil }
        return (UInt32(truncatingIfNeeded: place), UInt32(truncatingIfNeeded: length))
    }

    /// Where a place of the file was read, with room for a record; nil where it was not.
    func place(_ offset: UInt64, _ size: UInt64, in table: FileRange) -> Int? {
        let end = table.end.rawValue
        guard offset >= start, offset <= end, size <= end - offset,
            offset - start <= UInt64(bytes.count), size <= UInt64(bytes.count) - (offset - start)
        else { return nil }
        return Int(offset - start)
    }
}

/// What the dynamic section of a library says.
private struct DynamicScan {
    private(set) var names: [ELF.LibraryHead.Name] = []
    /// `DT_FLAGS_1`.
    private(set) var flags1: UInt64 = 0
    private(set) var hasPackedRelocations = false
    /// `DT_STRTAB`.
    private(set) var strings: UInt64?
    /// `DT_STRSZ`.
    private(set) var stringsSize: UInt64?
    /// `DT_VERNEED`.
    private(set) var needs: UInt64?
    /// `DT_VERDEF`.
    private(set) var definitions: UInt64?
    /// The lowest offset of a name.
    private(set) var firstName = UInt64.max
    private var needsCount = UInt64.max
    private var definitionsCount = UInt64.max
    private(set) var counts = (libraries: 0, needs: 0, definitions: 0)
    /// How many records of versions may come.
    private var left = 4096

    /// Reads the entries; nil where the section has no end, or has what is seldom.
    init?(_ entries: Span<UInt8>, _ layout: Layout) {
        names.reserveCapacity(24)
        let order = layout.byteOrder
        let isLarge = layout.is64Bit
        let size = isLarge ? 16 : 8
        var place = 0
        while entries.count - place >= size {
            let tag =
                isLarge
                ? entries.number64(at: place, order) : UInt64(entries.number32(at: place, order))
            let value =
                isLarge
                ? entries.number64(at: place &+ 8, order)
                : UInt64(entries.number32(at: place &+ 4, order))
            if tag == 0 { return }
            guard take(tag, value) else { return nil }
            place = place &+ size
        }
        return nil
    }

    private mutating func take(_ tag: UInt64, _ value: UInt64) -> Bool {
        switch ELF.DynamicTag(rawValue: tag) {
        case .needed:
            counts.libraries += 1
            return note(.needed, value)
        case .soname: return note(.soname, value)
        case .rpath: return note(.rpath, value)
        case .runpath: return note(.runpath, value)
        case .stringTable: strings = value
        case .stringTableSize: stringsSize = value
        case .flags1: flags1 = value
        case .relativeRelocations: hasPackedRelocations = true
        case .versionNeeds: needs = value
        case .versionNeedsCount: needsCount = value
        case .versionDefinitions: definitions = value
        case .versionDefinitionsCount: definitionsCount = value
        case .auxiliary, .filter: return false
        default: break
        }
        return true
    }

    private mutating func note(_ role: ELF.LibraryHead.Role, _ offset: UInt64) -> Bool {
        guard offset <= UInt64(UInt32.max), names.count < 256 else { return false }
        firstName = min(firstName, offset)
        names.append(
            ELF.LibraryHead.Name(
                role: role, flags: [], hash: 0, place: UInt32(truncatingIfNeeded: offset)))
        return true
    }

    /// Finds the names that the section itself has.
    mutating func readNames(_ window: Window) -> Bool {
        for index in names.indices {
            guard let name = window.name(at: UInt64(names[index].place)) else { return false }
            (names[index].place, names[index].length) = name
        }
        return true
    }

    private mutating func add(
        _ role: ELF.LibraryHead.Role, _ offset: UInt32, _ hash: UInt32, flags: UInt16,
        _ window: Window
    ) -> Bool {
        left -= 1
        guard left > 0, let name = window.name(at: UInt64(offset)) else { return false }
        names.append(
            ELF.LibraryHead.Name(
                role: role, flags: ELF.VersionFlags(rawValue: flags), hash: hash,
                place: name.place, length: name.length))
        return true
    }

    /// Reads the versions that are needed: `Verneed` and `Vernaux`.
    mutating func readNeeds(_ window: Window, _ order: ByteOrder) -> Bool {
        guard let table = window.needs else { return true }
        let span = window.bytes.span
        var offset = table.offset.rawValue
        while needsCount > 0 {
            guard let place = window.place(offset, 16, in: table),
                add(
                    .versionedLibrary, span.number32(at: place &+ 4, order), 0, flags: 0, window),
                readVersions(
                    span.number16(at: place &+ 2, order),
                    from: offset + UInt64(span.number32(at: place &+ 8, order)), window, order)
            else { return false }
            let next = span.number32(at: place &+ 12, order)
            if next == 0 { return true }
            needsCount -= 1
            offset += UInt64(next)
        }
        return true
    }

    private mutating func readVersions(
        _ count: UInt16, from start: UInt64, _ window: Window, _ order: ByteOrder
    ) -> Bool {
        guard let table = window.needs else { return true }
        let span = window.bytes.span
        var offset = start
        for _ in 0..<count {
            guard let place = window.place(offset, 16, in: table),
                add(
                    .neededVersion, span.number32(at: place &+ 8, order),
                    span.number32(at: place, order),
                    flags: span.number16(at: place &+ 4, order), window)
            else { return false }
            let next = span.number32(at: place &+ 12, order)
            counts.needs += 1
            if next == 0 { return true }
            offset += UInt64(next)
        }
        return true
    }

    /// Reads the versions that are defined: `Verdef`, and the first `Verdaux` of each.
    mutating func readDefinitions(_ window: Window, _ order: ByteOrder) -> Bool {
        guard let table = window.definitions else { return true }
        let span = window.bytes.span
        var offset = table.offset.rawValue
        while definitionsCount > 0 {
            guard let place = window.place(offset, 20, in: table) else { return false }
            let first = offset + UInt64(span.number32(at: place &+ 12, order))
            guard let name = window.place(first, 8, in: table),
                add(
                    .definedVersion, span.number32(at: name, order),
                    span.number32(at: place &+ 8, order), flags: 0, window)
            else { return false }
            let next = span.number32(at: place &+ 16, order)
            counts.definitions += 1
            if next == 0 { return true }
            definitionsCount -= 1
            offset += UInt64(next)
        }
        return true
    }
}
