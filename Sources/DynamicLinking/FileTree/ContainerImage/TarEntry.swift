internal import ObjectFile

/// A file, a folder or a link in a tar archive.
struct TarEntry {
    /// What it is.
    enum Kind: UInt8 {
        case file
        case directory
        case symbolicLink
        /// A second name of a file that came before, perhaps in another archive.
        case hardLink
        /// A device or a pipe.
        case special
        /// A file that is stored without its holes.
        case sparse
        /// Something that neither runtimes nor goelf know.
        case unknown
    }

    /// The path as it is spelt there.
    var path: [UInt8]
    /// Where a link leads.
    var link: [UInt8]
    var kind: Kind
    var permissions: UInt16
    /// Where the contents lie in the archive.
    var data: FileRange

    /// The kind of an entry; nil for those that say something of the next one.
    static func kind(_ type: UInt8, _ path: [UInt8]) -> Kind {
        switch type {
        case UInt8(ascii: "0"), UInt8(ascii: "7"): .file
        // Before there was a type for them, folders ended with a slash.
        case 0: path.last == UInt8(ascii: "/") ? .directory : .file
        case UInt8(ascii: "1"): .hardLink
        case UInt8(ascii: "2"): .symbolicLink
        case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): .special
        case UInt8(ascii: "5"): .directory
        case UInt8(ascii: "S"): .sparse
        default: .unknown
        }
    }
}
