extension MachO.Section {
    /// The size in bytes of a relocation.
    private static let recordSize: UInt64 = 8

    /// Where its relocations lie, nil where it has none.
    public var relocationsRange: FileRange? {
        guard relocationCount > 0 else { return nil }
        return FileRange(
            offset: relocationsOffset, count: UInt64(relocationCount), size: Self.recordSize)
    }

    /// How many relocations it has of each `r_type`, by type.
    ///
    /// Spec: `<mach-o/reloc.h>`, "relocation_info" and "scattered_relocation_info".
    ///
    /// - Throws: `machOSegment` where the table ends past the file.
    /// - Complexity: O(*n*) in the number of relocations.
    public func relocationCounts(
        in file: FileBytes, of header: MachO.Header
    ) throws(ParseError) -> [Int] {
        var counts = [Int](repeating: 0, count: 16)
        guard var rest = relocationsRange else { return counts }
        let part = FilePart("relocation table", .machOSegment)
        guard file.contains(rest) else { throw part.error(rest, pastEndOf: file.size) }
        let isBig = header.layout.byteOrder == .big
        // Only where addresses have 32 bits does the first bit tell the other form.
        let hasScattered = header.processor != .x86_64 && header.processor != .arm64
        while rest.size > 0 {
            let window = rest.first(min(rest.size, 1 << 16)) ?? rest
            let bytes = try file.bytes(in: window, reading: part)
            let span = bytes.span
            for place in stride(from: 0, to: span.count, by: 8) {
                let first = span.number32(at: place, header.layout.byteOrder)
                let second = span.number32(at: place + 4, header.layout.byteOrder)
                let plain = isBig ? second & 0xf : second >> 28
                let isScattered = hasScattered && first >> 31 == 1
                counts[Int(isScattered ? first >> 24 & 0xf : plain)] += 1
            }
            rest = rest.dropping(window.size)
        }
        return counts
    }
}
