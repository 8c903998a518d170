/// Which end of a number comes first in a file.
public enum ByteOrder: Hashable, Sendable, BitwiseCopyable {
    /// The lowest byte comes first.
    case little
    /// The highest byte comes first.
    case big
}

/// How a file writes its numbers: the width of an address and the order of bytes.
public struct Layout: Hashable, Sendable, BitwiseCopyable {
    /// Whether addresses have 64 bits, else 32.
    public let is64Bit: Bool
    /// The order of the bytes of each number.
    public let byteOrder: ByteOrder

    /// Makes a layout.
    public init(is64Bit: Bool, byteOrder: ByteOrder) {
        self.is64Bit = is64Bit
        self.byteOrder = byteOrder
    }

    /// The size of an address in bytes.
    public var wordSize: UInt64 { is64Bit ? 8 : 4 }
}
