internal import ObjectFile

/// Where an image holds the text of its build information: in `.go.buildinfo`, and once more among
/// the program's strings, for `debug.ReadBuildInfo`.
struct ModuleText {
    private(set) var ranges: [FileRange] = []

    // Go's cmd/go/internal/modload (build.go): what stands in front of the text, and behind it.
    private static let start: [UInt8] = [
        0x30, 0x77, 0xaf, 0x0c, 0x92, 0x74, 0x08, 0x02, 0x41, 0xe1, 0xc1, 0x07, 0xe6, 0xd6, 0x18,
        0xe6,
    ]
    private static let end: [UInt8] = [
        0xf9, 0x32, 0x43, 0x31, 0x86, 0x18, 0x20, 0x72, 0x00, 0x82, 0x42, 0x10, 0x41, 0x16, 0xd8,
        0xf2,
    ]
    /// With what it starts.
    static var mark: ArraySlice<UInt8> { start.prefix(8) }

    private static let mostRanges = 8
    private static let piece = 1 << 18

    init(
        _ parts: ImageParts, in file: FileBytes, _ build: Build?, isOld: Bool
    ) throws(SideError) {
        // Its header lies in front of it, with lengths that change with it.
        if let build, let header = FileRange(offset: build.offset, size: 48) {
            ranges.append(header.clamped(to: file.size))
        }
        var window = ByteWindow(file, isOld: isOld)
        for part in parts.parts where part.kind == .data && part.compression == nil {
            var place = part.range.offset.rawValue
            let stop = part.range.end.rawValue
            while place < stop, ranges.count < Self.mostRanges {
                let most = Int(min(UInt64(Self.piece), stop - place))
                let bytes = try window.bytes(at: place, most: most)
                guard let found = bytes.span.index(of: Self.start.span) else {
                    if most < Self.piece { break }
                    place += UInt64(Self.piece - Self.start.count)
                    continue
                }
                let first = place + UInt64(found)
                let length = try length(from: first, upTo: stop, &window)
                if let range = FileRange(offset: FileOffset(rawValue: first), size: length) {
                    ranges.append(range)
                }
                place = first + length
            }
        }
    }

    private func length(
        from start: UInt64, upTo stop: UInt64, _ window: inout ByteWindow
    ) throws(SideError) -> UInt64 {
        let bytes = try window.bytes(at: start, most: Int(min(stop - start, 1 << 20)))
        let found = bytes.span.index(of: Self.end.span)
        return UInt64(found.map { $0 + Self.end.count } ?? Self.start.count)
    }
}
