internal import ObjectFile

/// The files and folders of an archive or an image: numbers, and one table to find them by folder
/// and name, so that a million of them fit.
struct ImageNodes: Sendable {
    /// What a name leads to; several names may lead to one.
    struct File: Sendable {
        var kind: TarEntry.Kind
        var permissions: UInt16
        /// The layer that has the contents.
        var layer: Int32
        /// Where the contents lie in the layer, or the text of a link among all names.
        var offset: UInt64
        var size: UInt64
    }

    /// A name in a folder.
    struct Node: Sendable {
        let parent: Int32
        let file: Int32
        let nameStart: UInt32
        let nameSize: UInt32
        /// The layer that had it last, or something in it.
        var layer: Int32
        /// The layer that the folder has nothing older than any more.
        var cleanLayer: Int32
        var firstChild: Int32 = -1
        var nextSibling: Int32 = -1
        var isRemoved = false
    }

    /// The number of the root.
    static let root = 0

    private(set) var nodes: [Node] = []
    private(set) var files: [File] = []
    /// Names and texts of links, one behind the other.
    private var text: [UInt8] = []
    /// Numbers of nodes at the place that folder and name make, or behind it; -1 for none.
    private var table = [Int32](repeating: -1, count: 1 << 8)

    /// Starts with the root alone.
    init() {
        files.append(
            File(kind: .directory, permissions: 0o755, layer: 0, offset: 0, size: 0))
        nodes.append(
            Node(parent: 0, file: 0, nameStart: 0, nameSize: 0, layer: 0, cleanLayer: 0))
    }

    /// What a node leads to.
    func file(of node: Int) -> File { files[Int(nodes[node].file)] }

    func isDirectory(_ node: Int) -> Bool { file(of: node).kind == .directory }

    private func name(of node: Int) -> ArraySlice<UInt8> {
        let start = Int(nodes[node].nameStart)
        return text[start..<(start + Int(nodes[node].nameSize))]
    }

    /// Where a symbolic link leads.
    func target(of file: File) -> ArraySlice<UInt8> {
        let start = Int(file.offset)
        return text[start..<(start + Int(file.size))]
    }

    /// The path of a node.
    func path(of node: Int) -> [UInt8] {
        var names: [ArraySlice<UInt8>] = []
        var place = node
        while place != Self.root {
            names.append(name(of: place))
            place = Int(nodes[place].parent)
        }
        var path: [UInt8] = []
        for name in names.reversed() {
            path.append(UInt8(ascii: "/"))
            path += name
        }
        return path.isEmpty ? [UInt8(ascii: "/")] : path
    }

    /// The names in a folder.
    func names(in folder: Int) -> [[UInt8]] {
        var names: [[UInt8]] = []
        var child = nodes[folder].firstChild
        while child >= 0 {
            if !nodes[Int(child)].isRemoved { names.append(Array(name(of: Int(child)))) }
            child = nodes[Int(child)].nextSibling
        }
        return names
    }
}

extension ImageNodes {
    /// What a folder has under a name.
    func child(of folder: Int, _ name: ArraySlice<UInt8>) -> Int? {
        let found = table[slot(folder, name)]
        return found >= 0 && !nodes[Int(found)].isRemoved ? Int(found) : nil
    }

    /// The place in the table of a name, removed or not, or the empty one where it belongs.
    private func slot(_ folder: Int, _ name: ArraySlice<UInt8>) -> Int {
        var hasher = Hasher()
        hasher.combine(folder)
        Self.feed(name.span, to: &hasher)
        let mask = table.count - 1
        var place = hasher.finalize() & mask
        while true {
            let found = Int(table[place])
            if found < 0 { return place }
            if nodes[found].parent == folder, self.name(of: found) == name { return place }
            place = (place + 1) & mask
        }
    }

    /// Feeds eight bytes at a time.
    private static func feed(_ bytes: Span<UInt8>, to hasher: inout Hasher) {
        var index = 0
        while index + 8 <= bytes.count {
            hasher.combine(bytes.number64(at: index, .little))
            index += 8
        }
        while index < bytes.count {
            hasher.combine(bytes[index])
            index += 1
        }
    }

    /// Puts a name into a folder that has none such.
    ///
    /// - Throws: `limit` where there are too many or too long ones to be numbered.
    mutating func add(
        _ name: ArraySlice<UInt8>, to folder: Int, _ file: Int, layer: Int32
    ) throws(ParseError) -> Int {
        let start = try addText(name)
        guard let number = Int32(exactly: nodes.count), number < 1 << 30 else {
            throw Self.tooMany()
        }
        if nodes.count * 2 > table.count { grow() }
        table[slot(folder, name)] = number
        var node = Node(
            parent: Int32(folder), file: Int32(file), nameStart: start,
            nameSize: UInt32(name.count), layer: layer, cleanLayer: layer)
        node.nextSibling = nodes[folder].firstChild
        nodes[folder].firstChild = number
        nodes.append(node)
        return Int(number)
    }

    /// Adds what a name can lead to.
    mutating func addFile(_ file: File) -> Int {
        files.append(file)
        return files.count - 1
    }

    /// Adds a link.
    mutating func addLink(
        to target: [UInt8], permissions: UInt16, layer: Int32
    ) throws(ParseError) -> Int {
        let start = try addText(target[...])
        return addFile(
            File(
                kind: .symbolicLink, permissions: permissions, layer: layer,
                offset: UInt64(start), size: UInt64(target.count)))
    }

    private mutating func addText(_ bytes: ArraySlice<UInt8>) throws(ParseError) -> UInt32 {
        guard text.count + bytes.count <= 1 << 30, let start = UInt32(exactly: text.count) else {
            throw Self.tooMany()
        }
        text += bytes
        return start
    }

    private static func tooMany() -> ParseError {
        ParseError(
            .limit, "has more or longer names than can be kept", at: .start, in: "image")
    }

    private mutating func grow() {
        table = [Int32](repeating: -1, count: table.count * 2)
        for (number, node) in nodes.enumerated() where number != Self.root && !node.isRemoved {
            table[slot(Int(node.parent), name(of: number))] = Int32(number)
        }
    }

    /// Takes a name out of its folder, with all that is below it.
    mutating func remove(_ node: Int) { nodes[node].isRemoved = true }

    /// Sets how the file of a node may be used.
    mutating func setPermissions(_ permissions: UInt16, of node: Int) {
        files[Int(nodes[node].file)].permissions = permissions
    }

    /// Notes that a layer has a node, and so the folders that lead to it.
    mutating func touch(_ node: Int, layer: Int32) {
        var place = node
        while nodes[place].layer != layer {
            nodes[place].layer = layer
            place = Int(nodes[place].parent)
        }
    }

    /// Removes what layers below have in a folder and in the folders in it that this one has too.
    ///
    /// A folder is looked through once a layer, however often that is asked for.
    mutating func clear(_ folder: Int, below layer: Int32) {
        var folders = [folder]
        while let folder = folders.popLast() {
            guard nodes[folder].cleanLayer != layer else { continue }
            nodes[folder].cleanLayer = layer
            var child = nodes[folder].firstChild
            nodes[folder].firstChild = -1
            while child >= 0 {
                let number = Int(child)
                child = nodes[number].nextSibling
                guard !nodes[number].isRemoved else { continue }
                guard nodes[number].layer == layer else {
                    nodes[number].isRemoved = true
                    continue
                }
                nodes[number].nextSibling = nodes[folder].firstChild
                nodes[folder].firstChild = Int32(number)
                if isDirectory(number) { folders.append(number) }
            }
        }
    }
}
