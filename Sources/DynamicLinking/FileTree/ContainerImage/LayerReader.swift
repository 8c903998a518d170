internal import ObjectFile

/// Reads a layer once: expands it, takes its digests, finds its entries.
struct LayerReader {
    private let file: FileBytes
    private let method: CompressionMethod?
    private let name: String
    private let part: FilePart
    private let pool: ExpansionPool
    private let checkpoints: Int
    /// Whether the archive has an entry at all.
    private(set) var hasEntries = false
    /// The digest of the layer as it lies there, once it was read whole.
    private(set) var digest: ImageDigest?
    /// The digest of the layer as it is expanded, once it was read whole.
    private(set) var expandedDigest: ImageDigest?
    /// The files of the last blocks that are worth being kept.
    private var wanted: [FileRange] = []

    /// How much of a layer that is not compressed is read at a time.
    private static let window: UInt64 = 1 << 18
    /// How large a library may be to be kept in memory.
    private static let mostKept: UInt64 = 8 << 20

    /// Whether a path has `.so`, as those of libraries do.
    private static func isLibrary(_ path: [UInt8]) -> Bool {
        var index = path.count - 3
        while index >= 0, path[index] != UInt8(ascii: "/") {
            if path[index...].starts(with: ".so".utf8) { return true }
            index -= 1
        }
        return false
    }

    /// Takes a layer of that name.
    ///
    /// - Throws: `imageCompression` where it is compressed in a way that is not read.
    init(
        _ file: FileBytes, _ name: String, _ pool: ExpansionPool, checkpoints: Int
    ) throws(ParseError) {
        self.file = file
        self.name = name
        self.pool = pool
        self.checkpoints = checkpoints
        part = FilePart(name, .imageTar)
        let start = try file.bytes(in: .first(min(file.size, 8)), reading: part)
        method = CompressionMethod(start.span)
        if let method = CompressionMethod.unread(start.span) {
            throw ParseError(
                .imageCompression, "is compressed with \(method), which goelf does not read",
                at: .start, in: name)
        }
    }

    /// Finds all entries and gives back the bytes that they lie in.
    ///
    /// Without `readsAll` what lies between the entries of a plain archive is not read, and there
    /// are no digests.
    ///
    /// - Throws: `imageTar`, `imageCompression`, and `limit` where more than `budget` is expanded.
    mutating func index(
        _ applier: inout LayerApplier, _ budget: inout UInt64, readsAll: Bool
    ) throws(ParseError) -> FileBytes {
        var scanner = TarScanner(part)
        guard let method else {
            try readPlain(&scanner, &applier, readsAll: readsAll)
            try scanner.finish(size: file.size)
            return file
        }
        let compressed = FilePart(name, .imageCompression)
        var pass = try ExpansionPass(
            file, method, in: pool, checkpoints: checkpoints, takesDigest: readsAll,
            reading: compressed)
        var sum = SHA256()
        while true {
            let start = pass.position
            let block = try pass.next()
            guard block.count > 0 else { break }
            guard UInt64(block.count) <= budget else {
                throw compressed.limit(
                    "expands to more than an image of this size can need", at: .start)
            }
            budget -= UInt64(block.count)
            if readsAll { sum.update(block.span) }
            try take(block, at: start, &scanner, &applier)
            if keeps(block, at: start) { pass.keep(block) }
        }
        try scanner.finish(size: pass.position)
        if readsAll {
            digest = pass.digest.map { ImageDigest($0) }
            expandedDigest = ImageDigest(sum)
        }
        return pass.finish()
    }

    private mutating func readPlain(
        _ scanner: inout TarScanner, _ applier: inout LayerApplier, readsAll: Bool
    ) throws(ParseError) {
        var sum = SHA256()
        var place: UInt64 = 0
        while place < file.size, readsAll || !scanner.isAtEnd {
            let rest = FileRange.first(file.size).dropping(place)
            let block = try file.bytes(
                in: rest.first(min(rest.size, readsAll ? Self.window : 1 << 14)) ?? rest,
                reading: part)
            if readsAll { sum.update(block.span) }
            try take(block, at: place, &scanner, &applier)
            place += UInt64(block.count)
            if !readsAll, scanner.next < file.size { place = max(place, scanner.next) }
            if !readsAll, scanner.next >= file.size { break }
        }
        if readsAll {
            digest = ImageDigest(sum)
            expandedDigest = digest
        }
    }

    private mutating func take(
        _ block: Bytes, at start: UInt64, _ scanner: inout TarScanner,
        _ applier: inout LayerApplier
    ) throws(ParseError) {
        var found: [FileRange] = []
        let isPlain = method == nil
        var any = false
        try scanner.take(block, at: start) { entry throws(ParseError) in
            any = true
            if !isPlain, entry.kind == .file, entry.data.size >= 64,
                entry.data.size <= Self.mostKept, Self.isLibrary(entry.path)
            {
                found.append(entry.data)
            }
            try applier.add(entry)
        }
        if any { hasEntries = true }
        wanted += found
    }

    /// Whether a block has a part of a library, which may be asked for soon.
    private mutating func keeps(_ block: Bytes, at start: UInt64) -> Bool {
        let end = start + UInt64(block.count)
        var keeps = false
        var left: [FileRange] = []
        for file in wanted {
            let offset = file.offset.rawValue
            let isHere = offset >= start && offset + 4 <= end
            if isHere, !block.slice(from: Int(offset - start), count: 4).span.equals("\u{7f}ELF") {
                continue
            }
            if offset < end { keeps = true }
            if file.end.rawValue > end { left.append(file) }
        }
        wanted = left
        return keeps
    }
}
