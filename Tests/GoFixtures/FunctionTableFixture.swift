/// A program of a few kilobytes with a function table and all that goelf reads beside it: inlined
/// calls, the runtime's record of the program, init tasks, build information, a variable, and the
/// sum that FIPS 140 mode checks.
public struct FunctionTableFixture: Sendable, CustomStringConvertible {
    /// The first word of the table, by the version of Go that brought it.
    public enum Format: UInt32, Sendable {
        /// Go 1.2.
        case go1_2 = 0xffff_fffb
        /// Go 1.16.
        case go1_16 = 0xffff_fffa
        /// Go 1.18.
        case go1_18 = 0xffff_fff0
        /// Go 1.20.
        case go1_20 = 0xffff_fff1
    }

    /// How the table is found.
    public enum Way: String, Sendable {
        /// By its section; its header tells where the code starts.
        case section
        /// By its section; the record of the program, which has a section, too, tells that.
        case module
        /// By `runtime.pclntab`.
        case symbol
        /// By a search: the file has no sections.
        case search
    }

    /// The first word of the table.
    public let format: Format
    /// Whether addresses have 64 bits.
    public let is64Bit: Bool
    /// Whether numbers have their highest byte first.
    public let isBig: Bool
    /// How the table is found.
    public let way: Way
    /// The file.
    public let bytes: [UInt8]
    /// Where its tables lie, each as small as it can be told.
    public let tables: [Range<Int>]
    /// Where the function table lies.
    public let table: Range<Int>
    /// Where the runtime's record of the program lies.
    public let record: Range<Int>

    /// Makes the file; of `mentioned` only the names are there, as of functions that were inlined.
    public init(
        _ format: Format, is64Bit: Bool, isBig: Bool, _ way: Way, mentioned: [String] = []
    ) {
        self.format = format
        self.is64Bit = is64Bit
        self.isBig = isBig
        self.way = way
        var maker = FixtureProgram(format, is64Bit: is64Bit, isBig: isBig, way)
        maker.mentioned = mentioned
        let program = maker.build()
        (bytes, tables) = (program.bytes, program.tables)
        (table, record) = (program.table, program.record)
    }

    /// One of each: every format, in both byte orders, both widths, and found in each way.
    public static let all = [
        Self(.go1_2, is64Bit: false, isBig: false, .section),
        Self(.go1_2, is64Bit: true, isBig: true, .symbol),
        Self(.go1_16, is64Bit: true, isBig: false, .search),
        Self(.go1_16, is64Bit: false, isBig: true, .section),
        Self(.go1_18, is64Bit: true, isBig: true, .section),
        Self(.go1_18, is64Bit: false, isBig: false, .search),
        Self(.go1_20, is64Bit: true, isBig: false, .module),
        Self(.go1_20, is64Bit: false, isBig: true, .symbol),
    ]

    /// What it is, in a word: `1.20-le64-module`.
    public var description: String {
        let version = "\(format)".dropFirst("go1_".count)
        return "1.\(version)-\(isBig ? "be" : "le")\(is64Bit ? 64 : 32)-\(way.rawValue)"
    }

    /// The address of a function's first instruction, by its number.
    public func entry(of function: Int) -> UInt64 { UInt64(code + 32 * function) }

    private var code: Int { FixtureELF.base + (tables.first?.lowerBound ?? 0) }
}

extension FunctionTableFixture {
    /// A function as the fixture has it: 32 bytes of code.
    public struct Function: Sendable {
        /// Its name; the dot of `go.buildid` is a colon since Go 1.20.
        public let name: String
        /// The number of its file, nil for none.
        public let file: Int?
        /// The line of its first instruction.
        public let line: Int
    }

    /// The names of the source files.
    public static let files = [
        "/usr/local/go/src/runtime/proc.go", "/usr/local/go/src/runtime/asm_amd64.s",
        "/home/someone/app/main.go", "_cgo_gotypes.go",
    ]

    /// The functions, in the order of the table; the first three are of the runtime's unit.
    public static let functions = [
        Function(name: "go.buildid", file: nil, line: 0),
        Function(name: "runtime.rt0_go", file: 1, line: 10),
        Function(name: "runtime.init.0", file: 0, line: 300),
        Function(name: "crosscall2", file: nil, line: 0),
        Function(name: "time.LoadLocation", file: 2, line: 600),
        Function(name: "main.init.0", file: 2, line: 12),
        Function(name: "main.Map[go.shape.int]", file: 2, line: 20),
        Function(name: "main._Cfunc_puts", file: 3, line: 40),
        Function(name: "_cgoexp_0123456789ab_callback", file: 3, line: 60),
        Function(name: "main.main", file: 2, line: 70),
        Function(name: "main.main.func1", file: 2, line: 75),
        Function(name: "main.init", file: 2, line: 5),
    ]

    /// The functions whose calls are inlined into `main.main`, each into the one before it.
    public static let inlined = ["main.greet", "main.(*greeter).text"]

    /// What `main.version` holds.
    public static let version = "1.0 beta"
}
