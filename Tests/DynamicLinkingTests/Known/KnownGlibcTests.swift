import ObjectFile
import Testing

@testable import DynamicLinking

@Suite("A system of glibc that is known by table")
struct KnownGlibcTests {
    private static let folder = "/usr/lib/x86_64-linux-gnu/"

    @Test("has libraries that define the versions of its release and those before")
    func versions() throws {
        let old = try KnownFile(Self.folder + "libc.so.6", in: KnownSystem.glibc("2.31").tree())
        #expect(old.versions.prefix(3) == ["GLIBC_2.2.5", "GLIBC_2.2.6", "GLIBC_2.3"])
        #expect(old.versions.suffix(3) == ["GLIBC_2.29", "GLIBC_2.30", "GLIBC_PRIVATE"])
        let new = try KnownFile(Self.folder + "libc.so.6", in: KnownSystem.glibc("2.36").tree())
        #expect(
            new.versions.suffix(3) == ["GLIBC_2.36", "GLIBC_PRIVATE", "GLIBC_ABI_DT_RELR"])
        #expect(new.versions.contains("GLIBC_2.31"))
    }

    @Test("has versions that a distribution carried back, and only where it says so")
    func markers() throws {
        let plain = try KnownSystem.glibc("2.34", layout: .wide)
        let carried = try KnownSystem.glibc(
            "2.34", layout: .wide, markers: ["GLIBC_ABI_DT_RELR", "GLIBC_ABI_GNU_TLS"])
        #expect(
            try !KnownFile("/lib64/libc.so.6", in: plain.tree()).versions
                .contains("GLIBC_ABI_DT_RELR"))
        let versions = try KnownFile("/lib64/libc.so.6", in: carried.tree()).versions
        #expect(versions.contains("GLIBC_ABI_DT_RELR"))
        // One of i386's alone.
        #expect(!versions.contains("GLIBC_ABI_GNU_TLS"))
    }

    @Test(
        "begins with the first release of a processor",
        arguments: [
            ("x86_64", "GLIBC_2.2.5"), ("i386", "GLIBC_2.0"), ("aarch64", "GLIBC_2.17"),
            ("arm", "GLIBC_2.4"), ("riscv64", "GLIBC_2.27"), ("loong64", "GLIBC_2.36"),
            ("s390x", "GLIBC_2.2"), ("ppc64", "GLIBC_2.3"), ("ppc64le", "GLIBC_2.17"),
            ("mips", "GLIBC_2.0"), ("mipsel", "GLIBC_2.0"), ("mips64", "GLIBC_2.0"),
            ("mips64el", "GLIBC_2.0"),
        ])
    func baselines(_ architecture: String, _ version: String) throws {
        let system = try KnownSystem.glibc("2.41", layout: .wide)
        let tree = try system.tree(architecture)
        let loader = try #require(LoaderPath.glibc(Architecture(name: architecture)))
        let found = try tree.open(loader)
        let object = try ELF.Object(found.bytes)
        #expect(Architecture(object.header.machine, object.header.layout).name == architecture)
        let directories = LoaderFile(object, in: found.bytes).directories
        let first = try #require(directories.first)
        let libc = try KnownFile(String(decoding: first, as: UTF8.self) + "libc.so.6", in: tree)
        #expect(libc.versions.first == version)
        #expect(libc.object.header.machine == object.header.machine)
        #expect(libc.soname == "libc.so.6")
    }

    @Test("is none where the release is older than the processor, or newer than the table")
    func absent() throws {
        let system = try KnownSystem.glibc("2.31")
        #expect(system.files(for: Architecture(name: "loong64")) == nil)
        #expect(system.files(for: Architecture(name: "sparc64")) == nil)
        #expect(
            try KnownSystem.glibc("2.99").files(for: Architecture(name: "x86_64")) == nil)
    }

    @Test(
        "has a loader whose file tells what those of its release tell",
        arguments: [
            ("2.28", nil, false, true), ("2.31", nil, false, false), ("2.36", "2.36", true, false),
        ] as [(String, String?, Bool, Bool)])
    func loader(
        _ release: String, _ version: String?, _ knowsLevels: Bool, _ insists: Bool
    ) throws {
        let tree = try KnownSystem.glibc(release).tree()
        let loader = try KnownFile("/lib64/ld-linux-x86-64.so.2", in: tree)
        var facts = LoaderFile(loader.object, in: loader.file.bytes)
        #expect(facts.loader == .glibc)
        #expect(
            facts.directories.map { String(decoding: $0, as: UTF8.self) } == [
                "/lib/x86_64-linux-gnu/", "/usr/lib/x86_64-linux-gnu/", "/lib/", "/usr/lib/",
            ])
        #expect(facts.details.version?.description == version)
        #expect(facts.details.knowsLevels == knowsLevels)
        #expect(facts.details.insistsOnLibrary == insists)
    }

    @Test("has what its release has: libraries that came, left or were merged")
    func members() throws {
        func names(_ release: String, _ architecture: String = "x86_64") throws -> [String] {
            let system = try KnownSystem.glibc(release, layout: .wide)
            return try system.tree(architecture).names(in: "/lib64").map(\.text)
        }
        #expect(try names("2.17").contains("libcrypt.so.1"))
        #expect(try !names("2.17").contains("libmvec.so.1"))
        #expect(try names("2.22").contains("libmvec.so.1"))
        #expect(try !names("2.37", "aarch64").contains("libmvec.so.1"))
        #expect(try names("2.38", "aarch64").contains("libmvec.so.1"))
        #expect(try !names("2.31").contains("libcrypt.so.1"))
        #expect(try !names("2.33").contains("libc_malloc_debug.so.0"))
        #expect(try names("2.34").contains("libc_malloc_debug.so.0"))
        #expect(try names("2.34").contains("libpthread.so.0"))
    }

    @Test("has of its own libraries only those that it is said to have")
    func parts() throws {
        var system = try KnownSystem.glibc("2.36", isWhole: true)
        system.parts = ["libc.so.6"]
        #expect(
            try system.tree().names(in: ByteString(Self.folder)).map(\.text)
                == ["ld-linux-x86-64.so.2", "libc.so.6"])
    }

    @Test("has GCC's libraries up to the newest version that is told")
    func compiler() throws {
        let system = try KnownSystem.glibc(
            "2.36",
            [
                KnownLibrary("libstdc++.so.6", versions: ["GLIBCXX_3.4.30", "CXXABI_1.3.13"]),
                KnownLibrary("libgcc_s.so.1", versions: ["GCC_12.0.0"]),
                KnownLibrary("libz.so.1"),
            ])
        let tree = try system.tree()
        let standard = try KnownFile(Self.folder + "libstdc++.so.6", in: tree)
        #expect(standard.versions.contains("GLIBCXX_3.4"))
        #expect(standard.versions.contains("GLIBCXX_3.4.30"))
        #expect(!standard.versions.contains("GLIBCXX_3.4.31"))
        #expect(standard.versions.contains("CXXABI_FLOAT128"))
        #expect(standard.needed == ["libm.so.6", "libc.so.6", "libgcc_s.so.1"])
        let compiler = try KnownFile(Self.folder + "libgcc_s.so.1", in: tree)
        #expect(compiler.versions.contains("GCC_12.0.0"))
        #expect(!compiler.versions.contains("GCC_13.0.0"))
        let other = try KnownFile(Self.folder + "libz.so.1", in: tree)
        #expect(other.versions.isEmpty && other.file.identity.knowledge == .name)
    }

    @Test("keeps each library that it has made")
    func identity() throws {
        let tree = try KnownSystem.glibc("2.36").tree()
        let first = try tree.open("/lib64/ld-linux-x86-64.so.2")
        let again = try tree.open("/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")
        #expect(first.identity == again.identity)
        #expect(try tree.open("/lib/x86_64-linux-gnu/libc.so.6").identity != first.identity)
        #expect(throws: FileTreeError.isDirectory) { try tree.open("/lib") }
        #expect(throws: FileTreeError.notFound) { try tree.open("/lib/libz.so.1") }
    }
}
