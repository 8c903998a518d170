internal import ObjectFile

/// A layer of an image, as its manifest names it.
struct ImageLayer {
    /// The path among the image's files.
    let path: String
    /// What its bytes are said to have, nil where nothing says it.
    let digest: ImageDigest?
    /// How many bytes it is said to have, nil where nothing says it.
    let size: UInt64?
    /// Whether it is encrypted.
    var isEncrypted = false
}

/// An image that a file has, before its layers are read.
struct ImageManifest {
    let configuration: ImageConfiguration
    let layers: [ImageLayer]
    /// Its names: references with tags, or tags alone.
    let names: [String]
}

/// Reads what names the parts of an image, and sees that each is what it is said to be.
struct ManifestReader {
    let files: ImageFiles
    /// The path of a blob where the layout has no folder for them.
    let isFlat: Bool
    private(set) var diagnostics: [Diagnostic] = []

    init(_ files: ImageFiles, isFlat: Bool) {
        self.files = files
        self.isFlat = isFlat
    }

    func path(of digest: ImageDigest) -> String { isFlat ? digest.hexadecimal : digest.path }

    /// Reads a file that is JSON.
    func json(_ path: String, _ structure: String) throws(ParseError) -> JSONValue {
        try JSONReader.value(of: try files.existing(path), structure)
    }

    /// Reads JSON that a descriptor or a file's name gives the digest of.
    mutating func json(
        _ path: String, _ digest: ImageDigest?, size: UInt64?, _ structure: String
    ) throws(ParseError) -> JSONValue {
        let file = try files.existing(path)
        try Self.check(size: size, of: file, structure)
        guard file.size <= JSONReader.Bounds().bytes else {
            return try JSONReader.value(of: file, structure)
        }
        let bytes = try file.bytes(
            in: .first(file.size), reading: FilePart(structure, .imageBlob))
        if let digest {
            var sum = SHA256()
            sum.update(bytes.span)
            try digest.check(sum, structure)
            noteUnchecked(digest, structure)
        }
        return try JSONReader.value(of: file, structure)
    }

    /// Sees that a part has the size that it is said to have.
    static func check(
        size: UInt64?, of file: FileBytes, _ structure: String
    ) throws(ParseError) {
        guard let size, size != file.size else { return }
        throw ParseError(
            .imageBlob, "has \(file.size) bytes, and should have \(size)", at: .start,
            in: structure)
    }

    /// Says where a digest cannot be checked.
    mutating func noteUnchecked(_ digest: ImageDigest, _ structure: String) {
        guard !digest.isKnown else { return }
        diagnostics.append(
            Diagnostic(
                .imageDigestUnchecked, .warning,
                "\(structure) is not checked: goelf computes no \(digest.algorithm)",
                in: structure))
    }

    mutating func note(_ code: ParseError.Code, _ message: String) {
        diagnostics.append(Diagnostic(code, .note, message))
    }

    /// Reads a manifest and the configuration that it names.
    ///
    /// Spec: OCI image specification, manifest.md; Docker, image manifest v2, schema 2.
    mutating func manifest(
        _ json: JSONValue, names: [String]
    ) throws(ParseError) -> ImageManifest {
        let structure = "image manifest"
        guard json["schemaVersion"]?.integer != 1 else {
            throw ImageDescriptor.wrong(
                "is of schema 1, which goelf does not read: copy it with skopeo first", structure)
        }
        guard let value = json["config"], let list = json["layers"]?.array else {
            throw ImageDescriptor.wrong("has no config or no layers", structure)
        }
        let config = try ImageDescriptor(value, structure)
        var layers: [ImageLayer] = []
        for value in list {
            let layer = try ImageDescriptor(value, structure)
            layers.append(
                ImageLayer(
                    path: path(of: layer.digest), digest: layer.digest, size: layer.size,
                    isEncrypted: layer.mediaType.hasSuffix("+encrypted")))
        }
        let read = try self.json(
            path(of: config.digest), config.digest, size: config.size, "image configuration")
        return ImageManifest(
            configuration: try ImageConfiguration(read), layers: layers, names: names)
    }

    /// Reads the list that docker save writes.
    mutating func saved(_ json: JSONValue) throws(ParseError) -> [ImageManifest] {
        let structure = "manifest.json"
        var images: [ImageManifest] = []
        for value in json.array ?? [] {
            guard let config = value["Config"]?.string, let paths = value["Layers"]?.strings else {
                throw ImageDescriptor.wrong("has an image without Config or Layers", structure)
            }
            let read = try self.json(
                config, Self.digest(in: config), size: nil, "image configuration")
            images.append(
                ImageManifest(
                    configuration: try ImageConfiguration(read),
                    layers: paths.map {
                        ImageLayer(path: $0, digest: Self.blobDigest(in: $0), size: nil)
                    },
                    names: value["RepoTags"]?.strings ?? []))
        }
        return images
    }

    /// The digest that a file's name is, as docker save names configurations.
    private static func digest(in path: String) -> ImageDigest? {
        let name = path.split(separator: "/").last ?? ""
        return ImageDigest(hexadecimal: name.hasSuffix(".json") ? name.dropLast(5) : name)
    }

    /// The digest of a layer in a layout of blobs; the names of others are digests of other things.
    private static func blobDigest(in path: String) -> ImageDigest? {
        guard path.startsWithBytes(of: "blobs/sha256/") else { return nil }
        return digest(in: path)
    }
}
