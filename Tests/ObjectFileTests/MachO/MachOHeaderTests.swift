import ObjectFile
import TestSupport
import Testing

@Suite("Mach-O header and load commands")
struct MachOHeaderTests {
    @Test("the magic tells width and byte order", arguments: MachOBuilder.layouts)
    func layouts(layout: Layout) throws {
        let header = try MachO.Header(MachOBuilder(layout).file)
        #expect(header.layout == layout)
        #expect(header.type == .executable)
        #expect(header.flags.labels == ["MH_NOUNDEFS", "MH_DYLDLINK", "MH_TWOLEVEL"])
        #expect(header.processor == (layout.is64Bit ? .x86_64 : .x86))
    }

    @Test("a file that ends inside its header is refused")
    func shortHeader() {
        let bytes = Array(MachOBuilder().build().prefix(31))
        #expect(
            throws: ParseError(
                .machOHeader, "ends at 0x20, past the end of the file (0x1f)", at: .start,
                in: "Mach-O header")
        ) { try MachO.Object(FileBytes(bytes)) }
    }

    @Test("commands come in file order with their bytes", arguments: MachOBuilder.layouts)
    func commands(layout: Layout) throws {
        var builder = MachOBuilder(layout)
        builder.commands = [
            builder.command(0x2, words: [1, 2, 3, 4]), builder.command(0x4242, words: [7, 7]),
        ]
        let object = try MachO.Object(builder.file)
        var found: [(MachO.LoadCommandType, Int, FileOffset)] = []
        try object.commands.forEach { command in
            found.append((command.type, command.size, command.offset))
            return true
        }
        let start = object.header.size
        #expect(found.map(\.0.description) == ["LC_SYMTAB", "0x4242"])
        #expect(found.map(\.1) == [24, 16])
        #expect(found.map(\.2.rawValue) == [start, start + 24])
        #expect(object.diagnostics.isEmpty)
    }

    struct Damage: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let message: String
        let change: @Sendable (inout MachOBuilder) -> Void
    }

    static let damages = [
        Damage(
            testDescription: "size 0",
            message: "load command 0 has 0 bytes, with 24 left for it (cmdsize)",
            change: { $0.commands[0].replaceSubrange(4..<8, with: [0, 0, 0, 0]) }),
        Damage(
            testDescription: "size past the others",
            message: "load command 0 has 25 bytes, with 24 left for it (cmdsize)",
            change: { $0.commands[0].replaceSubrange(4..<8, with: [25, 0, 0, 0]) }),
        Damage(
            testDescription: "more commands than there are",
            message: "load command 1 is not there: 2 are said to be, in 24 bytes",
            change: { $0.commandCount = 2 }),
        Damage(
            testDescription: "commands past the end of the file",
            message:
                "table of load commands ends at 0x100001f, past the end of the file (0x38)",
            change: { $0.commandsSize = 0xffffff }),
    ]

    @Test("damaged commands are told of, and hide no header", arguments: damages)
    func damaged(damage: Damage) throws {
        var builder = MachOBuilder()
        builder.commands = [builder.command(0x2, words: [0, 0, 0, 0])]
        damage.change(&builder)
        let object = try MachO.Object(builder.file)
        #expect(object.diagnostics.map(\.message) == [damage.message])
        #expect(object.contents.error != nil)
        #expect(object.header.type == .executable)
    }

    @Test("a command too short for its fields hides no other")
    func shortCommand() throws {
        var builder = MachOBuilder()
        builder.commands = [
            builder.command(0xc, words: []), builder.library(0xc, "/usr/lib/libSystem.B.dylib"),
        ]
        let object = try MachO.Object(builder.file)
        #expect(object.contents.libraries.map(\.name) == ["/usr/lib/libSystem.B.dylib"])
        #expect(
            object.diagnostics.map(\.message) == [
                "load command 0 has 8 bytes, too few for a LC_LOAD_DYLIB"
            ])
        #expect(object.contents.error == nil)
    }

    @Test("of a thousand damaged commands a hundred are told of")
    func manyDamaged() throws {
        var builder = MachOBuilder()
        builder.commands = [[UInt8]](repeating: builder.command(0xc, words: []), count: 1000)
        #expect(try MachO.Object(builder.file).diagnostics.count == 100)
    }
}
