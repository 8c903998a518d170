extension ELF.Object {
    /// The table of dynamic symbols as the loader finds it: by address, without any section.
    ///
    /// Nil where there is none. The dynamic section does not say how many symbols there are; see
    /// `dynamicSymbolCount`.
    ///
    /// - Throws: `elfSymbols`, `elfStrings` or `elfHash` where a table is not in the file.
    public func dynamicSymbolTable(in file: FileBytes) throws(ParseError) -> ELF.SymbolTable? {
        guard let section = dynamic.value, let address = section.lastValue(of: .symbolTable) else {
            return nil
        }
        let part = FilePart.symbolTable
        guard let rest = addresses.bytes(from: VirtualAddress(rawValue: address)) else {
            throw part.error(
                "is at address \(hexadecimal(address)), which no segment maps (DT_SYMTAB)",
                at: section.range.offset)
        }
        if case .unreadable(let error) = section.strings { throw error }
        guard let strings = section.strings.value else { return nil }
        let recordSize = UInt64(ELF.Symbol.recordSize(header.layout))
        let whole = rest.clamped(to: file.size)
        let count = try dynamicSymbolCount(section, at: address, in: file) ?? 0
        guard let range = FileRange(offset: rest.offset, count: count, size: recordSize),
            range.size <= whole.size
        else {
            throw part.error(
                "is said to have \(count) entries, which end past its segment", at: rest.offset)
        }
        let versions = section.lastValue(of: .versionSymbols).flatMap {
            addresses.range(at: VirtualAddress(rawValue: $0), size: count * 2)
        }
        return ELF.SymbolTable(
            .dynamic, range, count: count, strings: strings, versions: versions)
    }

    /// How many dynamic symbols there are, entry 0 included; nil where nothing tells.
    ///
    /// `DT_HASH` says it outright. `DT_GNU_HASH` says it where a symbol is exported. A file that
    /// exports nothing leaves it to the tables around: the count ends where the next one starts.
    private func dynamicSymbolCount(
        _ section: ELF.DynamicSection, at address: UInt64, in file: FileBytes
    ) throws(ParseError) -> UInt64? {
        if let hash = section.lastValue(of: .hash) {
            let table = try hashTable(section, at: hash, .hash, in: file)
            return try ELF.HashTable.symbolCount(of: table, in: file, header)
        }
        let bound = boundedSymbolCount(section, at: address)
        if let hash = section.lastValue(of: .gnuHash) {
            let table = try hashTable(section, at: hash, .gnuHash, in: file)
            // Where all tables agree, nothing has to be walked.
            if let bound, let end = nextTable(section, after: hash),
                try ELF.GNUHashTable.fits(
                    bound, in: table, of: end - hash, in: file, header.layout)
            {
                return bound
            }
            let count = try ELF.GNUHashTable.symbolCount(of: table, in: file, header.layout)
            if let count { return count }
        }
        return bound
    }

    /// The bytes from the start of a hash table to the end of its segment.
    private func hashTable(
        _ section: ELF.DynamicSection, at address: UInt64, _ tag: ELF.DynamicTag,
        in file: FileBytes
    ) throws(ParseError) -> FileRange {
        guard let rest = addresses.bytes(from: VirtualAddress(rawValue: address)) else {
            throw FilePart.hashTable.error(
                "is at address \(hexadecimal(address)), which no segment maps (\(tag))",
                at: section.range.offset)
        }
        return rest.clamped(to: file.size)
    }

    /// The space up to the next table that the dynamic section names, in records.
    private func boundedSymbolCount(
        _ section: ELF.DynamicSection, at address: UInt64
    ) -> UInt64? {
        let recordSize = UInt64(ELF.Symbol.recordSize(header.layout))
        guard let end = nextTable(section, after: address) else { return nil }
        var count = (end - address) / recordSize
        if let versions = section.lastValue(of: .versionSymbols),
            let end = nextTable(section, after: versions)
        {
            // The table of versions has an entry a symbol, and up to three of padding.
            count = min(count, (end - versions) / 2)
        }
        return count
    }

    private func nextTable(_ section: ELF.DynamicSection, after address: UInt64) -> UInt64? {
        var next: UInt64?
        for entry in section.entries where entry.value > address && Self.isTable(entry.tag) {
            next = min(next ?? .max, entry.value)
        }
        let segment = addresses.bytes(from: VirtualAddress(rawValue: address))
        let end = segment.map { address.addingReportingOverflow($0.size).partialValue }
        guard let next else { return end }
        return end.map { min($0, next) }
    }

    /// Whether a tag's value is the address of a table that linkers put beside the symbols.
    private static func isTable(_ tag: ELF.DynamicTag) -> Bool {
        switch tag {
        case .symbolTable, .stringTable, .hash, .gnuHash, .versionSymbols, .versionNeeds,
            .versionDefinitions, .relocationsWithAddend, .relocations, .relativeRelocations,
            .pltRelocations, .initFunction, .finiFunction:
            true
        default: false
        }
    }
}
