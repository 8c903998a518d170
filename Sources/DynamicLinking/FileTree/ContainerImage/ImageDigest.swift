internal import ObjectFile

/// The digest that names a part of an image, such as `sha256:9f86…`.
///
/// Spec: OCI image specification, descriptor.md, "Digests".
struct ImageDigest: Hashable {
    let algorithm: String
    /// Lower-case hexadecimal digits.
    let hexadecimal: String

    var text: String { algorithm + ":" + hexadecimal }
    /// Whether goelf can tell what has this digest.
    var isKnown: Bool { algorithm == "sha256" }
    /// Where an OCI layout has what it names.
    var path: String { "blobs/" + algorithm + "/" + hexadecimal }

    /// Takes a digest apart; nil where it is none, so that it can lead to no other folder.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let count = ["sha256": 64, "sha384": 96, "sha512": 128][String(parts[0])]
        guard let count, parts[1].utf8.count == count, Self.isHexadecimal(parts[1]) else {
            return nil
        }
        algorithm = String(parts[0])
        hexadecimal = String(parts[1])
    }

    /// Takes the digits of a SHA-256; nil where they are none.
    init?(hexadecimal text: some StringProtocol) { self.init("sha256:" + String(text)) }

    /// Takes a SHA-256.
    init(_ sum: SHA256) {
        algorithm = "sha256"
        hexadecimal = sum.digest().hexadecimalDigits
    }

    private static func isHexadecimal(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// Sees that some bytes have this digest.
    ///
    /// - Throws: `imageDigest` where they do not.
    func check(_ sum: SHA256, _ structure: String) throws(ParseError) {
        let found = ImageDigest(sum)
        guard !isKnown || found == self else {
            throw ParseError(
                .imageDigest, "has the digest \(found.text), and should have \(text)", at: .start,
                in: structure)
        }
    }
}
