/// A processor with the width and order of its numbers, by the name that `uname -m` and most tools
/// use for it.
public struct Architecture: Hashable, Sendable {
    /// The name, such as `x86_64` or `aarch64`; of processors that have no such name the
    /// specification's (`EM_SPARCV9`), of unknown ones `unknown(0x…)`.
    public let name: String

    /// Takes any of the names that people use: `amd64` for `x86_64`, `arm64` for `aarch64`.
    public init(name: String) {
        self.name = Self.aliases.first { $0.alias == name }?.name ?? name
    }

    private static let aliases: [(alias: String, name: String)] = [
        ("amd64", "x86_64"), ("x86-64", "x86_64"), ("386", "i386"), ("i686", "i386"),
        ("arm64", "aarch64"), ("mipsle", "mipsel"), ("mips64le", "mips64el"),
        ("loongarch64", "loong64"), ("powerpc64", "ppc64"), ("powerpc64le", "ppc64le"),
    ]

    /// The names that people and tools use for processors, with the subtypes that slices of
    /// universal files have names for; those of the specification (`EM_SPARCV9`) left out.
    public static let names =
        [
            "x86_64", "i386", "aarch64", "aarch64_be", "arm", "armeb", "s390x", "s390", "ppc64le",
            "ppc64", "ppc", "riscv64", "riscv32", "loong64", "loong32", "mips", "mipsel", "mips64",
            "mips64el", "arm64_32",
        ] + aliases.map(\.alias) + ["x86_64h", "arm64e"] + MachO.armSliceNames.map(\.name)

    /// Whether a name is that of a processor: one that people use, or the specification's.
    public static func isName(_ name: String) -> Bool {
        names.contains(name) || ELF.Machine.names.contains { $0.name == name }
    }

    /// The architecture of an ELF file.
    public init(_ machine: ELF.Machine, _ layout: Layout) {
        let isLittle = layout.byteOrder == .little
        let known: String? =
            switch (machine, layout.is64Bit) {
            case (.x86_64, _): "x86_64"
            case (.i386, _): "i386"
            case (.aarch64, _): isLittle ? "aarch64" : "aarch64_be"
            case (.arm, _): isLittle ? "arm" : "armeb"
            case (.s390, let is64Bit): is64Bit ? "s390x" : "s390"
            case (.ppc64, _): isLittle ? "ppc64le" : "ppc64"
            case (.riscv, let is64Bit): is64Bit ? "riscv64" : "riscv32"
            case (.loongArch, let is64Bit): is64Bit ? "loong64" : "loong32"
            case (.mips, let is64Bit): (is64Bit ? "mips64" : "mips") + (isLittle ? "el" : "")
            default: nil
            }
        name = known ?? machine.name ?? "unknown(\(hexadecimal(machine.rawValue)))"
    }
}

extension Architecture: CustomStringConvertible {
    /// The name.
    public var description: String { name }
}
