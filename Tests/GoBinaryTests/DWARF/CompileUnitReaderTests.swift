import GoBinary
import ObjectFile
import TestSupport
import Testing

@Suite("Compile units of debug information")
struct CompileUnitReaderTests {
    static let forms = BinaryBuilder.layouts.flatMap { layout in
        [2, 3, 4, 5].flatMap { version in
            [false, true].map { (layout, UInt16(version), $0) }
        }
    }

    @Test("every version in every layout and both of its formats", arguments: forms)
    func versions(_ layout: Layout, _ version: UInt16, _ isWide: Bool) throws {
        var file = DebugFile(layout)
        file.abbreviate(
            7, [(0x25, 0x0e, nil), (0x13, 0x05, nil), (0x03, 0x08, nil), (0x1b, 0x0e, nil)])
        let (producer, directory) = (file.strings.add("cc 1.0"), file.strings.add("/src"))
        for name in ["a.c", "b.c"] {
            file.unit(version: version, isWide: isWide) { entry in
                entry.raw([7])
                entry.number(UInt64(producer), width: isWide ? 8 : 4)
                entry.half(0x1d)
                entry.text(name)
                entry.number(UInt64(directory), width: isWide ? 8 : 4)
            }
        }
        let units = try file.read()
        #expect(units.diagnostics.isEmpty)
        #expect(units.foreign.map(\.name) == ["a.c", "b.c"])
        #expect(units.foreign.allSatisfy { $0.producer == "cc 1.0" && $0.directory == "/src" })
        #expect(units.foreign.allSatisfy { $0.language?.description == "C11" })
        let start = file.build().places.offset(".debug_info")
        #expect(units.foreign.first?.offset.rawValue == start)
    }

    /// A form, and the bytes of a value of it, of which all but the last two are to be passed over.
    static let passed: [(form: UInt64, bytes: [UInt8])] = [
        (0x01, [1, 2, 3, 4, 5, 6, 7, 8]), (0x03, [2, 0, 9, 9]), (0x04, [1, 0, 0, 0, 9]),
        (0x05, [1, 2]), (0x06, [1, 2, 3, 4]), (0x07, [1, 2, 3, 4, 5, 6, 7, 8]),
        (0x08, [65, 0]), (0x09, [3, 1, 2, 3]), (0x0a, [2, 9, 9]), (0x0b, [1]), (0x0c, [1]),
        (0x0d, [0x80, 0x7f]), (0x0e, [0, 0, 0, 0]), (0x0f, [0xff, 0xff, 0x01]),
        (0x10, [1, 2, 3, 4]), (0x11, [1]), (0x12, [1, 2]), (0x13, [1, 2, 3, 4]),
        (0x14, [1, 2, 3, 4, 5, 6, 7, 8]), (0x15, [0x85, 1]), (0x16, [0x0b, 7]),
        (0x17, [1, 2, 3, 4]), (0x18, [1, 9]), (0x19, []), (0x1a, [0]), (0x1b, [3]),
        (0x1c, [1, 2, 3, 4]), (0x1d, [1, 2, 3, 4]), (0x1e, Array(1...16)), (0x1f, [0, 0, 0, 0]),
        (0x20, [1, 2, 3, 4, 5, 6, 7, 8]), (0x22, [1]), (0x23, [1]),
        (0x24, [1, 2, 3, 4, 5, 6, 7, 8]), (0x25, [1]), (0x26, [1, 0]), (0x27, [1, 0, 0]),
        (0x28, [1, 0, 0, 0]), (0x29, [1]), (0x2a, [1, 2]), (0x2b, [1, 2, 3]),
        (0x2c, [1, 2, 3, 4]), (0x1f01, [3]), (0x1f02, [0]), (0x1f20, [1, 2, 3, 4]),
        (0x1f21, [1, 2, 3, 4]), (0x2001, [3, 1, 2, 3, 4]),
    ]

    @Test("values of every form are passed over", arguments: passed)
    func passing(_ form: UInt64, _ bytes: [UInt8]) throws {
        var file = DebugFile()
        file.abbreviate(1, [(0x2345, form, nil), (0x21, 0x21, 5), (0x03, 0x08, nil)])
        file.unit(version: 5) { entry in
            entry.raw([1] + bytes)
            entry.text("behind.c")
        }
        let units = try file.read()
        #expect(units.diagnostics.isEmpty)
        #expect(units.foreign.map(\.name) == ["behind.c"])
    }

    @Test("references of DWARF 2 have the size of an address")
    func reference() throws {
        var file = DebugFile()
        file.abbreviate(1, [(0x2345, 0x10, nil), (0x03, 0x08, nil)])
        file.unit(version: 2) { entry in
            entry.raw([1, 1, 2, 3, 4, 5, 6, 7, 8])
            entry.text("two.c")
        }
        #expect(try file.read().foreign.map(\.name) == ["two.c"])
    }

    /// The forms of an indexed string, and how a value of it is written.
    static let indexed: [(form: UInt64, width: Int)] = [
        (0x1a, 1), (0x25, 1), (0x26, 2), (0x27, 3), (0x28, 4),
    ]

    @Test("an indexed string counts from a base that the entry names later", arguments: indexed)
    func index(_ form: UInt64, _ width: Int) throws {
        for layout in BinaryBuilder.layouts {
            var file = DebugFile(layout)
            file.abbreviate(1, [(0x03, form, nil), (0x25, 0x1f, nil), (0x72, 0x17, nil)])
            _ = file.strings.add("wrong")
            let name = file.strings.add("right.c")
            let producer = file.lineStrings.add("clang")
            for offset in [0, 0, 0, 0, 0, 1, name] as [UInt32] { file.offsets.word(offset) }
            file.unit(version: 5) { entry in
                entry.raw([1])
                entry.number(2, width: width)
                entry.word(producer)
                entry.word(16)
            }
            let units = try file.read()
            #expect(units.diagnostics.isEmpty)
            #expect(units.foreign.map(\.name) == ["right.c"])
            #expect(units.foreign.map(\.producer) == ["clang"])
        }
    }

    @Test("a language may be a constant of the abbreviation, or DWARF 6's name of it")
    func languages() throws {
        var file = DebugFile()
        file.abbreviate(1, [(0x13, 0x21, 0x21)], isLast: false)
        file.abbreviate(2, [(0x90, 0x0b, nil)], isLast: false)
        file.abbreviate(3, [(0x13, 0x05, nil)], isLast: false)
        file.abbreviate(4, [])
        file.unit { $0.raw([1]) }
        file.unit { $0.raw([2, 4]) }
        file.unit { entry in
            entry.raw([3])
            entry.half(0x9999)
        }
        file.unit { $0.raw([4]) }
        let units = try file.read()
        #expect(
            units.foreign.map { $0.language?.description } == ["C++14", "C++", "0x9999", nil])
    }

    @Test("units of types, skeletons, partial ones, empty ones and padding are passed over")
    func others() throws {
        var file = DebugFile()
        file.abbreviate(1, DebugFile.plain, isLast: false)
        file.abbreviate(2, tag: 0x3c, [], isLast: false)
        file.abbreviate(3, [(0x2130, 0x08, nil)])
        file.plainUnit("first.c")
        file.unit(version: 5, kind: 2) { $0.raw([1, 1]) }
        file.unit(version: 5, kind: 4) { $0.raw([1, 1]) }
        file.unit { $0.raw([2]) }
        file.unit { $0.raw([0]) }
        file.information.word(0)
        file.unit { entry in
            entry.raw([3])
            entry.text("split.dwo")
        }
        file.plainUnit("last.c")
        let units = try file.read()
        #expect(units.foreign.map(\.name) == ["first.c", "last.c"])
        #expect(units.diagnostics.map(\.severity) == [.note])
        #expect(
            units.diagnostics.map(\.message) == [
                "units described in other files (.dwo) are not read: 2"
            ])
    }

    @Test("units of Go are counted by compiler, and kept nowhere")
    func goProducers() throws {
        var file = DebugFile.plain("a.c")
        file.plainUnit("runtime", language: 0x16)
        file.plainUnit("main", language: 0x16)
        let built = file.build()
        let image = try Image(elf: built.file)
        let reader = CompileUnitReader(image, in: built.file)
        for units in [reader.read(), reader.goProducers()] {
            #expect(units.goProducers.map(\.name) == ["cc 1"])
            #expect(units.goProducers.map(\.count) == [2])
            let start = built.places.offset(".debug_info")
            #expect(units.goProducers.first?.offset.rawValue == start + 22)
        }
        #expect(reader.read().foreign.map(\.name) == ["a.c"])
        #expect(reader.goProducers().foreign.isEmpty)
    }

    @Test("a file without debug information has no units and nothing is wrong with it")
    func absent() throws {
        let built = BinaryBuilder.library(DebugFile().layout).build()
        let units = try DebugFile.read(built)
        #expect(units.foreign.isEmpty && units.goProducers.isEmpty && units.diagnostics.isEmpty)
    }
}
