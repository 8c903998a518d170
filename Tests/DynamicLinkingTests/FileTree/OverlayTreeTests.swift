import ObjectFile
import Testing

@testable import DynamicLinking

@Suite("A file that is put into a tree")
struct OverlayTreeTests {
    private var tree: OverlayTree {
        var base = MemoryTree()
        base.add("/usr/bin/other", [1])
        base.addLink("/bin", to: "usr/bin")
        let file = TreeFile(
            FileBytes([7]), TreeFile.Identity(device: 9, number: 9), permissions: 0o755)
        return OverlayTree(base, with: file, at: "/bin/app")
    }

    private func identity(_ path: ByteString) throws -> UInt64 {
        try tree.open(path).identity.number
    }

    @Test("is there by every spelling of its path")
    func open() throws {
        for path: ByteString in ["/bin/app", "/usr/bin/app", "/usr/bin/../bin/app", "//bin//app"] {
            #expect(try identity(path) == 9, "\(path)")
        }
        #expect(try identity("/bin/other") == 1)
        #expect(throws: FileTreeError.notFound) { try tree.open("/usr/app") }
        #expect(throws: FileTreeError.notFound) { try tree.open("/usr/bin/other2") }
    }

    @Test("has the path that the kernel would tell")
    func realPath() throws {
        #expect(try tree.realPath("/bin/app") == "/usr/bin/app")
        #expect(try tree.realPath("/bin/other") == "/usr/bin/other")
        #expect(throws: FileTreeError.notFound) { try tree.realPath("/nothing") }
    }

    @Test("makes the folders that lead there")
    func folders() throws {
        let file = TreeFile(
            FileBytes([7]), TreeFile.Identity(device: 9, number: 9), permissions: 0o755)
        var base = MemoryTree()
        base.addLink("/usr", to: "/real/usr")
        base.add("/real/usr/lib/libx.so", [1])
        base.add("/real/top", [2])
        let tree = OverlayTree(base, with: file, at: "/usr/local/bin/app")
        for path: ByteString in [
            "/usr/local/bin/../../lib/libx.so", "/usr/local/bin/./.././../lib/libx.so",
        ] {
            #expect(try tree.open(path).identity.number == 1, "\(path)")
        }
        // What was there is a link, whose `..` is elsewhere.
        #expect(try tree.open("/usr/local/bin/../../../top").identity.number == 2)
        #expect(try tree.open("/usr/local/bin/../bin/app").identity.number == 9)
        #expect(throws: FileTreeError.notFound) { try tree.open("/usr/local/lib/libx.so") }
        #expect(try tree.open("/usr/local/bin/app").identity.number == 9)
        #expect(try tree.realPath("/usr/local/bin/app") == "/usr/local/bin/app")
    }
}
