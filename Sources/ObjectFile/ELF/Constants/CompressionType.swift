extension ELF {
    /// `ch_type`: how a section's bytes are compressed.
    ///
    /// Spec: gABI 4.1, ch. 4, "Sections".
    public struct CompressionType: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `ELFCOMPRESS_ZLIB`: the format of RFC 1950.
        public static let zlib = Self(rawValue: 1)
        /// `ELFCOMPRESS_ZSTD`: one or more Zstandard frames.
        public static let zstd = Self(rawValue: 2)

        /// The values known here.
        public static let names: [(value: UInt32, name: String)] = [
            (1, "ELFCOMPRESS_ZLIB"),
            (2, "ELFCOMPRESS_ZSTD"),
        ]
    }
}
