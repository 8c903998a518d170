import ObjectFile
import Testing
import TestSupport

@Suite("Kinds of ELF images")
struct ImageKindTests {
    /// What a file is made of, and what it is then.
    struct Row: CustomTestStringConvertible {
        let testDescription: String
        var type: UInt16 = 3
        var hasInterpreter = false
        /// The entries of the dynamic section, none for no section.
        var dynamic: [(tag: UInt64, value: UInt64)] = []
        let kind: Image.Kind
        let linkage: Image.Linkage?
    }

    private static let needed: (tag: UInt64, value: UInt64) = (1, 1)
    private static let soname: (tag: UInt64, value: UInt64) = (14, 1)
    private static let pie: (tag: UInt64, value: UInt64) = (0x6fff_fffb, 0x0800_0000)
    private static let debug: (tag: UInt64, value: UInt64) = (21, 0)

    static let rows: [Row] = [
        Row(
            testDescription: "ET_EXEC alone", type: 2, kind: .executable, linkage: .static),
        Row(
            testDescription: "ET_EXEC with a loader and libraries", type: 2, hasInterpreter: true,
            dynamic: [needed], kind: .executable, linkage: .dynamic),
        Row(
            testDescription: "ET_EXEC with a loader and no library", type: 2, hasInterpreter: true,
            dynamic: [debug], kind: .executable, linkage: .dynamicWithoutLibraries),
        Row(
            testDescription: "ET_DYN with DF_1_PIE alone", dynamic: [pie], kind: .pie,
            linkage: .staticPIE),
        Row(
            testDescription: "ET_DYN with DF_1_PIE and a loader", hasInterpreter: true,
            dynamic: [needed, pie], kind: .pie, linkage: .dynamic),
        Row(
            testDescription: "ET_DYN with a loader and no DT_SONAME", hasInterpreter: true,
            dynamic: [needed], kind: .pie, linkage: .dynamic),
        Row(
            testDescription: "ET_DYN with a loader and no dynamic section", hasInterpreter: true,
            kind: .pie, linkage: .dynamicWithoutLibraries),
        Row(
            testDescription: "ET_DYN with a loader and DT_SONAME, as libc.so.6",
            hasInterpreter: true, dynamic: [needed, soname], kind: .sharedObject,
            linkage: .sharedLibrary),
        Row(
            testDescription: "ET_DYN with libraries", dynamic: [needed], kind: .sharedObject,
            linkage: .sharedLibrary),
        Row(testDescription: "ET_REL", type: 1, kind: .relocatable, linkage: nil),
        Row(testDescription: "ET_CORE", type: 4, kind: .core, linkage: nil),
        Row(testDescription: "ET_NONE", type: 0, kind: .other, linkage: nil),
        Row(
            testDescription: "a type of the system's own", type: 0xfe10, kind: .other, linkage: nil),
    ]

    private static func build(_ row: Row, _ layout: Layout) -> BuiltBinary {
        var builder = BinaryBuilder(layout)
        builder.type = row.type
        builder.segments = [.init(1)]
        if row.hasInterpreter {
            builder.sections.append(.init(".interp", 1) { writer, _ in writer.text("/ld.so") })
            builder.segments.append(.init(3, over: ".interp"))
        }
        if !row.dynamic.isEmpty {
            builder.sections.append(
                .init(".dynstr", 3) { writer, _ in writer.raw(Array("\0name\0".utf8)) })
            builder.addDynamic(
                row.dynamic.map { ($0.tag, .number($0.value)) }
                    + [(5, .address(".dynstr")), (10, .size(".dynstr"))])
            builder.segments.append(.init(2, over: ".dynamic"))
        }
        return builder.build()
    }

    @Test(
        "type, loader and dynamic section say the kind and linkage", arguments: rows,
        BinaryBuilder.layouts)
    func kinds(row: Row, layout: Layout) throws {
        let image = try Image(elf: Self.build(row, layout).file)
        #expect(image.kind == row.kind)
        #expect(image.linkage == row.linkage)
        #expect(image.layout == layout)
        #expect(image.diagnostics == [])
    }

    @Test("a program with a damaged interpreter still has one", arguments: BinaryBuilder.layouts)
    func damagedInterpreter(layout: Layout) throws {
        let row = try #require(Self.rows.first { $0.linkage == .dynamicWithoutLibraries })
        let binary = Self.build(row, layout).with("p_offset", of: 1, 0xffff_ff00)
        let image = try Image(elf: binary.file)
        #expect(image.linkage == .dynamicWithoutLibraries)
        #expect(image.interpreter.error?.code == .elfInterpreter)
        #expect(image.diagnostics.map(\.code) == [.elfInterpreter])
    }

    @Test(
        "segments that cannot be read are said, and nothing is made up",
        arguments: BinaryBuilder.layouts)
    func damagedSegments(layout: Layout) throws {
        let row = try #require(Self.rows.first { $0.linkage == .dynamic })
        let image = try Image(elf: Self.build(row, layout).with("e_phoff", 0xffff_ff00).file)
        #expect(image.diagnostics.map(\.code) == [.elfSegmentTable])
        #expect(image.linkage == nil)
    }

    @Test(
        "a dynamic section that cannot be read leaves the linkage open",
        arguments: rows.filter { !$0.dynamic.isEmpty }, BinaryBuilder.layouts)
    func damagedDynamic(row: Row, layout: Layout) throws {
        let plain = Self.build(row, layout)
        let number = row.hasInterpreter ? 2 : 1
        let image = try Image(elf: plain.with("p_offset", of: number, 0xffff_ff00).file)
        #expect(image.diagnostics.map(\.code) == [.elfDynamic])
        #expect(image.linkage == nil)
    }

    @Test("debug information has no linkage, though the header is left of the code's segment")
    func debugInformation() throws {
        var builder = BinaryBuilder(BinaryBuilder.layouts[0])
        builder.segments = [.init(1)]
        builder.type = 2
        let program = builder.build().with("e_entry", BinaryBuilder.base + 0x60)
        let whole = try Image(elf: program.file)
        #expect(whole.linkage == .static && !whole.isDebugInformation)
        let left = try Image(elf: program.with("p_filesz", of: 0, 0x40).file)
        #expect(left.linkage == nil && left.isDebugInformation)
        let row = try #require(Self.rows.first { $0.linkage == .sharedLibrary })
        let library = Self.build(row, BinaryBuilder.layouts[0])
        let number = row.hasInterpreter ? 2 : 1
        let emptied = try Image(elf: library.with("p_filesz", of: number, 0).file)
        #expect(emptied.linkage == nil && emptied.isDebugInformation)
    }

    @Test("a packed program, whose first segment is empty, has its linkage")
    func packed() throws {
        var builder = BinaryBuilder(BinaryBuilder.layouts[0])
        builder.type = 2
        builder.segments = [.init(1), .init(1)]
        let binary = builder.build().with("p_filesz", of: 0, 0)
        #expect(try Image(elf: binary.file).linkage == .static)
        let debugOnly = binary.with("p_filesz", of: 1, 0)
        #expect(try Image(elf: debugOnly.file).linkage == nil)
    }
}
