import Foundation
import ObjectFile
import Testing

/// The constants of this machine's `/usr/include/elf.h`, by name; empty where there is no such file.
private let systemHeader: [String: UInt64] = {
    guard let text = try? String(contentsOfFile: "/usr/include/elf.h", encoding: .utf8) else {
        return [:]
    }
    var values: [String: UInt64] = [:]
    for line in text.split(separator: "\n") where line.hasPrefix("#define") {
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard words.count > 2, let value = number(words.dropFirst(2).joined(separator: " ")) else {
            continue
        }
        values[String(words[1])] = value
    }
    return values
}()

/// The value of `12`, `0x12` or `(1 << 2)`, with or without a suffix and a comment.
private func number(_ text: String) -> UInt64? {
    var text = text
    if let comment = text.range(of: "/*") { text.removeSubrange(comment.lowerBound...) }
    text.removeAll { "()UL ".contains($0) }
    if let shift = text.range(of: "<<") {
        guard let bit = UInt64(text[..<shift.lowerBound]),
            let by = UInt64(text[shift.upperBound...])
        else { return nil }
        return bit << by
    }
    if text.hasPrefix("0x") { return UInt64(text.dropFirst(2), radix: 16) }
    return UInt64(text)
}

@Suite("ELF constants and the system's elf.h", .enabled(if: !systemHeader.isEmpty))
struct SystemHeaderTests {
    @Test("the header's values are the same under the same name", arguments: ConstantTable.all)
    func values(table: ConstantTable) {
        for entry in table.names + table.machineNames.flatMap(\.names) {
            guard let value = systemHeader[entry.name] else { continue }
            #expect(entry.value == value, "\(entry.name)")
        }
    }

    /// Names that the header spells in another way.
    static let otherSpellings: Set<String> = [
        // The gABI's registry and LLVM; the header has EM_ARCV2, EM_EMX16, EM_EMX8.
        "EM_ARC_COMPACT2", "EM_KMX16", "EM_KMX8",
        // As in the i386 psABI; the header has R_386_JMP_SLOT.
        "R_386_JUMP_SLOT",
        // AAELF32's present names; the header has those of its first edition.
        "R_ARM_LDR_PC_G0", "R_ARM_THM_CALL", "R_ARM_BREL_ADJ", "R_ARM_GOTOFF32",
        "R_ARM_BASE_PREL", "R_ARM_GOT_BREL", "R_ARM_LDR_SBREL_11_0_NC",
        "R_ARM_ALU_SBREL_19_12_NC", "R_ARM_ALU_SBREL_27_20_CK", "R_ARM_THM_JUMP11",
        "R_ARM_THM_JUMP8", "R_ARM_RABS32",
        // 41 was R_RISCV_GNU_VTINHERIT, never used, before psABI 1.0 gave it away.
        "R_RISCV_GOT32_PCREL",
        // As in the ELFv2 ABI; the header has R_PPC64_ADDR30.
        "R_PPC64_REL30",
    ]

    @Test(
        "the header has no other name for the value of a name it lacks",
        arguments: ConstantTable.all)
    func names(table: ConstantTable) {
        let lists =
            [(table.names, false)] + table.machineNames.map { ($0.names, true) }
        for (names, ofMachine) in lists {
            for entry in names where systemHeader[entry.name] == nil {
                let others = Self.others(entry.name, entry.value, ofMachine: ofMachine)
                #expect(
                    others.isEmpty || Self.otherSpellings.contains(entry.name),
                    "\(entry.name): \(others)")
            }
        }
    }

    @Test("relocations have the header's values and names", arguments: RelocationTypeTests.machines)
    func relocations(machine: ELF.Machine) {
        for (value, name) in ELF.RelocationType.names(on: machine) {
            if let known = systemHeader[name] {
                #expect(UInt64(value) == known, "\(name)")
            } else {
                let others = Self.others(name, UInt64(value), ofMachine: true)
                #expect(
                    others.isEmpty || Self.otherSpellings.contains(name), "\(name): \(others)")
            }
        }
    }

    @Test("core notes have the header's values")
    func notes() {
        for owner in ["GNU", "CORE", "FDO"] {
            for (value, name) in ELF.NoteType.names(owner: owner) {
                guard let known = systemHeader[name] else { continue }
                #expect(UInt64(value) == known, "\(name)")
            }
        }
    }

    /// The header's other names for a value among the names that begin alike.
    ///
    /// A machine's names are compared with those of that machine (`SHT_ARM_…`), others with all of
    /// their kind, or of their vendor where it is a vendor's (`SHT_GNU_…`).
    private static func others(_ name: String, _ value: UInt64, ofMachine: Bool) -> [String] {
        var words = name.split(separator: "_")
        if words.starts(with: ["R", "X86"]) {
            words = ["R", "X86_64"]
        } else if name.hasPrefix("GNU_PROPERTY_") {
            words.removeLast()
        } else if ofMachine || ["GNU", "SUNW", "HP", "1"].contains(words[1]) {
            words = Array(words.prefix(2))
        } else {
            words = Array(words.prefix(1))
        }
        let family = words.joined(separator: "_") + "_"
        return systemHeader.filter { other, otherValue in
            otherValue == value && other.hasPrefix(family)
                && !bounds.contains { other.hasSuffix($0) }
        }.keys.sorted()
    }

    /// Ends of the header's names that count or bound the others.
    private static let bounds = ["_NUM", "_LOOS", "_HIOS", "_LOPROC", "_HIPROC", "SUNW", "RESERVE"]
}
