/// Writes tar archives, sound ones and others.
public struct TarBuilder: Sendable {
    /// The archive so far.
    public private(set) var bytes: [UInt8] = []

    /// Starts with nothing.
    public init() {}

    /// Adds a file.
    public mutating func file(_ path: String, _ contents: [UInt8] = [], mode: Int = 0o644) {
        record(path, "0", size: contents.count, mode: mode)
        data(contents)
    }

    /// Adds a folder.
    public mutating func folder(_ path: String, mode: Int = 0o755) { record(path, "5", mode: mode) }

    /// Adds a link.
    public mutating func link(_ path: String, to target: String) {
        record(path, "2", link: target, mode: 0o777)
    }

    /// Adds a second name.
    public mutating func hardLink(_ path: String, to target: String) {
        record(path, "1", link: target)
    }

    /// Adds pax records for the next entry.
    public mutating func pax(_ records: [(name: String, value: String)], type: Character = "x") {
        var text: [UInt8] = []
        for record in records {
            let body = Array(" \(record.name)=\(record.value)\n".utf8)
            var count = body.count + 1
            while String(count).utf8.count + body.count > count { count += 1 }
            text += Array(String(count).utf8) + body
        }
        record("pax", type, size: text.count)
        data(text)
    }

    /// Adds GNU's long name (`L`) or long link (`K`) for the next entry.
    public mutating func long(_ text: String, type: Character = "L") {
        let bytes = Array(text.utf8) + [0]
        record("././@LongLink", type, size: bytes.count)
        data(bytes)
    }

    /// Adds an entry's record alone.
    public mutating func record(
        _ path: String, _ type: Character, size: Int = 0, link: String = "", mode: Int = 0o644,
        prefix: String = "", magic: String = "ustar\u{0}00"
    ) {
        var record = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, _ place: Int) {
            for (index, byte) in text.utf8.enumerated() { record[place + index] = byte }
        }
        put(path, 0)
        put(Self.octal(mode, 7), 100)
        put(Self.octal(size, 11), 124)
        put(String(type), 156)
        put(link, 157)
        put(magic, 257)
        put(prefix, 345)
        raw(Self.summed(record))
    }

    /// Adds bytes and fills up their last record.
    public mutating func data(_ contents: [UInt8]) {
        bytes += contents
        bytes += [UInt8](repeating: 0, count: (512 - contents.count % 512) % 512)
    }

    /// Adds bytes as they are.
    public mutating func raw(_ more: [UInt8]) { bytes += more }

    /// The archive with its end.
    public func build() -> [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

    /// A record with its checksum.
    public static func summed(_ record: [UInt8]) -> [UInt8] {
        var record = record
        for index in 148..<156 { record[index] = 0x20 }
        let sum = record.reduce(0) { $0 + Int($1) }
        for (index, byte) in octal(sum, 6).utf8.enumerated() { record[148 + index] = byte }
        record[154] = 0
        return record
    }

    private static func octal(_ value: Int, _ width: Int) -> String {
        let digits = String(value, radix: 8)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
