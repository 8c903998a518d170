import ObjectFile
import TestSupport
import Testing

@Suite("Mach-O as an image")
struct MachOImageTests {
    private func image(
        type: UInt32 = 2, flags: UInt32 = 0x85,
        _ commands: (MachOBuilder) -> [[UInt8]] = { _ in [] }
    ) throws -> Image {
        var builder = MachOBuilder()
        builder.type = type
        builder.flags = flags
        builder.commands = commands(builder)
        return try Image(machO: builder.file)
    }

    @Test(
        "the file type is the kind, and a flag tells programs that move",
        arguments: [
            (2, 0x85, .executable), (2, 0x20_0085, .pie), (6, 0, .sharedObject), (8, 0, .bundle),
            (1, 0, .object), (4, 0, .core), (7, 0, .dylinker), (10, 0, .other), (0x77, 0, .other),
        ] as [(UInt32, UInt32, Image.Kind)])
    func kinds(type: UInt32, flags: UInt32, kind: Image.Kind) throws {
        #expect(try image(type: type, flags: flags).kind == kind)
    }

    @Test("a program needs a loader, libraries, both or none")
    func linkage() throws {
        #expect(try image().linkage == .static)
        #expect(try image(flags: 0x20_0000).linkage == .staticPIE)
        let loader = try image { [$0.command(0xe, text: "/usr/lib/dyld")] }
        #expect(loader.linkage == .dynamicWithoutLibraries)
        #expect(loader.interpreter.value == "/usr/lib/dyld")
        let dynamic = try image {
            [
                $0.command(0xe, text: "/usr/lib/dyld"),
                $0.library(0xc, "/usr/lib/libSystem.B.dylib"),
            ]
        }
        #expect(dynamic.linkage == .dynamic)
        #expect(dynamic.needed == ["/usr/lib/libSystem.B.dylib"])
        #expect(try image(type: 6).linkage == .sharedLibrary)
        #expect(try image(type: 1).linkage == nil)
    }

    @Test("what cannot be read may name libraries")
    func damaged() throws {
        var builder = MachOBuilder()
        builder.commandCount = 5
        let image = try Image(machO: builder.file)
        #expect(image.linkage == nil)
        #expect(image.diagnostics.count == 1)
    }

    @Test("the platform is the system")
    func system() throws {
        let mac = try image { [$0.command(0x32, words: [1, 0xd_0000, 0, 0])] }
        #expect(mac.operatingSystem?.rawValue == "macos")
        let simulator = try image { [$0.command(0x32, words: [7, 0xd_0000, 0, 0])] }
        #expect(simulator.operatingSystem?.rawValue == "ios-simulator")
        #expect(try image().operatingSystem == nil)
        #expect(OperatingSystem(goos: "darwin").rawValue == "macos")
    }

    @Test(
        "the processor has the name that all formats share, and that of its slice",
        arguments: [
            (0x100_0007, 3, "x86_64", "x86_64"), (0x100_0007, 8, "x86_64", "x86_64h"),
            (0x100_000c, 0x8000_0002, "aarch64", "arm64e"), (0x100_000c, 0, "aarch64", "arm64"),
            (12, 9, "arm", "armv7"), (7, 3, "i386", "i386"), (18, 0, "ppc", "ppc"),
            (0x4242, 0, "unknown(0x4242)", "unknown(0x4242)"),
        ] as [(UInt32, UInt32, String, String)])
    func processors(type: UInt32, subtype: UInt32, name: String, slice: String) throws {
        var builder = MachOBuilder()
        builder.processor = type
        builder.subtype = subtype
        let file = builder.file
        #expect(try Image(machO: file).architecture.name == name)
        #expect(try MachO.Header(file).sliceName == slice)
    }
}
