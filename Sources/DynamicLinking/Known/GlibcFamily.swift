internal import ObjectFile

/// What the table tells of one release of glibc on one processor.
struct GlibcFamily {
    /// A library of glibc's own, and where its row stands in the table.
    struct Member {
        /// The soname; `ld` for the loader.
        let name: String
        fileprivate let versions: Range<Int>
    }

    let version: GlibcVersion
    let architecture: Architecture
    /// The libraries that this release has.
    var members: [Member] { Self.members(version, architecture) }

    /// Looks a release up; nil where it never ran on the processor, or is newer than the table.
    init?(_ version: GlibcVersion, _ architecture: Architecture) {
        guard version <= GlibcLibraries.newest,
            let baseline = GlibcSymbols.baseline(architecture), version >= baseline
        else { return nil }
        self.version = version
        self.architecture = architecture
    }

    private static let space = UInt8(ascii: " ")
    private static let newline = UInt8(ascii: "\n")

    private static func members(
        _ version: GlibcVersion, _ architecture: Architecture
    ) -> [Member] {
        let table = GlibcLibraries.table.utf8.span
        var members: [Member] = []
        var (start, isOurs) = (0, false)
        while start < table.count {
            let end = table.next(newline, from: start)
            if table[start] != space {
                // The names of processors begin a paragraph.
                if isOurs { break }
                isOurs = hasWord(architecture.name, table.extracting(start..<end))
            } else if isOurs {
                let nameEnd = table.next(space, from: start + 1)
                if let name = Self.name(table.extracting((start + 1)..<nameEnd), at: version) {
                    members.append(Member(name: name, versions: nameEnd..<end))
                }
            }
            start = end + 1
        }
        return members
    }

    private static func hasWord(_ word: String, _ line: Span<UInt8>) -> Bool {
        var start = 0
        while start < line.count {
            let end = line.next(space, from: start)
            if line.extracting(start..<end).equals(word) { return true }
            start = end + 1
        }
        return false
    }

    /// The name at the start of an entry; nil where a release has not got what it tells of.
    private static func name(_ entry: Span<UInt8>, at version: GlibcVersion) -> String? {
        let since = entry.next(UInt8(ascii: "@"), from: 0)
        let until = entry.next(UInt8(ascii: "<"), from: 0)
        if until < entry.count {
            let limit = GlibcVersion(entry.extracting(droppingFirst: until + 1))
            if let limit, version >= limit { return nil }
        }
        let name = entry.extracting(0..<min(since, until))
        if since < until {
            let first = GlibcVersion(entry.extracting((since + 1)..<until))
            if let first, version < first { return nil }
        } else if let number = GlibcVersion(name), number.release > version {
            return nil
        }
        return String(decoding: name.copied, as: UTF8.self)
    }

    /// The versions that a library defines.
    func versions(of member: Member) -> [String] {
        let table = GlibcLibraries.table.utf8.span
        var versions: [String] = []
        var start = member.versions.lowerBound + 1
        while start < member.versions.upperBound {
            let end = min(table.next(Self.space, from: start), member.versions.upperBound)
            if let name = Self.name(table.extracting(start..<end), at: version) {
                let isWhole = name.utf8.first.map { $0 == UInt8(ascii: "G") } ?? true
                versions.append(isWhole ? name : "GLIBC_" + name)
            }
            start = end + 1
        }
        return versions
    }

    /// What a library needs; the loader goes without saying.
    func needed(by name: String) -> [String] {
        let isSplit = version < GlibcVersion(2, 34)
        switch name {
        case "ld", "libc.so.6": return []
        case "libmvec.so.1": return ["libm.so.6", "libc.so.6"]
        case "libanl.so.1" where isSplit, "librt.so.1" where isSplit:
            return ["libpthread.so.0", "libc.so.6"]
        case "libnss_dns.so.2" where isSplit, "libnss_hesiod.so.2":
            return ["libresolv.so.2", "libc.so.6"]
        default: return ["libc.so.6"]
        }
    }
}

extension GlibcVersion {
    /// The release that brought the version: its first two numbers.
    fileprivate var release: GlibcVersion { GlibcVersion(rawValue: rawValue & 0xffff_f000) }
}

extension Span<UInt8> {
    /// Where a byte stands next; behind the end where it does not.
    func next(_ byte: UInt8, from start: Int) -> Int {
        var place = start
        while place < count, self[place] != byte { place += 1 }
        return place
    }
}
