internal import ObjectFile

/// What records in front of an entry say of it that its own record has no room for.
struct TarExtension {
    /// GNU's `L`: the path.
    var longName: [UInt8]?
    /// GNU's `K`: where the link leads.
    var longLink: [UInt8]?
    private var path: [UInt8]?
    private var linkPath: [UInt8]?
    private(set) var size: UInt64?
    private var isSparse = false

    /// How many bytes one of them may have, as in Go's archive/tar.
    static let mostBytes: UInt64 = 1 << 20

    /// Reads the records of `pax`: length, space, name, `=`, value and newline.
    ///
    /// - Throws: `imageTar` where they are not of that form.
    mutating func readRecords(
        _ bytes: [UInt8], at offset: FileOffset, _ part: FilePart
    ) throws(ParseError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let record = Self.record(&rest),
                let equals = record.firstIndex(of: UInt8(ascii: "=")), equals > record.startIndex
            else {
                throw part.error("has a pax record at \(offset) that is damaged", at: offset)
            }
            let name = String(decoding: record[..<equals], as: UTF8.self)
            let value = Array(record[(equals + 1)...])
            guard set(name, value) else {
                throw part.error(
                    "has a pax record at \(offset) with a bad value of “\(name)”", at: offset)
            }
        }
    }

    /// Takes off the next record, without length and newline.
    private static func record(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let space = rest.prefix(8).firstIndex(of: UInt8(ascii: " ")),
            let length = number(rest[..<space]), let count = Int(exactly: length),
            count <= rest.count, count > space - rest.startIndex + 1
        else { return nil }
        let end = rest.startIndex + count
        guard rest[end - 1] == UInt8(ascii: "\n") else { return nil }
        defer { rest = rest[end...] }
        return rest[(space + 1)..<(end - 1)]
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return UInt64(String(decoding: digits, as: UTF8.self))
    }

    /// Takes a value; false where it cannot be one.
    ///
    /// An empty one leaves what the entry itself says.
    private mutating func set(_ name: String, _ value: [UInt8]) -> Bool {
        switch name {
        case "path", "linkpath", "GNU.sparse.name":
            guard !value.contains(0) else { return false }
            guard !value.isEmpty else { return true }
            if name == "linkpath" { linkPath = value } else { path = value }
        case "size":
            guard !value.isEmpty else { return true }
            guard let number = Self.number(value[...]), number <= Int64.max else { return false }
            size = number
        default: break
        }
        if name.hasPrefix("GNU.sparse.") { isSparse = true }
        return true
    }

    /// Puts an entry together.
    func entry(_ header: TarHeader, dataAt offset: UInt64) -> TarEntry? {
        let name = longName ?? path ?? header.name
        var kind = TarEntry.kind(header.type, name)
        var size = size ?? header.dataSize
        switch kind {
        case .directory, .symbolicLink, .hardLink, .special: size = 0
        case .file: if isSparse { kind = .sparse }
        case .sparse, .unknown: break
        }
        guard let data = FileRange(offset: FileOffset(rawValue: offset), size: size) else {
            return nil
        }
        return TarEntry(
            path: name, link: longLink ?? linkPath ?? header.linkName, kind: kind,
            permissions: header.permissions, data: data)
    }
}
