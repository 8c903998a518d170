internal import ObjectFile

/// The versions of GCC's two libraries, of which a system tells the newest only.
///
/// Spec: GCC 16, libgcc/libgcc-std.ver.in with libgcc/config/*/libgcc-*.ver, and
/// libstdc++-v3/config/abi/pre/gnu.ver; each list as `readelf -V` shows it in Debian's packages.
enum GccLibraries {
    static let compiler = "libgcc_s.so.1"
    static let standard = "libstdc++.so.6"

    /// What they need.
    static func needed(by name: String) -> [String] {
        switch name {
        case compiler: ["libc.so.6"]
        case standard: ["libm.so.6", "libc.so.6", compiler]
        default: []
        }
    }

    /// All that a library defines, the older versions of these two among them.
    static func versions(of library: KnownLibrary, _ architecture: Architecture) -> [String] {
        guard !library.versions.isEmpty else { return [] }
        switch library.name {
        case compiler:
            return compilerVersions(
                upTo: newest("GCC_", library.versions), library.versions, architecture)
        case standard:
            let (library, abi) = (
                newest("GLIBCXX_3.4.", library.versions), newest("CXXABI_1.3.", library.versions)
            )
            return numbered("GLIBCXX_3.4", library?.first ?? 0)
                + numbered("CXXABI_1.3", abi?.first ?? 0, architecture)
                + extras(library?.first ?? 0, abi?.first ?? 0, architecture)
        default: return library.versions
        }
    }

    /// The greatest number behind a prefix.
    private static func newest(_ prefix: String, _ versions: [String]) -> [Int]? {
        versions.compactMap { version in
            guard version.hasPrefix(prefix) else { return nil }
            return numbers(version.dropFirst(prefix.count))
        }.max { $0.lexicographicallyPrecedes($1) }
    }

    private static func numbers(_ text: Substring) -> [Int] {
        text.split(separator: ".").map { Int($0) ?? 0 }
    }

    private static let everywhere =
        "3.0 3.3 3.3.1 3.4 3.4.2 4.0.0 4.2.0 4.3.0 4.7.0 7.0.0 14.0.0"

    private static func others(_ architecture: Architecture) -> String {
        switch architecture.name {
        case "x86_64": "3.4.4 4.8.0 12.0.0 13.0.0"
        case "i386": "4.4.0 4.5.0 4.8.0 12.0.0 13.0.0"
        case "aarch64": "3.4.4 4.5.0 11.0 13.0.0 14.0 16.0"
        case "arm": "3.3.4 3.5"
        case "mips", "mipsel": "3.3.4 4.4.0"
        case "mips64", "mips64el": "3.3.4 3.4.4 4.4.0 4.5.0"
        case "ppc64", "ppc64le": "3.4.4"
        case "riscv64": "3.4.4 4.4.0 4.5.0 16.0.0"
        case "loong64": "3.3.4 3.4.4 4.5.0 16.0.0"
        case "s390x": "3.4.4 4.1.0 16.0.0"
        default: ""
        }
    }

    private static func compilerVersions(
        upTo newest: [Int]?, _ told: [String], _ architecture: Architecture
    ) -> [String] {
        guard let newest else { return told }
        let rows = everywhere + " " + others(architecture)
        var versions = rows.split(separator: " ").filter { row in
            !newest.lexicographicallyPrecedes(numbers(row))
        }.map { "GCC_" + $0 }
        // What unwinds was in libc once.
        switch architecture.name {
        case "x86_64": break
        case "s390x": versions.append("GLIBC_2.2")
        default: versions.append("GLIBC_2.0")
        }
        return versions
    }

    private static func numbered(
        _ prefix: String, _ newest: Int, _ architecture: Architecture? = nil
    ) -> [String] {
        // The sixteenth of the ABI is one of RISC-V's alone.
        let missing = architecture.map { $0.name == "riscv64" ? 0 : 16 } ?? 0
        guard newest > 0, newest < 1000 else { return [prefix] }
        return [prefix]
            + (1...newest).filter { $0 != missing }.map { "\(prefix).\($0)" }
    }

    /// What does not follow the numbers, and what GCC has for other kinds of `long double`.
    private static func extras(
        _ library: Int, _ abi: Int, _ architecture: Architecture
    ) -> [String] {
        var versions: [String] = []
        if abi >= 6 { versions.append("CXXABI_TM_1") }
        switch architecture.name {
        case "x86_64", "i386", "loong64": if abi >= 9 { versions.append("CXXABI_FLOAT128") }
        case "arm": if abi >= 3 { versions.append("CXXABI_ARM_1.3.3") }
        case "ppc64", "ppc64le", "s390x":
            versions += ["GLIBCXX_LDBL_3.4", "CXXABI_LDBL_1.3"]
            versions += [7, 10, 21, 29, 31].filter { $0 <= library }.map {
                "GLIBCXX_LDBL_3.4.\($0)"
            }
        default: break
        }
        if architecture.name == "ppc64le" {
            versions += [29, 30, 31].filter { $0 <= library }.map { "GLIBCXX_IEEE128_3.4.\($0)" }
            if abi >= 13 { versions.append("CXXABI_IEEE128_1.3.13") }
        }
        return versions
    }
}
