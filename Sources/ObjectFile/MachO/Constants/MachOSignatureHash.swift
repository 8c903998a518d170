extension MachO {
    /// `hashType`: how the hashes of a code directory are computed.
    ///
    /// Spec: XNU, `osfmk/kern/cs_blobs.h`.
    public struct SignatureHash: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt8

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `CS_HASHTYPE_SHA1`: SHA-1.
        public static let sha1 = Self(rawValue: 1)
        /// `CS_HASHTYPE_SHA256`: SHA-256.
        public static let sha256 = Self(rawValue: 2)
        /// `CS_HASHTYPE_SHA256_TRUNCATED`: the first 20 bytes of SHA-256.
        public static let sha256Truncated = Self(rawValue: 3)
        /// `CS_HASHTYPE_SHA384`: SHA-384.
        public static let sha384 = Self(rawValue: 4)

        /// The values known here.
        public static let names: [(value: UInt8, name: String)] = [
            (1, "CS_HASHTYPE_SHA1"),
            (2, "CS_HASHTYPE_SHA256"),
            (3, "CS_HASHTYPE_SHA256_TRUNCATED"),
            (4, "CS_HASHTYPE_SHA384"),
        ]
    }
}

extension MachO.SignatureHash {
    /// How many bytes such a hash has, nil where it is not known here.
    public var size: Int? {
        switch self {
        case .sha1, .sha256Truncated: 20
        case .sha256: 32
        case .sha384: 48
        default: nil
        }
    }

    /// The order in which the kernel prefers them, from 1 on; 0 for those it does not know.
    ///
    /// Spec: XNU, `bsd/kern/ubc_subr.c`, `hashPriorities`.
    public var rank: Int {
        switch self {
        case .sha1: 1
        case .sha256Truncated: 2
        case .sha256: 3
        case .sha384: 4
        default: 0
        }
    }
}
