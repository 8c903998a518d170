/// What a container image runs on, such as `linux/arm64/v8`, in the words of Go.
public struct ImagePlatform: Hashable, Sendable {
    /// The system, such as `linux`.
    public let os: String
    /// The processor, such as `amd64`.
    public let architecture: String
    /// Which of these processors, such as `v8`; nil where it is not said.
    public let variant: String?

    /// Takes the parts.
    public init(os: String, architecture: String, variant: String? = nil) {
        self.os = os
        self.architecture = architecture
        self.variant = variant
    }

    /// Takes a platform as people write it: `linux/amd64`, `linux/arm/v7` or `arm64`, other names of
    /// processors (`x86_64`, `aarch64`) too; nil where it is none.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), !parts.contains("") else { return nil }
        let os = parts.count == 1 ? "linux" : parts[0]
        let name = parts.count == 1 ? parts[0] : parts[1]
        let (architecture, implied) = Self.otherNames[name] ?? (name, nil)
        self.init(
            os: os, architecture: architecture, variant: parts.count == 3 ? parts[2] : implied)
    }

    private static let otherNames: [String: (String, String?)] = [
        "x86_64": ("amd64", nil), "x86-64": ("amd64", nil), "aarch64": ("arm64", nil),
        "i386": ("386", nil), "i686": ("386", nil), "armhf": ("arm", "v7"), "armel": ("arm", "v6"),
        "loongarch64": ("loong64", nil),
    ]

    /// This machine's, for images of Linux.
    static var host: ImagePlatform {
        #if arch(x86_64)
            ImagePlatform(os: "linux", architecture: "amd64")
        #elseif arch(arm64)
            ImagePlatform(os: "linux", architecture: "arm64")
        #elseif arch(i386)
            ImagePlatform(os: "linux", architecture: "386")
        #elseif arch(arm)
            ImagePlatform(os: "linux", architecture: "arm")
        #elseif arch(s390x)
            ImagePlatform(os: "linux", architecture: "s390x")
        #elseif arch(powerpc64le)
            ImagePlatform(os: "linux", architecture: "ppc64le")
        #elseif arch(riscv64)
            ImagePlatform(os: "linux", architecture: "riscv64")
        #else
            ImagePlatform(os: "linux", architecture: "unknown")
        #endif
    }

    /// Whether what is made for this one is what was asked for: a variant counts where both say one.
    func answers(_ wanted: ImagePlatform) -> Bool {
        guard os == wanted.os, architecture == wanted.architecture else { return false }
        guard let variant, let other = wanted.variant else { return true }
        return variant == other
    }
}

extension ImagePlatform: CustomStringConvertible {
    /// The parts with slashes between them.
    public var description: String {
        os + "/" + architecture + (variant.map { "/" + $0 } ?? "")
    }
}
