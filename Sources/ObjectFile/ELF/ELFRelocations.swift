extension ELF {
    /// Where a table of relocations lies.
    ///
    /// Spec: gABI 4.1, ch. 4, "Relocation"; for `RELR` gABI 4.3, ch. 3, "Relative Relocation Table".
    public struct RelocationTable: Hashable, Sendable {
        /// How the table writes its entries.
        public enum Form: String, Hashable, Sendable {
            /// `REL`: offset and kind; the addend is where the relocation goes.
            case rel
            /// `RELA`: offset, kind and addend.
            case rela
            /// `RELR`: addresses of words to move, packed; all of the machine's relative type.
            case relr
        }

        /// How the table writes its entries.
        public let form: Form
        /// What the table is for: a section's name, or `PLT`, or empty.
        public let name: ByteString
        /// Its bytes in the file.
        public let range: FileRange
        /// Whether its symbols are those of `.dynsym`.
        public let usesDynamicSymbols: Bool
    }

    /// How many relocations of each type a table has, and which symbols they name.
    public struct RelocationSummary: Hashable, Sendable {
        /// The number of relocations of one type.
        public struct Count: Hashable, Sendable {
            /// The type, by the machine's numbers.
            public let type: RelocationType
            /// How many there are.
            public let count: Int
        }

        /// The number of relocations by type, in the order of the types' numbers.
        public let counts: [Count]
        /// The symbols that relocations name, by their number in the table, in ascending order.
        public let symbols: [UInt32]
    }
}

extension ELF.Object {
    /// The tables that the loader works through: `DT_RELA`, `DT_REL`, `DT_RELR` and the PLT's.
    ///
    /// - Throws: `elfRelocations` where a table is not mapped.
    public func dynamicRelocationTables() throws(ParseError) -> [ELF.RelocationTable] {
        guard let section = dynamic.value else { return [] }
        let pltForm: ELF.RelocationTable.Form =
            section.lastValue(of: .pltRelocationKind) == ELF.DynamicTag.relocations.rawValue
            ? .rel : .rela
        let tables = [
            try table(section, .relocationsWithAddend, .relocationsWithAddendSize, .rela),
            try table(section, .relocations, .relocationsSize, .rel),
            try table(section, .relativeRelocations, .relativeRelocationsSize, .relr),
            try table(section, .pltRelocations, .pltRelocationsSize, pltForm, "PLT"),
        ]
        return tables.compactMap { $0 }
    }

    private func table(
        _ section: ELF.DynamicSection, _ tag: ELF.DynamicTag, _ sizeTag: ELF.DynamicTag,
        _ form: ELF.RelocationTable.Form, _ name: ByteString = ""
    ) throws(ParseError) -> ELF.RelocationTable? {
        guard let address = section.lastValue(of: tag),
            let size = section.lastValue(of: sizeTag), size > 0
        else { return nil }
        guard let range = addresses.range(at: VirtualAddress(rawValue: address), size: size) else {
            throw FilePart.relocations.error(
                "of \(size) bytes is at address \(hexadecimal(address)), which no segment maps",
                at: section.range.offset)
        }
        return ELF.RelocationTable(form: form, name: name, range: range, usesDynamicSymbols: true)
    }

    /// The tables that the section header table names.
    public func relocationTables(_ sections: ELF.SectionTable) -> [ELF.RelocationTable] {
        sections.sections.compactMap { section in
            guard let range = section.fileRange, let form = Self.form(section.type) else {
                return nil
            }
            let symbols = sections.section(at: section.link)
            return ELF.RelocationTable(
                form: form, name: section.name, range: range,
                usesDynamicSymbols: symbols?.type == .dynamicSymbolTable)
        }
    }

    private static func form(_ type: ELF.SectionType) -> ELF.RelocationTable.Form? {
        switch type {
        case .relocations: .rel
        case .relocationsWithAddend: .rela
        case .relativeRelocations: .relr
        default: nil
        }
    }

    /// Counts the relocations of a table.
    ///
    /// - Throws: `elfRelocations` where the table ends past the file.
    /// - Complexity: O(*n*) in its bytes.
    public func summary(
        of table: ELF.RelocationTable, in file: FileBytes
    ) throws(ParseError) -> ELF.RelocationSummary {
        guard file.contains(table.range) else {
            throw FilePart.relocations.error(table.range, pastEndOf: file.size)
        }
        // A symbol has a record in the file: there can be no more than that.
        let records = file.size / UInt64(ELF.Symbol.recordSize(header.layout))
        var counter = RelocationCounter(
            header, table.form, symbols: Int(min(records, UInt64(UInt32.max))))
        let chunk = 3 << 16  // a multiple of every entry's size
        var rest = table.range
        while rest.size > 0 {
            let part = rest.clamped(to: rest.offset.rawValue + UInt64(chunk))
            let bytes = try file.bytes(in: part, reading: .relocations)
            counter.count(bytes.span)
            guard counter.types <= limits.relocationTypes else {
                throw FilePart.relocations.limit(
                    "has more than \(limits.relocationTypes) types", at: part.offset)
            }
            rest = rest.dropping(part.size)
        }
        return counter.summary
    }
}

/// Adds up the entries of relocation tables.
private struct RelocationCounter {
    private let layout: Layout
    private let machine: ELF.Machine
    private let form: ELF.RelocationTable.Form
    private var counts: [UInt32: Int] = [:]
    /// A bit for each symbol that is named.
    private var symbols: [UInt64] = []
    private let most: Int

    /// Makes a counter for a file of at most that many symbols.
    init(_ header: ELF.Header, _ form: ELF.RelocationTable.Form, symbols most: Int) {
        self.most = most
        layout = header.layout
        machine = header.machine
        self.form = form
    }

    mutating func count(_ bytes: Span<UInt8>) {
        let word = Int(layout.wordSize)
        if form == .relr { return countPacked(bytes) }
        let size = form == .rela ? 3 * word : 2 * word
        var start = 0
        while start + size <= bytes.count {
            let (type, symbol) = ELF.RelocationCursor.kind(bytes, at: start + word, layout, machine)
            counts[type, default: 0] += 1
            if symbol != 0 { add(Int(symbol)) }
            start += size
        }
    }

    /// How many types there are so far.
    var types: Int { counts.count }

    private mutating func add(_ symbol: Int) {
        guard symbol < most else { return }
        while symbols.count <= symbol / 64 { symbols.append(0) }
        symbols[symbol / 64] |= 1 << UInt64(symbol % 64)
    }

    /// The numbers of the symbols named, in ascending order.
    private var namedSymbols: [UInt32] {
        var numbers: [UInt32] = []
        for (index, bits) in symbols.enumerated() {
            var rest = bits
            while rest != 0 {
                numbers.append(UInt32(index * 64 + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        return numbers
    }

    /// An even word is an address; an odd one has a bit for each of the words that follow it.
    private mutating func countPacked(_ bytes: Span<UInt8>) {
        let type = ELF.RelocationType.relative(on: machine)?.rawValue ?? 0
        let word = Int(layout.wordSize)
        var (start, count) = (0, 0)
        while start + word <= bytes.count {
            let value =
                layout.is64Bit
                ? bytes.number64(at: start, layout.byteOrder)
                : UInt64(bytes.number32(at: start, layout.byteOrder))
            count += value & 1 == 0 ? 1 : value.nonzeroBitCount - 1
            start += word
        }
        counts[type, default: 0] += count
    }

    var summary: ELF.RelocationSummary {
        ELF.RelocationSummary(
            counts: counts.sorted { $0.key < $1.key }.map {
                .init(type: ELF.RelocationType(rawValue: $0.key), count: $0.value)
            },
            symbols: namedSymbols)
    }
}
