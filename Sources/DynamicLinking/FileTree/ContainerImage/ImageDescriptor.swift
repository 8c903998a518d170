internal import ObjectFile

/// What a manifest or an index says of another part of the image.
///
/// Spec: OCI image specification, descriptor.md.
struct ImageDescriptor {
    let mediaType: String
    let digest: ImageDigest
    let size: UInt64
    let platform: ImagePlatform?
    /// The names that the image has: a tag, or a whole reference.
    let names: [String]
    /// Whether it says something of another image, as BuildKit's attestations do.
    let isAttestation: Bool

    init(_ json: JSONValue, _ structure: String) throws(ParseError) {
        guard let text = json["digest"]?.string else {
            throw Self.wrong("has a descriptor without a digest", structure)
        }
        guard let digest = ImageDigest(text) else {
            throw ParseError(
                .imageDigest, "has a malformed digest: “\(text.prefix(100))”", at: .start,
                in: structure)
        }
        guard let size = json["size"]?.integer, let size = UInt64(exactly: size) else {
            throw Self.wrong("has a descriptor without a size", structure)
        }
        self.digest = digest
        self.size = size
        mediaType = json["mediaType"]?.string ?? ""
        platform = Self.platform(json["platform"])
        let annotations = json["annotations"]
        names = ["io.containerd.image.name", "org.opencontainers.image.ref.name"].compactMap {
            annotations?[$0]?.string
        }
        isAttestation =
            annotations?["vnd.docker.reference.type"]?.string == "attestation-manifest"
            || platform?.os == "unknown"
    }

    private static func platform(_ json: JSONValue?) -> ImagePlatform? {
        guard let os = json?["os"]?.string, let architecture = json?["architecture"]?.string else {
            return nil
        }
        return ImagePlatform(
            os: os, architecture: architecture, variant: json?["variant"]?.string)
    }

    static func wrong(_ message: String, _ structure: String) -> ParseError {
        ParseError(.imageManifest, message, at: .start, in: structure)
    }
}
