extension ELF {
    /// One entry of the dynamic section.
    public struct DynamicEntry: Hashable, Sendable {
        /// `d_tag`: what the entry says.
        public let tag: DynamicTag
        /// `d_val` or `d_ptr`: a number, an address, or an offset in the dynamic string table.
        public let value: UInt64

        /// Takes the two numbers of a record, whose size has been checked.
        @inline(__always)
        fileprivate init(_ record: Span<UInt8>, _ layout: Layout) {
            let order = layout.byteOrder
            let isLarge = layout.is64Bit
            tag = DynamicTag(
                rawValue: isLarge
                    ? record.number64(at: 0, order) : UInt64(record.number32(at: 0, order)))
            value =
                isLarge ? record.number64(at: 8, order) : UInt64(record.number32(at: 4, order))
        }
    }

    /// The dynamic section: what the file asks of the dynamic linker.
    ///
    /// Spec: gABI 4.1, ch. 5, "Dynamic Section".
    public struct DynamicSection: Sendable {
        private final class Storage: Sendable {
            let range: FileRange
            let entries: [DynamicEntry]
            let strings: Fact<FileRange>
            let names: Names

            init(
                _ range: FileRange, _ entries: [DynamicEntry], _ strings: Fact<FileRange>,
                _ names: Names
            ) {
                self.range = range
                self.entries = entries
                self.strings = strings
                self.names = names
            }
        }

        // One word wide, as the section is handed from question to question.
        private let storage: Storage

        /// Where the section lies in the file.
        public var range: FileRange { storage.range }
        /// The entries up to and without `DT_NULL`, in file order.
        public var entries: [DynamicEntry] { storage.entries }
        /// Where `DT_STRTAB` and `DT_STRSZ` say that the names lie, or why that cannot be.
        public var strings: Fact<FileRange> { storage.strings }
        /// `DT_NEEDED`: the libraries that the loader has to find first, in file order.
        public var needed: [ByteString] { storage.names.needed }
        /// `DT_SONAME`: the name under which other files need this library.
        public var soname: ByteString? { storage.names.soname }
        /// `DT_RPATH`, split at every colon: searched before `LD_LIBRARY_PATH`, also for the
        /// libraries of libraries.
        ///
        /// The last entry where there are several.
        public var rpath: [ByteString] { storage.names.rpath }
        /// `DT_RUNPATH`, split at every colon: searched after `LD_LIBRARY_PATH`, for this file's
        /// own libraries alone.
        ///
        /// The last entry where there are several.
        public var runpath: [ByteString] { storage.names.runpath }
        /// The first name that could not be read, nil where all could.
        public var namesError: ParseError? { storage.names.error }

        fileprivate init(
            _ range: FileRange, _ entries: [DynamicEntry], _ strings: Fact<FileRange>,
            _ names: Names
        ) {
            storage = Storage(range, entries, strings, names)
        }
    }
}

extension ELF.DynamicSection {
    /// The value of the first entry with this tag, nil where there is none.
    public func value(of tag: ELF.DynamicTag) -> UInt64? {
        entries.first { $0.tag == tag }?.value
    }

    /// The value of the last entry with this tag: the one that loaders use.
    public func lastValue(of tag: ELF.DynamicTag) -> UInt64? {
        entries.last { $0.tag == tag }?.value
    }

    /// `DT_FLAGS`: what the loader has to mind, empty where the file does not say.
    public var flags: ELF.DynamicFlags { ELF.DynamicFlags(rawValue: lastValue(of: .flags) ?? 0) }

    /// `DT_FLAGS_1`: more of it.
    public var flags1: ELF.DynamicFlags1 {
        ELF.DynamicFlags1(rawValue: lastValue(of: .flags1) ?? 0)
    }

    /// Whether all symbols are bound when the program starts, by any of the three ways to say so.
    public var bindsAtStart: Bool {
        value(of: .bindNow) != nil || flags.contains(.bindNow) || flags1.contains(.now)
    }

    /// A cursor over the dynamic string table.
    ///
    /// - Throws: `elfStrings` where the table cannot be found.
    public func names(
        in file: FileBytes, _ limits: Limits, window: UInt64 = 4096
    ) throws(ParseError) -> StringCursor {
        switch strings {
        case .known(let range):
            StringCursor(file, range, limits, reading: .dynamicStrings, window: window)
        case .unreadable(let error): throw error
        case .absent:
            throw FilePart.dynamicStrings.error(
                "is not named by the dynamic section (DT_STRTAB)", at: range.offset)
        }
    }

    /// Reads the dynamic section that lies at `range`.
    ///
    /// Names are found by address, as the loader finds them; sections are not asked. A name that
    /// cannot be read is left out, and `namesError` says why.
    ///
    /// - Throws: `elfDynamic` where the section ends past the file, `limit` where it is longer than
    ///   `limits.dynamicEntries`.
    init(
        in file: FileBytes, _ range: FileRange, _ layout: Layout, _ map: ELF.AddressMap,
        _ limits: Limits
    ) throws(ParseError) {
        let entries = try Self.entries(in: file, range, layout, limits)
        let strings = Fact { () throws(ParseError) in
            try Self.strings(entries, map, in: file, range)
        }
        var found = Names()
        do throws(ParseError) {
            if case .unreadable(let error) = strings { throw error }
            if let table = strings.value {
                var names = StringCursor(file, table, limits, reading: .dynamicStrings)
                try found.read(entries, &names)
            }
        } catch {
            found.error = error
        }
        self.init(range, entries, strings, found)
    }

    private static func entries(
        in file: FileBytes, _ range: FileRange, _ layout: Layout, _ limits: Limits
    ) throws(ParseError) -> [ELF.DynamicEntry] {
        let part = FilePart.dynamic
        let most = min(range.size, UInt64(limits.dynamicEntries) * layout.wordSize * 2)
        let bytes = try file.bytes(
            in: FileRange(offset: range.offset, size: most) ?? range, reading: part)
        let size = Int(layout.wordSize) * 2
        var entries: [ELF.DynamicEntry] = []
        entries.reserveCapacity(min(64, bytes.count / size))
        var place = 0
        while bytes.count - place >= size {
            let record = bytes.span.extracting(place..<(place + size))
            let entry = ELF.DynamicEntry(record, layout)
            if entry.tag == .null { return entries }
            entries.append(entry)
            place += size
        }
        guard most == range.size else {
            throw part.limit("has more than \(limits.dynamicEntries) entries", at: range.offset)
        }
        return entries
    }

    private static func strings(
        _ entries: [ELF.DynamicEntry], _ map: ELF.AddressMap, in file: FileBytes,
        _ section: FileRange
    ) throws(ParseError) -> FileRange? {
        guard let address = entries.last(where: { $0.tag == .stringTable })?.value else {
            return nil
        }
        guard let rest = map.bytes(from: VirtualAddress(rawValue: address)) else {
            throw FilePart.dynamicStrings.error(
                "is at address \(hexadecimal(address)), which no segment maps (DT_STRTAB)",
                at: section.offset)
        }
        let size = entries.last { $0.tag == .stringTableSize }?.value ?? rest.size
        guard let range = FileRange(offset: rest.offset, size: size), file.contains(range) else {
            throw FilePart.dynamicStrings.error(
                "is said to have \(size) bytes, which end past the end of the file (DT_STRSZ)",
                at: rest.offset)
        }
        return range
    }

    fileprivate struct Names: Sendable {
        private typealias Section = ELF.DynamicSection

        var needed: [ByteString] = []
        var soname: ByteString?
        var rpath: [ByteString] = []
        var runpath: [ByteString] = []
        var error: ParseError?

        mutating func read(
            _ entries: [ELF.DynamicEntry], _ names: inout StringCursor
        ) throws(ParseError) {
            for entry in entries {
                switch entry.tag {
                case .needed: if needed.isEmpty { needed.reserveCapacity(8) }
                case .soname, .rpath, .runpath: break
                default: continue
                }
                do throws(ParseError) {
                    try read(entry, &names)
                } catch {
                    self.error = self.error ?? error
                    if error.code == .limit { throw error }
                }
            }
        }

        private mutating func read(
            _ entry: ELF.DynamicEntry, _ names: inout StringCursor
        ) throws(ParseError) {
            switch entry.tag {
            case .needed: needed.append(try names.text(at: entry.value))
            case .soname: soname = try names.text(at: entry.value)
            case .rpath: rpath = Section.elements(ofPath: try names.bytes(at: entry.value))
            default: runpath = Section.elements(ofPath: try names.bytes(at: entry.value))
            }
        }
    }
}

extension ELF.DynamicSection {
    /// Splits a search path at every colon; an empty one has no elements.
    public static func elements(ofPath path: Span<UInt8>) -> [ByteString] {
        guard path.count > 0 else { return [] }
        var elements: [ByteString] = []
        var start = 0
        for index in path.indices where path[index] == UInt8(ascii: ":") {
            elements.append(ByteString(path.extracting(start..<index)))
            start = index + 1
        }
        elements.append(ByteString(path.extracting(droppingFirst: start)))
        return elements
    }
}
