import GoBinary
import ObjectFile
import TestSupport
import Testing

@Suite("Build information of Mach-O files as Go reads it")
struct MachOGoReaderTests {
    private static let tail = UInt64(MachOBuilder.tail)

    /// A file with build information at the start of its data.
    private func builder(
        name: String = "__PAGEZERO", address: UInt64 = 0x2000, size: UInt64 = 0x80,
        offset: UInt32 = MachOBuilder.tail, flags: UInt32 = 0, data: UInt64 = 0x2000
    ) -> MachOBuilder {
        var builder = MachOBuilder()
        let section = MachOBuilder.Section(
            "__go_buildinfo", in: "__DATA", address: address, size: size, offset: offset,
            flags: flags)
        builder.commands = [
            builder.segment(name, address: 0, memorySize: 0x1000, protection: 0),
            builder.segment(
                "__DATA", address: data, offset: Self.tail, fileSize: 0x200, protection: 3,
                sections: [section]),
        ]
        var out = ByteWriter(builder.layout)
        out.raw([0xff] + Array(" Go buildinf:".utf8) + [8, 2])
        out.align(to: 32)
        out.raw([8] + Array("go1.27.3".utf8) + [0])
        out.align(to: 0x200)
        builder.contents = out.bytes
        return builder
    }

    private func version(_ builder: MachOBuilder) throws -> (read: String?, isAccepted: Bool) {
        let file = builder.file
        let image = try Image(machO: file)
        let found = BuildInformationReader(image, in: file).read().value
        return (found?.information.goVersion.text, GoReader.accepts(image, in: file))
    }

    @Test("is found by the address of its section, wherever that is said to lie in the file")
    func address() throws {
        for (offset, flags) in [(MachOBuilder.tail, 0), (0x4000, 0), (0, 0), (0x1000, 1)] {
            let found = try version(builder(offset: UInt32(offset), flags: UInt32(flags)))
            #expect(found.read == "go1.27.3" && found.isAccepted)
        }
    }

    @Test("a section that starts in front of its segment starts there at a multiple of 16")
    func unaligned() throws {
        let found = try version(builder(address: 0x1ffc))
        #expect(found.read == "go1.27.3" && found.isAccepted)
        let before = try version(builder(address: 0x1ff0))
        #expect(!before.isAccepted)
    }

    @Test("where no segment maps it Go finds nothing")
    func unmapped() throws {
        #expect(try !version(builder(address: 0x9000)).isAccepted)
        #expect(try !version(builder(size: 0)).isAccepted)
        #expect(try !version(builder(address: .max - 3)).isAccepted)
        var none = builder()
        none.commands.removeLast()
        #expect(try !version(none).isAccepted)
    }

    @Test("an empty segment at 0 that has another name than __PAGEZERO hides all others")
    func pageZero() throws {
        #expect(try version(builder()).read == "go1.27.3")
        #expect(try version(builder(name: "__PAGEZER0")).read == nil)
    }

    @Test("of a universal file whose last slice is cut short Go reads the first")
    func universal() throws {
        let slice = builder().build()
        let bytes = MachOBuilder.universal([
            (0x100_0007, 3, slice), (0x100_000c, 0, slice + [UInt8](repeating: 0, count: 64)),
        ])
        let file = FileBytes(Array(bytes.dropLast(32)))
        let universal = try MachO.Universal(file)
        #expect(universal.slices.count == 2 && universal.diagnostics.count == 1)
        #expect(GoReader.accepts(universal, in: file, Limits()))
    }
}
