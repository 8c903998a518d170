internal import ObjectFile

/// Tells the packages of functions, name by name.
///
/// Functions of a package follow one another: of a name that begins like the one before, only the
/// rest is looked at.
struct PackageRun {
    /// What of a name is the package.
    struct Part {
        /// How many bytes, 0 where it has none.
        let length: Int
        /// Whether the last function that had a package was of another one.
        let isNew: Bool
    }

    private let format: FunctionTable.Format
    /// The package of the last function that had one, as it stands in the table, with its dot.
    private var last: [UInt8] = []
    /// Whether the package of whatever starts so is told by slashes and brackets behind it.
    private var isPlain = false

    init(_ format: FunctionTable.Format) { self.format = format }

    /// The package of the next name.
    @inline(__always)
    mutating func next(_ name: Span<UInt8>) -> Part {
        isPlain && Self.continues(last.span, name)
            ? Part(length: last.count &- 1, isNew: false) : takeApart(name)
    }

    private mutating func takeApart(_ name: Span<UInt8>) -> Part {
        let length = FunctionName(name, format).packageLength
        guard length > 0 else { return Part(length: 0, isNew: false) }
        let start = name.extracting(first: length &+ 1)
        guard !start.isEqual(to: last.span) else { return Part(length: length, isNew: false) }
        last = start.copied
        // Brackets hide dots and slashes between them.
        isPlain = !start.contains(UInt8(ascii: "[")) && !start.contains(UInt8(ascii: "]"))
        return Part(length: length, isNew: true)
    }

    /// Whether a name is a start and something without slashes and brackets.
    @inline(__always)
    private static func continues(_ start: Span<UInt8>, _ name: Span<UInt8>) -> Bool {
        guard start.count < name.count, name.extracting(first: start.count).isEqual(to: start)
        else { return false }
        return name.extracting(droppingFirst: start.count).allWords { word in
            word.bytes(equalTo: UInt8(ascii: "/")) | word.bytes(equalTo: UInt8(ascii: "["))
                | word.bytes(equalTo: UInt8(ascii: "]")) == 0
        }
    }
}
