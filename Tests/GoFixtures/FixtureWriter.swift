/// Writes numbers of either width and byte order one after the other.
struct FixtureWriter {
    let is64Bit: Bool
    let isBig: Bool
    private(set) var bytes: [UInt8] = []

    init(is64Bit: Bool, isBig: Bool) {
        self.is64Bit = is64Bit
        self.isBig = isBig
    }

    /// The size of an address.
    var wordSize: Int { is64Bit ? 8 : 4 }

    mutating func number(_ value: UInt64, _ width: Int) {
        for index in 0..<width {
            let shift = UInt64(8 * (isBig ? width - 1 - index : index))
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func half(_ value: Int) { number(UInt64(bitPattern: Int64(value)), 2) }
    mutating func int(_ value: Int) { number(UInt64(bitPattern: Int64(value)), 4) }
    mutating func word(_ value: Int) { number(UInt64(bitPattern: Int64(value)), wordSize) }
    mutating func raw(_ more: [UInt8]) { bytes += more }
    mutating func text(_ text: String) { bytes += Array(text.utf8) + [0] }
    mutating func align(to unit: Int) {
        bytes += [UInt8](repeating: 0, count: (unit - bytes.count % unit) % unit)
    }
}

/// A table of texts that end with a zero byte.
struct FixtureTexts {
    private(set) var bytes: [UInt8]

    /// Starts with the empty text where tables of that kind do.
    init(withEmpty: Bool = true) { bytes = withEmpty ? [0] : [] }

    /// Adds a text and says where it starts.
    mutating func add(_ text: String) -> Int {
        defer { bytes += Array(text.utf8) + [0] }
        return bytes.count
    }
}
