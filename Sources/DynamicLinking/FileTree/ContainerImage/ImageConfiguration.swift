internal import ObjectFile

/// What an image says of how it is run.
///
/// Spec: OCI image specification, config.md.
public struct ImageConfiguration: Hashable, Sendable {
    /// What it runs on.
    public let platform: ImagePlatform
    /// `Entrypoint`: the program and its first arguments; empty where there is none.
    public let entrypoint: [String]
    /// `Cmd`: more arguments, or the program where there is no entrypoint.
    public let command: [String]
    /// `Env`: `NAME=VALUE`.
    public let environment: [String]
    /// `WorkingDir`; empty where it is not set, which means the root.
    public let workingDirectory: String
    /// `User`: a name or number, with a group behind a colon; empty for root.
    public let user: String
    /// `rootfs.diff_ids`: the digests of the layers as they are expanded.
    let layers: [String]

    /// The words of the command line that is run; empty where there is none.
    public var arguments: [String] { entrypoint + command }

    /// Reads a configuration.
    ///
    /// - Throws: `imageConfiguration` where a field is of the wrong kind.
    init(_ json: JSONValue) throws(ParseError) {
        guard json.object != nil else { throw Self.wrong("is no object") }
        guard let architecture = json["architecture"]?.string, let os = json["os"]?.string,
            !architecture.isEmpty, !os.isEmpty
        else { throw Self.wrong("does not say which architecture and os it is for") }
        let variant = try Self.text(json["variant"], "variant")
        platform = ImagePlatform(
            os: os, architecture: architecture, variant: variant.isEmpty ? nil : variant)
        let run = json["config"].flatMap { $0.isNull ? nil : $0 }
        entrypoint = try Self.texts(run?["Entrypoint"], "Entrypoint")
        command = try Self.texts(run?["Cmd"], "Cmd")
        environment = try Self.texts(run?["Env"], "Env")
        workingDirectory = try Self.text(run?["WorkingDir"], "WorkingDir")
        user = try Self.text(run?["User"], "User")
        layers = try Self.texts(json["rootfs"]?["diff_ids"], "rootfs.diff_ids")
    }

    private static func wrong(_ message: String) -> ParseError {
        ParseError(.imageConfiguration, message, at: .start, in: "image configuration")
    }

    private static func text(_ value: JSONValue?, _ name: String) throws(ParseError) -> String {
        guard let value, !value.isNull else { return "" }
        guard let text = value.string else { throw wrong("has a \(name) that is no text") }
        return text
    }

    private static func texts(_ value: JSONValue?, _ name: String) throws(ParseError) -> [String] {
        guard let value, !value.isNull else { return [] }
        guard let texts = value.strings else {
            throw wrong("has a \(name) that is no list of texts")
        }
        return texts
    }
}
