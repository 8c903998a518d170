public import ObjectFile

/// The SHA-256 sums of files, as `sha256sum` lists them, or as BSD's `sha256` does.
public struct Checksums: Hashable, Sendable {
    /// What became of a file's sum.
    enum Outcome: Hashable, Sendable {
        /// It is the one in the list.
        case same
        /// It is another; both in hexadecimal digits.
        case differs(listed: String, found: String)
        /// The list does not have the file.
        case unlisted
        /// The file cannot be read.
        case unread
    }

    /// The list, as it is reached from the working directory.
    public let path: String
    /// The names in the order of the list, each once.
    private(set) var names: [String] = []
    /// The sums by names as the list has them.
    private var sums: [String: String] = [:]
    /// The names by their last ones; nil where several have it.
    private var byLastName: [String: String?] = [:]

    private static let most: UInt64 = 16 << 20

    /// Reads a list.
    ///
    /// - Throws: the lines that are none, twenty at most, or why the file cannot be read.
    public init(path: String) throws(PolicyError) { try self.init(path: ByteString(path)) }

    /// The same of a path that may be no UTF-8.
    public init(path: ByteString) throws(PolicyError) {
        try self.init(try LineFile.open(path), path: path.text)
    }

    /// Reads bytes that are there already.
    public init(_ file: FileBytes, path: String) throws(PolicyError) {
        self.path = path
        let lines = try LineFile(file, path: path, most: Self.most)
        try lines.read("a line of checksums is a SHA-256 sum, two spaces and a name", .checksum) {
            add($0)
        }
    }

    /// Takes a line in; false where it is none.
    private mutating func add(_ line: ArraySlice<UInt8>) -> Bool {
        var line = line
        while let last = line.last, last == 0x0d || last == 0x20 { line.removeLast() }
        guard let first = line.first, first != UInt8(ascii: "#") else { return true }
        if line.starts(with: "SHA256 (".utf8) {
            guard let end = line.lastIndex(of: UInt8(ascii: ")")),
                line[end...].starts(with: ") = ".utf8)
            else { return false }
            return add(line[(end + 4)...], line[(line.startIndex + 8)..<end])
        }
        // Names with line feeds have a backslash in front of the line.
        let isEscaped = first == UInt8(ascii: "\\")
        let rest = line.dropFirst(isEscaped ? 1 : 0)
        let name = rest.dropFirst(66)
        let marks = rest.dropFirst(64).prefix(2)
        guard marks.elementsEqual("  ".utf8) || marks.elementsEqual(" *".utf8) else { return false }
        return add(rest.prefix(64), isEscaped ? Self.unescaped(name) : name)
    }

    private mutating func add(_ sum: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        let digits = String(decoding: sum, as: UTF8.self).lowercased()
        let isSum =
            digits.utf8.count == 64
            && digits.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard isSum, !name.isEmpty else { return false }
        let path = FileName(String(decoding: name, as: UTF8.self), from: "/", in: "/").path
        let last = Self.lastName(path)
        if sums[path] == nil { names.append(path) }
        sums[path] = digits
        byLastName.updateValue(byLastName[last] == nil ? path : nil, forKey: last)
        return true
    }

    private static func unescaped(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes: [UInt8] = []
        var rest = name
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
                bytes.append(byte)
                continue
            }
            bytes.append(next == UInt8(ascii: "n") ? 0x0a : next)
        }
        return bytes[...]
    }

    private static func lastName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The sum of a file by the names that it has.
    func sum(of names: [String]) -> String? { name(among: names).flatMap { sums[$0] } }

    /// The name that the list has for a file: one of those that it has, seen from several folders, else
    /// its last name, where one file of the list alone has that.
    func name(among names: [String]) -> String? {
        for name in names where sums[name] != nil { return name }
        return names.first.flatMap { byLastName[Self.lastName($0)] ?? nil }
    }

    /// Compares a file with the list.
    func compare(_ file: FileBytes, _ names: [String]) -> Outcome {
        guard let listed = sum(of: names) else { return .unlisted }
        do throws(ParseError) {
            let found = try file.sha256Text
            return found == listed ? .same : .differs(listed: listed, found: found)
        } catch {
            return .unread
        }
    }
}

extension ParseError.Code {
    /// A file has another sum than a list says, or the list is none.
    public static let checksum = Self(rawValue: "file.checksum")
}
