import Foundation
import GoInspect
import ObjectFile
import TestSupport
import Testing

/// What people find out with a shell, and what goelf tells them at once.
///
/// Where a claim that is widely repeated is wrong, the test holds the truth.
@Suite("What is done by hand elsewhere")
struct ByHandTests {
    private func report(_ id: String) throws -> ImageReport {
        let path = TestBinary.folder.appendingPathComponent("bin/\(id)").path
        return try only(Inspection(path: path, [.dependencies, .build]))
    }

    /// The one image of a file.
    private func only(_ inspection: Inspection) throws -> ImageReport {
        var inspection = inspection
        var reports: [ImageReport] = []
        inspection.forEachImage {
            reports.append($0)
            return true
        }
        try #require(reports.count == 1 && inspection.error == nil)
        return reports[0]
    }

    private func elf(_ report: ImageReport) throws -> ELF.Object {
        guard case .elf(let object) = report.image.contents else { throw NotELF() }
        return object
    }

    private struct NotELF: Error {}

    private func dynamicSection(_ report: ImageReport) throws -> ELF.DynamicSection {
        try #require(try elf(report).dynamic.value)
    }

    private func notes(_ report: ImageReport) throws -> [ELF.Note] {
        try elf(report).notes(nil, in: report.file).notes
    }

    // MARK: - Row 12: what the environment says, and what the file shows

    @Test(
        "CGO_ENABLED proves nothing: the functions that were linked do",
        arguments: [
            ("netuser-cgo-amd64-go1.22", "1", "calls-c"),
            ("netuser-nocgo-amd64-go1.22", "0", "none"),
            // Built with cgo switched on; the tags netgo and osusergo left no C.
            ("netuser-tags-amd64-go1.22", "1", "none"),
            ("runtimecgo-internal-amd64-go1.27", "1", "runtime-only"),
        ])
    func setting(_ id: String, _ enabled: String, _ verdict: String) throws {
        let report = try report(id)
        #expect(report.build?.value?.setting("CGO_ENABLED")?.text == enabled)
        #expect(report.cgo().verdict == verdict)
    }

    // MARK: - Row 5: `LD_DEBUG=libs` for libpthread and its kin

    @Test(
        "a glibc since 2.34 leaves libc.so.6 alone: libpthread is no sign of threads",
        arguments: [
            ("cgo-gnu2.17-amd64-go1.27", true), ("cgo-gnu2.39-amd64-go1.27", false),
            ("netuser-cgo-amd64-go1.22", false), ("cgo-dynamic-amd64-go1.19", false),
        ])
    func threads(_ id: String, _ needsLibrary: Bool) throws {
        let report = try report(id)
        #expect(report.image.needed.contains("libpthread.so.0") == needsLibrary)
        #expect(report.image.needed.contains("libc.so.6"))
        let threads = try #require(report.cgo().importGroups.first { $0.name == "threads" })
        #expect(threads.symbols.contains("pthread_create"))
    }

    // MARK: - Row 16: allocators in place of malloc

    @Test("allocators that took malloc's place are named with what shows them")
    func allocators() throws {
        let cgo = try report("c-allocator-amd64").cgo()
        #expect(cgo.allocators == ["jemalloc", "mimalloc"])
        for detail in ["mallocx is of jemalloc", "libjemalloc.so.2 is jemalloc"] {
            #expect(cgo.evidence.contains { $0.detail.text == detail })
        }
        #expect(try report("cgo-dynamic-amd64-go1.27").cgo().allocators.isEmpty)
    }

    // MARK: - Row 26: `nm -D | grep -E 'getpw|getgr'`

    @Test("imports of users, groups and names are told apart, and the Go packages behind them")
    func imports() throws {
        let cgo = try report("netuser-cgo-amd64-go1.22").cgo()
        let groups = cgo.importGroups.filter { ["nss", "dns"].contains($0.name) }
        #expect(
            groups.map { $0.symbols.map(\.text).sorted() } == [
                ["getgrgid_r", "getgrnam_r", "getpwnam_r", "getpwuid_r"],
                ["freeaddrinfo", "gai_strerror", "getaddrinfo"],
            ])
        #expect(cgo.packages.map(\.path) == ["net", "os/user"])
        // The same program with the tags netgo and osusergo imports nothing.
        #expect(try report("netuser-tags-amd64-go1.22").cgo().importGroups.isEmpty)
    }

    // MARK: - Rows 12 and 41: who linked it

    @Test(
        "Go's own linker leaves DT_HASH alone, a C compiler's DT_GNU_HASH",
        arguments: [
            ("netuser-cgo-amd64-go1.22", "internal"),
            ("runtimecgo-internal-amd64-go1.27", "internal"),
            ("cgo-dynamic-amd64-go1.27", "external"), ("cgo-pie-amd64-go1.24", "external"),
            ("cgo-dynamic-arm64-go1.27", "external"), ("cgo-dynamic-s390x-go1.27", "external"),
        ])
    func linkMode(_ id: String, _ mode: String) throws {
        let report = try report(id)
        let dynamic = try dynamicSection(report)
        #expect(report.cgo().linkMode == mode)
        #expect((dynamic.value(of: .hash) != nil) == (mode == "internal"))
        #expect((dynamic.value(of: .gnuHash) != nil) == (mode == "external"))
    }

    // MARK: - Row 14: what a program that asserts the size of a pointer would find

    @Test(
        "header, build settings and build information agree on processor and pointers",
        arguments: TestBinary.elf.filter { $0.goVersion != nil && $0.truth.linkage != nil })
    func pointers(_ binary: TestBinary) throws {
        let names: [String: (architecture: String, is64Bit: Bool, order: ByteOrder)] = [
            "386": ("i386", false, .little), "amd64": ("x86_64", true, .little),
            "arm": ("arm", false, .little), "arm64": ("aarch64", true, .little),
            "loong64": ("loong64", true, .little), "mips": ("mips", false, .big),
            "ppc64": ("ppc64", true, .big), "ppc64le": ("ppc64le", true, .little),
            "riscv64": ("riscv64", true, .little), "s390x": ("s390x", true, .big),
        ]
        let report = try report(binary.id)
        let build = try #require(report.build?.value)
        let expected = try #require(names[binary.goarch ?? ""])
        #expect(report.image.architecture.name == expected.architecture)
        #expect(report.image.layout.is64Bit == expected.is64Bit)
        #expect(report.image.layout.byteOrder == expected.order)
        // Texts that are found by pointers are read only with the right size and order of these.
        let isOld = ["go1.15", "go1.17"].contains { binary.go?.hasPrefix($0) == true }
        #expect(build.encoding == (isOld ? "pointers" : "inline"))
        #expect(build.goVersion.text.hasPrefix(binary.go ?? "?"))
        // Go 1.15 recorded no settings.
        let recorded = build.setting("GOARCH")?.text
        #expect(recorded == nil || recorded == binary.goarch)
    }

    // MARK: - Row 18: two C libraries in one file

    @Test("versions of glibc are seen in a program whose loader is musl's")
    func foreignLibrary() throws {
        let glibc = Array("/lib64/ld-linux-x86-64.so.2".utf8)
        let musl = Array("/lib/ld-musl-x86_64.so.1\0\0\0".utf8)
        let path = TestBinary.folder.appendingPathComponent("bin/c-hello-dynamic-amd64").path
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        let place = try #require(data.range(of: Data(glibc)))
        data.replaceSubrange(place, with: musl)
        let bytes = FileBytes(Array(data))
        let report = try only(Inspection(bytes, path: "mixed", .dependencies))
        #expect(report.image.interpreter.value == "/lib/ld-musl-x86_64.so.1")
        #expect(report.dependencies?.libc == "musl")
        #expect(report.dependencies?.glibc?.floor == "2.34")
        let names = report.dependencies?.requiredVersions.libraries.map(\.library)
        #expect(names == ["libc.so.6"])
    }

    // MARK: - Row 27: `readelf -d | grep -E 'interpreter|NEEDED'`

    @Test(
        "the interpreter is no entry of the dynamic section: readelf -d never prints it",
        arguments: [
            (
                "cgo-dynamic-amd64-go1.27", ["libm.so.6", "libc.so.6"],
                "/lib64/ld-linux-x86-64.so.2"
            ),
            ("cgo-dynamic-arm64-go1.27", ["libm.so.6", "libc.so.6"], "/lib/ld-linux-aarch64.so.1"),
            ("tiny-pie-amd64-go1.27", [], "/lib64/ld-linux-x86-64.so.2"),
        ] as [(String, [ByteString], ByteString)])
    func interpreter(_ id: String, _ needed: [ByteString], _ interpreter: ByteString) throws {
        let report = try report(id)
        #expect(report.image.interpreter.value == interpreter)
        #expect(report.image.needed == needed)
        let path = TestBinary.folder.appendingPathComponent("bin/\(id)").path
        let printed = try Process.output(of: "readelf", "-d", path)
        #expect(!printed.contains(interpreter.text))
        #expect(try Process.output(of: "readelf", "-l", path).contains(interpreter.text))
    }

    // MARK: - Row 37: "not a dynamic executable"

    @Test(
        "four kinds of programs are told apart that ldd calls by two names",
        arguments: [
            ("tiny-static-amd64-go1.27", .static), ("cgo-static-amd64-go1.27", .static),
            ("cgo-static-pie-amd64-go1.27", .staticPIE),
            ("cgo-musl-static-pie-amd64-go1.24", .staticPIE),
            ("cgo-dynamic-amd64-go1.27", .dynamic),
            // "statically linked" to ldd; without its interpreter it does not start.
            ("tiny-pie-amd64-go1.27", .dynamicWithoutLibraries),
            ("tiny-pie-amd64-go1.15", .dynamicWithoutLibraries),
            // "not a dynamic executable" to the ldd of another processor.
            ("cgo-dynamic-arm64-go1.27", .dynamic), ("cgo-dynamic-s390x-go1.27", .dynamic),
        ] as [(String, Image.Linkage)])
    func linkage(_ id: String, _ linkage: Image.Linkage) throws {
        #expect(try report(id).image.linkage == linkage)
    }

    // MARK: - Row 38: the oldest kernel

    @Test(
        "the ABI tag names the oldest kernel, where a C library put one",
        arguments: [
            ("cgo-dynamic-amd64-go1.27", "Linux 3.2.0"), ("cgo-static-amd64-go1.27", "Linux 3.2.0"),
            ("cgo-dynamic-arm64-go1.27", "Linux 3.7.0"), ("netuser-cgo-amd64-go1.22", nil),
            ("cgo-musl-amd64-go1.27", nil), ("tiny-static-amd64-go1.27", nil),
        ] as [(String, ByteString?)])
    func kernel(_ id: String, _ oldest: ByteString?) throws {
        let report = try report(id)
        let tag = try notes(report).first { $0.owner == "GNU" && $0.type == 1 }
        let header = try elf(report).header
        #expect(tag?.meaning(header) == oldest.map { .text($0) })
    }

    // MARK: - Row 40: glibc or musl

    @Test(
        "the C library is told by what the file has, whatever it was built on",
        arguments: [
            // By the interpreter.
            ("cgo-dynamic-amd64-go1.27", "glibc"), ("cgo-musl-amd64-go1.27", "musl"),
            ("c-musl-dynamic-s390x", "musl"), ("tiny-pie-amd64-go1.27", "glibc"),
            ("tiny-android-arm64-go1.27", "bionic"),
            // A library has none: by the names needed, and their versions.
            ("c-musl-library-amd64", "musl"), ("shared-amd64-go1.27", "glibc"),
            // By what was linked into it.
            ("cgo-static-amd64-go1.27", "glibc"), ("cgo-musl-static-amd64-go1.27", "musl"),
            ("tiny-static-amd64-go1.27", "none"), ("netuser-tags-amd64-go1.22", "none"),
        ])
    func libc(_ id: String, _ libc: String) throws {
        #expect(try report(id).dependencies?.libc == libc)
    }

    // MARK: - Row 41: how old a system may be

    @Test(
        "the floor is what a manylinux tag promises, and the API floor what a rebuild could",
        arguments: [
            ("cgo-gnu2.17-amd64-go1.27", "2.3.2", "2.2.5"),
            ("cgo-gnu2.39-amd64-go1.27", "2.34", "2.2.5"),
            ("c-oldapi-amd64", "2.34", "2.2.5"),
            ("netuser-cgo-amd64-go1.22", "2.34", "2.2.5"),
            ("cgo-musl-amd64-go1.27", nil, nil), ("tiny-pie-amd64-go1.27", nil, nil),
        ] as [(String, String?, String?)])
    func floors(_ id: String, _ floor: String?, _ apiFloor: String?) throws {
        let glibc = try report(id).dependencies?.glibc
        #expect(glibc?.floor == floor)
        #expect(glibc?.apiFloor == apiFloor)
    }

    // MARK: - Rows 1, 6 and 33: what the function table knows, stripped or not

    private func functions(_ id: String) throws -> (Functions, Set<String>) {
        let functions = try #require(try report(id).functions().value)
        var walk = functions
        var names: Set<String> = []
        while try walk.next() { names.insert(ByteString(try walk.name()).text) }
        return (functions, names)
    }

    @Test("row 1: which standard library was used stands in the table of files, without Go")
    func standardLibrary() throws {
        var (functions, _) = try functions("deps-amd64-go1.27")
        var roots: Set<String> = []
        while try functions.next() {
            guard let place = try functions.place() else { continue }
            let file = ByteString(try functions.fileName(at: place.file)).text
            guard file.hasSuffix("/src/runtime/proc.go") else { continue }
            roots.insert(String(file.dropLast("/src/runtime/proc.go".count)))
        }
        #expect(roots.count == 1)
        #expect(roots.first?.hasSuffix("go1.27") == true)
    }

    @Test("row 6: cgo or not, runtime.gcTrigger is a type; only its method test is a function")
    func garbageCollector() throws {
        let (_, with) = try functions("netuser-cgo-amd64-go1.22")
        let (_, without) = try functions("netuser-nocgo-amd64-go1.22")
        let own = { (names: Set<String>) in names.filter { $0.hasPrefix("runtime.gcTrigger") } }
        #expect(own(with) == ["runtime.gcTrigger.test"])
        #expect(own(without) == ["runtime.gcTrigger.test"])
    }

    @Test("row 33: what runs before main, with its place, in the order in which it does")
    func inits() throws {
        var (functions, _) = try functions("netuser-nocgo-amd64-go1.22")
        let inits = try functions.inits()
        #expect(inits.isRunOrder)
        #expect(inits.source == "module data")
        var found: [String] = []
        for index in inits.functions {
            #expect(try functions.move(to: index))
            found.append(ByteString(try functions.name()).text)
            let place = try functions.place()
            #expect(place != nil)
        }
        let runtime = try #require(found.firstIndex(of: "runtime.init"))
        let net = try #require(found.firstIndex(of: "net.init"))
        #expect(runtime < net)
    }
}

extension Process {
    /// What a program prints on standard output.
    fileprivate static func output(of program: String, _ arguments: String...) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program) cannot be run")
        return String(decoding: output, as: UTF8.self)
    }
}
