/// Compressed files whose bytes stand in them as they are: no compressor is needed to make them.
public enum StoredStreams {
    /// A member of gzip.
    public static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]
        var place = 0
        repeat {
            let count = min(65535, bytes.count - place)
            out.append(place + count == bytes.count ? 1 : 0)
            out += little(count, 2) + little(~count & 0xffff, 2)
            out += bytes[place..<(place + count)]
            place += count
        } while place < bytes.count
        return out + little(Int(checksum(bytes)), 4) + little(bytes.count & 0xffff_ffff, 4)
    }

    /// A frame of zstd.
    public static func zstd(_ bytes: [UInt8]) -> [UInt8] {
        // One segment, the size of the contents in eight bytes.
        var out: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0xe0] + little(bytes.count, 8)
        var place = 0
        repeat {
            let count = min(1 << 16, bytes.count - place)
            out += little(count << 3 | (place + count == bytes.count ? 1 : 0), 3)
            out += bytes[place..<(place + count)]
            place += count
        } while place < bytes.count
        return out
    }

    private static func little(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// `CRC-32`, a bit at a time.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = .max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 0 ? 0 : 0xedb8_8320) }
        }
        return ~sum
    }
}
