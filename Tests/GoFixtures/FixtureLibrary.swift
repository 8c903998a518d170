/// A small program or library with what a loader reads of it.
///
/// The names of others, paths, versions, symbols, relocations; linear in its parts, so that ten
/// thousand of them are made in no time.
public struct FixtureLibrary: Sendable {
    /// A symbol that is defined or wanted, with a version or without.
    public struct Symbol: Sendable {
        let name: String
        let version: String?
        /// The library that a wanted version is of.
        let library: String?
        let isDefined: Bool
        let isWeak: Bool

        /// The name of its version.
        public var versionName: String? { version }

        /// One that others may use.
        public static func defined(_ name: String, version: String? = nil) -> Self {
            Self(name: name, version: version, library: nil, isDefined: true, isWeak: false)
        }

        /// One that has to come from elsewhere.
        public static func wanted(
            _ name: String, version: String? = nil, of library: String? = nil, isWeak: Bool = false
        ) -> Self {
            Self(name: name, version: version, library: library, isDefined: false, isWeak: isWeak)
        }
    }

    /// A note that is loaded.
    public struct Note: Sendable {
        let owner: String
        let type: Int
        let words: [Int]

        /// Puts one together; what it says are words of four bytes.
        public init(_ owner: String, _ type: Int, _ words: [Int]) {
            self.owner = owner
            self.type = type
            self.words = words
        }

        /// `NT_GNU_ABI_TAG`: the oldest Linux.
        public static func kernel(_ major: Int, _ minor: Int, _ patch: Int) -> Self {
            Self("GNU", 1, [0, major, minor, patch])
        }

        /// `GNU_PROPERTY_X86_ISA_1_NEEDED`: the levels of x86-64, a bit each.
        public static func levels(_ bits: Int) -> Self {
            Self("GNU", 5, [0xc000_8002, 4, bits, 0])
        }

        /// `GNU_PROPERTY_X86_FEATURE_1_AND`: 1 for IBT, 2 for SHSTK.
        public static func features(_ bits: Int) -> Self {
            Self("GNU", 5, [0xc000_0002, 4, bits, 0])
        }
    }

    /// A version that is asked of a library.
    public struct NeededVersion: Sendable {
        let library: String
        let name: String
        let isWeak: Bool

        /// Puts one together.
        public init(_ name: String, of library: String, isWeak: Bool = false) {
            self.library = library
            self.name = name
            self.isWeak = isWeak
        }
    }

    /// `e_type`: 2 for a program at a fixed place, 3 for what lies anywhere.
    public var type = 3
    /// `e_machine`.
    public var machine = 62
    /// Whether addresses have eight bytes.
    public var is64Bit = true
    /// Whether the greatest byte comes first.
    public var isBig = false
    /// `PT_INTERP`, without the zero that ends it.
    public var interpreter: String?
    /// `DT_NEEDED`.
    public var needed: [String] = []
    /// `DT_SONAME`.
    public var soname: String?
    /// `DT_RPATH`.
    public var rpath: String?
    /// `DT_RUNPATH`.
    public var runpath: String?
    /// `DT_FLAGS_1`.
    public var flags1 = 0
    /// `p_align`, and what address and offset differ by.
    public var alignment = 4096
    /// `DT_VERNEED`.
    public var neededVersions: [NeededVersion] = []
    /// `DT_VERDEF`, behind the file's own name.
    public var definedVersions: [String] = []
    /// The dynamic symbols behind the first.
    public var symbols: [Symbol] = []
    /// Whether it has `PT_DYNAMIC`: static programs have none.
    public var hasDynamic = true
    /// Whether wanted symbols are bound when they are first called (`DT_JMPREL`).
    public var isLazy = false
    /// Whether there are packed relative relocations (`DT_RELR`): one that changes nothing.
    public var hasPackedRelocations = false
    /// `DT_FLAGS`.
    public var flags = 0
    /// Whether `DT_TEXTREL` says that code is relocated.
    public var hasTextRelocations = false
    /// `p_flags` of what is loaded.
    public var loadFlags = 4
    /// `p_flags` of `PT_GNU_STACK`; nil where there is none.
    public var stackFlags: Int?
    /// Whether there is `PT_GNU_RELRO`.
    public var hasProtectedRelocations = false
    /// `PT_NOTE`.
    public var notes: [Note] = []
    /// Texts that lie among the constants.
    public var constants: [String] = []

    /// Makes a library that needs nothing.
    public init(needed: [String] = [], soname: String? = nil) {
        self.needed = needed
        self.soname = soname
    }

    /// A program of glibc's on x86-64.
    public static func program(needed: [String] = []) -> Self {
        var program = Self(needed: needed)
        program.interpreter = "/lib64/ld-linux-x86-64.so.2"
        return program
    }

    /// glibc's loader on x86-64, as Debian configures it.
    public static func glibcLoader(
        _ version: String = "2.36",
        directories: [String] = [
            "/lib/x86_64-linux-gnu/", "/usr/lib/x86_64-linux-gnu/", "/lib/", "/usr/lib/",
        ]
    ) -> Self {
        var loader = Self(soname: "ld-linux-x86-64.so.2")
        loader.constants =
            ["x"] + directories + [
                "x", "/etc/ld.so.cache", "--glibc-hwcaps-prepend",
                "ld.so (GNU libc) stable release version \(version).\n",
            ]
        return loader
    }

    /// musl's loader, which is its C library.
    public static func muslLoader(_ symbols: [Symbol] = []) -> Self {
        var loader = Self(soname: "libc.so")
        loader.constants = ["x", "musl libc (x86_64)\nVersion 1.2.5\n"]
        loader.symbols = symbols
        return loader
    }

    /// The file.
    public var bytes: [UInt8] {
        var builder = LibraryWriter(self)
        return builder.file()
    }
}

private struct LibraryWriter {
    let library: FixtureLibrary
    var texts = FixtureTexts()
    /// `DT_*` and a value; parts of the file by their addresses.
    var dynamic: [(tag: Int, value: Int)] = []
    var parts: [UInt8] = []
    private var headerSize: Int { library.is64Bit ? 64 : 52 }
    private var segmentSize: Int { library.is64Bit ? 56 : 32 }
    private var segmentCount: Int {
        (library.hasDynamic ? 2 : 1) + (library.interpreter == nil ? 0 : 1)
            + (library.notes.isEmpty ? 0 : 1) + (library.stackFlags == nil ? 0 : 1)
            + (library.hasProtectedRelocations ? 1 : 0)
    }
    /// Where the parts start.
    private var start: Int { (headerSize + segmentCount * segmentSize + 15) & ~15 }

    init(_ library: FixtureLibrary) { self.library = library }

    private var writer: FixtureWriter {
        FixtureWriter(is64Bit: library.is64Bit, isBig: library.isBig)
    }

    /// Appends a part, and says where it lies; addresses are offsets.
    private mutating func add(_ part: [UInt8]) -> Int {
        parts += [UInt8](repeating: 0, count: (16 - parts.count % 16) % 16)
        defer { parts += part }
        return start + parts.count
    }

    mutating func file() -> [UInt8] {
        for name in library.needed { dynamic.append((1, texts.add(name))) }
        if let soname = library.soname { dynamic.append((14, texts.add(soname))) }
        if let path = library.rpath { dynamic.append((15, texts.add(path))) }
        if let path = library.runpath { dynamic.append((29, texts.add(path))) }
        if library.flags1 != 0 { dynamic.append((0x6fff_fffb, library.flags1)) }
        if library.flags != 0 { dynamic.append((30, library.flags)) }
        if library.hasTextRelocations { dynamic.append((22, 0)) }
        addSymbols()
        if library.hasPackedRelocations {
            var table = writer
            table.word(0x40)
            dynamic += [(36, add(table.bytes)), (35, table.wordSize), (37, table.wordSize)]
        }
        var constants: [UInt8] = []
        for text in library.constants { constants += Array(text.utf8) + [0] }
        _ = add(constants)
        let notes = noteBytes()
        let notesPlace = add(notes)
        let interpreter = library.interpreter.map { Array($0.utf8) + [0] }
        let interpreterPlace = add(interpreter ?? [])
        let strings = add(texts.bytes)
        dynamic += [(5, strings), (10, texts.bytes.count), (0, 0)]
        var table = writer
        for (tag, value) in dynamic {
            table.word(tag)
            table.word(value)
        }
        let dynamicPlace = add(table.bytes)
        var file = header()
        let size = start + parts.count
        segment(&file, 1, 0, size, library.alignment, library.loadFlags)
        if library.hasDynamic { segment(&file, 2, dynamicPlace, table.bytes.count, 8) }
        if !notes.isEmpty { segment(&file, 4, notesPlace, notes.count, 4) }
        if let interpreter { segment(&file, 3, interpreterPlace, interpreter.count, 1) }
        if let flags = library.stackFlags { segment(&file, 0x6474_e551, 0, 0, 16, flags) }
        if library.hasProtectedRelocations { segment(&file, 0x6474_e552, dynamicPlace, 16, 1) }
        file.align(to: 16)
        file.raw(parts)
        return file.bytes
    }

    private func noteBytes() -> [UInt8] {
        var notes = writer
        for note in library.notes {
            let name = Array(note.owner.utf8) + [0]
            notes.int(name.count)
            notes.int(note.words.count * 4)
            notes.int(note.type)
            notes.raw(name + [UInt8](repeating: 0, count: (4 - name.count % 4) % 4))
            for word in note.words { notes.int(word) }
        }
        return notes.bytes
    }

    private func header() -> FixtureWriter {
        var file = writer
        file.raw([0x7f, 0x45, 0x4c, 0x46, library.is64Bit ? 2 : 1, library.isBig ? 2 : 1, 1])
        file.raw([UInt8](repeating: 0, count: 9))
        file.half(library.type)
        file.half(library.machine)
        file.int(1)
        file.word(0)
        file.word(headerSize)
        file.word(0)
        file.int(0)
        for value in [headerSize, segmentSize, segmentCount, 0, 0, 0] { file.half(value) }
        return file
    }

    private func segment(
        _ file: inout FixtureWriter, _ type: Int, _ place: Int, _ size: Int, _ alignment: Int,
        _ flags: Int = 4
    ) {
        file.int(type)
        if library.is64Bit { file.int(flags) }
        for _ in 0..<3 { file.word(place) }
        for _ in 0..<2 { file.word(size) }
        if !library.is64Bit { file.int(flags) }
        file.word(alignment)
    }
}

extension LibraryWriter {
    /// Symbols, the old hash table that counts them, their versions, and what relocates them.
    fileprivate mutating func addSymbols() {
        let marks = addVersions()
        guard !library.symbols.isEmpty else { return }
        var table = writer
        table.raw([UInt8](repeating: 0, count: library.is64Bit ? 24 : 16))
        var numbers = writer
        numbers.half(0)
        var relocations = writer
        for (place, symbol) in library.symbols.enumerated() {
            write(symbol, to: &table)
            numbers.half(marks[symbol.mark] ?? 1)
            if !symbol.isDefined {
                relocations.word(0x40)
                let type = library.isLazy ? 7 : 6
                relocations.word(
                    library.is64Bit ? (place + 1) << 32 | type : (place + 1) << 8 | type)
                relocations.word(0)
            }
        }
        let count = library.symbols.count + 1
        var hash = writer
        for value in [1, count, 0] + [Int](repeating: 0, count: count) { hash.int(value) }
        dynamic += [(6, add(table.bytes)), (11, library.is64Bit ? 24 : 16), (4, add(hash.bytes))]
        if !marks.isEmpty { dynamic.append((0x6fff_fff0, add(numbers.bytes))) }
        guard !relocations.bytes.isEmpty else { return }
        let place = add(relocations.bytes)
        let size = relocations.bytes.count
        dynamic +=
            library.isLazy
            ? [(23, place), (2, size), (20, 7)]
            : [(7, place), (8, size), (9, 3 * relocations.wordSize)]
    }

    private mutating func write(_ symbol: FixtureLibrary.Symbol, to table: inout FixtureWriter) {
        let info = symbol.isWeak ? 0x22 : 0x12
        let section = symbol.isDefined ? 1 : 0
        let value = symbol.isDefined ? 0x40 : 0
        table.int(texts.add(symbol.name))
        if library.is64Bit {
            table.raw([UInt8(info), 0])
            table.half(section)
            table.word(value)
            table.word(0)
        } else {
            table.int(value)
            table.int(0)
            table.raw([UInt8(info), 0])
            table.half(section)
        }
    }

    /// Writes the tables of versions; returns their numbers.
    private mutating func addVersions() -> [String: Int] {
        var marks: [String: Int] = [:]
        var next = 2
        if !library.definedVersions.isEmpty {
            let names = [library.soname ?? "base"] + library.definedVersions
            var table = writer
            for (place, name) in names.enumerated() {
                let number = place == 0 ? 1 : next
                if place > 0 {
                    marks["=" + name] = number
                    next += 1
                }
                for half in [1, place == 0 ? 1 : 0, number, 1] { table.half(half) }
                table.number(Self.hash(name), 4)
                table.int(20)
                table.int(place + 1 < names.count ? 28 : 0)
                table.int(texts.add(name))
                table.int(0)
            }
            dynamic += [(0x6fff_fffc, add(table.bytes)), (0x6fff_fffd, names.count)]
        }
        addNeededVersions(&marks, &next)
        return marks
    }

    private mutating func addNeededVersions(_ marks: inout [String: Int], _ next: inout Int) {
        var libraries: [String] = []
        var byLibrary: [String: [FixtureLibrary.NeededVersion]] = [:]
        for version in library.neededVersions {
            if byLibrary[version.library] == nil { libraries.append(version.library) }
            byLibrary[version.library, default: []].append(version)
        }
        guard !libraries.isEmpty else { return }
        var table = writer
        for (place, name) in libraries.enumerated() {
            let versions = byLibrary[name] ?? []
            table.half(1)
            table.half(versions.count)
            table.int(texts.add(name))
            table.int(16)
            table.int(place + 1 < libraries.count ? 16 + 16 * versions.count : 0)
            for (index, version) in versions.enumerated() {
                table.number(Self.hash(version.name), 4)
                table.half(version.isWeak ? 2 : 0)
                table.half(next)
                table.int(texts.add(version.name))
                table.int(index + 1 < versions.count ? 16 : 0)
                marks[name + "@" + version.name] = next
                next += 1
            }
        }
        dynamic += [(0x6fff_fffe, add(table.bytes)), (0x6fff_ffff, libraries.count)]
    }

    /// The hash of a version's name: that of the old hash table of symbols.
    private static func hash(_ name: String) -> UInt64 {
        var value: UInt32 = 0
        for byte in name.utf8 {
            value = value << 4 &+ UInt32(byte)
            let high = value & 0xf000_0000
            value = (value ^ high >> 24) & ~high
        }
        return UInt64(value)
    }
}

extension FixtureLibrary.Symbol {
    /// Under which its version is numbered.
    fileprivate var mark: String {
        guard let version else { return "" }
        return isDefined ? "=" + version : (library ?? "") + "@" + version
    }
}
