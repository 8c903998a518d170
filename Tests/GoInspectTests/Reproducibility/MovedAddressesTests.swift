import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

/// A program of arm64 with a string variable whose text is among other data, and code that refers to
/// data by `ADRP` and what follows it.
private struct MovedProgram {
    typealias Content = @Sendable (inout TestSupport.ByteWriter, BinaryBuilder.Places) -> Void

    /// What comes in front of the text of the variable, the text itself, and what comes after.
    var front: [UInt8] = []
    var text = ""
    var back: [UInt8] = []
    var machine: UInt16 = 183
    var isBigEndian = false
    /// A variable in the data behind, and how far from its start.
    var variable: (name: String, place: UInt64)?
    /// Data that lies behind all that.
    var table: Content = { writer, _ in writer.raw(numbered(64)) }
    var code: Content = { writer, _ in writer.raw(numbered(64)) }

    func build() -> BuiltBinary {
        var builder = BinaryBuilder(
            Layout(is64Bit: true, byteOrder: isBigEndian ? .big : .little))
        builder.machine = machine
        builder.segments = [.init(1)]
        let bytes = front + Array(text.utf8) + back
        let (start, count) = (UInt64(front.count), UInt64(text.utf8.count))
        builder.sections = [
            .init(".text", 1, flags: 6, code),
            .init(".rodata", 1) { writer, _ in writer.raw(bytes) },
            .init(".data", 1, flags: 3) { writer, places in
                writer.extendedWord(places.address(".rodata") + start)
                writer.extendedWord(count)
            },
            .init(".table", 1, flags: 3, table),
        ]
        if let variable { builder.sections += Self.symbols(variable.name, variable.place) }
        return builder.build()
    }

    private static func symbols(_ name: String, _ place: UInt64) -> [BinaryBuilder.Section] {
        [
            .init(".symtab", 2, flags: 0, link: ".strtab", entrySize: 24) { writer, places in
                writer.raw([UInt8](repeating: 0, count: 24))
                // `st_name`, `st_info`, `st_other`, `st_shndx`, `st_value`, `st_size`
                writer.raw([1, 0, 0, 0, 0x11, 0, 4, 0])
                writer.extendedWord(places.address(".table") + place)
                writer.extendedWord(8)
            },
            .init(".strtab", 3, flags: 0) { writer, _ in writer.raw([0] + name.utf8 + [0]) },
        ]
    }
}

/// Words that do not repeat and are no addresses.
private func numbered(_ count: Int, _ first: UInt64 = 1) -> [UInt8] {
    (0..<UInt64(count / 8)).flatMap { index in
        let number = (first + index) &* 0x9e37_79b9_7f4a_7c15 | 1 << 63
        return (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}

/// `ADRP` for an address, in the register 0.
private func adrp(of target: UInt64, at place: UInt64) -> UInt32 {
    let pages = UInt32(truncatingIfNeeded: (target >> 12) &- (place >> 12))
    return 0x9000_0000 | (pages & 3) << 29 | (pages >> 2 & 0x7ffff) << 5
}

/// `ADD` of the lower bits of an address to the register 0.
private func add(_ target: UInt64) -> UInt32 { 0x9100_0000 | UInt32(target & 0xfff) << 10 }

/// `LDR` from the lower bits of an address, to the register 17.
private func load(_ target: UInt64) -> UInt32 { 0xf940_0011 | (UInt32(target & 0xfff) / 8) << 10 }

@Suite("What lies elsewhere in another build")
struct MovedAddressesTests {
    private func found(_ old: MovedProgram, _ new: MovedProgram) -> Reproduction {
        Reproduction(old.build().file, new.build().file)
    }

    private func sections(
        _ found: Reproduction, _ relation: Reproduction.Part.Relation
    ) -> [String] {
        found.parts.filter { $0.relation == relation }.map(\.section)
    }

    @Test("is found in stubs that are like their neighbours elsewhere")
    func stubs() {
        // Each stub of the new file has the bytes of another one in the old file.
        var old = MovedProgram()
        old.table = { writer, _ in writer.raw(numbered(400)) }
        old.code = { writer, places in
            for index in UInt64(0)..<50 {
                let target = places.address(".table") + index * 8
                let place = places.address(".text") + index * 12
                writer.word(adrp(of: target, at: place))
                writer.word(load(target))
                writer.word(0xd61f_0220)
            }
        }
        var new = old
        (old.text, new.text) = ("1.2.3", "1.2.3-beta" + String(repeating: "x", count: 0x90))
        let found = found(old, new)
        #expect(found.causes.map(\.kind) == [.variable])
        #expect(sections(found, .unexplained) == [])
        #expect(sections(found, .follows).contains(".text"))
    }

    /// Zeros lie between a text that moved behind them and what stayed where it was.
    private func zeros(target: UInt64, newTarget: UInt64) -> (MovedProgram, MovedProgram) {
        func program(_ target: UInt64) -> MovedProgram {
            var program = MovedProgram()
            program.code = { writer, places in
                let target = places.address(".rodata") + target
                writer.word(adrp(of: target, at: places.address(".text")))
                writer.word(add(target))
            }
            return program
        }
        let numbers = numbered(120, 9)
        let zeros = [UInt8](repeating: 0, count: 16)
        let tail = numbered(24, 99)
        var (old, new) = (program(target), program(newTarget))
        (old.front, old.text) = (numbered(8), "1.2.3")
        old.back = [0, 0, 0] + numbers + zeros + tail
        new.front = numbered(8) + numbers
        (new.text, new.back) = ("1.2.3-beta", Array(zeros.prefix(14)) + tail)
        return (old, new)
    }

    @Test("is taken for the same where only zeros can be meant")
    func zeros() {
        let (old, new) = zeros(target: 136, newTarget: 144)
        let found = found(old, new)
        #expect(found.causes.map(\.kind) == [.variable])
        #expect(sections(found, .unexplained) == [])
    }

    @Test("is not taken for the same where other things are meant")
    func others() {
        let (old, new) = zeros(target: 136, newTarget: 16)
        let found = found(old, new)
        #expect(found.causes.map(\.kind) == [.variable, .unexplained])
        #expect(sections(found, .unexplained) == [".text"])
    }

    /// Code that refers to a variable among zeros, which lies elsewhere in the new file.
    private func variables(_ name: String, _ newName: String) -> Reproduction {
        func program(_ text: String, _ name: String, _ place: UInt64) -> MovedProgram {
            var program = MovedProgram()
            (program.text, program.variable) = (text, (name, place))
            program.table = { writer, _ in writer.raw([UInt8](repeating: 0, count: 128)) }
            program.code = { writer, places in
                let target = places.address(".table") + place
                writer.word(adrp(of: target, at: places.address(".text")))
                writer.word(add(target))
            }
            return program
        }
        return found(program("1.2.3", name, 32), program("1.2.4", newName, 48))
    }

    @Test("is known by the names of variables")
    func variableNames() {
        let same = variables("main.x", "main.x")
        #expect(same.causes.map(\.kind) == [.variable])
        #expect(sections(same, .follows).contains(".text"))
        let other = variables("main.x", "main.y")
        #expect(sections(other, .unexplained).contains(".text"))
    }

    @Test("is not a page further on where nothing was put in")
    func page() {
        func program(_ page: UInt64, _ text: String) -> MovedProgram {
            var program = MovedProgram()
            program.text = text
            program.table = { writer, _ in writer.raw(numbered(0x3000)) }
            program.code = { writer, places in
                let target = places.address(".table") + page
                writer.word(adrp(of: target, at: places.address(".text")))
                writer.word(add(target))
            }
            return program
        }
        let same = found(program(0, "1.2.3"), program(0, "1.2.4"))
        #expect(same.causes.map(\.kind) == [.variable])
        let other = found(program(0, "1.2.3"), program(0x1000, "1.2.4"))
        #expect(other.causes.map(\.kind) == [.variable, .unexplained])
    }

    @Test("is found in tables behind what was filled up otherwise")
    func filling() {
        // The table starts at the same place, and the first of its words follows the text.
        func program(_ text: String, _ zeros: Int, _ moved: UInt64) -> MovedProgram {
            var program = MovedProgram()
            program.text = text
            program.back = [UInt8](repeating: 0, count: 8 - text.utf8.count % 8) + numbered(64)
            program.table = { writer, places in
                writer.raw(numbered(64 - zeros, 70) + [UInt8](repeating: 0, count: zeros))
                writer.extendedWord(places.address(".rodata") + moved)
                for index in UInt64(0)..<3 {
                    writer.extendedWord(places.address(".text") + index * 8)
                }
                writer.raw(numbered(64, 200))
            }
            return program
        }
        let found = found(program("1.2.3", 24, 16), program("1.2.3-beta-4", 24, 24))
        #expect(found.causes.map(\.kind) == [.variable])
        #expect(sections(found, .unexplained) == [])
    }

    @Test("may be in code whose instructions are not known")
    func unknown() {
        var old = MovedProgram()
        old.machine = 22
        old.isBigEndian = true
        var new = old
        (old.text, new.text) = ("1.2.3", "1.2.3-beta-and-more")
        new.code = { writer, _ in writer.raw(numbered(32) + numbered(32, 50)) }
        let found = found(old, new)
        #expect(found.causes.map(\.kind) == [.variable])
        #expect(sections(found, .mayFollow) == [".text"])
    }

    @Test("may be a whole section that comes behind others now")
    func order() {
        func file(_ names: [String]) -> BuiltBinary {
            var builder = BinaryBuilder(Layout(is64Bit: true, byteOrder: .little))
            builder.sections = names.enumerated().map { index, name in
                let first = UInt64(name.utf8.count * 100)
                return .init(name, 1) { writer, _ in writer.raw(numbered(64, first)) }
            }
            return builder.build()
        }
        let old = file([".one", ".three", ".fifteen"])
        let new = file([".three", ".fifteen", ".one"])
        let found = Reproduction(old.file, new.file)
        let part = found.parts.first { $0.section == ".one" }
        #expect(part?.old?.size == 64)
        #expect(part?.old?.offset.rawValue == old.places.offset(".one"))
        #expect(part?.new?.offset.rawValue == new.places.offset(".one"))
        #expect(found.causes.map(\.kind) == [.unexplained])
    }
}

@Suite("Parts and ranges of memory")
struct MemoryMapTests {
    private let map = MemoryMap([
        Self.memory("b", 100, 200), Self.memory("c", 208, 300), Self.memory("a", 10, 20),
        Self.memory("empty", 208, 208),
    ])

    private static func memory(_ name: String, _ start: UInt64, _ end: UInt64) -> MemoryRange {
        MemoryRange(name: name, start: start, end: end, isCode: false, isWritable: false)
    }

    @Test(
        "are found by address, or by the end that they are close to",
        arguments: [
            (9, nil), (10, "a"), (19, "a"), (20, "a"), (84, "a"), (99, nil), (100, "b"),
            (204, "b"), (208, "c"), (299, "c"), (364, "c"), (365, nil), (UInt64.max, nil),
        ] as [(UInt64, String?)])
    func lookup(_ address: UInt64, _ name: String?) {
        #expect(map.range(of: address)?.name == name)
    }

    @Test("are told of a whole page")
    func names() {
        #expect(Set(map.names(from: 90, count: 120)) == ["b", "c", "empty"])
        #expect(map.names(from: 500, count: 4096).isEmpty)
    }

    @Test(
        "keep their order where as few as can be moved",
        arguments: [
            ([], []), ([3], [0]), ([0, 1, 2], [0, 1, 2]), ([3, 0, 1, 2], [1, 2, 3]),
            ([1, 2, 3, 0], [0, 1, 2]), ([2, 1, 0], [2]),
        ] as [([Int], Set<Int>)])
    func rise(_ numbers: [Int], _ kept: Set<Int>) { #expect(numbers.longestRise == kept) }
}
