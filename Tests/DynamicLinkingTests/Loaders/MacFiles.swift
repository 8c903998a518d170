import DynamicLinking
import ObjectFile
import TestSupport

/// Programs and libraries of a Mac that is in memory.
struct MacFiles {
    /// One file to be made.
    struct File {
        var type: UInt32 = 6
        var identity: String?
        var needs: [(UInt32, String)] = []
        var runPaths: [String] = []
        var sdk: UInt32 = 0xf_0000
        var platform: UInt32 = 1
        var processor: UInt32 = 0x100_000c
        var subtype: UInt32 = 0
        var exports: [String] = []
        var imports: [(library: UInt8, isWeak: Bool, name: String)] = []
        var environment: [String] = []

        static let load: UInt32 = 0xc
        static let weak: UInt32 = 0x8000_0018
        static let reexport: UInt32 = 0x8000_001f
        static let upward: UInt32 = 0x8000_0023
        static let lazy: UInt32 = 0x20
        static let system = (load, "/usr/lib/libSystem.B.dylib")

        /// The bytes of the file.
        var bytes: [UInt8] {
            var file = MachOBuilder()
            file.processor = processor
            file.subtype = subtype
            file.type = type
            file.commands.append(
                file.command(0x1b) { out in out.raw(Array(repeating: 0xab, count: 16)) })
            if platform != 0 {
                file.commands.append(file.command(0x32, words: [platform, 0xb_0000, sdk, 0]))
            }
            if let identity { file.commands.append(file.library(0xd, identity)) }
            if type == 2 { file.commands.append(file.command(0xe, text: "/usr/lib/dyld")) }
            for (kind, name) in needs { file.commands.append(file.library(kind, name)) }
            for path in runPaths { file.commands.append(file.command(0x8000_001c, text: path)) }
            for text in environment { file.commands.append(file.command(0x27, text: text)) }
            addSymbols(to: &file)
            return file.build()
        }

        /// An exports trie of one level, and imports of chained fixups without any chain.
        private func addSymbols(to file: inout MachOBuilder) {
            let trie = exports.isEmpty ? [] : Self.trie(exports)
            if !trie.isEmpty {
                file.commands.append(
                    file.command(0x8000_0033, words: [MachOBuilder.tail, UInt32(trie.count)]))
                file.contents += trie
            }
            guard !imports.isEmpty else { return }
            file.contents += [UInt8](repeating: 0, count: (8 - file.contents.count % 8) % 8)
            let start = MachOBuilder.tail + UInt32(file.contents.count)
            var out = ByteWriter(file.layout)
            let names = 32 + UInt32(imports.count) * 4
            for word in [0, 28, 32, names, UInt32(imports.count), 1, 0, 0] { out.word(word) }
            var place: UInt32 = 1
            for (library, isWeak, name) in imports {
                out.word(UInt32(library) | (isWeak ? 0x100 : 0) | place << 9)
                place += UInt32(name.utf8.count) + 1
            }
            out.raw([0])
            for (_, _, name) in imports { out.text(name) }
            file.commands.append(
                file.command(0x8000_0034, words: [start, UInt32(out.bytes.count)]))
            file.contents += out.bytes
        }

        private static func trie(_ names: [String]) -> [UInt8] {
            let edges = names.reduce(0) { $0 + $1.utf8.count + 2 }
            var bytes: [UInt8] = [0, UInt8(names.count)]
            for (index, name) in names.enumerated() {
                bytes += Array(name.utf8) + [0, UInt8(2 + edges + index * 4)]
            }
            for _ in names { bytes += [2, 0, 0x10, 0] }
            return bytes
        }
    }

    var tree = MemoryTree()
    private var program = File().bytes
    private var path = ""

    /// Starts with a program.
    init(_ path: String = "/app/bin/tool", _ change: (inout File) -> Void) {
        var file = File(type: 2)
        change(&file)
        program = file.bytes
        self.path = path
        tree.add(path, program)
    }

    /// Adds a library.
    mutating func add(_ path: String, _ change: (inout File) -> Void = { _ in }) {
        var file = File()
        file.identity = path
        file.needs = [File.system]
        change(&file)
        tree.add(path, file.bytes)
    }

    /// What dyld would do.
    func graph(_ change: (inout LoaderSurroundings) -> Void = { _ in }) throws -> DependencyGraph {
        try graph(of: path, change)
    }

    /// The same for another file of the tree.
    func graph(
        of path: String, _ change: (inout LoaderSurroundings) -> Void = { _ in }
    ) throws -> DependencyGraph {
        var surroundings = LoaderSurroundings(tree)
        change(&surroundings)
        let file = try tree.open(ByteString(path))
        return DependencyGraph(
            file, try Image(machO: file.bytes), at: ByteString(path), surroundings)
    }
}

extension DependencyGraph {
    /// Each node but the file itself as `name = path (rule)`, or with its status.
    var lines: [String] {
        nodes.dropFirst().map { node in
            let path = node.path?.text ?? node.status.rawValue
            return "\(node.name.text) = \(path)" + (node.rule.map { " (\($0.rawValue))" } ?? "")
        }
    }

    /// What would be printed, nil where it starts.
    var error: String? { fatalProblems.first?.text }
}
