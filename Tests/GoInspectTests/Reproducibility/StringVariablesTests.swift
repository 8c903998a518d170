import ObjectFile
import Testing

@testable import GoFixtures
@testable import GoInspect

@Suite("String variables that a linker was told to set")
struct StringVariablesTests {
    /// A file of one text, whose symbol is that of such a variable, mapped at an address.
    private func program(_ text: String, at address: Int) -> [UInt8] {
        var names = FixtureTexts()
        var symbols = FixtureWriter(is64Bit: true, isBig: false)
        symbols.raw([UInt8](repeating: 0, count: 24))
        symbols.int(names.add("main.version.str"))
        symbols.raw([0x11, 0, 1, 0])
        symbols.word(address)
        symbols.word(0)
        var elf = FixtureELF(is64Bit: true, isBig: false, machine: 62, hasSections: true)
        elf.parts = [
            .init(name: ".rodata") { _ in Array(text.utf8) + [0] },
            .init(name: ".symtab", type: 2, flags: 0, link: ".strtab", entrySize: 24) { _ in
                symbols.bytes
            },
            .init(name: ".strtab", type: 3, flags: 0) { _ in names.bytes },
        ]
        var (bytes, places) = elf.build { _ in 0 }
        var start = FixtureWriter(is64Bit: true, isBig: false)
        start.word(address - places.offset(".rodata"))
        // p_vaddr of the segment that is the whole file.
        bytes.replaceSubrange(80..<88, with: start.bytes)
        return bytes
    }

    @Test("are told where they differ, at the end of memory, too", arguments: [0x50_0000, -8])
    func variable(_ address: Int) {
        let (old, new) = ("version one dot zero", "version two dot zero")
        let found = Reproduction(
            FileBytes(program(old, at: address)), FileBytes(program(new, at: address)))
        #expect(found.causes.map(\.kind) == [.variable])
        #expect(found.causes.first?.what == "main.version")
        #expect(found.causes.first?.old?.text == old)
        #expect(found.causes.first?.new?.text == new)
    }
}
