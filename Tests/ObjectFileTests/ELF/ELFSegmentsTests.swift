import ObjectFile
import Testing
import TestSupport

@Suite("ELF segments")
struct ELFSegmentsTests {
    @Test("every segment is what libelf reads")
    func libelf() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let segments = try ELF.Object(try file.file()).segments
            mismatches.compare(segments.error, nil, file.name)
            mismatches.compare(
                each: (segments.value ?? []).map(LibElf.Segment.init),
                LibElf(try file.bytes()).segments, file.name)
        }
        mismatches.expectNone()
    }

    @Test("a built file is what libelf reads", arguments: BinaryBuilder.layouts, [0, 8])
    func built(layout: Layout, extraHeaderBytes: Int) throws {
        var builder = BinaryBuilder.library(layout)
        builder.extraHeaderBytes = extraHeaderBytes
        let binary = builder.build()
        let segments = try #require(try ELF.Object(binary.file).segments.value)
        #expect(segments.map(\.type) == [.load, .interpreter, .dynamic, .note])
        // libelf takes entries for as long as their structure is, whatever e_phentsize says.
        if extraHeaderBytes == 0 {
            #expect(segments.map(LibElf.Segment.init) == LibElf(binary.bytes).segments)
        }
    }

    struct Damage: CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (BuiltBinary) -> BuiltBinary
        let message: @Sendable (BuiltBinary) -> String
    }

    private static func past(_ end: UInt64, _ binary: BuiltBinary) -> String {
        "ends at \(hexadecimal(end)), past the end of the file (\(hexadecimal(binary.bytes.count)))"
    }

    static let damages = [
        Damage(
            testDescription: "one byte short",
            change: { $0.cut(to: $0.value("e_phoff") + 4 * $0.value("e_phentsize") - 1) },
            message: { past(UInt64($0.bytes.count) + 1, $0) }),
        Damage(
            testDescription: "greatest count",
            change: { $0.with("e_phnum", 0xfffe) },
            message: { past($0.value("e_phoff") + 0xfffe * $0.value("e_phentsize"), $0) }),
        Damage(
            testDescription: "greatest offset",
            change: { $0.with("e_phoff", $0.layout.is64Bit ? .max : 0xffff_ffff) },
            message: {
                $0.layout.is64Bit
                    ? "has 4 entries: more than any file can hold"
                    : past(0xffff_ffff + 4 * 32, $0)
            }),
        Damage(
            testDescription: "entries a byte too small",
            change: { $0.with("e_phentsize", $0.value("e_phentsize") - 1) },
            message: {
                let size = $0.value("e_phentsize")
                return "has entries of \(size) bytes, not \(size + 1) (e_phentsize)"
            }),
    ]

    @Test("damage is said with its place", arguments: damages, BinaryBuilder.layouts)
    func damage(damage: Damage, layout: Layout) throws {
        let binary = damage.change(BinaryBuilder.library(layout).build())
        let object = try ELF.Object(binary.file)
        let error = ParseError(
            .elfSegmentTable, damage.message(binary),
            at: FileOffset(rawValue: binary.value("e_phoff")), in: "segment header table")
        #expect(object.segments.error == error)
        #expect(object.interpreter.error == nil)
        #expect(object.dynamic.error == nil)
    }

    @Test("a file without segments has none, which is no error", arguments: BinaryBuilder.layouts)
    func none(layout: Layout) throws {
        let object = try ELF.Object(BinaryBuilder(layout).build().file)
        #expect(object.segments == .absent)
        #expect(object.addresses.isEmpty)
    }

    @Test("the first of overlapping segments maps an address")
    func overlap() throws {
        var builder = BinaryBuilder.library(BinaryBuilder.layouts[0])
        builder.segments.insert(.init(1, over: ".interp"), at: 0)
        let binary = builder.build().with("p_vaddr", of: 0, BinaryBuilder.base)
        let object = try ELF.Object(binary.file)
        let interp = binary.places.offset(".interp")
        let base = VirtualAddress(rawValue: BinaryBuilder.base)
        #expect(object.addresses.bytes(from: base)?.offset.rawValue == interp)
        let after = VirtualAddress(rawValue: BinaryBuilder.base + binary.places.size(".interp"))
        #expect(object.addresses.bytes(from: after)?.offset.rawValue == 13)
    }

    @Test("the interpreter ends at its zero, or with the segment", arguments: BinaryBuilder.layouts)
    func interpreter(layout: Layout) throws {
        let binary = BinaryBuilder.library(layout).build()
        #expect(try ELF.Object(binary.file).interpreter == .known("/lib/ld.so.1"))
        let short = binary.with("p_filesz", of: 1, 4)
        #expect(try ELF.Object(short.file).interpreter == .known("/lib"))
        let empty = binary.with("p_filesz", of: 1, 0)
        #expect(try ELF.Object(empty.file).interpreter == .absent)
        let long = binary.with("p_filesz", of: 1, 70000)
        #expect(
            try ELF.Object(long.file).interpreter
                == .unreadable(
                    ParseError(
                        .elfInterpreter, "is a path of 70000 bytes",
                        at: FileOffset(rawValue: binary.places.offset(".interp")),
                        in: "interpreter")))
    }
}

extension LibElf.Segment {
    /// The same fields as goelf reads them.
    init(_ segment: ELF.Segment) {
        self.init()
        type = segment.type.rawValue
        flags = segment.flags.rawValue
        offset = segment.offset.rawValue
        vaddr = segment.address.rawValue
        paddr = segment.physicalAddress.rawValue
        filesz = segment.fileSize
        memsz = segment.memorySize
        align = segment.alignment
    }
}
