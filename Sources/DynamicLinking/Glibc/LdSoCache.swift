internal import ObjectFile

/// The table that ldconfig makes of all libraries: a name, what kind of file it is, and its path.
///
/// The newer form (`glibc-ld.so.cache1.1`), alone or inside the older one; glibc has written it
/// since 1999, and reads nothing else since 2.32 unless told so.
///
/// Spec: glibc, sysdeps/generic/dl-cache.h and elf/dl-cache.c.
struct LdSoCache {
    /// Where it lies.
    static let path: ByteString = "/etc/ld.so.cache"

    /// How large a cache is read: a hundred thousand libraries fit.
    private static let mostBytes: UInt64 = 32 << 20
    private static let oldMagic = "ld.so-1.7.0"
    private static let newMagic = "glibc-ld.so.cache1.1"
    private static let entrySize = 24
    /// How many entries of one name are looked at: one of each kind and level are more than enough.
    private static let mostAlike = 1024

    private let bytes: Bytes
    /// Where the newer table starts: its offsets count from there.
    private let start: Int
    private let count: Int
    private let order: ByteOrder
    /// The levels of processors that entries name by number.
    private let levels: [[UInt8]]

    /// Reads the table.
    ///
    /// - Throws: `loaderCache` where it is damaged: glibc then does without it.
    init(_ file: FileBytes, _ order: ByteOrder) throws(ParseError) {
        let part = FilePart("ld.so.cache", .loaderCache)
        guard file.size <= Self.mostBytes else {
            throw part.limit("has \(file.size) bytes, more than \(Self.mostBytes)", at: .start)
        }
        let bytes = try file.bytes(in: .first(file.size), reading: part)
        let span = bytes.span
        var start = 0
        if span.starts(with: Self.oldMagic), span.count >= 16 {
            // The older table first: its entries of twelve bytes, then up to seven of padding, but
            // on i386, where eight bytes need no more than four to lie at.
            let old = 16 + 12 * Int(span.number32(at: 12, order))
            let isNext =
                old < span.count && span.extracting(droppingFirst: old).starts(with: Self.newMagic)
            start = isNext ? old : (old + 7) & ~7
        }
        guard start <= span.count,
            span.extracting(droppingFirst: start).starts(with: Self.newMagic),
            span.count - start >= 48
        else { throw part.error("has no table of the form \(Self.newMagic)", at: .start) }
        let count = Int(span.number32(at: start + 20, order))
        guard count <= (span.count - start - 48) / Self.entrySize else {
            throw part.error(
                "is said to have \(count) entries, more than fit into it",
                at: FileOffset(rawValue: UInt64(start + 20)))
        }
        // 0 says nothing; 2 and 3 are the orders, little and big.
        let flags = span[start + 28]
        guard flags == 0 || flags & 3 == (order == .little ? 2 : 3) else {
            throw part.error(
                "is for another byte order", at: FileOffset(rawValue: UInt64(start + 28)))
        }
        self.bytes = bytes
        self.start = start
        self.count = count
        self.order = order
        levels = Self.levels(span, from: start, order)
    }

    /// Whether some entries are for levels of processors.
    var hasLevels: Bool { !levels.isEmpty }

    /// The names of levels in the extension at the end; empty where there is none.
    private static func levels(
        _ span: Span<UInt8>, from start: Int, _ order: ByteOrder
    ) -> [[UInt8]] {
        let place = Int(span.number32(at: start + 32, order))
        // The offset of the extension counts from the start of the file, not of the table.
        guard place > 0, place <= span.count - 8,
            span.number32(at: place, order) == 0xeaa4_2174
        else { return [] }
        let sections = min(Int(span.number32(at: place + 4, order)), (span.count - place - 8) / 16)
        for index in 0..<max(0, sections) {
            let section = place + 8 + 16 * index
            // Tag 1: levels, as offsets of their names.
            guard span.number32(at: section, order) == 1 else { continue }
            let offset = Int(span.number32(at: section + 8, order))
            let size = Int(span.number32(at: section + 12, order))
            guard offset <= span.count, size <= span.count - offset else { return [] }
            return (0..<min(size / 4, 256)).map {
                text(span, at: Int(span.number32(at: offset + 4 * $0, order))).copied
            }
        }
        return []
    }

    /// The text at a place, which no path and no name that is looked for is longer than.
    @_lifetime(copy span)
    private static func text(_ span: Span<UInt8>, at place: Int) -> Span<UInt8> {
        let rest = span.extracting(droppingFirst: min(place, span.count))
        return rest.extracting(first: min(rest.count, PathWalk.mostBytes + 1)).untilZero
    }

    /// The path of a library for a kind of file, the one of the highest level that the processor has.
    func path(
        of name: [UInt8], flags: UInt32?, levels active: ArraySlice<String>
    ) -> ByteString? {
        var best: (rank: Int, place: Int)?
        guard name.count <= PathWalk.mostBytes else { return nil }
        var index = firstPlace(of: name)
        let end = min(count, index + Self.mostAlike)
        while index < end, order(index, name) == 0 {
            if let rank = rank(index, flags, active), rank < best?.rank ?? .max {
                best = (rank, index)
            }
            index += 1
        }
        guard let best else { return nil }
        let place = self.place(best.place, 8)
        let path = Self.text(bytes.span, at: place)
        return ByteString(path)
    }

    /// How good an entry is, 0 the best; nil where it is not for this kind of file or processor.
    private func rank(
        _ index: Int, _ flags: UInt32?, _ active: ArraySlice<String>
    ) -> Int? {
        let entry = start + 48 + Self.entrySize * index
        let kind = bytes.span.number32(at: entry, order)
        // 1: a library of an unknown C library, that of the oldest systems.
        guard kind == 1 || flags.map({ kind == $0 }) ?? (kind & 0xff == 3) else { return nil }
        let capabilities = bytes.span.number64(at: entry + 16, order)
        guard capabilities != 0 else { return active.count + 1 }
        // Others than levels are of the past: ignored since glibc 2.37. Below bit 62 stands what
        // the code in the file needs: 1 for x86-64-v2, as it says of itself.
        guard capabilities >> 42 == 1 << 20, capabilities >> 32 & 0x3ff <= active.count,
            let number = Int(exactly: capabilities & 0xffff_ffff),
            number < levels.count
        else { return nil }
        let name = levels[number]
        return active.firstIndex { name.elementsEqual($0.utf8) }.map { $0 - active.startIndex }
    }

    /// The first of the entries of a name; the table is sorted, the greatest name first.
    private func firstPlace(of name: [UInt8]) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if order(middle, name) > 0 { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// How the name of an entry compares with another.
    private func order(_ index: Int, _ name: [UInt8]) -> Int {
        let own = Self.text(bytes.span, at: place(index, 4))
        return Self.order(own, name.span)
    }

    /// Where a text of an entry starts in the file; its end where that is outside.
    private func place(_ index: Int, _ field: Int) -> Int {
        let entry = start + 48 + Self.entrySize * index
        let offset = Int(bytes.span.number32(at: entry + field, order))
        return min(start + offset, bytes.count)
    }

    /// Compares names as ldconfig sorts them: runs of digits as numbers; below 0, 0 or above.
    ///
    /// Spec: glibc, elf/dl-cache.c, `_dl_cache_libcmp`.
    static func order(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Int {
        var i = 0
        let both = min(a.count, b.count)
        while i < both, a[i] == b[i], !a[i].isDigit { i &+= 1 }
        var j = i
        while i < a.count {
            let (isDigitA, isDigitB) = (a[i].isDigit, j < b.count && b[j].isDigit)
            if isDigitA != isDigitB { return isDigitA ? 1 : -1 }
            guard isDigitA else {
                guard j < b.count, a[i] == b[j] else {
                    return Int(a[i]) - (j < b.count ? Int(b[j]) : 0)
                }
                (i, j) = (i + 1, j + 1)
                continue
            }
            let (x, y) = (Self.number(a, &i), Self.number(b, &j))
            if x != y { return Int(x &- y) }
        }
        return j < b.count ? -Int(b[j]) : 0
    }

    /// A run of digits as C's `int`: what is too large wraps around.
    private static func number(_ text: Span<UInt8>, _ place: inout Int) -> Int32 {
        var value: Int32 = 0
        while place < text.count, text[place].isDigit {
            value = value &* 10 &+ Int32(text[place] &- 48)
            place += 1
        }
        return value
    }

    /// How entries of a processor are marked; nil where it is not known: then any will do.
    static func flags(_ architecture: Architecture, isHardFloat: Bool) -> UInt32? {
        switch architecture.name {
        case "x86_64": 0x303
        case "i386": 0x3
        case "aarch64": 0xa03
        case "arm": isHardFloat ? 0x903 : 0x3
        case "ppc64", "ppc64le": 0x503
        case "s390x": 0x403
        case "riscv64": 0x1003
        case "loong64": 0x1203
        default: nil
        }
    }
}

extension ParseError.Code {
    /// The loader's table of libraries is damaged.
    static let loaderCache = Self(rawValue: "loader.cache")
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= 48 && self <= 57 }
}
