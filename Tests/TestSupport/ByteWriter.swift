public import ObjectFile

/// Writes numbers as a layout has them, one after the other.
public struct ByteWriter: Sendable {
    /// How numbers are written.
    public let layout: Layout
    /// What was written.
    public private(set) var bytes: [UInt8] = []

    /// Starts with nothing.
    public init(_ layout: Layout) { self.layout = layout }

    /// Writes the lowest `width` bytes of a number.
    public mutating func number(_ value: UInt64, width: Int) {
        let little = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
        bytes += layout.byteOrder == .little ? little : little.reversed()
    }

    /// Writes a number of 16 bits.
    public mutating func half(_ value: UInt16) { number(UInt64(value), width: 2) }
    /// Writes a number of 32 bits.
    public mutating func word(_ value: UInt32) { number(UInt64(value), width: 4) }
    /// Writes a number of 64 bits.
    public mutating func extendedWord(_ value: UInt64) { number(value, width: 8) }
    /// Writes an address: 32 or 64 bits.
    public mutating func address(_ value: UInt64) { number(value, width: Int(layout.wordSize)) }
    /// Writes bytes as they are.
    public mutating func raw(_ more: [UInt8]) { bytes += more }
    /// Writes a text and a zero.
    public mutating func text(_ text: String) { bytes += Array(text.utf8) + [0] }

    /// Writes zeros up to a multiple of `unit`.
    public mutating func align(to unit: Int) {
        bytes += [UInt8](repeating: 0, count: (unit - bytes.count % unit) % unit)
    }

    /// Writes a note, its name and description padded to a multiple of `unit`.
    public mutating func note(
        _ owner: String, _ type: UInt32, _ description: [UInt8], unit: Int = 4
    ) {
        word(UInt32(owner.utf8.count + 1))
        word(UInt32(description.count))
        word(type)
        text(owner)
        align(to: unit)
        raw(description)
        align(to: unit)
    }

    /// Writes a symbol.
    public mutating func symbol(
        name: UInt32, info: UInt8 = 0x12, section: UInt16, value: UInt64 = 0, size: UInt64 = 0
    ) {
        word(name)
        if layout.is64Bit {
            raw([info, 0])
            half(section)
            extendedWord(value)
            extendedWord(size)
        } else {
            word(UInt32(value))
            word(UInt32(size))
            raw([info, 0])
            half(section)
        }
    }
}

/// A table of strings that end with a zero byte.
public struct StringTable: Sendable {
    /// The table so far.
    public private(set) var bytes: [UInt8] = [0]

    /// Starts with the empty string.
    public init() {}

    /// Adds a string and says where it starts.
    public mutating func add(_ text: String) -> UInt32 {
        defer { bytes += Array(text.utf8) + [0] }
        return text.isEmpty ? 0 : UInt32(bytes.count)
    }
}
