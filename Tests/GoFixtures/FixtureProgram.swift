internal import ObjectFile

/// Writes the parts of a program around its function table.
struct FixtureProgram {
    typealias Places = FixtureELF.Places
    typealias Program = FunctionTableFixture

    private let format: Program.Format
    private let way: Program.Way
    let is64Bit: Bool
    private let isBig: Bool
    private let contents: GoProgramFixture
    /// More names of functions.
    var mentioned: [String] = []

    private static let sentence =
        "This program can only be run on AMD64 processors with v3 microarchitecture support.\n"

    init(
        _ format: Program.Format, is64Bit: Bool, isBig: Bool, _ way: Program.Way,
        _ contents: GoProgramFixture = GoProgramFixture()
    ) {
        self.contents = contents
        self.format = format
        self.is64Bit = is64Bit
        self.isBig = isBig
        self.way = way
    }

    var writer: FixtureWriter { FixtureWriter(is64Bit: is64Bit, isBig: isBig) }
    var word: Int { writer.wordSize }
    private var hasTaskList: Bool { format == .go1_20 }

    /// x86-64, i386, s390x, MIPS; and the size of the smallest instruction of each.
    private var machine: (number: Int, quantum: Int) {
        is64Bit ? (isBig ? (22, 2) : (62, 1)) : (isBig ? (8, 4) : (3, 1))
    }

    var tablePart: String { way == .symbol ? ".other" : ".gopclntab" }
    private var recordPart: String { way == .module ? ".go.module" : ".noptrdata" }

    /// A file, and where its tables lie; the first is its code.
    typealias Built = (
        bytes: [UInt8], tables: [Range<Int>], table: Range<Int>, record: Range<Int>
    )

    func build() -> Built {
        var elf = FixtureELF(
            is64Bit: is64Bit, isBig: isBig, machine: machine.number, hasSections: way != .search)
        elf.parts = [
            .init(name: ".text", flags: 6, content: text),
            .init(name: ".note.go.buildid", type: 7) { _ in note },
            .init(name: ".rodata", content: { constants(self.table($0)) }),
            .init(name: tablePart, content: { table($0).bytes }),
            .init(name: ".go.buildinfo", flags: 3) { _ in information },
            .init(name: ".go.fipsinfo", flags: 3) { sum($0, of: nil) },
            .init(name: recordPart, flags: 3, content: record),
            .init(name: ".data", flags: 3, content: data),
        ]
        if way != .search {
            elf.parts.append(
                .init(
                    name: ".symtab", type: 2, flags: 0, link: ".strtab",
                    entrySize: is64Bit ? 24 : 16, content: { symbols($0).table }))
            elf.parts.append(
                .init(name: ".strtab", type: 3, flags: 0) { symbols($0).names })
        }
        var (bytes, places) = elf.build { $0.address(".text") + 32 }
        let summed = sum(places, of: bytes)
        let start = places.offset(".go.fipsinfo")
        bytes.replaceSubrange(start..<(start + summed.count), with: summed)
        let ranges = [tablePart, recordPart].map { places.ranges[$0] ?? 0..<0 }
        return (bytes, tables(places), ranges[0], ranges[1])
    }

    /// Small pieces of the function table, so that damage hits its header as often as its records.
    private func tables(_ places: Places) -> [Range<Int>] {
        func range(_ part: String) -> Range<Int> { places.ranges[part] ?? 0..<0 }
        let table = range(tablePart)
        var found = [range(".text"), table.lowerBound..<(table.lowerBound + 72)]
        for start in stride(from: table.lowerBound, to: table.upperBound, by: 256) {
            found.append(start..<min(start + 256, table.upperBound))
        }
        let others = [".rodata", recordPart, recordPart, ".data", ".data", ".go.fipsinfo"]
        return found + others.map(range)
    }

    private func table(_ places: Places) -> FixtureTable {
        let hasHeaderText = way == .section || way == .module && format != .go1_20
        let text = places.address(".text")
        let tree = places.address(".rodata") + treeStart
        let hasDistances = format == .go1_18 || format == .go1_20
        return FixtureTable(
            format: format, writer: writer, quantum: machine.quantum,
            headerText: hasHeaderText ? text : 0, text: text,
            tree: hasDistances ? treeStart - 8 : tree, address: places.address(tablePart),
            contents: contents, mentioned: mentioned)
    }

    /// Code: nothing but what the start-up code of amd64 loads.
    private func text(_ places: Places) -> [UInt8] {
        var text = writer
        text.raw([UInt8](repeating: 0x90, count: 32))
        text.raw([0x48, 0x8d, 0x05])
        let next = places.address(".text") + 32 + 7
        text.int(places.address(".rodata") + sentenceStart - next)
        text.raw([UInt8](repeating: 0xcc, count: 32 * contents.functions.count - 39))
        return text.bytes
    }

    private var note: [UInt8] {
        var note = writer
        for number in [4, 16, 4] { note.int(number) }
        note.raw(Array("Go\0\0id/id/id/id/id/i".utf8))
        return note.bytes
    }

    // The constants: a word, the tree of inlined calls, a text, the sentence.
    private var treeStart: Int { 16 }
    private var treeSize: Int { format == .go1_20 ? 32 : 40 }
    private var versionStart: Int { treeStart + treeSize }
    private var sentenceStart: Int { versionStart + Program.version.utf8.count }

    private func constants(_ table: FixtureTable) -> [UInt8] {
        var constants = writer
        constants.raw([UInt8](repeating: 1, count: treeStart))
        for (index, name) in table.inlinedNames.enumerated() {
            let code = [4, 10][index]
            guard format != .go1_20 else {
                for field in [0, name, code, 30 + index] { constants.int(field) }
                continue
            }
            constants.half(index - 1)
            constants.raw([0, 0])
            let fields = [table.isFirst ? 3 : 0, 71 + index, name, code]
            for field in fields { constants.int(field) }
        }
        constants.raw(Array(Program.version.utf8) + Array(Self.sentence.utf8))
        return constants.bytes
    }

    private var information: [UInt8] {
        let frame = [UInt8](repeating: 0x30, count: 16)
        let modules = frame + Array(contents.modules.utf8) + frame
        let version = Array(contents.goVersion.utf8)
        let magic = [0xff] + Array(" Go buildinf:".utf8)
        return magic + [8, 2] + [UInt8](repeating: 0, count: 16) + [UInt8(version.count)] + version
            + [UInt8(modules.count & 0x7f | 0x80), UInt8(modules.count >> 7)] + modules
    }

    /// What FIPS 140 mode checks: some of each part, and nothing of the constants without pointers.
    private func sum(_ places: Places, of bytes: [UInt8]?) -> [UInt8] {
        let (text, constants) = (places.address(".text"), places.address(".rodata"))
        let data = places.address(".data")
        let ranges = [
            text + 64..<text + 128, constants..<constants + 16, data..<data, data..<data + 16,
        ]
        var digest = HMACSHA256(key: [UInt8](repeating: 0, count: 32))
        let title = Array("go fips object v1\n".utf8)
        digest.update(title.span)
        for range in ranges {
            let length = [UInt8](repeating: 0, count: 7) + [UInt8(range.count)]
            digest.update(length.span)
            let start = range.lowerBound - FixtureELF.base
            let part = bytes.map { Array($0[start..<(start + range.count)]) } ?? []
            digest.update(part.span)
        }
        var result = writer
        result.raw([0xff] + Array(" Go fipsinfo ".utf8) + [0xff, 0] + digest.digest())
        result.word(places.address(".go.fipsinfo"))
        for range in ranges {
            result.word(range.lowerBound)
            result.word(range.upperBound)
        }
        return result.bytes
    }

    /// The runtime's record of the program, as Go 1.20 has it, with the init tasks of Go 1.21.
    private func record(_ places: Places) -> [UInt8] {
        var record = writer
        let (text, end) = (places.address(".text"), places.end(".text"))
        record.word(places.address(tablePart))
        for _ in 0..<19 { record.word(0) }
        for value in [text, end, text, end] { record.word(value) }
        for _ in 0..<16 { record.word(0) }
        record.word(places.address(".rodata") + 8)
        for _ in 0..<20 { record.word(0) }
        let list = places.address(".data") + listStart
        for value in hasTaskList ? [list, 2, 2] : [0, 0, 0] { record.word(value) }
        for _ in 0..<8 { record.word(0) }
        return record.bytes
    }

    // The data: a text, the list of init tasks, that of the runtime's, and the two tasks.
    private var listStart: Int { 16 }
    private var runtimeStart: Int { listStart + 2 * word }
    var taskStart: Int { runtimeStart + 3 * word }
    var secondTaskStart: Int { taskStart + (hasTaskList ? 8 : 3 * word) + word }

    private func data(_ places: Places) -> [UInt8] {
        var data = writer
        let own = places.address(".data")
        let text = places.address(".text")
        data.word(places.address(".rodata") + versionStart)
        data.word(Program.version.utf8.count)
        if !is64Bit { data.raw([UInt8](repeating: 0, count: 8)) }
        data.word(own + taskStart)
        data.word(own + secondTaskStart)
        for value in [own + listStart, 1, 1] { data.word(value) }
        task(&data, needs: [], [text + 32 * 2])
        // The variables of a package come before what its sources call init.
        task(&data, needs: [own + taskStart], [text + 32 * 11, text + 32 * 5])
        return data.bytes
    }

    private func task(_ data: inout FixtureWriter, needs: [Int], _ functions: [Int]) {
        if hasTaskList {
            for number in [0, functions.count] { data.int(number) }
        } else {
            for number in [0, needs.count, functions.count] + needs { data.word(number) }
        }
        for function in functions { data.word(function) }
    }
}
