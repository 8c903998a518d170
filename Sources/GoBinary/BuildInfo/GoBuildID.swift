public import ObjectFile

/// Go's build ID: what the toolchain made the file from, and with.
///
/// Spec: Go's `cmd/internal/buildid`; in ELF it is a note, elsewhere a text in front of the code.
public enum GoBuildID {
    /// How far into the code it may start: C code may come first.
    private static let searchedBytes: UInt64 = 1 << 15
    private static let start = "\u{ff} Go build ID: \"".unicodeScalars.map { UInt8($0.value) }

    /// The build ID in front of the code of a Mach-O file, nil where there is none.
    ///
    /// - Throws: `read` where the system gives no bytes.
    public static func read(
        _ object: MachO.Object, in file: FileBytes
    ) throws(ParseError) -> ByteString? {
        guard let range = try object.section(named: "__text")?.fileRange else { return nil }
        let whole = range.clamped(to: file.size)
        let searched = whole.first(min(whole.size, searchedBytes)) ?? whole
        let bytes = try file.bytes(in: searched, reading: FilePart("Go build ID", .read))
        return text(in: bytes.span)
    }

    private static func text(in bytes: Span<UInt8>) -> ByteString? {
        var index = 0
        while index + start.count < bytes.count {
            // The first byte decides nearly always.
            if bytes[index] == 0xff, isStart(bytes.extracting(droppingFirst: index)) {
                let rest = bytes.extracting(droppingFirst: index + start.count)
                return upToQuote(rest)
            }
            index += 1
        }
        return nil
    }

    private static func isStart(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= start.count else { return false }
        for index in start.indices where bytes[index] != start[index] { return false }
        return true
    }

    private static func upToQuote(_ bytes: Span<UInt8>) -> ByteString? {
        for index in bytes.indices {
            if bytes[index] == UInt8(ascii: "\"") {
                return ByteString(bytes.extracting(first: index))
            }
            // It is one line of printable characters.
            if bytes[index] < 32 { return nil }
        }
        return nil
    }
}
