import Foundation
import ObjectFile
import TestSupport

@testable import DynamicLinking

/// Paths in a small root, and what each leads to: the same in every tree, and for the kernel.
enum PathTable {
    /// Files with what is in them.
    static let files = ["/dir/file": "inside", "/dir/sub/deep": "deep", "/top": "top"]
    /// Links and where they lead.
    static let links: [String: String] = {
        var links = [
            "/abs": "/dir", "/rel": "dir", "/up": "../../../../dir", "/dir/out": "/../top",
            "/loop": "loop", "/loop-a": "loop-b", "/loop-b": "loop-a", "/dangling": "/nothing",
            "/to-file": "dir/file", "/slashed": "dir/", "/slashed-file": "dir/file/",
            "/escape": "../canary", "/dir/escape": "../../../../canary/secret",
            "/to-root": "/", "/dots": "./dir/./sub/../", "/to-pipe": "pipe", "/self": ".",
            "/through": "abs/sub/deep",
        ]
        // 41 links, one after the other: the fortieth from the end is the last that is followed.
        for number in 1...41 {
            links["/chain\(number)"] = number == 1 ? "/dir" : "/chain\(number - 1)"
        }
        return links
    }()

    /// A path, and the path without links behind what it is, or the error.
    static let rows: [(path: String, outcome: String)] = [
        ("/", "directory /"), ("//", "directory /"), ("/..", "directory /"), (".", "directory /"),
        ("", "No such file or directory"), ("/dir/file", "file /dir/file"),
        ("dir/file", "file /dir/file"), ("//dir///file", "file /dir/file"),
        ("/dir", "directory /dir"), ("/dir/", "directory /dir"), ("/dir/.", "directory /dir"),
        ("/dir/file/", "Not a directory"), ("/dir/file/.", "Not a directory"),
        ("/dir/file/..", "Not a directory"), ("/dir/file/x", "Not a directory"),
        ("/nothing", "No such file or directory"), ("/nothing/", "No such file or directory"),
        ("/nothing/..", "No such file or directory"), ("/dir/nothing", "No such file or directory"),
        ("/abs/file", "file /dir/file"), ("/rel/file", "file /dir/file"),
        ("/up/file", "file /dir/file"), ("/dir/out", "file /top"),
        ("/../../top", "file /top"), ("/dir/sub/../../top", "file /top"),
        ("/dir/../../../dir/../top", "file /top"), ("/abs/../top", "file /top"),
        ("/loop", "Too many levels of symbolic links"),
        ("/loop/x", "Too many levels of symbolic links"),
        ("/loop-a", "Too many levels of symbolic links"),
        ("/dangling", "No such file or directory"), ("/dangling/..", "No such file or directory"),
        ("/to-file", "file /dir/file"), ("/to-file/", "Not a directory"),
        ("/slashed", "directory /dir"), ("/slashed/file", "file /dir/file"),
        ("/slashed-file", "Not a directory"), ("/escape", "No such file or directory"),
        ("/escape/secret", "No such file or directory"),
        ("/dir/escape", "No such file or directory"), ("/to-root", "directory /"),
        ("/to-root/top", "file /top"), ("/to-root/..", "directory /"),
        ("/dots/file", "file /dir/file"), ("/self/self/top", "file /top"),
        ("/through", "file /dir/sub/deep"), ("/pipe", "special"), ("/to-pipe", "special"),
        ("/pipe/", "Not a directory"), ("/pipe/x", "Not a directory"),
        ("/chain40", "directory /dir"), ("/chain40/file", "file /dir/file"),
        ("/chain41", "Too many levels of symbolic links"),
        ("/chain41/file", "Too many levels of symbolic links"),
        ("/chain20/../chain20/file", "file /dir/file"),
        ("/chain20/../chain21/file", "Too many levels of symbolic links"),
        ("/dir/" + String(repeating: "n", count: 255), "No such file or directory"),
        ("/dir/" + String(repeating: "n", count: 256), "File name too long"),
        ("/nothing/" + String(repeating: "n", count: 256), "No such file or directory"),
        ("/dir/file/" + String(repeating: "n", count: 256), "Not a directory"),
        (String(repeating: "/", count: 4095 - 8) + "dir/file", "file /dir/file"),
        (String(repeating: "/", count: 4096 - 8) + "dir/file", "File name too long"),
        (String(repeating: "dir/../", count: 583) + "dir/file", "file /dir/file"),
        (String(repeating: "/x", count: 2047), "No such file or directory"),
    ]

    /// What a path leads to in a tree.
    static func outcome(_ path: String, in tree: any FileTree) -> String {
        do throws(FileTreeError) {
            _ = try tree.open(ByteString(path))
            return "file " + real(path, in: tree)
        } catch {
            switch error {
            case .isDirectory: return "directory " + real(path, in: tree)
            case .notRegular: return "special"
            default: return error.text
            }
        }
    }

    private static func real(_ path: String, in tree: any FileTree) -> String {
        do throws(FileTreeError) {
            return try tree.realPath(ByteString(path)).text
        } catch {
            return "without a path: " + error.text
        }
    }

    /// The tree in memory.
    static var memory: MemoryTree {
        var tree = MemoryTree()
        for (path, text) in files { tree.add(path, Array(text.utf8)) }
        for (path, target) in links { tree.addLink(path, to: target) }
        tree.addSpecial("/pipe")
        return tree
    }

    /// The same on disk, and beside the root a folder that nobody may come to.
    static func folder() throws -> Scratch {
        let scratch = try Scratch()
        for (path, text) in files { try scratch.file("root" + path, Data(text.utf8)) }
        for (path, target) in links {
            try FileManager.default.createSymbolicLink(
                atPath: scratch.path("root") + path, withDestinationPath: target)
        }
        try scratch.file("canary/secret", Data("outside".utf8))
        _ = try scratch.python("import os; os.mkfifo('root/pipe')")
        return scratch
    }

    /// What the kernel makes of all paths after chroot(2); nil where that is not allowed.
    static func kernel(_ scratch: Scratch) throws -> [String]? {
        let paths = try JSONEncoder().encode(rows.map(\.path))
        let output = try scratch.python(
            """
            import json, os, stat, sys
            paths = json.load(sys.stdin)
            links = os.open('/proc/self/fd', os.O_PATH)
            os.chroot('root')
            os.chdir('/')
            def ask(path):
                try:
                    found = os.open(path, os.O_PATH)
                except OSError as error:
                    return error.strerror
                mode = os.fstat(found).st_mode
                real = os.readlink(str(found), dir_fd=links)
                os.close(found)
                if stat.S_ISDIR(mode):
                    return 'directory ' + real
                return 'file ' + real if stat.S_ISREG(mode) else 'special'
            print(json.dumps([ask(path) for path in paths]))
            """, input: String(decoding: paths, as: UTF8.self))
        guard let output else { return nil }
        return try JSONDecoder().decode([String].self, from: Data(output.utf8))
    }
}
