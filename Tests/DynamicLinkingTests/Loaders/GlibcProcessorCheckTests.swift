import GoFixtures
import ObjectFile
import Testing

@testable import DynamicLinking

@Suite("Levels of processors that files need")
struct GlibcProcessorCheckTests {
    /// What comes of a program that needs the levels of some bits, with a library that does too.
    private func start(
        _ bits: Int, library: Int = 0, on processor: String?, glibc: String = "2.36"
    ) throws -> DependencyGraph {
        var root = SmallRoot.glibc(glibc)
        root.surroundings.processor = processor
        root.surroundings.looksUpSymbols = true
        var needed = FixtureLibrary(soname: "libx.so")
        if library != 0 { needed.notes = [.levels(library)] }
        root.add("/lib/libx.so", needed)
        var program = FixtureLibrary.program(needed: ["libx.so"])
        if bits != 0 { program.notes = [.levels(bits)] }
        return try root.start(program)
    }

    // What qemu-x86_64 -cpu Nehalem showed of a program that was linked with -z x86-64-v3.
    @Test("end the start on a lesser one, with the loader's words")
    func lesser() throws {
        let graph = try start(0b101, on: "x86-64-v2")
        #expect(graph.fatal == ["/app: CPU ISA level is lower than required"])
        #expect(graph.fatalProblems.first?.exitStatus == 127)
        #expect(graph.fatalProblems.first?.kind == .processor)
    }

    @Test("are held against the highest that is needed", arguments: [1, 2, 3, 4])
    func levels(_ level: Int) throws {
        #expect(try start(0b11, on: "x86-64-v\(level)").starts == (level >= 2))
        #expect(try start(0b1001, on: "x86-64-v\(level)").starts == (level >= 4))
        #expect(try start(1, on: "x86-64-v\(level)").starts == true)
    }

    @Test("count in libraries, which are looked at first")
    func library() throws {
        let graph = try start(0b101, library: 0b1001, on: "x86-64-v1")
        #expect(graph.fatal == ["/lib/libx.so: CPU ISA level is lower than required"])
    }

    @Test("are no matter to glibc before 2.33, and where the processor is not known")
    func unknown() throws {
        // A loader of 2.31 does not tell its version.
        var root = SmallRoot()
        var loader = FixtureLibrary.glibcLoader()
        loader.constants.removeLast()
        root.add("/lib64/ld-linux-x86-64.so.2", loader)
        root.surroundings.processor = "x86-64-v1"
        root.surroundings.looksUpSymbols = true
        var program = FixtureLibrary.program()
        program.notes = [.levels(0b1001)]
        #expect(try root.start(program).starts == true)
        #expect(try start(0b1001, on: nil).starts == true)
    }
}
