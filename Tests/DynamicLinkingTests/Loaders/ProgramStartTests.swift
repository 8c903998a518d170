import GoFixtures
import ObjectFile
import Testing

@testable import DynamicLinking

@Suite("What the kernel makes of a program")
struct ProgramStartTests {
    private static let interpreter = "/lib64/ld-linux-x86-64.so.2"

    /// The words and the kind of the first thing that stops a program in a root.
    private func refusal(
        _ root: SmallRoot = .glibc(), _ program: FixtureLibrary = .program(),
        permissions: UInt16 = 0o755, _ change: (inout [UInt8]) -> Void = { _ in }
    ) throws -> [String] {
        var bytes = program.bytes
        change(&bytes)
        let graph = try root.start(bytes, permissions: permissions)
        #expect(graph.starts == graph.fatalProblems.isEmpty)
        return graph.fatalProblems.map { "\($0.kind.rawValue): \($0.text)" }
    }

    @Test("is nothing where all is well")
    func sound() throws { #expect(try refusal() == []) }

    @Test("depends on the permission to execute it")
    func permission() throws {
        #expect(try refusal(permissions: 0o644) == ["not-executable: Permission denied"])
        #expect(try refusal(permissions: 0o010) == [])
    }

    @Test("depends on its interpreter, and the words do not tell which file is missing")
    func interpreter() throws {
        var root = SmallRoot.glibc()
        #expect(try refusal(SmallRoot()) == ["interpreter: No such file or directory"])
        root.tree.addLink(Self.interpreter, to: "/nothing")
        #expect(try refusal(root) == ["interpreter: No such file or directory"])
        root.tree.addLink(Self.interpreter, to: "ld-linux-x86-64.so.2")
        #expect(try refusal(root) == ["interpreter: Too many levels of symbolic links"])
        root.tree.addDirectory(Self.interpreter)
        #expect(try refusal(root) == ["interpreter: Permission denied"])
        root.tree.addSpecial(Self.interpreter)
        #expect(try refusal(root) == ["interpreter: Permission denied"])
        root.tree.add("/lib64", [])
        #expect(try refusal(root).count == 1)
    }

    @Test("depends on what is in its interpreter")
    func interpreterContents() throws {
        var root = SmallRoot.glibc()
        let loader = FixtureLibrary.glibcLoader()
        root.add(Self.interpreter, loader, permissions: 0o644)
        #expect(try refusal(root) == ["interpreter: Permission denied"])
        root.tree.add(Self.interpreter, Array("#!/bin/sh\n".utf8))
        #expect(try refusal(root) == ["interpreter: Input/output error"])
        root.tree.add(Self.interpreter, [])
        #expect(try refusal(root) == ["interpreter: Input/output error"])
        root.tree.add(Self.interpreter, [UInt8](repeating: 0x41, count: 4096))
        #expect(try refusal(root) == ["interpreter: Accessing a corrupted shared library"])
        var other = loader
        other.machine = 183
        root.add(Self.interpreter, other)
        #expect(try refusal(root) == ["interpreter: Accessing a corrupted shared library"])
        var narrow = loader
        narrow.is64Bit = false
        narrow.machine = 3
        root.add(Self.interpreter, narrow)
        #expect(try refusal(root) == ["interpreter: Accessing a corrupted shared library"])
    }

    @Test("needs the interpreter's path to end with a zero, and to be no longer than a path")
    func interpreterPath() throws {
        var program = FixtureLibrary.program()
        let wrong = ["interpreter: Exec format error"]
        #expect(
            try refusal(.glibc(), program) { bytes in
                // p_filesz one less: the zero is outside.
                let place = 64 + 2 * 56 + 32
                bytes[place] -= 1
            } == wrong)
        program.interpreter = ""
        #expect(try refusal(.glibc(), program) == wrong)
        program.interpreter = "/" + String(repeating: "x", count: 4095)
        #expect(try refusal(.glibc(), program) == wrong)
        program.interpreter = "/" + String(repeating: "x", count: 4094)
        #expect(try refusal(.glibc(), program) == ["interpreter: File name too long"])
    }

    @Test("depends on the machine")
    func machine() throws {
        var root = SmallRoot.glibc()
        root.surroundings.machine = Architecture(name: "aarch64")
        #expect(try refusal(root) == ["machine: Exec format error"])
        root.surroundings.machine = Architecture(name: "x86_64")
        #expect(try refusal(root) == [])
        var narrow = FixtureLibrary.program()
        narrow.is64Bit = false
        narrow.machine = 3
        narrow.interpreter = nil
        narrow.type = 2
        #expect(try refusal(root, narrow) == [])
    }

    @Test("depends on its table of segments")
    func segments() throws {
        let wrong = ["format: Exec format error"]
        var program = FixtureLibrary.program()
        program.type = 2
        #expect(try refusal(.glibc(), program) { $0[54] = 64 } == wrong)
        #expect(try refusal(.glibc(), program) { $0[32] = 0xf0 } == wrong)
        #expect(
            try refusal(.glibc(), program) { bytes in
                bytes += [UInt8](repeating: 0, count: 65536)
                (bytes[56], bytes[57]) = (0x93, 0x04)  // 1171 segments of 56 bytes: over 64 KB
            } == wrong)
    }

    @Test("depends on the size of a page")
    func pages() throws {
        var root = SmallRoot.glibc()
        var bytes = FixtureLibrary.program().bytes
        // p_vaddr and p_paddr of the first segment: 4096 past the offset.
        bytes[64 + 17] = 0x10
        bytes[64 + 25] = 0x10
        root.surroundings.pageSize = 16384
        let graph = try root.start(bytes)
        #expect(graph.fatalProblems.map(\.kind) == [.alignment])
        root.surroundings.pageSize = 16384
        let tight = try root.start(FixtureLibrary.program())
        #expect(tight.diagnostics.map(\.code.rawValue) == ["loader.alignment"])
    }

    @Test("is all there is where a program needs no loader")
    func isStatic() throws {
        var program = FixtureLibrary()
        program.type = 2
        let graph = try SmallRoot().start(program)
        #expect(graph.nodes.count == 1)
        #expect(graph.problems.isEmpty)
    }

    @Test("is not asked of a library, which is loaded by the loader that suits it")
    func library() throws {
        var root = SmallRoot.glibc()
        root.add("/lib/libx.so", FixtureLibrary())
        let graph = try root.start(FixtureLibrary(needed: ["libx.so", "libc.so.6"]))
        #expect(graph.loader == .glibc)
        #expect(graph.places["libx.so"] == "/lib/libx.so default")
    }

    @Test("is said, and no more, where the loader is none that is known")
    func unknown() throws {
        var root = SmallRoot()
        root.add("/system/bin/linker64", FixtureLibrary())
        var program = FixtureLibrary.program(needed: ["libc.so"])
        program.interpreter = "/system/bin/linker64"
        let graph = try root.start(program)
        #expect(graph.starts == nil)
        #expect(graph.diagnostics.map(\.code.rawValue) == ["loader.unknown"])
    }

    @Test("of a program whose dynamic section cannot be read nothing is foretold")
    func damagedDynamicSection() throws {
        let whole = FixtureLibrary.program(needed: ["libc.so.6"]).bytes
        let cut = Array(whole.prefix(64 + 3 * 56 + 32))
        let graph = try SmallRoot.glibc().start(cut)
        #expect(graph.starts == nil)
        #expect(graph.problems.isEmpty)
    }

    @Test("an object that a linker has still to place is no program")
    func object() throws {
        var object = FixtureLibrary()
        object.type = 1
        #expect(try SmallRoot.glibc().start(object).fatal == ["Exec format error"])
    }

}
