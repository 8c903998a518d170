internal import GoBinary
public import ObjectFile

/// The functions of a Go program one after the other, as its function table lists them.
public struct Functions: Sendable {
    /// The versions of Go that write such a table, as `1.18-1.19` or `1.20+`.
    public let goVersionRange: String
    /// The address of Go's first code; nil where nothing tells it, and where the table needs none.
    public let textStart: VirtualAddress?
    /// The size of a pointer in bytes.
    public let pointerSize: Int
    /// How many functions there are.
    public let count: UInt32
    /// What is to be said of the table as a whole.
    public let diagnostics: [Diagnostic]

    /// How names are taken apart here.
    public let naming: Naming

    private let table: FunctionTable
    private let report: ImageReport
    private let limits: Limits
    private var cursor: FunctionCursor
    private var trees: InlineTreeReader?
    private var current: Function?

    /// The address of this function's first instruction.
    public private(set) var entry: UInt64 = 0
    /// How many bytes lie between this function's entry and that of the next one.
    public private(set) var size: UInt64 = 0
    /// The line where this function starts, nil before Go 1.20.
    public private(set) var startLine: Int32?

    init(_ table: FunctionTable, _ report: ImageReport, _ limits: Limits) {
        self.table = table
        self.report = report
        self.limits = limits
        goVersionRange = table.goVersionRange
        textStart = table.textStart?.address
        pointerSize = table.pointerSize
        count = table.count
        naming = Naming(table.format)
        diagnostics = Self.diagnostics(table)
        cursor = FunctionCursor(table, in: report.file, limits: limits)
    }

    private static func diagnostics(_ table: FunctionTable) -> [Diagnostic] {
        let missing = table.missing.map { [Diagnostic($0)] } ?? []
        guard !table.format.isKnown else { return missing }
        let number = hexadecimal(table.format.rawValue)
        return missing + [
            Diagnostic(
                .goVersion, .note,
                "the function table is of a Go later than 1.27 (\(number)): read as if of 1.27",
                at: table.source.offset, in: "Go function table")
        ]
    }

    /// Goes to the next function; false after the last.
    ///
    /// - Throws: `read` where the system gives no bytes.
    public mutating func next() throws(ParseError) -> Bool {
        current = nil
        guard let function = try cursor.next() else { return false }
        current = function
        entry = function.entry.rawValue
        size = function.size
        startLine = function.startLine
        return true
    }

    /// The name of this function, empty before the first one.
    ///
    /// - Throws: `goFunctionTable` where it is not in the table, `limit` where names repeat more
    ///   than a sound table's can.
    @_lifetime(&self)
    public mutating func name() throws(ParseError) -> Span<UInt8> {
        guard let current else { return Span() }
        return try cursor.name(of: current)
    }

    /// The place of this function's first instruction in the sources: where the file's name lies,
    /// for `fileName`, and the line.
    ///
    /// Nil where the table knows none, as of C code.
    ///
    /// - Throws: `goFunctionTable` where the tables of places end past the table.
    public mutating func place() throws(ParseError) -> (file: UInt32, line: Int32)? {
        guard let current, let file = try cursor.file(of: current) else { return nil }
        return (file, try cursor.line(of: current) ?? -1)
    }

    /// The name of a file.
    ///
    /// - Throws: `goFunctionTable` where it is not in the table.
    @_lifetime(&self)
    public mutating func fileName(at offset: UInt32) throws(ParseError) -> Span<UInt8> {
        try cursor.fileName(at: offset)
    }
}

extension Functions {
    /// A call that the compiler replaced by the body of the function that was called.
    public struct Inlined: Hashable, Sendable {
        /// The name of the function that was called.
        public let name: ByteString
        /// The number, in the same list, of the call in whose body this one stands; nil for the
        /// function itself.
        public let parent: Int?
        /// The place of the call's file, for `fileName`; nil where unknown.
        public let file: UInt32?
        /// The line of the call, nil where unknown.
        public let line: Int32?
        /// The line of the `func` that was called, nil before Go 1.20.
        public let startLine: Int32?
    }

    /// Finds where the table keeps inlined calls; false where nothing tells.
    ///
    /// - Throws: the error of what cannot be read.
    public mutating func findInlined() throws(ParseError) -> Bool {
        trees = try InlineTreeReader(table, report.image, in: report.file, limits: limits)
        return trees != nil
    }

    /// The calls inlined into this function, and into those; `findInlined` comes first.
    ///
    /// - Throws: `goFunctionTable` where they are not where they are said to be, `limit` where they
    ///   repeat more than a sound table's can.
    public mutating func inlined() throws(ParseError) -> [Inlined] {
        guard let current, let calls = try trees?.calls(in: current) else { return [] }
        return calls.map {
            Inlined(
                name: $0.name, parent: $0.parent, file: $0.file, line: $0.line,
                startLine: $0.startLine)
        }
    }

    /// The functions that run before `main.main`.
    public struct Inits: Hashable, Sendable {
        /// What their order was read from: `module data`, `symbols` or `function table`.
        public let source: String
        /// Whether the order is that in which they run.
        public let isRunOrder: Bool
        /// Their numbers, for `move`.
        public let functions: [UInt32]
    }

    /// Finds the functions that run before `main.main`, and their order.
    ///
    /// - Throws: the error of what cannot be read.
    public func inits() throws(ParseError) -> Inits {
        let reader = InitOrderReader(table, report.image, in: report.file, limits: limits)
        let order = try reader.read()
        return Inits(
            source: order.source.rawValue, isRunOrder: order.source != .table,
            functions: order.functions)
    }

    /// Goes to the function of that number; false where there is none.
    ///
    /// - Throws: `read` where the system gives no bytes.
    public mutating func move(to index: UInt32) throws(ParseError) -> Bool {
        cursor.move(to: index)
        return try next()
    }
}

extension Functions {
    /// How the names of a table are taken apart: what the linker makes up differs by version.
    public struct Naming: Sendable {
        private let format: FunctionTable.Format

        init(_ format: FunctionTable.Format) { self.format = format }

        /// How many bytes of a name are its package, and whether it has escapes; 0 for none.
        public func package(of name: Span<UInt8>) -> (length: Int, isEscaped: Bool) {
            let length = FunctionName(name, format).packageLength
            return (length, name.extracting(first: length).contains(UInt8(ascii: "%")))
        }

        /// What a function is, `function method closure init wrapper` or `generated`, and the
        /// place of its receiver's type in the name, nil for none.
        public func parts(of name: Span<UInt8>) -> (kind: String, receiver: Range<Int>?) {
            let (kind, receiver) = FunctionName.parts(of: name, format)
            return (kind.rawValue, receiver)
        }

        /// An import path with its escapes undone.
        public func path(_ escaped: Span<UInt8>) -> ByteString { FunctionName.path(escaped) }
    }
}

extension ParseError.Code {
    /// What a version of Go wrote that is later than those known here.
    public static let goVersion = Self(rawValue: "go.version")
}

extension ImageReport {
    /// The functions of Go's function table, absent where there is none.
    public func functions(limits: Limits = Limits()) -> Fact<Functions> {
        functions(of: FunctionTableReader(image, in: file).read(), limits)
    }

    /// The same where somebody has looked for the table already.
    func functions(of table: Fact<FunctionTable>, _ limits: Limits = Limits()) -> Fact<Functions> {
        switch table {
        case .absent: .absent
        case .unreadable(let error): .unreadable(error)
        case .known(let table): .known(Functions(table, self, limits))
        }
    }
}
