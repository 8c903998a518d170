import ObjectFile
import TestSupport

/// A file of a header's segment, a data segment and what a test puts behind both.
struct LinkEditFile {
    static let layout = Layout(is64Bit: true, byteOrder: .little)
    /// The address of the first segment, and the size of each in memory and in the file.
    static let base: UInt64 = 0x1_0000_0000
    static let segmentSize: UInt64 = 0x1000

    var layout = Self.layout
    /// The bytes of the data segment that are not zero, by their distance from its start.
    var data: [(at: Int, word: UInt64)] = []
    let linkEdit: [UInt8]

    init(_ linkEdit: [UInt8]) { self.linkEdit = linkEdit }

    var file: FileBytes {
        var bytes = [UInt8](repeating: 0, count: 2 * Int(Self.segmentSize))
        for (place, word) in data {
            var writer = ByteWriter(layout)
            writer.address(word)
            let start = Int(Self.segmentSize) + place
            bytes.replaceSubrange(start..<(start + writer.bytes.count), with: writer.bytes)
        }
        return FileBytes(bytes + linkEdit)
    }

    var range: FileRange { Self.range(2 * Self.segmentSize, UInt64(linkEdit.count)) }

    var segments: [MachO.SegmentPlace] {
        [0, Self.segmentSize].map { start in
            return MachO.SegmentPlace(
                address: Self.base + start, size: Self.segmentSize,
                range: Self.range(start, Self.segmentSize))
        }
    }

    static func range(_ offset: UInt64, _ size: UInt64) -> FileRange {
        FileRange(offset: FileOffset(rawValue: offset), size: size) ?? .first(0)
    }
}

/// All that a cursor gives, and the error that ended it.
func walk<Element>(
    _ next: () throws(ParseError) -> Element?
) -> (found: [Element], error: ParseError?) {
    var found: [Element] = []
    do throws(ParseError) {
        while let element = try next() { found.append(element) }
    } catch {
        return (found, error)
    }
    return (found, nil)
}

extension [UInt8] {
    /// Pieces behind one another: the compiler takes too long over many `+`.
    init(pieces: [UInt8]...) { self = pieces.flatMap { $0 } }

    /// A number of seven bits a byte, the lowest first.
    static func unsigned(_ value: UInt64) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    /// A text and a zero.
    static func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }

    /// A number of more than 64 bits.
    static let tooLong = [UInt8](repeating: 0x80, count: 9) + [2]
}
