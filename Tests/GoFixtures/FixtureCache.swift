/// A table of libraries as ldconfig writes it, in the order in which its entries are given.
public struct FixtureCache: Sendable {
    /// One entry.
    public struct Entry: Sendable {
        let name: String
        let path: String
        var flags = 0x303
        /// The name of a directory below `glibc-hwcaps`, and what level the code is marked with.
        var level: String?
        var isaLevel = 0

        /// Makes an entry of a library for x86-64.
        public init(
            _ name: String, _ path: String, flags: Int = 0x303, level: String? = nil,
            isaLevel: Int = 0
        ) {
            self.name = name
            self.path = path
            self.flags = flags
            self.level = level
            self.isaLevel = isaLevel
        }
    }

    /// The entries behind one another.
    public var entries: [Entry]
    /// Whether the greatest byte comes first.
    public var isBig = false
    /// How many entries of the older form stand in front, nil for none of that form at all.
    public var oldCount: Int?
    /// The byte that tells the order.
    public var orderFlag: UInt8?

    /// Makes the newer form.
    public init(_ entries: [Entry]) { self.entries = entries }

    /// The file.
    public var bytes: [UInt8] {
        var file = FixtureWriter(is64Bit: true, isBig: isBig)
        if let oldCount {
            file.raw(Array("ld.so-1.7.0\0".utf8))
            file.int(oldCount)
            file.raw([UInt8](repeating: 0, count: 12 * oldCount))
            file.align(to: 8)
        }
        let start = file.bytes.count
        let levels = entries.compactMap(\.level).reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        var texts: [UInt8] = []
        var places: [String: Int] = [:]
        func place(_ text: String) -> Int {
            if let known = places[text] { return known }
            defer { texts += Array(text.utf8) + [0] }
            places[text] = 48 + 24 * entries.count + texts.count
            return 48 + 24 * entries.count + texts.count
        }
        for entry in entries { _ = (place(entry.name), place(entry.path)) }
        for level in levels { _ = place(level) }
        let extensionPlace = (start + 48 + 24 * entries.count + texts.count + 7) & ~7
        file.raw(Array("glibc-ld.so.cache1.1".utf8))
        file.int(entries.count)
        file.int(texts.count)
        file.raw([orderFlag ?? (isBig ? 3 : 2), 0, 0, 0])
        file.int(levels.isEmpty ? 0 : extensionPlace)
        file.raw([UInt8](repeating: 0, count: 12))
        for entry in entries {
            file.int(entry.flags)
            file.int(place(entry.name))
            file.int(place(entry.path))
            file.int(0)
            let number = entry.level.flatMap { levels.firstIndex(of: $0) }
            file.word(number.map { 1 << 62 | entry.isaLevel << 32 | $0 } ?? 0)
        }
        file.raw(texts)
        guard !levels.isEmpty else { return file.bytes }
        file.align(to: 8)
        file.number(0xeaa4_2174, 4)
        for value in [1, 1, 0, extensionPlace + 24, 4 * levels.count] { file.int(value) }
        for level in levels { file.int(start + place(level)) }
        return file.bytes
    }
}
