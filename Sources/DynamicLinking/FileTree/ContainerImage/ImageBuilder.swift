internal import ObjectFile

/// Reads an image from its files: which one, and then layer by layer.
struct ImageBuilder {
    private let files: ImageFiles
    private let pool: ExpansionPool
    private let limits: Limits
    private(set) var diagnostics: [Diagnostic] = []

    /// How many places to go on from all layers have together, if each has a few.
    private static let mostCheckpoints = 512

    init(_ files: ImageFiles, _ pool: ExpansionPool, _ limits: Limits) {
        self.files = files
        self.pool = pool
        self.limits = limits
    }

    /// Finds the image that was asked for.
    ///
    /// - Throws: `imageLayout` where the files are not those of an image.
    mutating func image(_ selection: ImageSelection) throws(ParseError) -> ImageManifest {
        if try files.file("index.json") != nil {
            var reader = ManifestReader(files, isFlat: false)
            let index = try reader.json("index.json", "index.json")
            let image = try selection.image(in: index, &reader)
            diagnostics += reader.diagnostics
            if try files.file("oci-layout") == nil {
                diagnostics.append(
                    Diagnostic(.imageLayout, .note, "the file oci-layout is missing"))
            }
            return image
        }
        guard try files.file("manifest.json") != nil else { throw Self.noImage() }
        var reader = ManifestReader(files, isFlat: true)
        let json = try reader.json("manifest.json", "manifest.json")
        let image: ImageManifest
        if json.array != nil {
            image = try selection.image(in: try reader.saved(json), &reader)
        } else {
            image = try reader.manifest(json, names: [])
            let platforms = [image.configuration.platform]
            _ = try selection.choose(platforms, all: platforms)
        }
        diagnostics += reader.diagnostics
        return image
    }

    private static func noImage() -> ParseError {
        ParseError(
            .imageLayout,
            "is no container image: it has neither index.json, as OCI layouts do, nor manifest.json,"
                + " as docker save writes it", at: .start, in: "file")
    }

    /// Reads all layers.
    ///
    /// - Throws: the error of the first one that is damaged.
    mutating func tree(of image: ImageManifest) throws(ParseError) -> NodeTree {
        let expected = image.configuration.layers
        guard image.layers.count == expected.count else {
            throw ParseError(
                .imageManifest,
                "has \(image.layers.count) layers, and its configuration \(expected.count)",
                at: .start, in: "image manifest")
        }
        guard image.layers.count <= limits.imageLayers else {
            throw ParseError(
                .limit, "has more than \(limits.imageLayers) layers", at: .start,
                in: "image manifest")
        }
        var applier = LayerApplier(hasWhiteouts: true, limits)
        var contents: [FileBytes] = []
        var budget = limits.expandedImageBytes(fileSize: try size(of: image))
        for (index, layer) in image.layers.enumerated() {
            let name = "layer \(index + 1) of \(expected.count)"
            applier.beginLayer(name)
            contents.append(
                try read(layer, name, of: expected.count, expected[index], &applier, &budget))
        }
        diagnostics += applier.diagnostics
        return NodeTree(nodes: applier.nodes, layers: contents)
    }

    /// How large the image is as it lies there.
    private func size(of image: ImageManifest) throws(ParseError) -> UInt64 {
        guard files.size == 0 else { return files.size }
        var size: UInt64 = 0
        for layer in image.layers {
            let file = try files.existing(layer.path)
            size = size.addingReportingOverflow(file.size).partialValue
        }
        return size
    }

    private mutating func read(
        _ layer: ImageLayer, _ name: String, of count: Int, _ expected: String,
        _ applier: inout LayerApplier, _ budget: inout UInt64
    ) throws(ParseError) -> FileBytes {
        guard !layer.isEncrypted else {
            throw ParseError(
                .imageCompression, "is encrypted, which goelf does not read", at: .start, in: name)
        }
        guard let identity = ImageDigest(expected) else {
            throw ParseError(
                .imageDigest, "has a malformed digest: “\(expected.prefix(100))”", at: .start,
                in: "image configuration")
        }
        let file = try files.existing(layer.path)
        try ManifestReader.check(size: layer.size, of: file, name)
        var reader = try LayerReader(
            file, name, pool, checkpoints: max(4, Self.mostCheckpoints / max(1, count)))
        let contents: FileBytes
        do throws(ParseError) {
            contents = try reader.index(&applier, &budget, readsAll: true)
        } catch {
            // What was damaged on its way here is told from what was made like that.
            if error.code != .limit { try checkWhole(file, layer.digest, name) }
            throw error
        }
        if let digest = layer.digest { try check(reader.digest, digest, name) }
        try check(reader.expandedDigest, identity, name + ", expanded,")
        return contents
    }

    private func checkWhole(
        _ file: FileBytes, _ digest: ImageDigest?, _ name: String
    ) throws(ParseError) {
        guard let digest else { return }
        var sum = SHA256()
        var rest = FileRange.first(file.size)
        while rest.size > 0 {
            let piece = rest.first(min(rest.size, 1 << 18)) ?? rest
            let bytes = try file.bytes(in: piece, reading: FilePart(name, .imageBlob))
            sum.update(bytes.span)
            rest = rest.dropping(piece.size)
        }
        try digest.check(sum, name)
    }

    private mutating func check(
        _ found: ImageDigest?, _ wanted: ImageDigest, _ structure: String
    ) throws(ParseError) {
        guard wanted.isKnown else {
            diagnostics.append(
                Diagnostic(
                    .imageDigestUnchecked, .warning,
                    "\(structure) is not checked: goelf computes no \(wanted.algorithm)",
                    in: structure))
            return
        }
        guard found == wanted else {
            throw ParseError(
                .imageDigest,
                "has the digest \(found?.text ?? "of nothing"), and should have \(wanted.text)",
                at: .start, in: structure)
        }
    }
}
