internal import ObjectFile

/// Reads short ranges of a file that lie close to each other, a large piece at a time.
struct ByteWindow {
    private let file: FileBytes
    private let isOld: Bool
    private var window = Bytes([])
    private var start: UInt64 = 0

    private static let size: UInt64 = 1 << 18

    init(_ file: FileBytes, isOld: Bool) {
        self.file = file
        self.isOld = isOld
    }

    /// The bytes from `offset` on: `most`, or as many as the file has.
    mutating func bytes(at offset: UInt64, most: Int) throws(SideError) -> Bytes {
        guard offset < file.size else { return Bytes([]) }
        let count = min(UInt64(max(0, most)), file.size - offset)
        if offset < start || offset - start + count > UInt64(window.count) {
            let size = min(max(count, Self.size), file.size - offset)
            guard let range = FileRange(offset: FileOffset(rawValue: offset), size: size) else {
                return Bytes([])
            }
            window = try reading(isOld) { () throws(ParseError) in
                try file.bytes(in: range, reading: FilePart("file", .read))
            }
            start = offset
        }
        return window.slice(from: Int(offset - start), count: Int(count))
    }
}

extension Span<UInt8> {
    /// The first place at which these and others differ; nil where one begins with the other.
    func firstDifference(from other: Span<UInt8>, after start: Int = 0) -> Int? {
        let count = Swift.min(self.count, other.count)
        var index = start
        while index &+ 8 <= count,
            number64(at: index, .little) == other.number64(at: index, .little)
        {
            index &+= 8
        }
        while index < count {
            if self[index] != other[index] { return index }
            index &+= 1
        }
        return nil
    }

    /// The first place from `start` on from which `length` bytes are the same in others.
    func firstAgreement(with other: Span<UInt8>, after start: Int, length: Int) -> Int? {
        let count = Swift.min(self.count, other.count)
        var run = 0
        var index = start
        while index < count {
            run = self[index] == other[index] ? run &+ 1 : 0
            index &+= 1
            if run == length { return index &- length }
        }
        return nil
    }
}
