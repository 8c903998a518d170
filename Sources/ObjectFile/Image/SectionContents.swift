/// The bytes of a section as every format has them: a part of the file that may be compressed.
public struct SectionContents: Hashable, Sendable {
    /// The section's bytes in the file, as they are there.
    public let range: FileRange
    /// How they are compressed, nil where they are not.
    public let compression: ELF.Compression?

    /// Takes bytes that are known.
    public init(range: FileRange, compression: ELF.Compression?) {
        self.range = range
        self.compression = compression
    }

    /// Finds the bytes of an ELF section; nil where it has none in the file.
    ///
    /// - Throws: `elfCompression` where the section is too short to say how it is compressed.
    public init?(
        _ section: ELF.Section, of object: ELF.Object, in file: FileBytes
    ) throws(ParseError) {
        guard let range = section.fileRange else { return nil }
        self.range = range
        compression = try object.compression(of: section, in: file)
    }

    /// Finds the bytes of a Mach-O section; nil where it has none in the file.
    ///
    /// Go's linker compresses debug information as GNU's first did, and names it `__zdebug_…`.
    ///
    /// - Throws: `elfCompression` where the section is not in the file.
    public init?(_ section: MachO.Section, in file: FileBytes) throws(ParseError) {
        guard let range = section.fileRange else { return nil }
        self.range = range
        compression =
            section.name.starts(with: "__zdebug_")
            ? try ELF.Compression(zdebug: range, in: file) : nil
    }
}
