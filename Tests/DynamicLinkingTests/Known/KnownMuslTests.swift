import ObjectFile
import Testing

@testable import DynamicLinking

@Suite("A system of musl that is known by table")
struct KnownMuslTests {
    private func names(_ version: String, _ architecture: String = "x86_64") throws -> Set<String> {
        let tree = try KnownSystem.musl(version).tree(architecture)
        return Set(try KnownFile("/lib/ld-musl-\(architecture).so.1", in: tree).symbols)
    }

    @Test("defines the names of its version")
    func versions() throws {
        let old = try names("1.2.2")
        #expect(old.count == 1702)
        #expect(old.contains("stat64") && !old.contains("statx"))
        let new = try names("1.2.5")
        #expect(new.count == 1647)
        #expect(!new.contains("stat64") && new.contains("statx"))
        #expect(try names("1.2.6").count == 1650)
        #expect(!new.contains("renameat2"))
        #expect(try names("1.2.6").contains("renameat2"))
    }

    @Test("has names of its own on some processors")
    func processors() throws {
        #expect(try names("1.2.3").contains("arch_prctl"))
        #expect(try !names("1.2.3", "aarch64").contains("arch_prctl"))
        #expect(try names("1.2.3", "i386").contains("__stat_time64"))
        #expect(try !names("1.1.24", "i386").contains("__stat_time64"))
        #expect(try names("1.2.3", "mipsel").contains("cacheflush"))
    }

    @Test("is there from the version on that first ran on a processor")
    func absent() throws {
        func isThere(_ version: String, _ architecture: String) throws -> Bool {
            let system = try KnownSystem.musl(version)
            return system.files(for: Architecture(name: architecture)) != nil
        }
        let absent = [
            ("1.1.22", "riscv64"), ("1.2.4", "loong64"), ("1.1.17", "x86_64"), ("1.3.0", "x86_64"),
        ]
        for (version, architecture) in absent {
            #expect(try !isThere(version, architecture))
        }
        #expect(try isThere("1.1.23", "riscv64"))
        #expect(try isThere("1.2.5", "loong64"))
    }

    @Test("has a loader that is known for one of musl's, and no name of its own")
    func loader() throws {
        let tree = try KnownSystem.musl("1.2.5").tree()
        let loader = try KnownFile("/lib/ld-musl-x86_64.so.1", in: tree)
        #expect(LoaderFile(loader.object, in: loader.file.bytes).loader == .musl)
        #expect(loader.soname == nil)
        #expect(
            try tree.open("/lib/libc.musl-x86_64.so.1").identity == loader.file.identity)
    }

    @Test("reads versions as three numbers")
    func numbers() {
        #expect(MuslVersion("1.2.10")?.description == "1.2.10")
        #expect(MuslVersion("1.2.10").flatMap { a in MuslVersion("1.2.9").map { $0 < a } } == true)
        for text in ["1.2", "1.2.5.1", "1.2.", "1.2.256", "1.+2.3", ""] {
            #expect(MuslVersion(text) == nil)
        }
    }
}
