/// Reads the fields of a structure one after the other, checked against the bytes that are there.
///
/// The reader knows where its bytes lie in the file and what they are, so that its errors do too.
/// A field past the end throws and moves nothing.
public struct ByteReader: ~Escapable {
    @usableFromInline let bytes: Span<UInt8>
    /// How numbers are written here.
    public let layout: Layout
    /// The distance of the next field from the first byte.
    public private(set) var position: Int
    private let base: FileOffset
    private let part: FilePart

    /// Makes a reader of `bytes`, which lie at `base` in the file and are a `part` of it.
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>, _ layout: Layout, at base: FileOffset, reading part: FilePart)
    {
        self.bytes = bytes
        self.layout = layout
        self.position = 0
        self.base = base
        self.part = part
    }

    /// The bytes after the last field read.
    public var remaining: Int { bytes.count - position }

    /// The place in the file of the next field.
    public var offset: FileOffset { base.advanced(by: UInt64(position)) }

    /// Reads one byte.
    @_lifetime(self: copy self)
    public mutating func byte() throws(ParseError) -> UInt8 {
        let start = try advance(1)
        return bytes[start]
    }

    /// Reads a number of 16 bits.
    @_lifetime(self: copy self)
    @inline(__always)
    public mutating func half() throws(ParseError) -> UInt16 {
        let start = try advance(2)
        return bytes.number16(at: start, layout.byteOrder)
    }

    /// Reads a number of 32 bits.
    @_lifetime(self: copy self)
    @inline(__always)
    public mutating func word() throws(ParseError) -> UInt32 {
        let start = try advance(4)
        return bytes.number32(at: start, layout.byteOrder)
    }

    /// Reads a number of 64 bits.
    @_lifetime(self: copy self)
    @inline(__always)
    public mutating func extendedWord() throws(ParseError) -> UInt64 {
        let start = try advance(8)
        return bytes.number64(at: start, layout.byteOrder)
    }

    /// Reads an address, an offset or a size: 32 or 64 bits as the layout has it, widened.
    @_lifetime(self: copy self)
    @inline(__always)
    public mutating func address() throws(ParseError) -> UInt64 {
        layout.is64Bit ? try extendedWord() : UInt64(try word())
    }

    /// Passes over `count` bytes.
    @_lifetime(self: copy self)
    public mutating func skip(_ count: Int) throws(ParseError) {
        _ = try advance(count)
    }

    /// Takes the next `count` bytes as they are.
    @_lifetime(copy self)
    public mutating func take(_ count: Int) throws(ParseError) -> Span<UInt8> {
        let start = try advance(count)
        return bytes.extracting(start..<(start + count))
    }

    @inline(__always)
    private mutating func advance(_ count: Int) throws(ParseError) -> Int {
        guard count >= 0, count <= remaining else {
            throw part.error(
                "ends \(count &- remaining) bytes before its next field does", at: offset)
        }
        defer { position += count }
        return position
    }
}

extension Span<UInt8> {
    /// The number of 16 bits that starts at `index`; the caller has checked that it is inside.
    @inlinable
    @inline(__always)
    public func number16(at index: Int, _ order: ByteOrder) -> UInt16 {
        let window = extracting(index..<(index &+ 2))
        let value = UInt16(window[0]) | UInt16(window[1]) << 8
        return order == .little ? value : value.byteSwapped
    }

    /// The number of 32 bits that starts at `index`; the caller has checked that it is inside.
    @inlinable
    @inline(__always)
    public func number32(at index: Int, _ order: ByteOrder) -> UInt32 {
        let window = extracting(index..<(index &+ 4))
        let value =
            UInt32(window[0]) | UInt32(window[1]) << 8 | UInt32(window[2]) << 16
            | UInt32(window[3]) << 24
        return order == .little ? value : value.byteSwapped
    }

    /// The number of 64 bits that starts at `index`; the caller has checked that it is inside.
    @inlinable
    @inline(__always)
    public func number64(at index: Int, _ order: ByteOrder) -> UInt64 {
        let window = extracting(index..<(index &+ 8))
        let low =
            UInt64(window[0]) | UInt64(window[1]) << 8 | UInt64(window[2]) << 16
            | UInt64(window[3]) << 24
        let high =
            UInt64(window[4]) | UInt64(window[5]) << 8 | UInt64(window[6]) << 16
            | UInt64(window[7]) << 24
        let value = low | high << 32
        return order == .little ? value : value.byteSwapped
    }
}
