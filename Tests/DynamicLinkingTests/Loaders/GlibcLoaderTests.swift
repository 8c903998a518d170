import GoFixtures
import ObjectFile
import Testing

@testable import DynamicLinking

@Suite("GNU's loader")
struct GlibcLoaderTests {
    private static let standard = "/lib/x86_64-linux-gnu"

    /// A program that needs `libx.so`, and a library of that name in each of some directories.
    private func root(_ directories: String...) -> SmallRoot {
        var root = SmallRoot.glibc()
        for directory in directories { root.add(directory + "/libx.so", FixtureLibrary()) }
        return root
    }

    private var program: FixtureLibrary { .program(needed: ["libx.so"]) }

    @Test("looks in RPATH, the environment, the table, and the system's directories, in this order")
    func order() throws {
        var program = program
        program.rpath = "/r"
        var root = root("/r", "/env", Self.standard, "/table")
        root.set("LD_LIBRARY_PATH", "/none:/env")
        let table = FixtureCache([FixtureCache.Entry("libx.so", "/table/libx.so")])
        root.tree.add("/etc/ld.so.cache", table.bytes)
        #expect(try root.start(program).places["libx.so"] == "/r/libx.so rpath")
        program.rpath = "/nothing"
        #expect(try root.start(program).places["libx.so"] == "/env/libx.so LD_LIBRARY_PATH")
        root.surroundings.variables = []
        #expect(try root.start(program).places["libx.so"] == "/table/libx.so ld.so.cache")
        root.tree.add("/etc/ld.so.cache", [1, 2, 3])
        let graph = try root.start(program)
        #expect(graph.places["libx.so"] == Self.standard + "/libx.so default")
        #expect(graph.diagnostics.map(\.code) == [.init(rawValue: "loader.cache")])
        #expect(graph.starts == true)
    }

    @Test("looks in RUNPATH only after the environment, and then knows no RPATH")
    func runpath() throws {
        var program = program
        program.rpath = "/r"
        program.runpath = "/rr"
        var root = root("/r", "/rr", "/env")
        #expect(try root.start(program).places["libx.so"] == "/rr/libx.so runpath")
        root.set("LD_LIBRARY_PATH", "/env")
        #expect(try root.start(program).places["libx.so"] == "/env/libx.so LD_LIBRARY_PATH")
        program.runpath = nil
        #expect(try root.start(program).places["libx.so"] == "/r/libx.so rpath")
    }

    @Test("hands RPATH on to the libraries of libraries, and RUNPATH not")
    func inheritance() throws {
        var program = FixtureLibrary.program(needed: ["liba.so"])
        var root = SmallRoot.glibc()
        root.add("/r/liba.so", FixtureLibrary(needed: ["libb.so"]))
        root.add("/r/libb.so", FixtureLibrary(needed: ["libc2.so"]))
        root.add("/r/libc2.so", FixtureLibrary())
        program.rpath = "/r"
        #expect(try root.start(program).places["libc2.so"] == "/r/libc2.so rpath")
        program.rpath = nil
        program.runpath = "/r"
        let graph = try root.start(program)
        #expect(graph.places["libb.so"] == "not-found")
        #expect(
            graph.fatal == [
                "/app: error while loading shared libraries: libb.so: cannot open shared object "
                    + "file: No such file or directory"
            ])
    }

    @Test("asks an object with RUNPATH for nobody's RPATH, not even the program's")
    func ownRunPath() throws {
        var program = FixtureLibrary.program(needed: ["liba.so"])
        program.rpath = "/r"
        var root = SmallRoot.glibc()
        var library = FixtureLibrary(needed: ["libx.so"])
        library.runpath = "/elsewhere"
        root.add("/r/liba.so", library)
        root.add("/r/libx.so", FixtureLibrary())
        #expect(try root.start(program).places["libx.so"] == "not-found")
        library.runpath = nil
        root.add("/r/liba.so", library)
        #expect(try root.start(program).places["libx.so"] == "/r/libx.so rpath")
    }

    @Test("puts the directory of each object for $ORIGIN, that of the program without links")
    func origin() throws {
        var program = FixtureLibrary.program(needed: ["liba.so"])
        program.runpath = "$ORIGIN/../lib"
        var root = SmallRoot.glibc()
        var library = FixtureLibrary(needed: ["libx.so"])
        library.runpath = "$ORIGIN"
        root.add("/opt/lib/real/liba.so", library)
        root.tree.addLink("/opt/lib/liba.so", to: "real/liba.so")
        root.add("/opt/lib/libx.so", FixtureLibrary())
        let graph = try root.start(program, at: "/opt/bin/app")
        #expect(graph.places["liba.so"] == "/opt/bin/../lib/liba.so runpath")
        #expect(graph.places["libx.so"] == "/opt/bin/../lib/libx.so runpath")
        root.surroundings.hasProcessFiles = false
        #expect(try root.start(program, at: "/opt/bin/app").places["liba.so"] == "not-found")
    }

    @Test("goes breadth first, and loads each file once")
    func breadth() throws {
        var root = SmallRoot.glibc()
        let folder = Self.standard + "/"
        root.add(folder + "liba.so", FixtureLibrary(needed: ["libc2.so", "libalias.so"]))
        root.add(folder + "libb.so", FixtureLibrary(needed: ["liba.so"], soname: "libself.so"))
        root.add(folder + "libc2.so", FixtureLibrary(needed: ["libself.so", "libc.so.6"]))
        root.tree.addLink(folder + "libalias.so", to: "libb.so")
        let graph = try root.start(.program(needed: ["liba.so", "libb.so", "libc.so.6"]))
        #expect(
            graph.names == [
                "/app", "/lib64/ld-linux-x86-64.so.2", "liba.so", "libb.so", "libc.so.6",
                "libc2.so",
            ])
        #expect(graph.nodes[2].needs == [5, 3])
        #expect(graph.nodes[5].needs == [3, 4])
        #expect(graph.starts == true && graph.problems.isEmpty)
    }

    @Test("loads a library that needs itself, or the program, once")
    func itself() throws {
        var root = SmallRoot.glibc()
        root.add(Self.standard + "/libx.so", FixtureLibrary(needed: ["libx.so", "/app"]))
        let graph = try root.start(program)
        #expect(graph.nodes.count == 3)
        #expect(graph.nodes[2].needs == [2, 0])
    }

    @Test("takes a name with a slash for a path, the directory where it is started for its start")
    func paths() throws {
        var root = SmallRoot.glibc()
        root.add("/opt/liba.so", FixtureLibrary())
        var program = FixtureLibrary.program(needed: ["/opt/liba.so", "opt/../opt/libb.so"])
        program.runpath = "/opt"
        let graph = try root.start(program)
        #expect(graph.places["/opt/liba.so"] == "/opt/liba.so absolute")
        #expect(graph.places["opt/../opt/libb.so"] == "not-found")
        #expect(graph.nodes[3].searched.map(\.path) == ["opt/../opt/libb.so"])
    }

    @Test("passes over libraries for other processors, and says so of another word size alone")
    func otherKinds() throws {
        var root = SmallRoot.glibc()
        var narrow = FixtureLibrary()
        narrow.is64Bit = false
        narrow.machine = 3
        var arm = FixtureLibrary()
        arm.machine = 183
        root.add(Self.standard + "/libx.so", narrow)
        root.add("/usr/lib/libx.so", FixtureLibrary())
        #expect(try root.start(program).places["libx.so"] == "/usr/lib/libx.so default")
        root.add("/usr/lib/libx.so", arm)
        let graph = try root.start(program)
        #expect(graph.places["libx.so"] == "wrong-architecture")
        #expect(graph.fatal.first?.hasSuffix("libx.so: wrong ELF class: ELFCLASS32") == true)
        root.add(Self.standard + "/libx.so", arm)
        #expect(
            try root.start(program).fatal.first?.hasSuffix("No such file or directory") == true)
    }

    @Test("keeps out of the system's directories for an object that says so")
    func noDefault() throws {
        var program = program
        program.flags1 = 0x800
        var root = root(Self.standard, "/opt")
        #expect(try root.start(program).places["libx.so"] == "not-found")
        let inside = FixtureCache([
            FixtureCache.Entry("libx.so", Self.standard + "/libx.so")
        ])
        root.tree.add("/etc/ld.so.cache", inside.bytes)
        #expect(try root.start(program).places["libx.so"] == "not-found")
        let outside = FixtureCache([FixtureCache.Entry("libx.so", "/opt/libx.so")])
        root.tree.add("/etc/ld.so.cache", outside.bytes)
        #expect(try root.start(program).places["libx.so"] == "/opt/libx.so ld.so.cache")
    }

    @Test("prefers the directories for the processor's level")
    func levels() throws {
        var root = root(
            "/r", "/r/glibc-hwcaps/x86-64-v2", "/r/glibc-hwcaps/x86-64-v3",
            "/r/glibc-hwcaps/x86-64-v4")
        var program = program
        program.runpath = "/r"
        #expect(try root.start(program).places["libx.so"] == "/r/libx.so runpath")
        for level in ["x86-64-v2", "x86-64-v3", "x86-64-v4"] {
            root.surroundings.processor = level
            let path = try root.start(program).nodes[2].path
            #expect(path?.text == "/r/glibc-hwcaps/\(level)/libx.so")
        }
    }

    @Test("stops at what is there and no library, in its words")
    func damaged() throws {
        var root = SmallRoot.glibc()
        let path = Self.standard + "/libx.so"
        func words() throws -> String {
            let text = try root.start(program).fatal.first ?? ""
            return String(text.dropFirst("/app: error while loading shared libraries: ".count))
        }
        root.tree.add(path, [])
        #expect(try words() == path + ": file too short")
        root.tree.add(
            path,
            Array("INPUT(libx.so.1) and more of it, to be longer than a header".utf8)
                + [UInt8](repeating: 32, count: 64))
        #expect(try words() == path + ": invalid ELF header")
        root.tree.addSpecial(path)
        #expect(try words().hasPrefix(path))
        var library = FixtureLibrary()
        library.type = 2
        root.add(path, library)
        #expect(try words() == "libx.so: cannot dynamically load executable")
        // The last place that is tried decides what is said.
        root.tree.remove(path)
        root.tree.addUnreadable("/usr/lib/libx.so")
        #expect(try words() == "libx.so: cannot open shared object file: Permission denied")
    }

    @Test("loads what is to be preloaded first, and goes on without what is not there")
    func preload() throws {
        var root = root(Self.standard, "/opt")
        root.add("/pre/libp.so", FixtureLibrary(needed: ["libx.so"]))
        root.set("LD_PRELOAD", "/pre/libp.so:libnone.so /opt/libx.so")
        root.tree.add("/etc/ld.so.preload", Array("# nothing\n/none/libq.so # why\n".utf8))
        let graph = try root.start(program)
        #expect(graph.places["/pre/libp.so"] == "/pre/libp.so preload")
        #expect(graph.starts == true)
        #expect(
            graph.warnings == [
                "ERROR: ld.so: object 'libnone.so' from LD_PRELOAD cannot be preloaded "
                    + "(cannot open shared object file): ignored.",
                "ERROR: ld.so: object '/none/libq.so' from /etc/ld.so.preload cannot be preloaded "
                    + "(cannot open shared object file): ignored.",
            ])
    }

    /// AT_SECURE: the environment is left out, `$ORIGIN` is held to the system's directories.
    @Test("trusts neither the environment nor $ORIGIN where a program has others' rights")
    func secure() throws {
        var root = root("/env", "/opt/lib", "/usr/lib/app", "/usr/lib/evil")
        root.set("LD_LIBRARY_PATH", "/env")
        root.set("LD_PRELOAD", "/env/libx.so")
        var program = program
        #expect(try root.start(program).nodes[2].path == "/env/libx.so")
        root.surroundings.isSecure = true
        #expect(try root.start(program).places["libx.so"] == "not-found")
        #expect(try root.start(program).nodes.count == 3)
        // Any path that has no name in it is taken as it is.
        program.runpath = "/opt/lib"
        #expect(try root.start(program).places["libx.so"] == "/opt/lib/libx.so runpath")
        program.runpath = "$ORIGIN/../lib"
        #expect(try root.start(program, at: "/opt/bin/app").places["libx.so"] == "not-found")
        program.runpath = "$ORIGIN/app"
        #expect(
            try root.start(program, at: "/usr/lib/app0").places["libx.so"]
                == "/usr/lib/app/libx.so runpath")
        program.runpath = "$ORIGIN/../../opt/lib"
        #expect(try root.start(program, at: "/usr/lib/app0").places["libx.so"] == "not-found")
        program.runpath = "/usr/lib/$ORIGIN"
        #expect(try root.start(program, at: "/usr/lib/app0").places["libx.so"] == "not-found")
    }
}
