public import ObjectFile

/// Digests as expectations have them, in hexadecimal.
extension SHA256 {
    /// The digest of some bytes.
    public static func hexadecimal(_ bytes: [UInt8]) -> String {
        var digest = Self()
        digest.update(bytes)
        return digest.hexadecimal()
    }

    /// Takes more bytes.
    public mutating func update(_ bytes: some Sequence<UInt8>) { update(Array(bytes).span) }

    /// The digest of all bytes so far.
    public func hexadecimal() -> String {
        Self.hexadecimal(of: digest())
    }

    /// A digest of any kind, two digits a byte.
    public static func hexadecimal(of digest: [UInt8]) -> String {
        digest.map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }
}
