import ObjectFile
import TestSupport
import Testing

@testable import DynamicLinking

@Suite("A path")
struct PathWalkTests {
    @Test("leads to the same in memory as for the kernel")
    func memory() {
        let tree = PathTable.memory
        for (path, outcome) in PathTable.rows {
            #expect(PathTable.outcome(path, in: tree) == outcome, "\(path.suffix(60))")
        }
    }

    @Test("leads to the same by openat2 and name by name", arguments: [false, true])
    func folder(walks: Bool) throws {
        let scratch = try PathTable.folder()
        let tree = try DirectoryTree(root: ByteString(scratch.path("root")), walks: walks)
        for (path, outcome) in PathTable.rows {
            #expect(PathTable.outcome(path, in: tree) == outcome, "\(path.suffix(60))")
        }
    }

    @Test("leads where chroot says that it does, where that is allowed")
    func kernel() throws {
        guard let found = try PathTable.kernel(PathTable.folder()) else { return }
        #expect(found.count == PathTable.rows.count)
        for (outcome, row) in zip(found, PathTable.rows) {
            #expect(outcome == row.outcome, "\(row.path.suffix(60))")
        }
    }

    @Test("of links that are long and many ends in time")
    func growth() {
        var tree = MemoryTree()
        tree.addDirectory("/d")
        let long = String(repeating: "d/../", count: 800)
        for number in 0..<40 { tree.addLink("/l\(number)", to: long + "l\(number + 1)") }
        tree.addDirectory("/l40/d")
        #expect(PathTable.outcome("/l0", in: tree) == "directory /l40")
        #expect(PathTable.outcome("/l0/" + long, in: tree) == "directory /l40")
    }
}
