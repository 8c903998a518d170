import GoFixtures
import ObjectFile
import Testing

@testable import DynamicLinking

@Suite("musl's loader")
struct MuslLoaderTests {
    private static let interpreter = "/lib/ld-musl-x86_64.so.1"

    private func program(_ needed: String...) -> FixtureLibrary {
        var program = FixtureLibrary(needed: needed)
        program.interpreter = Self.interpreter
        return program
    }

    @Test("looks in the environment, then in RPATH or RUNPATH, then in its three directories")
    func order() throws {
        var root = SmallRoot.musl()
        for directory in ["/env", "/r", "/rr", "/lib", "/usr/local/lib", "/usr/lib"] {
            root.add(directory + "/libx.so", FixtureLibrary())
        }
        var program = program("libx.so")
        #expect(try root.start(program).places["libx.so"] == "/lib/libx.so default")
        program.rpath = "/r"
        #expect(try root.start(program).places["libx.so"] == "/r/libx.so rpath")
        program.runpath = "/rr"
        #expect(try root.start(program).places["libx.so"] == "/rr/libx.so rpath")
        root.set("LD_LIBRARY_PATH", "/env")
        #expect(try root.start(program).places["libx.so"] == "/env/libx.so LD_LIBRARY_PATH")
        root.surroundings.isSecure = true
        #expect(try root.start(program).places["libx.so"] == "/rr/libx.so rpath")
    }

    @Test("hands both kinds of path on to the libraries of libraries")
    func inheritance() throws {
        var root = SmallRoot.musl()
        root.add("/r/liba.so", FixtureLibrary(needed: ["libb.so"]))
        root.add("/r/libb.so", FixtureLibrary(needed: ["libx.so"]))
        root.add("/r/libx.so", FixtureLibrary())
        var program = program("liba.so")
        program.runpath = "/r"
        #expect(try root.start(program).places["libx.so"] == "/r/libx.so rpath")
    }

    @Test("stands for the names that it keeps for itself, and for no other")
    func reserved() throws {
        let names = ["libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "libresolv.so.2"]
        var program = program()
        program.needed = names
        let places = try SmallRoot.musl().start(program).places
        for name in names.dropLast() { #expect(places[name] == Self.interpreter + " reserved") }
        #expect(places["libresolv.so.2"] == "not-found")
    }

    @Test("reads the file with directories, and has none where it is there and cannot be read")
    func pathFile() throws {
        var root = SmallRoot.musl()
        root.add("/opt/libx.so", FixtureLibrary())
        root.add("/lib/liby.so", FixtureLibrary())
        let path = "/etc/ld-musl-x86_64.path"
        root.tree.add(path, Array("/none\n/opt:/more\n".utf8))
        let graph = try root.start(program("libx.so", "liby.so"))
        #expect(graph.places["libx.so"] == "/opt/libx.so path-file")
        #expect(graph.places["liby.so"] == "not-found")
        for _ in 0..<2 {
            root.tree.addUnreadable(path)
            #expect(try root.start(program("liby.so")).places["liby.so"] == "not-found")
            root.tree.add(path, [])
        }
    }

    @Test("knows no name but $ORIGIN: any other spoils the path")
    func tokens() throws {
        var root = SmallRoot.musl()
        root.add("/opt/lib/libx.so", FixtureLibrary())
        for (path, isFound) in [
            ("$ORIGIN/lib", true), ("${ORIGIN}/lib", true), ("/none:$ORIGIN/lib", true),
            ("$ORIGIN/lib:$LIB", false), ("$ORIGIN/lib:/$x", false), ("$", false),
        ] {
            var program = program("libx.so")
            program.runpath = path
            let place = try root.start(program, at: "/opt/app").places["libx.so"]
            #expect((place == "/opt/lib/libx.so rpath") == isFound, "\(path)")
        }
    }

    @Test("names everything that is missing, and then gives up")
    func missing() throws {
        var root = SmallRoot.musl()
        root.add("/lib/liba.so", FixtureLibrary(needed: ["libn2.so"]))
        let graph = try root.start(program("liba.so", "libn1.so"))
        #expect(
            graph.fatal == [
                "Error loading shared library libn1.so: No such file or directory (needed by /app)",
                "Error loading shared library libn2.so: No such file or directory "
                    + "(needed by /lib/liba.so)",
            ])
        #expect(graph.fatalProblems.first?.exitStatus == 127)
    }

    @Test("takes itself for any other C library, which it never loads")
    func secondLibrary() throws {
        var root = SmallRoot.musl()
        var other = FixtureLibrary(needed: ["libnone.so"], soname: "libother.so")
        other.symbols = [.defined("__libc_start_main"), .defined("stdin")]
        root.add("/lib/libother.so", other)
        let graph = try root.start(program("libother.so"))
        #expect(graph.places["libnone.so"] == nil)
        #expect(graph.starts == true)
    }

    @Test("finds a library by the last name of its path, and not by its own")
    func shortNames() throws {
        var root = SmallRoot.musl()
        root.add("/opt/liba.so", FixtureLibrary(soname: "libself.so"))
        var program = program("/opt/liba.so", "libself.so")
        #expect(try root.start(program).places["libself.so"] == "not-found")
        root.add("/r/libb.so", FixtureLibrary(needed: ["libb.so"], soname: "libself.so"))
        program.needed = ["libb.so"]
        program.rpath = "/r"
        #expect(try root.start(program).nodes.count == 3)
    }

    @Test("binds all symbols at once, whatever version they are of")
    func symbols() throws {
        let root = SmallRoot.musl([.defined("there")])
        var program = program()
        program.symbols = [
            .wanted("there", version: "V9", of: "libc.so"), .wanted("weak", isWeak: true),
            .wanted("gone"),
        ]
        program.neededVersions = [.init("V9", of: "libc.so")]
        program.isLazy = true
        let graph = try root.start(program)
        #expect(graph.fatal == ["Error relocating /app: gone: symbol not found"])
        #expect(graph.fatalProblems.first?.exitStatus == 127)
    }
    @Test("loads libraries made for glibc, too, where glibc is not there")
    func librariesOfGlibc() throws {
        var library = FixtureLibrary(needed: ["libc.so.6"], soname: "libown.so")
        library.symbols = [.wanted("puts", version: "GLIBC_2.2.5", of: "libc.so.6")]
        var root = SmallRoot.musl([.defined("puts")])
        let graph = try root.start(library)
        #expect(graph.loader == .musl)
        #expect(graph.starts == true)
        #expect(graph.places["libc.so.6"] == Self.interpreter + " reserved")
        library.symbols = [.wanted("gone")]
        #expect(
            try root.start(library).fatal == ["Error relocating /app: gone: symbol not found"])
        root.add("/lib64/ld-linux-x86-64.so.2", FixtureLibrary.glibcLoader())
        #expect(try root.start(library).loader == .glibc)
    }

    @Test("leaves libraries made for musl to glibc, where musl is not there")
    func librariesForMusl() throws {
        let library = FixtureLibrary(needed: ["libc.musl-x86_64.so.1"], soname: "libown.so")
        let graph = try SmallRoot.glibc().start(library)
        #expect(graph.loader == .glibc)
        #expect(graph.places["libc.musl-x86_64.so.1"] == "not-found")
    }
}
