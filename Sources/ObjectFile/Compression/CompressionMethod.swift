internal import CCompression

/// How a whole file is compressed, as its first bytes tell.
public enum CompressionMethod: Hashable, Sendable {
    /// `gzip`: RFC 1952, members one behind the other.
    case gzip
    /// `zstd`: RFC 8878, frames one behind the other.
    case zstd

    /// The method of a file that starts with these bytes; nil where it is none of these.
    public init?(_ start: Span<UInt8>) {
        guard start.count >= 4 else { return nil }
        let word = start.number32(at: 0, .little)
        // The second number is the first of sixteen: frames that are passed over, as pzstd writes.
        if word == 0xfd2f_b528 || word & 0xffff_fff0 == 0x184d_2a50 {
            self = .zstd
        } else if word & 0xff_ffff == 0x08_8b1f {
            self = .gzip
        } else {
            return nil
        }
    }

    /// The name of a method that is known and not read, from the first bytes of a file.
    public static func unread(_ start: Span<UInt8>) -> String? {
        if start.starts(with: "BZh") { return "bzip2" }
        if start.starts(with: "\u{4}\u{22}M\u{18}") { return "lz4" }
        if start.count >= 6, start[0] == 0xfd,
            start.extracting(droppingFirst: 1).starts(with: "7zXZ")
        {
            return "xz"
        }
        return nil
    }

    var stream: goelf_method {
        switch self {
        case .gzip: goelf_gzip
        case .zstd: goelf_zstd_long
        }
    }
}
