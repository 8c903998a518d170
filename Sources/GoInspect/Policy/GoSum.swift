public import ObjectFile

/// The checksums of modules that a `go.sum` keeps.
///
/// Spec: Go Modules Reference, "go.sum files".
public struct GoSum: Hashable, Sendable {
    private struct Key: Hashable {
        let module: ByteString
        let version: ByteString
    }

    /// The file, as it is reached from the working directory.
    public let path: String
    /// Several of one module where algorithms differ.
    private var sums: [Key: [ByteString]] = [:]

    /// How large a file is read: the largest known has 2 MB.
    private static let most: UInt64 = 64 << 20

    /// Reads a file.
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
        try lines.read("a line of go.sum is a module, a version and a sum (h1:…)", .goSum) {
            add($0)
        }
    }

    /// Takes a line in; false where it is none.
    private mutating func add(_ line: ArraySlice<UInt8>) -> Bool {
        let words = line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
        if words.isEmpty { return true }
        guard words.count == 3, words[2].contains(UInt8(ascii: ":")) else { return false }
        // What is behind it is the sum of the module's go.mod alone.
        if words[1].suffix(7).elementsEqual("/go.mod".utf8) { return true }
        let key = Key(module: ByteString(words[0]), version: ByteString(words[1]))
        sums[key, default: []].append(ByteString(words[2]))
        return true
    }

    /// The sums of a module in a version; empty where none is kept.
    public func sums(of module: ByteString, _ version: ByteString) -> [ByteString] {
        sums[Key(module: module, version: version)] ?? []
    }

    /// How many modules it keeps sums of.
    public var count: Int { sums.count }
}

extension ByteString {
    fileprivate init(_ bytes: ArraySlice<UInt8>) { self.init(bytes.span) }
}
