extension MachO {
    /// Hashes runs of a file's bytes one after the other, through a window that never grows.
    struct PageHasher {
        /// How many bytes are held at a time.
        private static let windowSize: UInt64 = 1 << 16

        private let hash: SignatureHash
        private let size: Int
        private var window: ReadAhead

        /// Nil where it is not known how the hash is computed.
        init?(_ hash: SignatureHash, in file: FileBytes) {
            guard let size = hash.size else { return nil }
            self.hash = hash
            self.size = size
            window = ReadAhead(file, size: Self.windowSize)
        }

        /// The hash of a range as signatures have it.
        mutating func digest(of range: FileRange) throws(ParseError) -> [UInt8] {
            switch hash {
            case .sha1: try finish(SHA1(), range)
            case .sha256: try finish(SHA256(), range)
            case .sha384: try finish(SHA384(), range)
            default: Array(try finish(SHA256(), range).prefix(size))
            }
        }

        private mutating func finish<D: BlockDigest>(
            _ start: D, _ range: FileRange
        ) throws(ParseError) -> [UInt8] {
            var digest = start
            var rest = range
            while rest.size > 0 {
                let piece = rest.first(min(rest.size, Self.windowSize)) ?? rest
                let bytes = try window.bytes(in: piece, reading: .codePages)
                digest.update(bytes.span)
                rest = rest.dropping(piece.size)
            }
            return digest.digest()
        }
    }
}
