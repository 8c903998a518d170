public import ObjectFile

extension ParseError.Code {
    /// It is no container image of a kind that goelf reads.
    public static let imageLayout = Self(rawValue: "image.layout")
    /// A manifest or an index of an image is not what the specification says.
    public static let imageManifest = Self(rawValue: "image.manifest")
    /// The configuration of an image is not what the specification says.
    public static let imageConfiguration = Self(rawValue: "image.configuration")
    /// A digest is malformed, or is not that of the bytes that it stands for.
    public static let imageDigest = Self(rawValue: "image.digest")
    /// A digest is of a kind that goelf cannot compute.
    public static let imageDigestUnchecked = Self(rawValue: "image.digest-unchecked")
    /// A part of an image is missing, or has another size than its manifest says.
    public static let imageBlob = Self(rawValue: "image.blob")
    /// The image is not made for the platform that was asked for, or for several others.
    public static let imagePlatform = Self(rawValue: "image.platform")
    /// The file has no image of that name.
    public static let imageName = Self(rawValue: "image.name")
    /// A layer is compressed in a way that goelf does not read, or its compressed bytes are damaged.
    public static let imageCompression = Self(rawValue: "image.compression")
    /// A tar archive is damaged.
    public static let imageTar = Self(rawValue: "image.tar")
    /// An entry of a layer is one that runtimes would refuse, or read differently.
    public static let imageEntry = Self(rawValue: "image.entry")
    /// A file is stored without its holes.
    public static let imageSparse = Self(rawValue: "image.sparse")
}
