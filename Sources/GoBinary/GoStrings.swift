internal import ObjectFile

/// Reads Go strings out of a program's memory image: an address and a length, the bytes elsewhere.
struct GoStrings {
    let image: Image
    let file: FileBytes
    /// The width and byte order of the two words.
    let layout: Layout
    let limits: Limits

    /// The string whose header lies at an address; nil where header or bytes are not mapped.
    func string(headerAt address: UInt64) throws(ParseError) -> Bytes? {
        let part = FilePart("Go string", .goBuildInformation)
        let size = layout.wordSize * 2
        let place = VirtualAddress(rawValue: address)
        guard let range = mapped(from: place)?.first(size) else { return nil }
        let bytes = try file.bytes(in: range, reading: part)
        var reader = ByteReader(bytes.span, layout, at: range.offset, reading: part)
        let start = VirtualAddress(rawValue: try reader.address())
        let length = try reader.address()
        guard let text = mapped(from: start)?.first(length) else { return nil }
        guard length <= limits.buildBytes else {
            throw part.limit("is said to have \(length) bytes", at: range.offset)
        }
        return try file.bytes(in: text, reading: part)
    }

    private func mapped(from address: VirtualAddress) -> FileRange? {
        image.bytesOfAnySegment(from: address)?.clamped(to: file.size)
    }
}
