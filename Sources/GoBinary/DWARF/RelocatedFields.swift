internal import ObjectFile

/// The numbers of a section that a linker has still to fill in: those of objects and archives.
///
/// Only what debug information needs is applied: absolute numbers of 32 and 64 bits with an addend
/// in the relocation (`RELA`). In the other form (`REL`) the field itself holds the number.
///
/// Spec: gABI 4.1, ch. 4, "Relocation", and each processor's supplement.
struct RelocatedFields {
    private let file: FileBytes
    private let layout: Layout
    private let absolute: [UInt32]
    private let records: FileRange
    private let symbols: FileRange?

    private var recordSize: UInt64 { layout.wordSize * 3 }

    /// Finds the relocations of a section; nil where it has none with addends.
    init?(of section: DebugSection, _ sections: DebugSections, in file: FileBytes) {
        guard let relocations = sections.relocations(of: section),
            file.contains(relocations.records)
        else { return nil }
        self.file = file
        records = relocations.records
        layout = sections.layout
        absolute = Self.absolute(relocations.machine)
        symbols = relocations.symbols
    }

    /// The types of absolute numbers, as each processor numbers them.
    private static func absolute(_ machine: ELF.Machine) -> [UInt32] {
        switch machine {
        case .x86_64: [10, 1]
        case .aarch64: [258, 257]
        case .s390: [4, 22]
        case .ppc64, .ppc: [1, 38]
        case .riscv, .loongArch: [1, 2]
        case .sparcV9: [3, 23, 32, 54]
        default: []
        }
    }

    /// What stands at an offset of the section once it is linked at 0; `raw` stands there now.
    ///
    /// - Throws: where it is filled in in a way that is not known here.
    func value(
        at field: UInt64, _ raw: UInt64, _ work: inout DebugWork
    ) throws(ParseError) -> UInt64 {
        // Assemblers and linkers write them in the order of their places.
        var (low, high) = (UInt64(0), records.size / recordSize)
        while low < high {
            let middle = low + (high - low) / 2
            try work.spend(64)
            let record = try record(middle)
            if record.offset == field { return try value(record) }
            if record.offset < field { low = middle + 1 } else { high = middle }
        }
        return raw
    }

    private struct Record {
        let offset: UInt64
        let symbol: UInt64
        let type: UInt32
        let addend: UInt64
        let place: FileOffset
    }

    private func record(_ index: UInt64) throws(ParseError) -> Record {
        let rest = records.dropping(index * recordSize)
        let bytes = try file.bytes(in: rest.first(recordSize) ?? rest, reading: Self.part)
        var reader = ByteReader(bytes.span, layout, at: rest.offset, reading: Self.part)
        let offset = try reader.address()
        let info = try reader.address()
        let addend = try reader.address()
        let type = layout.is64Bit ? UInt32(truncatingIfNeeded: info) : UInt32(info & 0xff)
        return Record(
            offset: offset, symbol: layout.is64Bit ? info >> 32 : info >> 8, type: type,
            addend: addend, place: rest.offset)
    }

    private func value(_ record: Record) throws(ParseError) -> UInt64 {
        guard absolute.contains(record.type) else {
            throw FilePart.debugUnit.error(
                "has a number that a relocation of type \(record.type) makes", at: record.place)
        }
        let size = UInt64(ELF.Symbol.recordSize(layout))
        guard record.symbol > 0, let symbols else { return record.addend }
        // The index has 32 bits at most.
        let range = symbols.dropping(record.symbol * size).first(size)
        guard let range, file.contains(range) else {
            throw Self.part.error("names symbol \(record.symbol), which is none", at: record.place)
        }
        let bytes = try file.bytes(in: range, reading: Self.part)
        let symbol = ELF.Symbol(bytes.span, at: 0, layout)
        let sum = symbol.value &+ record.addend
        return layout.is64Bit ? sum : sum & 0xffff_ffff
    }

    private static var part: FilePart { FilePart("relocation of debug information", .dwarf) }
}
