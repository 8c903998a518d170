import Foundation
import GoFixtures
import TestSupport
import Testing

@Suite("deps --tree")
struct TreeTests {
    /// A root in which a program starts, and one in which it does not.
    private func scratch() throws -> Scratch {
        let scratch = try Scratch()
        let loader = FixtureLibrary.glibcLoader(directories: ["/lib/"])
        try scratch.file("good/lib64/ld-linux-x86-64.so.2", Data(loader.bytes))
        try scratch.file("good/lib/libx.so", Data(FixtureLibrary().bytes))
        try scratch.file("bad/x", Data())
        try scratch.file("app", Data(FixtureLibrary.program(needed: ["libx.so"]).bytes))
        for name in ["app", "good/lib64/ld-linux-x86-64.so.2"] {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: scratch.path(name))
        }
        return scratch
    }

    @Test(
        "ends with 0 where all is there, 1 where something is missing, 2 where nothing can be read",
        arguments: [
            (["--root", "good", "app"], 0), (["--root", "bad", "app"], 1),
            (["--root", "none", "app"], 2), (["--root", "good", "none"], 2),
            (["--root", "good", "--list", "app"], 0), (["--root", "bad", "--list", "app"], 1),
            (["--root", "good", "--why", "x", "app"], 0),
            (["--root", "good", "--why", "y", "app"], 1),
            (["--root", "good", "--format", "dot", "app"], 0),
            (["--root", "good", "--json", "app"], 0), (["--root", "bad", "--json", "app"], 1),
            (["--root", "good", "--env", "x", "app"], 2),
            (["--root", "good", "--quiet", "app"], 0), (["--root", "bad", "--quiet", "app"], 1),
        ] as [([String], Int32)])
    func status(_ arguments: [String], _ status: Int32) throws {
        let scratch = try scratch()
        let outcome = try BuiltCommand.run(["deps"] + arguments, in: scratch)
        #expect(outcome.status == status)
        #expect((status == 2) == !outcome.errors.isEmpty, "\(outcome.errorText)")
    }

    @Test("tells what the kernel would say, word for word")
    func words() throws {
        let scratch = try scratch()
        let outcome = try BuiltCommand.run(["deps", "--root", "bad", "app"], in: scratch)
        #expect(outcome.text.contains("    No such file or directory\n"))
    }

    @Test("does not wait for a pipe in the way", .timeLimit(.minutes(1)))
    func pipe() throws {
        let scratch = try scratch()
        _ = try scratch.python(
            "import os; os.remove('good/lib/libx.so'); os.mkfifo('good/lib/libx.so')")
        let outcome = try BuiltCommand.run(["deps", "--root", "good", "app"], in: scratch)
        #expect(outcome.status == 1)
    }
}
