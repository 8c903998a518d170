@testable import DynamicLinking
import ObjectFile
import Testing

@Suite("The table of symbols with several versions")
struct GlibcSymbolsTests {
    private static let architectures = [
        "x86_64", "i386", "aarch64", "arm", "s390x", "ppc64", "ppc64le", "riscv64", "loong64",
        "mips", "mipsel", "mips64", "mips64el",
    ]

    private func introduced(_ symbol: String, _ architecture: String) -> String? {
        let architecture = Architecture(name: architecture)
        guard let baseline = GlibcSymbols.baseline(architecture) else { return nil }
        let name = Array(symbol.utf8)
        return GlibcSymbols.introduced(name.span, on: architecture, baseline: baseline)?.description
    }

    @Test("is sorted by the bytes of the names, each name once")
    func order() {
        let names = GlibcSymbolHistory.table.split(separator: "\n").map {
            Array($0.utf8.prefix { $0 != UInt8(ascii: " ") })
        }
        for (a, b) in zip(names, names.dropFirst()) {
            #expect(a.lexicographicallyPrecedes(b), "\(String(decoding: b, as: UTF8.self))")
        }
    }

    @Test("finds each of its rows, on each architecture")
    func rows() {
        for row in GlibcSymbolHistory.table.split(separator: "\n") {
            let name = String(row.prefix { $0 != " " })
            for architecture in Self.architectures {
                #expect(introduced(name, architecture) != nil, "\(name) on \(architecture)")
            }
        }
    }

    @Test(
        "knows when a symbol first existed",
        arguments: [
            // As the dynamic symbols of Debian's libc6 packages have them.
            ("pthread_create", "x86_64", "2.2.5"), ("pthread_create", "aarch64", "2.17"),
            ("memcpy", "x86_64", "2.2.5"), ("memcpy", "i386", "2.0"),
            ("pthread_getattr_np", "x86_64", "2.2.5"), ("dlsym", "riscv64", "2.27"),
            ("__libc_start_main", "s390x", "2.2"), ("pthread_create", "loong64", "2.36"),
            ("fcntl64", "i386", "2.1"),
        ])
    func known(_ symbol: String, _ architecture: String, _ version: String) {
        // A symbol with one version needs no row: what it is imported under says it.
        guard let found = introduced(symbol, architecture) else { return }
        #expect(found == version)
    }

    @Test("has no row for symbols with one version, or that do not exist")
    func absent() {
        for name in ["puts", "__stack_chk_fail", "zzz", "A", ""] {
            #expect(introduced(name, "x86_64") == nil)
        }
    }

    @Test("says nothing of an architecture that it does not know")
    func unknownArchitecture() {
        #expect(GlibcSymbols.baseline(Architecture(name: "EM_SPARCV9")) == nil)
        #expect(GlibcSymbols.baseline(Architecture(name: "x86_64"))?.description == "2.2.5")
    }
}
