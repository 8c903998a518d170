internal import ObjectFile

/// Looks for a function table in what the loader maps, for files that have no section for it:
/// those linked by a C linker into a position-independent program or library with Go up to 1.25,
/// and those without any sections.
struct FunctionTableSearch {
    let image: Image
    let file: FileBytes

    /// How many places that look like a header are read before the file counts as hostile.
    private static let candidates = 1024
    private static let alignment: UInt64 = 8

    /// The first table that fits in all its parts, nil where there is none.
    func find() throws(ParseError) -> FunctionTable? {
        var left = Self.candidates
        let ranges = try image.searchedRanges(in: file, reading: .functionTable)
        // Older linkers put constants beside the code.
        let ordered = ranges.filter { !$0.isExecutable } + ranges.filter(\.isExecutable)
        for range in ordered {
            if let table = try find(in: range, &left) { return table }
        }
        return nil
    }

    private func find(
        in loaded: LoadedRange, _ left: inout Int
    ) throws(ParseError) -> FunctionTable? {
        let (sum, overflow) = loaded.address.rawValue.addingReportingOverflow(Self.alignment - 1)
        guard !overflow else { return nil }
        var address = sum / Self.alignment * Self.alignment
        var rest = loaded.range.dropping(address - loaded.address.rawValue).clamped(to: file.size)
        let chunk: UInt64 = 1 << 17
        while rest.size >= 16 {
            let window = rest.first(min(chunk, rest.size)) ?? rest
            let bytes = try file.bytes(in: window, reading: .functionTable)
            var start = 0
            while let index = indexOfHeader(bytes.span, from: start) {
                guard left > 0 else {
                    throw FilePart.functionTable.limit(
                        "has more than \(Self.candidates) places that look like it",
                        at: window.offset)
                }
                left -= 1
                let place = VirtualAddress(rawValue: address &+ UInt64(index))
                if let table = table(rest.dropping(UInt64(index)), at: place) { return table }
                start = index + Int(Self.alignment)
            }
            rest = rest.dropping(window.size)
            address = address &+ window.size
        }
        return nil
    }

    /// The next place that has the first eight bytes of a header.
    private func indexOfHeader(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        let order = image.layout.byteOrder
        let pointerSize = UInt8(image.layout.wordSize)
        var index = start
        while index &+ 8 <= bytes.count {
            index = Self.skip(bytes, from: index, order)
            guard index &+ 8 <= bytes.count else { break }
            if Self.isMagic(bytes.number32(at: index, order)) {
                let format = FunctionTable.Format(rawValue: bytes.number32(at: index, order))
                if format.isKnown, bytes[index + 4] == 0, bytes[index + 5] == 0,
                    [1, 2, 4].contains(bytes[index + 6]), bytes[index + 7] == pointerSize
                {
                    return index
                }
            }
            index &+= Int(Self.alignment)
        }
        return nil
    }

    /// Whether this may be the first number of a header.
    @inline(__always)
    private static func isMagic(_ number: UInt32) -> Bool {
        // Sets the bits in which the four numbers differ.
        number | 0x0b == 0xffff_fffb
    }

    /// Goes on as long as none of the next four places can be that of a header.
    private static func skip(_ bytes: Span<UInt8>, from start: Int, _ order: ByteOrder) -> Int {
        var index = start
        while index &+ 32 <= bytes.count {
            let part = bytes.extracting(index..<(index &+ 32))
            let isNear =
                isMagic(part.number32(at: 0, order)) || isMagic(part.number32(at: 8, order))
                || isMagic(part.number32(at: 16, order)) || isMagic(part.number32(at: 24, order))
            if isNear { return index }
            index &+= 32
        }
        return index
    }

    /// A table whose parts fit and whose first function has a name.
    private func table(_ range: FileRange, at address: VirtualAddress) -> FunctionTable? {
        let source = FunctionTable.Source(way: .search, offset: range.offset, address: address)
        do throws(ParseError) {
            let table = try FunctionTable(in: file, range, source)
            guard table.count > 0 else { return nil }
            var functions = FunctionCursor(table, in: file)
            guard let first = try functions.next() else { return nil }
            let name = try functions.name(of: first)
            guard name.count > 0 else { return nil }
            for index in name.indices where name[index] < 0x20 { return nil }
            return table
        } catch {
            return nil
        }
    }
}
