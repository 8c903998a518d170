import Foundation
import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import DynamicLinking

/// What people find out with ldd, LD_DEBUG and strace, and what goelf tells without running anything.
///
/// Where a claim that is widely repeated is wrong, the test holds the truth.
@Suite("What is done with loaders by hand elsewhere")
struct ByHandLoaderTests {
    private static func binary(_ id: String) throws -> [UInt8] {
        Array(try Data(contentsOf: TestBinary.folder.appendingPathComponent("bin/\(id)")))
    }

    /// A root with a C library that defines these versions, and a mathematical one.
    private static func glibc(_ versions: [String]) -> SmallRoot {
        var root = SmallRoot.glibc()
        var libc = FixtureLibrary(soname: "libc.so.6")
        libc.definedVersions = versions
        root.add("/lib/x86_64-linux-gnu/libc.so.6", libc)
        var libm = FixtureLibrary(needed: ["libc.so.6"], soname: "libm.so.6")
        libm.definedVersions = ["GLIBC_2.2.5"]
        root.add("/lib/x86_64-linux-gnu/libm.so.6", libm)
        return root
    }

    private static let versions = ["GLIBC_2.2.5", "GLIBC_2.3.2", "GLIBC_2.32", "GLIBC_2.34"]

    // MARK: - Row 5: LD_DEBUG=libs

    @Test("who pulls a library in is told without LD_DEBUG")
    func requesters() throws {
        var root = SmallRoot.glibc()
        root.add("/lib/libseccomp.so.2", FixtureLibrary(needed: ["libgcc_s.so.1", "libc.so.6"]))
        root.add("/lib/libgcc_s.so.1", FixtureLibrary(needed: ["libc.so.6"]))
        let graph = try root.start(.program(needed: ["libseccomp.so.2", "libc.so.6"]))
        let unwinder = try #require(graph.nodes.first { $0.name == "libgcc_s.so.1" })
        let requester = try #require(unwinder.requester)
        #expect(graph.nodes[requester].name == "libseccomp.so.2")
    }

    @Test("with glibc 2.34 and later, a program that uses threads and DNS needs libc.so.6 alone")
    func merged() throws {
        let graph = try Self.glibc(Self.versions).start(Self.binary("netuser-cgo-amd64-go1.22"))
        #expect(
            graph.nodes.dropFirst().filter { $0.rule != .interpreter }.map(\.name) == ["libc.so.6"])
        #expect(graph.starts == true)
    }

    // MARK: - Row 20: a root file system and its digest

    @Test(
        "a folder and an image of it give the same answer", arguments: ImageFixture.Method.allCases)
    func places(_ method: ImageFixture.Method) throws {
        var root = SmallRoot.glibc()
        var archive = TarBuilder()
        let program = FixtureLibrary.program(needed: ["liba.so", "libgone.so", "libc.so.6"])
        for (path, library) in [
            ("lib64/ld-linux-x86-64.so.2", FixtureLibrary.glibcLoader()),
            ("lib/x86_64-linux-gnu/libc.so.6", FixtureLibrary(soname: "libc.so.6")),
            ("lib/liba.so", FixtureLibrary(needed: ["libc.so.6"])),
        ] {
            root.add("/" + path, library)
            archive.file(path, library.bytes, mode: 0o755)
        }
        let direct = try root.start(program, at: "/usr/bin/app")
        archive.file("usr/bin/app", program.bytes, mode: 0o755)
        let image = try ImageFixture.image([archive.build()], method)
        let inside = try Self.start("/usr/bin/app", in: image)
        #expect(inside.places == direct.places)
        #expect(inside.fatal == direct.fatal)
        #expect(inside.starts == false)
    }

    private static func start(_ path: ByteString, in image: ImageTree) throws -> DependencyGraph {
        var surroundings = LoaderSurroundings(image)
        surroundings.processor = "x86-64-v1"
        let file = try image.open(path)
        return DependencyGraph(file, try Image(elf: file.bytes), at: path, surroundings)
    }

    // MARK: - Row 21: ldd and readelf -d side by side

    @Test(
        "which directory wins, and why, is told of RPATH, RUNPATH and LD_LIBRARY_PATH",
        arguments: [
            (rpath: "/r", runpath: nil, variable: "/l", path: "/r/liba.so", rule: "rpath"),
            (
                rpath: nil, runpath: "/r", variable: "/l", path: "/l/liba.so",
                rule: "LD_LIBRARY_PATH"
            ),
            (rpath: nil, runpath: "/r", variable: nil, path: "/r/liba.so", rule: "runpath"),
            (rpath: "/l", runpath: "/r", variable: nil, path: "/r/liba.so", rule: "runpath"),
            (rpath: nil, runpath: nil, variable: nil, path: "/lib/liba.so", rule: "default"),
        ] as [(rpath: String?, runpath: String?, variable: String?, path: String, rule: String)])
    func searchPaths(
        _ row: (rpath: String?, runpath: String?, variable: String?, path: String, rule: String)
    ) throws {
        var root = SmallRoot.glibc()
        for folder in ["/r", "/l", "/lib"] { root.add(folder + "/liba.so", FixtureLibrary()) }
        if let variable = row.variable { root.set("LD_LIBRARY_PATH", variable) }
        var program = FixtureLibrary.program(needed: ["liba.so"])
        program.rpath = row.rpath
        program.runpath = row.runpath
        #expect(try root.start(program).places["liba.so"] == "\(row.path) \(row.rule)")
    }

    // MARK: - Row 25: strace shows that execve fails with ENOENT

    @Test(
        "a program whose interpreter is missing is told not to exist, with libraries or without",
        arguments: ["tiny-pie-amd64-go1.27", "cgo-dynamic-amd64-go1.27"])
    func interpreter(_ id: String) throws {
        let graph = try SmallRoot.musl().start(Self.binary(id))
        #expect(graph.fatal == ["No such file or directory"])
        #expect(graph.fatalProblems.first?.kind == .interpreter)
        #expect(graph.fatalProblems.first?.exitStatus == nil)
    }

    @Test("a static program starts where nothing is")
    func empty() throws {
        let graph = try SmallRoot().start(Self.binary("tiny-static-amd64-go1.27"))
        #expect(graph.starts == true)
        #expect(graph.nodes.count == 1)
    }

    // MARK: - Row 30: AT_SECURE drops LD_*

    @Test("a set-user-ID program has no LD_LIBRARY_PATH, and $ORIGIN only where it can be trusted")
    func secure() throws {
        var root = SmallRoot.glibc()
        root.add("/l/liba.so", FixtureLibrary())
        root.add("/opt/libb.so", FixtureLibrary())
        root.set("LD_LIBRARY_PATH", "/l")
        var program = FixtureLibrary.program(needed: ["liba.so", "libb.so"])
        program.runpath = "$ORIGIN"
        #expect(try root.start(program, at: "/opt/app").starts == true)
        root.surroundings.isSecure = true
        let graph = try root.start(program, at: "/opt/app")
        #expect(graph.places == ["liba.so": "not-found", "libb.so": "not-found"])
    }

    // MARK: - Row 34: ldd on musl

    @Test("on musl libc.so.6 and libm.so.6 are musl itself, and libresolv.so.2 is missing")
    func reservedNames() throws {
        var root = SmallRoot()
        root.add("/lib64/ld-linux-x86-64.so.2", FixtureLibrary.muslLoader())
        let graph = try root.start(
            .program(needed: ["libm.so.6", "libresolv.so.2", "libc.so.6"]))
        #expect(graph.loader == .musl)
        #expect(
            graph.places == [
                "libm.so.6": "/lib64/ld-linux-x86-64.so.2 reserved",
                "libc.so.6": "/lib64/ld-linux-x86-64.so.2 reserved", "libresolv.so.2": "not-found",
            ])
        #expect(
            graph.fatal == [
                "Error loading shared library libresolv.so.2: No such file or directory "
                    + "(needed by /app)"
            ])
    }

    // MARK: - Row 39: ldd | wc -l

    @Test("what a program needs itself is told from what its libraries bring along")
    func depth() throws {
        var root = SmallRoot.glibc()
        root.add("/lib/liba.so", FixtureLibrary(needed: ["libb.so"]))
        root.add("/lib/libb.so", FixtureLibrary(needed: ["libgcc_s.so.1"]))
        root.add("/lib/libgcc_s.so.1", FixtureLibrary())
        let graph = try root.start(.program(needed: ["liba.so", "libc.so.6"]))
        let direct = graph.nodes[0].needs.map { graph.nodes[$0].name.text }
        #expect(direct == ["/lib64/ld-linux-x86-64.so.2", "liba.so", "libc.so.6"])
        #expect(graph.names.dropFirst(2) == ["liba.so", "libc.so.6", "libb.so", "libgcc_s.so.1"])
    }

    @Test("no library is loaded that nobody asks for: libm, libdl and libresolv are not implicit")
    func nothingImplicit() throws {
        let graph = try Self.glibc(Self.versions).start(Self.binary("cgo-dynamic-amd64-go1.27"))
        #expect(Set(graph.places.keys) == ["libm.so.6", "libc.so.6"])
    }

    // MARK: - Row 49: a program built on one system in the image of another

    @Test("a glibc program in an image with musl is told not to exist")
    func imageOfAnotherSystem() throws {
        let program = try Self.binary("cgo-dynamic-amd64-go1.27")
        let image = try ImageFixture.image(
            { $0.file("lib/ld-musl-x86_64.so.1", FixtureLibrary.muslLoader().bytes, mode: 0o755) },
            { $0.file("usr/local/bin/app", program, mode: 0o755) })
        let graph = try Self.start("/usr/local/bin/app", in: image)
        #expect(graph.fatal == ["No such file or directory"])
    }
}
