internal import ObjectFile

/// What an archive or an image has, once all of it is indexed.
struct NodeTree: FileTree {
    let nodes: ImageNodes
    /// The archives that files lie in, by the number of their layer.
    let layers: [FileBytes]

    private func find(_ path: ByteString) throws(FileTreeError) -> Int {
        var walk = try NodeWalk(path.utf8, followsLast: true)
        guard case .end = try walk.run(in: nodes) else { throw .notFound }
        return walk.node
    }

    func open(_ path: ByteString) throws(FileTreeError) -> TreeFile {
        let node = try find(path)
        let number = nodes.nodes[node].file
        let file = nodes.files[Int(number)]
        switch file.kind {
        case .file: break
        case .directory: throw .isDirectory
        case .sparse: throw .unreadable(sparse(path))
        default: throw .notRegular
        }
        let layer = Int(file.layer)
        guard layer < layers.count,
            let range = FileRange(offset: FileOffset(rawValue: file.offset), size: file.size),
            let bytes = layers[layer].slice(range)
        else { throw .notFound }
        // Files of an image lie on no device: numbers of 1 on are those in the image.
        let identity = TreeFile.Identity(device: 0, number: UInt64(number) + 1)
        return TreeFile(bytes, identity, permissions: file.permissions)
    }

    private func sparse(_ path: ByteString) -> ParseError {
        ParseError(
            .imageSparse, "is stored without its holes, which goelf does not put back", at: .start,
            in: path.text)
    }

    func kind(of path: ByteString) -> ImageTree.Kind? {
        let node = Fact { () throws(ParseError) -> Int? in
            do throws(FileTreeError) {
                var walk = try NodeWalk(path.utf8, followsLast: false)
                guard case .end = try walk.run(in: nodes) else { return nil }
                return walk.node
            } catch { return nil }
        }
        guard let node = node.value else { return nil }
        let file = nodes.file(of: node)
        switch file.kind {
        case .file, .sparse, .hardLink, .unknown: return .file(permissions: file.permissions)
        case .directory: return .directory(permissions: file.permissions)
        case .symbolicLink: return .link(ByteString(Array(nodes.target(of: file)).span))
        case .special: return .special
        }
    }

    func realPath(_ path: ByteString) throws(FileTreeError) -> ByteString {
        ByteString(nodes.path(of: try find(path)).span)
    }

    func names(in directory: ByteString) throws(FileTreeError) -> [ByteString] {
        let node = try find(directory)
        guard nodes.isDirectory(node) else { throw .notDirectory }
        var names = nodes.names(in: node)
        names.sort { $0.lexicographicallyPrecedes($1) }
        return names.map { ByteString($0.span) }
    }
}
