import ObjectFile
import Testing

@Suite("ELF relocation types")
struct RelocationTypeTests {
    static let machines: [ELF.Machine] = [
        .x86_64, .i386, .aarch64, .arm, .riscv, .ppc, .ppc64, .s390, .mips, .loongArch, .sparc,
    ]

    @Test("no value and no name comes twice, and lists are in numeric order", arguments: machines)
    func order(machine: ELF.Machine) {
        let names = ELF.RelocationType.names(on: machine)
        #expect(names.count > 50 || machine == .i386)
        #expect(names.map(\.value) == Set(names.map(\.value)).sorted())
        #expect(Set(names.map(\.name)).count == names.count)
        #expect(names.first?.value == 0)
    }

    @Test("those that dynamic linkers work by have their names", arguments: machines)
    func roles(machine: ELF.Machine) {
        func ends(_ type: ELF.RelocationType?, _ suffixes: String...) -> Bool {
            guard let type else { return false }
            let name = type.description(on: machine)
            return suffixes.contains { name.hasSuffix($0) && !name.contains("_P32_") }
        }
        let isMIPS = machine == .mips
        #expect(ends(.relative(on: machine), "_RELATIVE") == !isMIPS)
        #expect(ends(.copy(on: machine), "_COPY"))
        #expect(ends(.jumpSlot(on: machine), "_JUMP_SLOT", "_JMP_SLOT"))
        #expect(ends(.indirectRelative(on: machine), "_IRELATIVE") == !isMIPS)
        let hasGlobalData = machine != .riscv && machine != .loongArch
        #expect(ends(.globalData(on: machine), "_GLOB_DAT") == hasGlobalData)
    }

    @Test("a machine without a list has no names")
    func unknownMachine() {
        #expect(ELF.RelocationType.names(on: .vax).isEmpty)
        #expect(ELF.RelocationType.relative(on: .vax) == nil)
        #expect(ELF.RelocationType(rawValue: 22).description(on: .vax) == "0x16")
    }
}
