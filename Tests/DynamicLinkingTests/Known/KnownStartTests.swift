import GoFixtures
import ObjectFile
import Testing

@testable import DynamicLinking

@Suite("A start in a system that is known by table")
struct KnownStartTests {
    private func program(
        _ needed: [String], versions: [(String, String)] = [], symbols: [String] = [],
        interpreter: String? = nil
    ) -> [UInt8] {
        var program = FixtureLibrary.program(needed: needed)
        program.neededVersions = versions.map { .init($0.0, of: $0.1) }
        program.symbols = symbols.map { .wanted($0) }
        if let interpreter { program.interpreter = interpreter }
        return program.bytes
    }

    private static let musl = "/lib/ld-musl-x86_64.so.1"

    @Test("goes on where all versions are there, whatever symbols they are of")
    func starts() throws {
        var program = FixtureLibrary.program(needed: ["libc.so.6"])
        program.neededVersions = [.init("GLIBC_2.34", of: "libc.so.6")]
        program.symbols = [.wanted("fresh", version: "GLIBC_2.34", of: "libc.so.6")]
        let graph = try KnownSystem.glibc("2.36").start(program.bytes)
        #expect(graph.problems.map(\.text) == [])
        #expect(graph.starts == true)
        #expect(try KnownSystem.glibc("2.31").start(program.bytes).starts == false)
    }

    @Test("ends at a version that is too new, in the loader's words")
    func tooOld() throws {
        let bytes = program(["libc.so.6"], versions: [("GLIBC_2.34", "libc.so.6")])
        #expect(
            try KnownSystem.glibc("2.31").start(bytes).fatal == [
                "/app: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found "
                    + "(required by /app)"
            ])
        #expect(
            try KnownSystem.glibc("2.28", layout: .wide).start(bytes).fatal == [
                "/app: /lib64/libc.so.6: version `GLIBC_2.34' not found (required by /app)"
            ])
    }

    @Test("is in doubt where a library may be there or not")
    func mayHave() throws {
        let bytes = program(["libsqlite3.so.0", "libc.so.6"])
        let graph = try KnownSystem.glibc("2.36").start(bytes)
        #expect(graph.starts == nil && graph.problems.isEmpty)
        #expect(graph.diagnostics.map(\.code) == [.libraryUnknown])
        let whole = try KnownSystem.glibc("2.36", isWhole: true).start(bytes)
        #expect(
            whole.fatal == [
                "/app: error while loading shared libraries: libsqlite3.so.0: cannot open shared "
                    + "object file: No such file or directory"
            ])
    }

    @Test("ends at what is surely fatal, whatever else is in doubt")
    func surely() throws {
        let bytes = program(
            ["libsqlite3.so.0", "libc.so.6"], versions: [("GLIBC_2.38", "libc.so.6")])
        #expect(try KnownSystem.glibc("2.36").start(bytes).starts == false)
    }

    @Test("is in doubt where the versions of a library are not known, and never warns of it")
    func bare() throws {
        let system = try KnownSystem.glibc("2.36", [KnownLibrary("libz.so.1")])
        let unversioned = try system.start(program(["libz.so.1"], symbols: ["deflate"]))
        #expect(unversioned.starts == true)
        let bytes = program(["libz.so.1"], versions: [("ZLIB_1.2.9", "libz.so.1")])
        let versioned = try system.start(bytes)
        #expect(versioned.starts == nil && versioned.problems.isEmpty)
        let own = program(["libz.so.1"], versions: [("libz.so.1", "libz.so.1")])
        #expect(try system.start(own).starts == true)
        let known = try KnownSystem.glibc(
            "2.36", [KnownLibrary("libz.so.1", versions: ["ZLIB_1.2.9"])])
        #expect(try known.start(bytes).starts == true)
    }

    @Test("is in doubt where a version may have been carried back")
    func carriedBack() throws {
        let bytes = program(["libc.so.6"], versions: [("GLIBC_ABI_DT_RELR", "libc.so.6")])
        #expect(try KnownSystem.glibc("2.34").start(bytes).starts == nil)
        #expect(try KnownSystem.glibc("2.34", markers: []).start(bytes).starts == false)
        #expect(try KnownSystem.glibc("2.36").start(bytes).starts == true)
    }

    @Test("finds names without versions among glibc's own")
    func unversioned() throws {
        var program = FixtureLibrary.program(needed: ["libc.so.6"])
        program.symbols = [.wanted("dlopen"), .wanted("close_range"), .wanted("no_such_name")]
        func missing(_ release: String) throws -> [String] {
            try KnownSystem.glibc(release).start(program.bytes).fatal
        }
        let text = "/app: symbol lookup error: /app: undefined symbol: "
        #expect(try missing("2.36") == [text + "no_such_name"])
        #expect(try missing("2.31") == [text + "close_range"])
    }

    @Test("under musl ends at a name that this version lacks, and goes on in a newer one")
    func names() throws {
        let bytes = program(["libc.so"], symbols: ["statx", "puts"], interpreter: Self.musl)
        #expect(try KnownSystem.musl("1.2.5").start(bytes).starts == true)
        #expect(
            try KnownSystem.musl("1.2.4").start(bytes).fatal == [
                "Error relocating /app: statx: symbol not found"
            ])
    }

    @Test("under musl takes what is none of glibc's names to be of a library that is there")
    func others() throws {
        let system = try KnownSystem.musl("1.2.5", [KnownLibrary("libz.so.1")])
        let good = program(["libz.so.1"], symbols: ["deflate"], interpreter: Self.musl)
        #expect(try system.start(good).starts == true)
        let bad = program(["libz.so.1"], symbols: ["__res_init"], interpreter: Self.musl)
        #expect(try system.start(bad).starts == false)
    }

    @Test("under musl knows glibc's own libraries not to be there")
    func libresolv() throws {
        let bytes = program(["libresolv.so.2"], interpreter: Self.musl)
        #expect(
            try KnownSystem.musl("1.2.5").start(bytes).fatal == [
                "Error loading shared library libresolv.so.2: No such file or directory "
                    + "(needed by /app)"
            ])
        let other = program(["libsqlite3.so.0"], interpreter: Self.musl)
        #expect(try KnownSystem.musl("1.2.5").start(other).starts == nil)
    }

    @Test("ends where the loader is missing, and needs none for a static program")
    func loaders() throws {
        let glibc = program(["libc.so.6"])
        #expect(try KnownSystem.musl("1.2.5").start(glibc).fatal == ["No such file or directory"])
        #expect(try KnownSystem(.none, isWhole: true).start(glibc).starts == false)
        let musl = program(["libc.so"], interpreter: Self.musl)
        #expect(try KnownSystem.glibc("2.36").start(musl).fatal == ["No such file or directory"])
    }

    @Test("with gcompat hands programs of glibc to musl, which looks for what it lacks there")
    func gcompat() throws {
        let system = try KnownSystem.musl("1.2.5", hasGcompat: true)
        var program = FixtureLibrary.program(
            needed: ["libresolv.so.2", "ld-linux-x86-64.so.2", "libc.so.6"])
        program.neededVersions = [.init("GLIBC_2.43", of: "libc.so.6")]
        program.symbols = [.wanted("__fdelt_chk"), .wanted("getcontext"), .wanted("puts")]
        let graph = try system.start(program.bytes)
        #expect(graph.loader == .musl && graph.starts == true)
        #expect(graph.problems.map(\.text) == [])
        #expect(
            graph.nodes.prefix(4).map(\.name) == [
                "/app", "/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1",
                "/lib/libgcompat.so.0",
            ])
        program.symbols.append(.wanted("__res_init"))
        #expect(
            try system.start(program.bytes).fatal == [
                "Error relocating /app: __res_init: symbol not found"
            ])
        // Alpine's older package has no such link.
        let older = try KnownSystem.musl("1.2.3", hasGcompat: true).start(program.bytes)
        #expect(older.fatal.first?.contains("libresolv.so.2") == true)
    }

    @Test("under musl takes plain functions for the names of large-file ones")
    func largeFiles() throws {
        let bytes = program(
            ["libc.so"], symbols: ["stat64", "readdir64_r"], interpreter: Self.musl)
        for version in ["1.2.3", "1.2.5"] {
            #expect(try KnownSystem.musl(version).start(bytes).starts == true)
        }
        let long = program(["libc.so"], symbols: ["posix_fallocate64"], interpreter: Self.musl)
        // From 1.2.4 to 1.2.5 the loader has no room for a name of that length.
        for (version, starts) in [("1.2.3", true), ("1.2.5", false), ("1.2.6", true)] {
            #expect(try KnownSystem.musl(version).start(long).starts == starts)
        }
    }
}
