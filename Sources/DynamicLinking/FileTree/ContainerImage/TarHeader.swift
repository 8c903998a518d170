internal import ObjectFile

/// The record of 512 bytes that stands in front of each entry of a tar archive.
///
/// Spec: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar, "Basic Tar Format". Where writers
/// differ, it is read as Go's archive/tar reads it, which container runtimes are built on.
struct TarHeader {
    /// How many bytes a record has.
    static let size = 512

    let name: [UInt8]
    let linkName: [UInt8]
    let type: UInt8
    let permissions: UInt16
    let dataSize: UInt64
    /// Whether records with more of GNU's map of holes follow.
    let hasMoreHoles: Bool

    /// Reads a record that is not all zeros.
    ///
    /// - Throws: `imageTar` where its checksum is wrong, or a number is none.
    init(_ record: Span<UInt8>, at offset: FileOffset, _ part: FilePart) throws(ParseError) {
        guard record.count == Self.size, Self.hasRightSum(record) else {
            throw part.error("has an entry at \(offset) with a wrong checksum", at: offset)
        }
        type = record[156]
        guard let size = Self.number(record, 124..<136), size <= Int64.max else {
            throw part.error("has an entry at \(offset) whose size is no number", at: offset)
        }
        dataSize = size
        guard let mode = Self.number(record, 100..<108) else {
            throw part.error("has an entry at \(offset) whose mode is no number", at: offset)
        }
        permissions = UInt16(truncatingIfNeeded: mode & 0o7777)
        linkName = record.extracting(157..<257).untilZero.copied
        // GNU's format has other fields where ustar has the start of a long name.
        let isUstar = record.extracting(257..<263).starts(with: "ustar\0")
        let isStar = isUstar && record.extracting(508..<512).starts(with: "tar\0")
        let prefix = isUstar ? record.extracting(345..<(isStar ? 476 : 500)).untilZero.copied : []
        let short = record.extracting(0..<100).untilZero.copied
        name = prefix.isEmpty ? short : prefix + [UInt8(ascii: "/")] + short
        hasMoreHoles = type == UInt8(ascii: "S") && record[482] != 0
    }

    /// Whether all bytes are zero, as behind the last entry.
    static func isEmpty(_ record: Span<UInt8>) -> Bool {
        for index in record.indices where record[index] != 0 { return false }
        return true
    }

    /// The sum is of all bytes, its own field taken as spaces; some writers took them as signed.
    private static func hasRightSum(_ record: Span<UInt8>) -> Bool {
        guard let wanted = number(record, 148..<156) else { return false }
        var sum = 0
        var signed = 0
        for index in record.indices {
            let byte = (148..<156).contains(index) ? 0x20 : record[index]
            sum += Int(byte)
            signed += Int(Int8(bitPattern: byte))
        }
        return wanted == UInt64(sum) || (signed >= 0 && wanted == UInt64(signed))
    }

    /// A number: octal digits, or GNU's binary form; nil where it is neither, or does not fit.
    ///
    /// No digits are 0.
    static func number(_ record: Span<UInt8>, _ field: Range<Int>) -> UInt64? {
        let bytes = record.extracting(field)
        if bytes[0] & 0x80 != 0 { return binary(bytes) }
        var value: UInt64 = 0
        var digits = 0
        var isOver = false
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == 0x20 || byte == 0 {
                // Spaces and zeros may stand on both sides of the digits.
                if digits > 0 { isOver = true }
                if digits > 0, byte == 0 { break }
                continue
            }
            guard (0x30...0x37).contains(byte), !isOver else { return nil }
            digits += 1
            value = value << 3 | UInt64(byte - 0x30)
        }
        return value
    }

    private static func binary(_ bytes: Span<UInt8>) -> UInt64? {
        // 0xff starts a negative number.
        guard bytes[0] == 0x80 else { return nil }
        var value: UInt64 = 0
        for index in 1..<bytes.count {
            guard value >> 56 == 0 else { return nil }
            value = value << 8 | UInt64(bytes[index])
        }
        return value
    }
}
