/// A part of the file that the loader maps into memory.
public struct LoadedRange: Hashable, Sendable {
    /// Where it lies in memory.
    public let address: VirtualAddress
    /// Its bytes in the file.
    public let range: FileRange
    /// Whether the program may write to it.
    public let isWritable: Bool
    /// Whether it holds code.
    public let isExecutable: Bool
}

/// A name for a place in memory, as every format has it.
public struct ImageSymbol: Hashable, Sendable {
    /// Where it lies in memory.
    public let address: VirtualAddress
    /// How many bytes it names, 0 if none or unknown.
    public let size: UInt64
}

extension Image {
    /// The parts of the file that the loader maps, in file order.
    public var loadedRanges: [LoadedRange] {
        switch contents {
        case .elf(let object):
            (object.segments.value ?? []).compactMap { segment in
                guard segment.type == .load, segment.fileSize > 0, let range = segment.fileRange
                else { return nil }
                return LoadedRange(
                    address: segment.address, range: range,
                    isWritable: segment.flags.contains(.write),
                    isExecutable: segment.flags.contains(.execute))
            }
        case .machO(let object):
            object.segments.compactMap { segment in
                guard segment.fileSize > 0, let range = segment.mappedRange else { return nil }
                return LoadedRange(
                    address: segment.address, range: range,
                    isWritable: segment.protection.contains(.write),
                    isExecutable: segment.protection.contains(.execute))
            }
        }
    }

    /// Whether memory is the program's without bytes in the file, so that it is zero at the start.
    public func isZeroFilled(at address: VirtualAddress, _ count: UInt64) -> Bool {
        switch contents {
        case .elf(let object):
            (object.segments.value ?? []).contains { segment in
                guard segment.type == .load, segment.address <= address else { return false }
                let distance = address.rawValue - segment.address.rawValue
                return distance >= segment.fileSize && distance <= segment.memorySize
                    && count <= segment.memorySize - distance
            }
        case .machO(let object): object.isZeroFilled(at: address, count)
        }
    }

    /// The address that the system jumps to when the program starts, nil where there is none.
    public var entry: VirtualAddress? {
        switch contents {
        case .elf(let object):
            object.header.entry.rawValue == 0 ? nil : object.header.entry
        case .machO(let object): object.entry
        }
    }

    /// Whether symbols tell how many bytes they name.
    public var symbolsHaveSizes: Bool {
        switch contents {
        case .elf: true
        case .machO: false
        }
    }

    /// The words of the file that the loader fills in, where the file itself holds something else.
    ///
    /// - Throws: the relocations' error where their table is not in the file.
    public func relocatedWords(in file: FileBytes) throws(ParseError) -> RelocatedWords {
        try RelocatedWords(contents, in: file)
    }

    /// The address of the first symbol of that name that the file defines, nil where none does.
    ///
    /// - Throws: the symbol table's error where it cannot be read.
    /// - Complexity: O(*n*) in the number of symbols.
    public func address(
        ofSymbol name: String, in file: FileBytes
    ) throws(ParseError) -> VirtualAddress? {
        var found: VirtualAddress?
        _ = try visitDefinedSymbols(in: file) { candidate, symbol in
            if candidate.equals(name) { found = symbol.address }
            return found == nil
        }
        return found
    }

    /// Visits the symbols of the full table that the file defines, in file order; returns whether
    /// there is such a table.
    ///
    /// Names are those of the sources: without the underscore that Mach-O puts in front.
    ///
    /// - Throws: the symbol table's error where it cannot be read.
    public func forEachDefinedSymbol(
        in file: FileBytes, _ visit: (Span<UInt8>, ImageSymbol) -> Void
    ) throws(ParseError) -> Bool {
        try visitDefinedSymbols(in: file) { name, symbol in
            visit(name, symbol)
            return true
        }
    }

    private func visitDefinedSymbols(
        in file: FileBytes, _ visit: (Span<UInt8>, ImageSymbol) -> Bool
    ) throws(ParseError) -> Bool {
        switch contents {
        case .elf(let object):
            guard let table = try fullSymbolTable(object, in: file) else { return false }
            var symbols = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
            while let symbol = try symbols.symbol() {
                guard !symbol.isUndefined, symbol.nameOffset != 0 else { continue }
                let found = ImageSymbol(
                    address: VirtualAddress(rawValue: symbol.value), size: symbol.size)
                guard visit(try symbols.name(of: symbol), found) else { return true }
            }
            return true
        case .machO(let object):
            guard var symbols = try object.symbols(in: file) else { return false }
            while let symbol = try symbols.symbol() {
                guard !symbol.isStab, symbol.place == .section, symbol.nameOffset != 0 else {
                    continue
                }
                let found = ImageSymbol(address: VirtualAddress(rawValue: symbol.value), size: 0)
                let name = try symbols.name(of: symbol)
                guard visit(name.withoutUnderscore, found) else { return true }
            }
            return true
        }
    }

    private func fullSymbolTable(
        _ object: ELF.Object, in file: FileBytes
    ) throws(ParseError) -> ELF.SymbolTable? {
        // Sections alone lead to it: where they cannot be read, it is not known to be missing.
        guard try ELF.SectionCursor(object, in: file) != nil else { return nil }
        return try object.symbolTables(in: file).first { $0.kind == .full }
    }
}
