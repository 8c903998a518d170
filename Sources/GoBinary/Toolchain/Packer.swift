public import ObjectFile

/// A program that unpacks another one into memory and starts it: only the stub can be read.
public enum Packer: String, Hashable, Sendable {
    /// The Ultimate Packer for eXecutables.
    case upx = "UPX"
}

extension Packer {
    /// What that means for a reader.
    public static let note = "only what unpacks it can be read; unpack it with upx -d first"

    /// What shows that a file is packed.
    public struct Trace: Hashable, Sendable {
        /// Who packed it.
        public let packer: Packer
        /// Where its mark lies in the file.
        public let offset: FileOffset
    }

    /// Looks for the mark of a packer behind the segment headers and at the file's end; nil where
    /// there is none.
    ///
    /// Spec: UPX, `src/stub/src/include/linux.h` (`l_info`) and `src/packhead.cpp`.
    ///
    /// - Complexity: O(1).
    public static func trace(in image: Image, _ file: FileBytes) -> Trace? {
        switch image.contents {
        case .elf(let object):
            // The loader's information: a checksum, the mark, and which version packed.
            let header = object.header
            let size = UInt64(header.segmentHeaderSize)
            guard header.segmentCount > 0,
                let table = FileRange(
                    offset: header.segmentTableOffset, count: header.segmentCount, size: size),
                let found = mark(at: table.end.advanced(by: 4), in: file)
            else { return atEnd(of: file) }
            return found
        case .machO: return atEnd(of: file)
        }
    }

    /// The header of what was packed lies in the last bytes of the file.
    private static func atEnd(of file: FileBytes) -> Trace? {
        let size = min(file.size, 64)
        let tail = FileRange.first(file.size).dropping(file.size - size)
        do throws(ParseError) {
            let bytes = try file.bytes(in: tail, reading: part)
            let span = bytes.span
            var index = 0
            while index + 8 <= span.count {
                // Behind the mark: version of the header, format, method; other texts have letters.
                if matches(span.extracting(droppingFirst: index)), span[index + 4] < 32,
                    span[index + 6] < 32
                {
                    return Trace(packer: .upx, offset: tail.offset.advanced(by: UInt64(index)))
                }
                index += 4
            }
            return nil
        } catch {
            return nil
        }
    }

    private static func mark(at offset: FileOffset, in file: FileBytes) -> Trace? {
        guard let range = FileRange(offset: offset, size: UInt64(magic.count)) else { return nil }
        do throws(ParseError) {
            let bytes = try file.bytes(in: range, reading: part)
            return matches(bytes.span) ? Trace(packer: .upx, offset: offset) : nil
        } catch {
            return nil
        }
    }

    private static let magic = Array("UPX!".utf8)
    private static var part: FilePart { FilePart("packer's header", .packed) }

    private static func matches(_ bytes: Span<UInt8>) -> Bool {
        for index in magic.indices where bytes[index] != magic[index] { return false }
        return true
    }
}

extension ParseError.Code {
    /// The file is packed.
    public static let packed = Self(rawValue: "file.packed")
}
