public import ObjectFile

/// Which of some names are among those of a program's functions, with those that the compiler
/// inlined: linkers keep a name where any code is left of it.
public struct FunctionNames: Sendable {
    /// A name that was asked for.
    public struct Match: Hashable, Sendable {
        /// The whole name.
        public let name: ByteString
        /// Where it stands in the file.
        public let offset: FileOffset
    }

    private var first: [NamePattern: Match] = [:]
    private let names: NameTable

    /// Looks for names, or names with one `…` for any bytes; nil where not all of the table can be
    /// read.
    ///
    /// Up to Go 1.15 names lie between other things, and those that were inlined are not found.
    ///
    /// - Complexity: O(*n*) in the size of the names.
    public init?(
        _ names: [String], in table: FunctionTable, of file: FileBytes, limits: Limits = Limits()
    ) {
        self.names = NameTable(names.map { NamePattern($0) })
        do throws(ParseError) {
            if table.format.isFirst {
                try readFunctions(of: table, in: file, limits)
            } else {
                try readNames(table.names.clamped(to: file.size), in: file)
            }
        } catch {
            return nil
        }
    }

    /// The first name that fits one that was asked for; nil where none does.
    public func match(_ name: String) -> Match? { first[NamePattern(name)] }

    private mutating func readFunctions(
        of table: FunctionTable, in file: FileBytes, _ limits: Limits
    ) throws(ParseError) {
        guard table.count > 0 else { return }
        var functions = FunctionCursor(table, in: file, limits: limits)
        while let function = try functions.next() {
            add(
                try functions.name(of: function), at: function.record ?? table.source.offset)
        }
        if let missing = table.missing { throw missing }
    }

    /// How many bytes are read at a time: no name that is asked for is as long.
    private static let windowSize: UInt64 = 1 << 16

    private mutating func readNames(_ range: FileRange, in file: FileBytes) throws(ParseError) {
        var rest = range
        while rest.size > 0 {
            let window = rest.first(min(rest.size, Self.windowSize)) ?? rest
            let bytes = try file.bytes(in: window, reading: .functionNames)
            let isLast = window.size == rest.size
            var start = 0
            while start < bytes.count {
                let length = bytes.lengthOfName(at: start)
                // A name that goes on behind the window stands at the beginning of the next one.
                if start + length == bytes.count, start > 0 || isLast { break }
                if length > 0 {
                    let place = window.offset.advanced(by: UInt64(start))
                    add(bytes.span(start..<(start + length)), at: place)
                }
                start += length + 1
            }
            guard !isLast else { return }
            rest = rest.dropping(UInt64(min(start, bytes.count)))
        }
    }

    private mutating func add(_ name: Span<UInt8>, at place: FileOffset) {
        names.matches(name) { pattern in
            guard first[pattern] == nil else { return }
            first[pattern] = Match(name: ByteString(name), offset: place)
        }
    }
}
