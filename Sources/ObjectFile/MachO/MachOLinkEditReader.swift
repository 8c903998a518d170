extension MachO {
    /// Reads bytes, numbers of variable length and names in file order, a window of them in memory
    /// at a time.
    struct LinkEditReader: Sendable {
        private let file: FileBytes
        private let range: FileRange
        private let part: FilePart
        private var window = Bytes([])
        private var windowStart: UInt64 = 0
        /// The distance of the next byte from the first one.
        private(set) var position: UInt64 = 0

        private static let windowSize: UInt64 = 1 << 14

        /// Starts at the first byte of a range.
        ///
        /// - Throws: the part's error where the range ends past the file.
        init(_ file: FileBytes, _ range: FileRange, reading part: FilePart) throws(ParseError) {
            guard file.contains(range) else { throw part.error(range, pastEndOf: file.size) }
            self.file = file
            self.range = range
            self.part = part
        }

        /// Whether all bytes are read.
        var isAtEnd: Bool { position >= range.size }

        /// The place in the file of the next byte.
        var offset: FileOffset { range.offset.advanced(by: position) }

        /// Reads one byte.
        mutating func byte() throws(ParseError) -> UInt8 {
            guard position < range.size else {
                throw part.error("ends before its next byte", at: offset)
            }
            if position - windowStart >= UInt64(window.count) {
                let rest = range.dropping(position)
                window = try file.bytes(
                    in: rest.first(min(rest.size, Self.windowSize)) ?? rest, reading: part)
                windowStart = position
            }
            defer { position += 1 }
            return window.span[Int(position - windowStart)]
        }

        /// Reads a number of seven bits a byte, the lowest first (`ULEB128`).
        ///
        /// - Throws: the part's error where it has more than 64 bits.
        mutating func unsigned() throws(ParseError) -> UInt64 {
            let start = offset
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while true {
                let byte = try byte()
                guard shift < 63 || shift == 63 && byte <= 1 else { throw tooLong(start) }
                value |= UInt64(byte & 0x7f) << shift
                if byte & 0x80 == 0 { return value }
                shift += 7
            }
        }

        /// Reads such a number whose highest bit is its sign (`SLEB128`).
        ///
        /// - Throws: as above.
        mutating func signed() throws(ParseError) -> Int64 {
            let start = offset
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while true {
                let byte = try byte()
                // The tenth byte has one bit, and repeats it.
                guard shift < 63 || byte == 0 || byte == 0x7f else { throw tooLong(start) }
                value |= UInt64(byte & 0x7f) << shift
                shift += 7
                guard byte & 0x80 == 0 else { continue }
                if byte & 0x40 != 0, shift < 64 { value |= UInt64.max << shift }
                return Int64(bitPattern: value)
            }
        }

        private func tooLong(_ start: FileOffset) -> ParseError {
            part.error("has a number of more than 64 bits", at: start)
        }

        /// Reads a name that ends with a zero byte.
        ///
        /// - Throws: the part's error where there is no zero, `limit` where the name is too long.
        mutating func name(_ limits: Limits) throws(ParseError) -> ByteString {
            let start = offset
            var name: [UInt8] = []
            while true {
                let byte = try byte()
                if byte == 0 { return ByteString(name.span) }
                guard name.count < limits.nameBytes else {
                    throw part.limit(
                        "has a name of more than \(limits.nameBytes) bytes", at: start)
                }
                name.append(byte)
            }
        }
    }
}
