internal import ObjectFile

/// Keeps what is written to it: the parts that many rows repeat.
final class Collected {
    private(set) var bytes: [UInt8] = []

    func take(_ more: Span<UInt8>) -> Int32 {
        bytes += more.copied
        return 0
    }
}
