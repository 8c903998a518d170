import GoBinary
import ObjectFile
import TestSupport
import Testing

@Suite("Damaged debug information")
struct DamagedUnitsTests {
    @Test(
        "a length that lies hides no unit before it",
        arguments: [
            (lie: 1, "past the end of its section"), (lie: 1 << 20, "past the end of its section"),
            (lie: 0xffff_ffe0, "has a length of 0xfffffff"),
        ] as [(lie: UInt64, String)])
    func length(_ lie: UInt64, _ message: String) throws {
        var file = DebugFile.plain("a.c", "b.c")
        file.unit(lie: lie) { $0.raw([UInt8](repeating: 0, count: 10)) }
        let units = try file.read()
        #expect(units.foreign.map(\.name) == ["a.c", "b.c"])
        #expect(units.diagnostics.map(\.code) == [.dwarf])
        #expect(units.diagnostics.first?.structure == "debug information unit 2")
        #expect(units.diagnostics.first?.message.contains(message) == true)
    }

    @Test("a length of 64 bits cannot overflow")
    func wideLength() throws {
        var file = DebugFile.plain("a.c")
        for length in [UInt64.max, .max - 11, .max - 40, 1 << 63] as [UInt64] {
            var lying = file
            lying.information.word(0xffff_ffff)
            lying.information.extendedWord(length)
            #expect(try lying.read().foreign.map(\.name) == ["a.c"])
            #expect(try lying.read().diagnostics.count == 1)
        }
        file.information.raw([0xff, 0xff])
        #expect(try file.read().foreign.map(\.name) == ["a.c"])
        #expect(try file.read().diagnostics.count == 1)
    }

    /// A unit that is wrong, between two that are not.
    private func surrounded(
        _ change: (inout DebugFile) -> Void
    ) throws -> (names: [ByteString], diagnostics: [Diagnostic]) {
        var file = DebugFile()
        file.abbreviate(1, DebugFile.plain, isLast: false)
        // A form that is none, one that stands for another without end, and a constant in there.
        file.abbreviate(2, [(0x2345, 0x7f, nil), (0x03, 0x08, nil)], isLast: false)
        file.abbreviate(3, [(0x03, 0x08, nil), (0x2345, 0x16, nil)], isLast: false)
        file.abbreviate(4, [(0x03, 0x0e, nil), (0x25, 0x08, nil)], isLast: false)
        file.abbreviate(5, [(0x03, 0x1a, nil), (0x72, 0x17, nil)])
        file.plainUnit("a.c")
        change(&file)
        file.plainUnit("z.c")
        let units = try file.read()
        return (units.foreign.map(\.name), units.diagnostics)
    }

    @Test("a unit that cannot be read hides no other")
    func damaged() throws {
        let units: [(String, (inout DebugFile) -> Void)] = [
            ("version 0", { $0.unit(version: 0) { $0.raw([1]) } }),
            ("addresses of 3 bytes", { $0.unit(addressSize: 3) { $0.raw([1]) } }),
            ("has no abbreviation 99", { $0.unit { $0.raw([99, 0]) } }),
            ("are said to start at", { $0.unit(abbreviations: 0x10000) { $0.raw([1]) } }),
            ("has no entry", { $0.unit { _ in } }),
            ("ends", { $0.information.raw([1, 0, 0, 0, 4]) }),
            ("ends", { $0.unit { $0.raw([0xff, 0xff, 0xff]) } }),
        ]
        for (message, add) in units {
            let (names, diagnostics) = try surrounded(add)
            #expect(names == ["a.c", "z.c"], "\(message)")
            #expect(diagnostics.count == 1)
            #expect(diagnostics.first?.message.contains(message) == true, "\(diagnostics)")
            #expect(diagnostics.first?.offset != nil)
        }
    }

    @Test("what stands in front of an unknown form or of the unit's end is kept")
    func kept() throws {
        let (unknown, first) = try surrounded { $0.unit { $0.raw([2, 1]) } }
        #expect(unknown == ["a.c", "", "z.c"])
        #expect(first.first?.message.contains("form 0x7f") == true)
        for form: UInt8 in [0x16, 0x21, 0x7e] {
            let (indirect, second) = try surrounded { $0.unit { $0.raw([3, 98, 0, form, 1]) } }
            #expect(indirect == ["a.c", "b", "z.c"])
            #expect(second.count == 1)
        }
        let (short, third) = try surrounded { $0.unit { $0.raw([3, 98, 0]) } }
        #expect(short == ["a.c", "b", "z.c"])
        #expect(third.count == 1)
    }

    @Test("a string outside of its section is empty, and the rest is there")
    func strings() throws {
        let (names, diagnostics) = try surrounded { file in
            file.unit { entry in
                entry.raw([4])
                entry.word(0x7fff_ffff)
                entry.text("cc")
            }
        }
        #expect(names == ["a.c", "", "z.c"])
        #expect(diagnostics.map(\.code) == [.dwarfStrings])
        for (index, base) in [(0x7f, 0), (0, 0x7fff_ffff), (1, UInt32.max)] as [(UInt8, UInt32)] {
            let (names, diagnostics) = try surrounded { file in
                file.offsets.word(0)
                file.unit(version: 5) { entry in
                    entry.raw([5, index])
                    entry.word(base)
                }
            }
            #expect(names == ["a.c", "", "z.c"])
            #expect(diagnostics.map(\.code) == [.dwarfStrings])
        }
    }

    @Test("numbers without end are errors, in the entry and in the abbreviations")
    func endless() throws {
        var file = DebugFile.plain("a.c")
        file.abbreviations = [UInt8](repeating: 0x80, count: 1 << 18)
        let units = try file.read()
        #expect(units.foreign.isEmpty)
        #expect(units.diagnostics.map(\.code) == [.dwarfAbbreviations])
        let (names, diagnostics) = try surrounded { file in
            file.unit { $0.raw([UInt8](repeating: 0xff, count: 100_000)) }
        }
        #expect(names == ["a.c", "z.c"])
        #expect(diagnostics.count == 1)
    }

    @Test("an abbreviation far behind others is found, and one of too many attributes is a limit")
    func abbreviations() throws {
        var file = DebugFile()
        for code in UInt64(2)..<5000 { file.abbreviate(code, DebugFile.plain, isLast: false) }
        file.abbreviate(1, DebugFile.plain)
        file.plainUnit("far.c")
        #expect(try file.read().foreign.map(\.name) == ["far.c"])
        var wide = DebugFile()
        wide.abbreviate(1, [DebugFile.Attribute](repeating: (0x21, 0x19, nil), count: 5000))
        wide.unit { $0.raw([1]) }
        #expect(try wide.read().diagnostics.map(\.code) == [.limit])
    }

    @Test("a version of the future is said to be so, and is no error")
    func future() throws {
        let (names, diagnostics) = try surrounded { $0.unit(version: 6) { $0.raw([1]) } }
        #expect(names == ["a.c", "z.c"])
        #expect(diagnostics.map(\.severity) == [.warning])
    }

    @Test("without abbreviations there is one error and no unit")
    func noAbbreviations() throws {
        let built = DebugFile.plain("a.c").build().with("sh_type", of: ".debug_abbrev", 8)
        let units = try DebugFile.read(built)
        #expect(units.foreign.isEmpty)
        #expect(units.diagnostics.map(\.code) == [.dwarfAbbreviations])
    }

    @Test("many faults are counted, not listed")
    func faults() throws {
        var file = DebugFile.plain()
        for _ in 0..<1000 { file.unit(version: 1) { $0.raw([1]) } }
        let units = try file.read()
        #expect(units.diagnostics.count == 9)
        #expect(units.diagnostics.last?.message == "debug information has 992 more faults")
    }

    @Test("units in great number are a limit, and those before it are kept")
    func many() throws {
        var file = DebugFile()
        file.abbreviate(1, [])
        for _ in 0..<20_000 { file.unit { $0.raw([1]) } }
        let units = try file.read()
        #expect(units.foreign.count > 4096 && units.foreign.count < 5000)
        #expect(units.diagnostics.map(\.code) == [.limit])
    }

    @Test("units that repeat a long list of attributes cost no more than the file")
    func attributes() throws {
        var file = DebugFile()
        // Go's, as other units would reach their own limit first.
        let language: DebugFile.Attribute = (0x13, 0x21, 0x16)
        let more = [DebugFile.Attribute](repeating: (0x21, 0x19, nil), count: 1000)
        file.abbreviate(1, [language] + more)
        for _ in 0..<50_000 { file.unit { $0.raw([1]) } }
        let clock = ContinuousClock()
        let time = try clock.measure {
            let units = try file.read()
            #expect(units.diagnostics.map(\.code) == [.limit])
            #expect(units.goProducers.count == 1)
        }
        #expect(time < .seconds(20))
    }

    @Test("no byte set to anything, and no length, stops the reader")
    func mutations() throws {
        var file = DebugFile.plain("a.c")
        file.abbreviate(2, [(0x03, 0x0e, nil), (0x13, 0x05, nil)])
        file.unit(version: 5, abbreviations: 0) { $0.raw([1, 12, 65, 0, 66, 0]) }
        let built = file.build()
        let places = ["info", "abbrev", "str"].flatMap { name in
            let start = Int(built.places.offset(".debug_" + name))
            return start..<(start + Int(built.places.size(".debug_" + name)))
        }
        for place in places {
            for value: UInt8 in [0, 1, 0x16, 0x21, 0x7f, 0x80, 0xff] {
                _ = try DebugFile.read(built.with(UInt64(value), width: 1, at: UInt64(place)))
            }
        }
        for name in [".debug_info", ".debug_abbrev", ".debug_str"] {
            for size in [0, 1, 10, .max, 1 << 40] as [UInt64] {
                _ = try DebugFile.read(built.with("sh_size", of: name, size))
            }
        }
    }
}
