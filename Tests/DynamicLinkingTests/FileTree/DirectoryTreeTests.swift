import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import DynamicLinking

@Suite("A folder as a root", .serialized)
struct DirectoryTreeTests {
    private func text(_ file: TreeFile) throws -> String {
        let bytes = try file.bytes.bytes(in: .first(file.bytes.size), reading: FilePart("f", .read))
        let copy = bytes.span.copied
        return String(decoding: copy, as: UTF8.self)
    }

    @Test(
        "never opens pipes, sockets and devices, and does not wait for them",
        .timeLimit(.minutes(1)), arguments: [false, true])
    func special(walks: Bool) throws {
        let scratch = try Scratch()
        let made = try scratch.python(
            """
            import os, stat
            os.mkfifo('pipe')
            os.mknod('socket', stat.S_IFSOCK | 0o600)
            os.symlink('pipe', 'link')
            """)
        #expect(made != nil)
        let tree = try DirectoryTree(root: ByteString(scratch.url.path), walks: walks)
        for name in ["pipe", "socket", "link"] {
            #expect(throws: FileTreeError.notRegular, "\(name)") {
                try tree.open(ByteString("/" + name))
            }
        }
        #expect(throws: FileTreeError.notRegular) { try DirectoryTree().open("/dev/null") }
    }

    @Test("is there only where a folder is")
    func root() throws {
        let scratch = try Scratch()
        let file = try scratch.file("file", Data())
        for path in [file, scratch.path("missing")] {
            #expect(throws: ParseError.self) { try DirectoryTree(root: path) }
        }
    }

    @Test("lists names in the order of their bytes, and many of them", arguments: [false, true])
    func names(walks: Bool) throws {
        let scratch = try Scratch()
        _ = try scratch.python(
            """
            import os
            os.mkdir('d')
            for number in range(20000):
                os.close(os.open('d/%05d' % number, os.O_CREAT))
            os.symlink('d', 'l')
            """)
        let tree = try DirectoryTree(root: ByteString(scratch.url.path), walks: walks)
        let names = try tree.names(in: "/l").map(\.text)
        #expect(names.count == 20000 && names.first == "00000" && names.last == "19999")
        #expect(names == names.sorted())
        #expect(throws: FileTreeError.notDirectory) { try tree.names(in: "/d/00001") }
        #expect(throws: FileTreeError.notFound) { try tree.names(in: "/x") }
    }

    @Test("tells files by what they are, not by their names")
    func identity() throws {
        let scratch = try Scratch()
        try scratch.file("one", Data("1".utf8))
        try scratch.file("two", Data("1".utf8))
        try FileManager.default.linkItem(atPath: scratch.path("one"), toPath: scratch.path("same"))
        let tree = try DirectoryTree(root: scratch.url.path)
        let (one, two) = (try tree.open("/one"), try tree.open("/two"))
        #expect(try tree.open("/same").identity == one.identity)
        #expect(one.identity != two.identity)
    }

    @Test(
        "never shows what lies outside, whatever is renamed meanwhile",
        .timeLimit(.minutes(1)), arguments: [false, true])
    func race(walks: Bool) async throws {
        let scratch = try Scratch()
        try scratch.file("root/x/sub/secret", Data("inside".utf8))
        try scratch.file("canary/secret", Data("outside".utf8))
        try scratch.file("canary/sub/secret", Data("outside".utf8))
        // The folder becomes a link that leads out for this process, and is itself moved out.
        let racer = Task.detached {
            try scratch.python(
                """
                import os, time
                os.symlink(os.path.abspath('canary'), 'absolute')
                os.symlink('../canary', 'relative')
                end = time.monotonic() + 1.5
                while time.monotonic() < end:
                    for name in 'absolute', 'relative':
                        os.rename('root/x', 'moved')
                        os.rename(name, 'root/x')
                        os.rename('root/x', name)
                        os.rename('moved', 'root/x')
                """)
        }
        let tree = try DirectoryTree(root: ByteString(scratch.path("root")), walks: walks)
        let paths: [ByteString] = [
            "/x/secret", "/x/sub/secret", "/x/sub/../../canary/secret",
            "/x/../canary/secret", "/x/sub/../../../canary/sub/secret",
        ]
        var outcomes: Set<String> = []
        let end = ContinuousClock.now + .seconds(1.5)
        while ContinuousClock.now < end {
            for path in paths {
                do {
                    outcomes.insert(try text(tree.open(path)))
                } catch { outcomes.insert("error") }
                do {
                    outcomes.insert(try tree.realPath(path).text)
                } catch { outcomes.insert("error") }
            }
        }
        #expect(try await racer.value != nil)
        outcomes.remove("error")
        #expect(outcomes.isSubset(of: ["inside", "/x/sub/secret"]), "\(outcomes)")
        #expect(outcomes.contains("inside"))
    }
}
