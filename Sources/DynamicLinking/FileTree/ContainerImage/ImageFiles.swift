internal import ObjectFile

/// The files that an image is made of: those of a folder, or of an archive.
struct ImageFiles {
    let tree: any FileTree
    /// How many bytes all of it has at most: what is expanded is measured by it.
    let size: UInt64

    /// Opens a file; nil where there is none of that name.
    ///
    /// - Throws: `imageBlob` where it is there and cannot be read.
    func file(_ path: String) throws(ParseError) -> FileBytes? {
        do throws(FileTreeError) {
            return try tree.open(ByteString("/" + path)).bytes
        } catch {
            switch error {
            case .notFound, .notDirectory: return nil
            case .unreadable(let error): throw error
            default:
                throw ParseError(.imageBlob, "is unreadable: \(error.text)", at: .start, in: path)
            }
        }
    }

    /// Opens a file that has to be there.
    func existing(_ path: String) throws(ParseError) -> FileBytes {
        guard let file = try file(path) else {
            throw ParseError(.imageBlob, "is missing in the image", at: .start, in: path)
        }
        return file
    }
}

extension ImageFiles {
    /// The files in a tar archive, which may be compressed as a whole.
    ///
    /// - Throws: `imageLayout` where it is none.
    init(
        archive file: FileBytes, _ pool: ExpansionPool, _ limits: Limits
    ) throws(ParseError) {
        var reader = try LayerReader(file, "archive", pool, checkpoints: 256)
        var applier = LayerApplier(hasWhiteouts: false, limits)
        applier.beginLayer("archive")
        var budget = limits.expandedImageBytes(fileSize: file.size)
        let contents: FileBytes
        do throws(ParseError) {
            contents = try reader.index(&applier, &budget, readsAll: false)
        } catch {
            guard error.code == .imageTar, !reader.hasEntries else { throw error }
            throw ParseError(
                .imageLayout,
                "is no container image: neither a folder nor a tar archive of an OCI layout or of "
                    + "docker save", at: .start, in: "file")
        }
        tree = NodeTree(nodes: applier.nodes, layers: [contents])
        size = file.size
    }
}
