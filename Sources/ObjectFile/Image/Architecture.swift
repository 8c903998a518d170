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
