public import ObjectFile

/// Go's function table (`pclntab`): every function with its place in memory and in the sources.
///
/// The runtime needs it for stack traces, so strippers leave it alone. This is its header, read and
/// checked; the functions themselves stream by in a `FunctionCursor`.
///
/// Spec: Go's `cmd/link/internal/ld` (`pcln.go`) writes it, `runtime/symtab.go` reads it.
public struct FunctionTable: Hashable, Sendable {
    /// Where the table was found.
    public struct Source: Hashable, Sendable {
        /// What led to it.
        public enum Way: Hashable, Sendable {
            /// A section of its own, of that name.
            case section(String)
            /// The symbol `runtime.pclntab`.
            case symbol
            /// A search through what the loader maps.
            case search
        }

        /// What led to it.
        public let way: Way
        /// Where it starts in the file.
        public let offset: FileOffset
        /// Where it starts in memory.
        public let address: VirtualAddress
    }

    /// The start of Go's own code, from which the table measures since Go 1.18.
    public struct TextStart: Hashable, Sendable {
        /// What told it.
        public enum Way: String, Hashable, Sendable {
            /// The header of the table (Go 1.18 to 1.25).
            case header = "function table"
            /// The module data of the runtime.
            case moduleData = "module data"
            /// The symbol `runtime.text`.
            case symbol
            /// The section `.text`: right where Go's own linker made the file.
            case section
        }

        /// The address.
        public let address: VirtualAddress
        /// What told it.
        public let way: Way
    }

    /// The format.
    public let format: Format
    /// The width of a pointer and the byte order, as the table has them.
    public let layout: Layout
    /// What every address is a multiple of: the smallest instruction (`minLC`).
    public let quantum: UInt8
    /// How many functions there are; their entries are checked to fit.
    public let count: UInt32
    /// How many of them there is room for with a record each: fewer where the file was cut, or lies.
    let roomCount: UInt32
    /// Where it was found.
    public let source: Source
    /// From its first byte to the end of what holds it.
    public let range: FileRange
    /// The start of Go's code; nil where nothing tells it: entries are then distances.
    public internal(set) var textStart: TextStart?
    /// The runtime's record of the program, nil where it was not looked for or not found.
    public internal(set) var moduleData: ModuleData?
    /// The start of Go's code as the header has it, 0 where it has none.
    let headerTextStart: UInt64

    let names: FileRange
    let units: FileRange
    let files: FileRange
    let values: FileRange
    let records: FileRange
    let entries: FileRange
    /// How many entries `units` has, where the format limits them.
    let unitCount: UInt64
    /// The table of entries with the loader's relocations, where the file holds zeros.
    var relocatedEntries: [UInt8]?
}

extension FunctionTable {
    /// The size of a pointer in bytes.
    public var pointerSize: Int { Int(layout.wordSize) }

    /// What is wrong where not all functions can have a record: those behind `roomCount` are left
    /// out, since any number of them would cost the file nothing.
    public var missing: ParseError? {
        guard roomCount < count else { return nil }
        return FilePart.functionTable.error(
            "is said to have \(count) functions, and has room for \(roomCount)",
            at: range.offset.advanced(by: 8))
    }

    /// The size of a field of an entry.
    var fieldSize: UInt64 { format.hasOffsets ? 4 : layout.wordSize }

    /// The versions of Go that write such a table, as `1.18-1.19` or `1.20+`.
    public var goVersionRange: String {
        guard format == .go1_20 else { return format.goVersionRange }
        // The linker has not written the start of the code since Go 1.26.
        if headerTextStart != 0 || textStart?.way == .header { return "1.20-1.25" }
        return moduleData?.hasSection == true ? "1.26+" : format.goVersionRange
    }
}

extension ParseError.Code {
    /// Go's function table.
    public static let goFunctionTable = Self(rawValue: "go.function-table")
}

extension FilePart {
    static var functionTable: Self { Self("Go function table", .goFunctionTable) }
    static var function: Self { Self("Go function", .goFunctionTable) }
    static var functionNames: Self { Self("Go function name table", .goFunctionTable) }
    static var functionFiles: Self { Self("Go file name table", .goFunctionTable) }
}
