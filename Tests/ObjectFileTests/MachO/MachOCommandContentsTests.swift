import ObjectFile
import TestSupport
import Testing

@Suite("What Mach-O load commands tell")
struct MachOCommandContentsTests {
    @Test("each kind of library", arguments: MachOBuilder.layouts)
    func libraries(layout: Layout) throws {
        var builder = MachOBuilder(layout)
        let kinds: [(UInt32, MachO.Library.Kind)] = [
            (0xc, .load), (0x8000_0018, .weak), (0x8000_001f, .reexport), (0x20, .lazy),
            (0x8000_0023, .upward),
        ]
        builder.commands = kinds.map { type, kind in
            builder.library(
                type, "@rpath/\(kind.rawValue).dylib", current: 0x54f_0302, compatible: 0x1_0000)
        }
        builder.commands.append(builder.library(0xd, "/opt/libself.dylib"))
        let contents = try MachO.Object(builder.file).contents
        #expect(contents.libraries.map(\.kind) == kinds.map(\.1))
        #expect(contents.libraries.map(\.name.text) == kinds.map { "@rpath/\($0.1).dylib" })
        #expect(contents.libraries.map(\.currentVersion.description).first == "1359.3.2")
        #expect(contents.libraries.map(\.compatibilityVersion.description).first == "1.0")
        #expect(contents.identity?.name == "/opt/libself.dylib")
    }

    @Test("a name that starts behind its command is refused")
    func nameOutside() throws {
        var builder = MachOBuilder()
        var command = builder.library(0xc, "libx")
        command[8] = 200
        builder.commands = [command]
        let object = try MachO.Object(builder.file)
        #expect(object.contents.libraries.isEmpty)
        #expect(
            object.diagnostics.map(\.message) == [
                "load command 0 has 32 bytes, and a text that starts behind them"
            ])
    }

    @Test("a name without an end ends with its command")
    func nameWithoutEnd() throws {
        var builder = MachOBuilder()
        builder.commands = [
            builder.command(0x8000_001c) { out in
                out.word(12)
                out.raw(Array("12345678abcd".utf8))
            }
        ]
        #expect(try MachO.Object(builder.file).contents.runPaths == ["12345678abcd"])
    }

    @Test("the flags of a newer command say how the library is loaded")
    func libraryUses() throws {
        var builder = MachOBuilder()
        let uses: [(UInt32, UInt32, MachO.Library.Kind)] = [
            (0xc, 0, .load), (0xc, 1, .weak), (0x8000_0018, 1, .weak), (0x8000_001f, 2, .reexport),
            (0xc, 4, .upward), (0xc, 8, .load), (0x8000_0018, 3, .reexport),
        ]
        builder.commands = uses.map { type, flags, _ in
            builder.command(type) { out in
                for word in [28, 0x1a74_1800, 0x2_0000, 0x1_0000, flags] { out.word(word) }
                out.text("/l/x.dylib")
            }
        }
        let libraries = try MachO.Object(builder.file).contents.libraries
        #expect(libraries.map(\.kind) == uses.map(\.2))
        #expect(libraries.allSatisfy { $0.name == "/l/x.dylib" })
        #expect(libraries.allSatisfy { $0.currentVersion.description == "2.0" })
    }

    @Test("platform, versions and tools of both kinds of command")
    func versions() throws {
        var builder = MachOBuilder()
        builder.commands = [
            builder.command(0x32, words: [6, 0xd_0000, 0x1a_0201, 1, 4, 0x13_0107]),
            builder.command(0x24, words: [0xa_0f00, 0]),
        ]
        let versions = try MachO.Object(builder.file).contents.buildVersions
        #expect(versions.map(\.platform) == [.macCatalyst, .macOS])
        #expect(versions.map(\.minimumOS.description) == ["13.0", "10.15"])
        #expect(versions.map(\.sdk.description) == ["26.2.1", "0.0"])
        #expect(versions.map { $0.tools.map(\.version.description) } == [["19.1.7"], []])
        #expect(versions.first?.tools.first?.tool == .lld)
    }

    @Test("a count of tools that lies is an error, not memory")
    func tools() throws {
        var builder = MachOBuilder()
        builder.commands = [builder.command(0x32, words: [1, 0, 0, 0xffff_ffff, 3, 0])]
        let object = try MachO.Object(builder.file)
        #expect(object.contents.buildVersions.isEmpty)
        #expect(object.diagnostics.count == 1)
    }

    struct Thread: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let processor: UInt32
        let flavor: UInt32
        /// How many words stand in front of the program counter.
        let before: Int
        let isWide: Bool
    }

    static let threads = [
        Thread(
            testDescription: "x86_64", processor: 0x100_0007, flavor: 4, before: 32, isWide: true),
        Thread(
            testDescription: "arm64", processor: 0x100_000c, flavor: 6, before: 64, isWide: true),
        Thread(testDescription: "i386", processor: 7, flavor: 1, before: 10, isWide: false),
        Thread(testDescription: "arm", processor: 12, flavor: 1, before: 15, isWide: false),
        Thread(testDescription: "ppc", processor: 18, flavor: 1, before: 0, isWide: false),
    ]

    @Test("the entry point is the program counter of LC_UNIXTHREAD", arguments: threads)
    func thread(thread: Thread) throws {
        var builder = MachOBuilder(Layout(is64Bit: thread.isWide, byteOrder: .little))
        builder.processor = thread.processor
        let registers = [UInt32](repeating: 0, count: thread.before) + [0x1234, 0, 0, 0]
        builder.commands = [builder.command(0x5, words: [thread.flavor, 40] + registers)]
        #expect(try MachO.Object(builder.file).entry == VirtualAddress(rawValue: 0x1234))
    }

    @Test("the entry point of LC_MAIN counts from where the header is mapped")
    func main() throws {
        var builder = MachOBuilder()
        builder.commands = [
            builder.segment("__PAGEZERO", address: 0, memorySize: 0x1_0000_0000),
            builder.segment("__TEXT", address: 0x1_0000_0000, offset: 0, fileSize: 0x1000),
            builder.command(0x8000_0028, words: [0x320, 0, 0, 0]),
        ]
        builder.contents = [0]
        #expect(try MachO.Object(builder.file).entry == VirtualAddress(rawValue: 0x1_0000_0320))
    }

    @Test("UUID and source version are written as people write them")
    func identifiers() throws {
        var builder = MachOBuilder()
        builder.commands = [
            builder.command(0x1b) { $0.raw(Array(0xf0...0xff)) },
            builder.command(0x2a) { $0.extendedWord(1 << 40 | 2 << 30 | 3 << 20) },
        ]
        let contents = try MachO.Object(builder.file).contents
        let uuid = contents.uuid ?? []
        #expect(MachO.uuidText(uuid.span) == "F0F1F2F3-F4F5-F6F7-F8F9-FAFBFCFDFEFF")
        #expect(contents.sourceVersion.map { MachO.sourceVersion($0) } == "1.2.3")
        #expect(MachO.sourceVersion(0) == "0.0")
    }
}
