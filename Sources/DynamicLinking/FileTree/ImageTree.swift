public import ObjectFile

/// The files of a container image as a program in a container of it sees them, without a daemon and
/// without unpacking anything.
///
/// Read are a folder or a tar archive with an OCI layout, what `docker save` and `podman save` write,
/// and the folder of skopeo's `dir:`. An archive, and each layer, may be compressed with gzip or
/// zstd. Every layer is read once, when the tree is made: its digests are checked and its entries
/// are put over those of the layers below. Contents are read when they are asked for; of a compressed
/// layer, only the part around them is expanded again.
///
/// Memory: some 100 bytes and the name for each entry; for all compressed layers together no more
/// than 512 places to go on from of 40 KiB (four more for each layer beyond 128), 96 MiB of expanded
/// blocks, and four decompressors.
///
/// Spec: OCI image specification 1.1; Docker image specification 1.2.
public struct ImageTree: FileTree {
    /// What the image says of how it is run.
    public let configuration: ImageConfiguration
    /// What is odd about it.
    public let diagnostics: [Diagnostic]
    /// The names of the image: references such as `docker.io/library/app:1.2`, or tags alone.
    public let names: [String]
    private let tree: NodeTree

    /// Reads the image at a path.
    ///
    /// `path` may end with `#NAME`, the reference or the tag of one of several images; without it,
    /// the first one is taken. `platform` is one such as `linux/arm64/v8`; without it, this
    /// machine's is taken, or the only one that there is.
    ///
    /// - Throws: `open` where there is no such file, `imageLayout` where it is no image,
    ///   `imagePlatform` and `imageName` where it has others only, `imageManifest`,
    ///   `imageConfiguration`, `imageBlob`, `imageDigest`, `imageCompression`, `imageTar` and `json`
    ///   where it is damaged, `limit` where it is beyond what an image of its size can need.
    public init(
        path: String, platform: String? = nil, limits: Limits = Limits()
    ) throws(ParseError) {
        try self.init(path: ByteString(path), platform: platform, limits: limits)
    }

    /// The same of a path that may be no UTF-8.
    ///
    /// - Throws: as above.
    public init(
        path: ByteString, platform: String? = nil, limits: Limits = Limits()
    ) throws(ParseError) {
        let pool = ExpansionPool()
        let (files, name) = try Self.files(path, pool, limits)
        try self.init(files, name, platform, pool, limits)
    }

    /// Reads the image in an archive that was opened in another way.
    ///
    /// - Throws: as above.
    public init(
        archive: FileBytes, name: String? = nil, platform: String? = nil,
        limits: Limits = Limits()
    ) throws(ParseError) {
        let pool = ExpansionPool()
        let files = try ImageFiles(archive: archive, pool, limits)
        try self.init(files, name, platform, pool, limits)
    }

    /// Reads the image that is made of the files of a tree.
    ///
    /// - Throws: as above.
    public init(
        layout: any FileTree, name: String? = nil, platform: String? = nil,
        limits: Limits = Limits()
    ) throws(ParseError) {
        let files = ImageFiles(tree: layout, size: 0)
        try self.init(files, name, platform, ExpansionPool(), limits)
    }

    private init(
        _ files: ImageFiles, _ name: String?, _ platform: String?, _ pool: ExpansionPool,
        _ limits: Limits
    ) throws(ParseError) {
        var wanted: ImagePlatform?
        if let platform {
            wanted = ImagePlatform(platform)
            guard wanted != nil else {
                throw ParseError(
                    .imagePlatform, "“\(platform)” is none: write it as linux/arm64 or arm64",
                    at: .start, in: "platform")
            }
        }
        var builder = ImageBuilder(files, pool, limits)
        let image = try builder.image(ImageSelection(name: name, platform: wanted))
        tree = try builder.tree(of: image)
        configuration = image.configuration
        names = image.names
        diagnostics = builder.diagnostics
    }

    /// The files at a path, and the name behind `#` where the path ends with one.
    private static func files(
        _ path: ByteString, _ pool: ExpansionPool, _ limits: Limits
    ) throws(ParseError) -> (ImageFiles, String?) {
        do throws(ParseError) {
            return (try files(at: path, pool, limits), nil)
        } catch {
            let bytes = path.utf8
            guard error.code == .open, let mark = bytes.lastIndex(of: UInt8(ascii: "#")) else {
                throw error
            }
            let file = ByteString(bytes.span.extracting(first: mark))
            let name = String(decoding: bytes[(mark + 1)...], as: UTF8.self)
            return (try files(at: file, pool, limits), name)
        }
    }

    private static func files(
        at path: ByteString, _ pool: ExpansionPool, _ limits: Limits
    ) throws(ParseError) -> ImageFiles {
        do throws(ParseError) {
            let file = try FileBytes(path: path, limits: limits)
            return try ImageFiles(archive: file, pool, limits)
        } catch {
            guard error.code == .directory else { throw error }
            // What a folder holds is not known before it is read; its layers tell their own sizes.
            return ImageFiles(tree: try DirectoryTree(root: path), size: 0)
        }
    }

    /// Opens a file.
    public func open(_ path: ByteString) throws(FileTreeError) -> TreeFile { try tree.open(path) }

    /// The path without links.
    public func realPath(_ path: ByteString) throws(FileTreeError) -> ByteString {
        try tree.realPath(path)
    }

    /// The names in a directory.
    public func names(in directory: ByteString) throws(FileTreeError) -> [ByteString] {
        try tree.names(in: directory)
    }

    /// What something in an image is.
    public enum Kind: Hashable, Sendable {
        /// A folder and who may use it how.
        case directory(permissions: UInt16)
        /// A file and who may use it how.
        case file(permissions: UInt16)
        /// A link and where it leads.
        case link(ByteString)
        /// A device or a pipe.
        case special
    }

    /// What a path leads to, its last name not followed where it is a link; nil where nothing is
    /// there.
    public func kind(of path: ByteString) -> Kind? { tree.kind(of: path) }

    /// The program that a container runs; nil where there is neither entrypoint nor command.
    ///
    /// It is the first word of both: of `/bin/sh -c …` just the shell.
    public var program: ImageProgram? {
        configuration.arguments.first.map { ImageProgram($0, configuration, in: tree) }
    }
}
