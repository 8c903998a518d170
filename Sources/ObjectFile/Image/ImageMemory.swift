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
        }
    }

    /// The address that the system jumps to when the program starts, nil where there is none.
    public var entry: VirtualAddress? {
        switch contents {
        case .elf(let object):
            object.header.entry.rawValue == 0 ? nil : object.header.entry
        }
    }

    /// The words of the file that the loader fills in, where the file itself may hold zeros.
    ///
    /// - Throws: the relocations' error where their table is not in the file.
    public func relocatedWords(
        in file: FileBytes
    ) throws(ParseError) -> ELF.RelativeRelocations {
        switch contents {
        case .elf(let object): try ELF.RelativeRelocations(object, in: file)
        }
    }

    /// The address of the first symbol of that name that the file defines, nil where none does.
    ///
    /// - Throws: the symbol table's error where it cannot be read.
    /// - Complexity: O(*n*) in the number of symbols.
    public func address(
        ofSymbol name: String, in file: FileBytes
    ) throws(ParseError) -> VirtualAddress? {
        switch contents {
        case .elf(let object):
            let sections = object.sections(in: file).value
            let tables = try object.symbolTables(sections, in: file)
            guard let table = tables.first(where: { $0.kind == .full }) else { return nil }
            var symbols = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
            while let symbol = try symbols.symbol() {
                guard !symbol.isUndefined, symbol.nameOffset != 0 else { continue }
                if try symbols.name(of: symbol).equals(name) {
                    return VirtualAddress(rawValue: symbol.value)
                }
            }
            return nil
        }
    }
}
