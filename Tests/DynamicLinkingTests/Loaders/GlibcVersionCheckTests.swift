import GoFixtures
import ObjectFile
import Testing

@testable import DynamicLinking

@Suite("Versions that are asked of a library")
struct GlibcVersionCheckTests {
    private func start(
        _ versions: [FixtureLibrary.NeededVersion], defined: [String]
    ) throws -> DependencyGraph {
        var root = SmallRoot.glibc()
        var library = FixtureLibrary(soname: "libv.so.1")
        library.definedVersions = defined
        root.add("/lib/libv.so.1", library)
        var program = FixtureLibrary.program(needed: ["libv.so.1"])
        program.neededVersions = versions
        return try root.start(program)
    }

    @Test("are no matter where they are defined")
    func defined() throws {
        let graph = try start([.init("V1", of: "libv.so.1")], defined: ["V0", "V1"])
        #expect(graph.starts == true && graph.problems.isEmpty)
    }

    @Test("end the start where they are not, all of them named")
    func missing() throws {
        let graph = try start(
            [
                .init("V2", of: "libv.so.1"), .init("V1", of: "libv.so.1"),
                .init("V3", of: "libv.so.1"),
            ],
            defined: ["V1"])
        #expect(
            graph.fatal == [
                "/app: /lib/libv.so.1: version `V2' not found (required by /app)",
                "/app: /lib/libv.so.1: version `V3' not found (required by /app)",
            ])
        #expect(graph.fatalProblems.map(\.exitStatus) == [1, 1])
    }

    @Test("are only warned of where they are weak, or the library defines none at all")
    func weak() throws {
        let weak = try start([.init("V2", of: "libv.so.1", isWeak: true)], defined: ["V1"])
        #expect(
            weak.warnings == [
                "/app: /lib/libv.so.1: weak version `V2' not found (required by /app)"
            ])
        #expect(weak.starts == true)
        let absent = try start([.init("V2", of: "libv.so.1")], defined: [])
        #expect(
            absent.warnings == [
                "/app: /lib/libv.so.1: no version information available (required by /app)"
            ])
        #expect(absent.starts == true)
    }

    @Test("may be private ones")
    func `private`() throws {
        let graph = try start([.init("GLIBC_PRIVATE", of: "libv.so.1")], defined: ["GLIBC_2.36"])
        #expect(
            graph.fatal == [
                "/app: /lib/libv.so.1: version `GLIBC_PRIVATE' not found (required by /app)"
            ])
    }

    @Test("are held against the library that answers to the name, though the file has another")
    func otherName() throws {
        var root = SmallRoot.glibc()
        var library = FixtureLibrary(soname: "libother.so")
        library.definedVersions = ["V1"]
        root.add("/lib/libv.so.1", library)
        var program = FixtureLibrary.program(needed: ["libv.so.1"])
        program.neededVersions = [.init("V2", of: "libother.so")]
        #expect(try root.start(program).fatal.count == 1)
    }
}
