internal import GoBinary
internal import ObjectFile

/// Folders that differ in the names of source files, as Go's function table and debug information
/// of C have them.
struct SourceNames {
    /// A name, and where it lies.
    struct Name {
        let text: ByteString
        let offset: FileOffset?
    }

    private(set) var causes: [Reproduction.Cause] = []
    private let ignoresRoot: Bool

    /// How many names that differ are looked at.
    private static let mostNames = 4096
    /// How many folders are told of.
    private static let mostFolders = 8

    /// With `ignoresRoot`, files of Go itself do not count: another Go has other files elsewhere.
    init(ignoresRoot: Bool) { self.ignoresRoot = ignoresRoot }

    /// Compares the files of two function tables; `parts` are the old file's.
    mutating func compare(
        _ old: FunctionTable, _ oldFile: FileBytes, _ new: FunctionTable, _ newFile: FileBytes,
        _ parts: ImageParts
    ) throws(SideError) {
        let before = try reading(true) { () throws(ParseError) in try Self.keys(of: old, oldFile) }
        let after = try reading(false) { () throws(ParseError) in try Self.keys(of: new, newFile) }
        guard before != after else { return }
        let gone = try reading(true) { () throws(ParseError) in
            try Self.names(of: old, oldFile, notIn: after)
        }
        let come = try reading(false) { () throws(ParseError) in
            try Self.names(of: new, newFile, notIn: before)
        }
        compare(gone, come, in: "source files") { parts.name(at: $0) ?? "function table" }
    }

    private static func keys(
        of table: FunctionTable, _ file: FileBytes
    ) throws(ParseError) -> Set<UInt64> {
        var keys: Set<UInt64> = []
        try table.forEachSourceFile(in: file) { name, _ in keys.insert(name.key) }
        return keys
    }

    private static func names(
        of table: FunctionTable, _ file: FileBytes, notIn others: Set<UInt64>
    ) throws(ParseError) -> [Name] {
        var names: [Name] = []
        try table.forEachSourceFile(in: file) { name, offset in
            if names.count < mostNames, !others.contains(name.key) {
                names.append(Name(text: ByteString(name), offset: offset))
            }
        }
        return names
    }

    /// Finds the folders in which names differ that are in one file only.
    mutating func compare(
        _ old: [Name], _ new: [Name], in what: String, section: (FileOffset?) -> String
    ) {
        var byName: [ByteString: [Name]] = [:]
        for name in new { byName[Self.lastPart(name.text), default: []].append(name) }
        for name in old where causes.count < Self.mostFolders {
            let candidates = byName[Self.lastPart(name.text)] ?? []
            let best = candidates.prefix(64).max {
                Self.commonEnd(name.text, $0.text) < Self.commonEnd(name.text, $1.text)
            }
            if let best { add(name, best, what, section(name.offset)) }
        }
    }

    private mutating func add(_ old: Name, _ new: Name, _ what: String, _ section: String) {
        let common = Self.commonEnd(old.text, new.text)
        let first = Self.prefix(old.text, common)
        let second = Self.prefix(new.text, common)
        guard first.starts(with: "/") || second.starts(with: "/") || Self.isDrive(first) else {
            return
        }
        let isOfGo = Self.isOfGo(old.text, common)
        if ignoresRoot, isOfGo { return }
        // Modules have their version in the folder's name: that is told of elsewhere.
        if Self.lastPart(first).contains(UInt8(ascii: "@"))
            || Self.lastPart(second).contains(UInt8(ascii: "@"))
        {
            return
        }
        let cause = Reproduction.Cause(
            .path, what, first, second, Self.meaning(isOfGo), nil,
            at: Reproduction.Cause.Place(section: section, old: old.offset, new: new.offset))
        if !causes.contains(where: { $0.isSame(as: cause) }) { causes.append(cause) }
    }

    private static func meaning(_ isOfGo: Bool) -> String {
        if isOfGo { return "the names of Go's own source files begin with where Go was installed" }
        return "the names of source files begin with the folder that they were built in"
    }

    /// How many bytes both end with, whole parts of paths only, the slash in front of them included.
    static func commonEnd(_ a: ByteString, _ b: ByteString) -> Int {
        let old = a.utf8
        let new = b.utf8
        var count = 0
        var whole = 0
        while count < min(old.count, new.count),
            old[old.count - 1 - count] == new[new.count - 1 - count]
        {
            if old[old.count - 1 - count] == UInt8(ascii: "/") { whole = count + 1 }
            count += 1
        }
        // One of them is all of the other's end.
        if count == min(old.count, new.count) {
            let longer = old.count > new.count ? old : new
            if longer.count > count, longer[longer.count - 1 - count] == UInt8(ascii: "/") {
                whole = count
            }
        }
        return whole
    }

    private static func prefix(_ name: ByteString, _ common: Int) -> ByteString {
        ByteString(Array(name.utf8.dropLast(common)).span)
    }

    private static func isOfGo(_ name: ByteString, _ common: Int) -> Bool {
        ByteString(Array(name.utf8.suffix(common)).span).starts(with: "/src/")
    }

    private static func isDrive(_ name: ByteString) -> Bool {
        let bytes = name.utf8
        return bytes.count > 2 && bytes[1] == UInt8(ascii: ":")
    }

    private static func lastPart(_ name: ByteString) -> ByteString {
        let bytes = name.utf8
        let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        return ByteString(Array(bytes[start...]).span)
    }
}
