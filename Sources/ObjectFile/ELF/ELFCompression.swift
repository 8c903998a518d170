internal import CCompression

extension ELF {
    /// How a section is compressed.
    ///
    /// Spec: gABI 4.3, ch. 4, "Compressed Sections"; `.zdebug_*` is GNU's older form.
    public struct Compression: Hashable, Sendable {
        /// `ch_type`: the method; `ELFCOMPRESS_ZLIB` for the older form too.
        public let type: CompressionType
        /// `ch_size`: how many bytes the section has when it is expanded.
        public let size: UInt64
        /// `ch_addralign`: what its address is a multiple of then.
        public let alignment: UInt64
        /// The compressed bytes.
        public let range: FileRange
    }
}

extension ELF.Object {
    /// How a section is compressed, nil where it is not.
    ///
    /// - Throws: `elfCompression` where the section is too short to say so.
    public func compression(
        of section: ELF.Section, in file: FileBytes
    ) throws(ParseError) -> ELF.Compression? {
        guard let range = section.fileRange else { return nil }
        if section.flags.contains(.compressed) {
            return try ELF.Compression(range, header.layout, in: file)
        }
        if section.name.starts(with: ".zdebug_") {
            return try ELF.Compression(zdebug: range, in: file)
        }
        return nil
    }

    /// The bytes of a section, expanded where it is compressed.
    ///
    /// - Throws: `elfCompression` where the bytes are damaged or the method is unknown, `limit`
    ///   where they become more than `limits.decompressedBytes` or than such a section can.
    public func contents(
        of section: ELF.Section, in file: FileBytes
    ) throws(ParseError) -> Bytes {
        if let compression = try compression(of: section, in: file) {
            return try compression.expand(in: file, limits)
        }
        guard let range = section.fileRange else { return Bytes([]) }
        return try file.bytes(in: range, reading: .section.entry(section.index))
    }
}

extension ELF.Compression {
    /// Reads the header that a section with `SHF_COMPRESSED` starts with (`Elfxx_Chdr`).
    init(_ section: FileRange, _ layout: Layout, in file: FileBytes) throws(ParseError) {
        let part = FilePart.compressedSection
        let headerSize: UInt64 = layout.is64Bit ? 24 : 12
        guard let range = section.first(headerSize) else {
            throw part.error("has no room for its header", at: section.offset)
        }
        let bytes = try file.bytes(in: range, reading: part)
        var reader = ByteReader(bytes.span, layout, at: section.offset, reading: part)
        type = ELF.CompressionType(rawValue: try reader.word())
        if layout.is64Bit { try reader.skip(4) }
        size = try reader.address()
        alignment = try reader.address()
        self.range = section.dropping(headerSize)
    }

    /// Reads the header of a `.zdebug_*` section: `ZLIB` and the size, always big endian.
    ///
    /// Nil where it has none and is not compressed after all.
    init?(zdebug section: FileRange, in file: FileBytes) throws(ParseError) {
        guard let range = section.first(12) else { return nil }
        let bytes = try file.bytes(in: range, reading: .compressedSection)
        guard bytes.span.starts(with: "ZLIB") else { return nil }
        type = .zlib
        size = bytes.span.number64(at: 4, .big)
        alignment = 1
        self.range = section.dropping(12)
    }

    /// Whether no such section can become as large as this one says.
    ///
    /// A byte of deflate makes at most 1032 (its longest match is 258 bytes in 2 bits); a block of
    /// zstd makes at most 128 KiB of 4 bytes.
    var isTooLarge: Bool {
        let most = range.size.multipliedReportingOverflow(by: type == .zstd ? 32768 : 1032)
        return !most.overflow && size > most.partialValue
    }

    /// The expanded bytes.
    public func expand(in file: FileBytes, _ limits: Limits) throws(ParseError) -> Bytes {
        let part = FilePart.compressedSection
        guard size <= limits.decompressedBytes, !isTooLarge, let count = Int(exactly: size) else {
            throw part.limit(
                "is said to expand from \(range.size) to \(size) bytes", at: range.offset)
        }
        let source = try file.bytes(in: range, reading: part)
        guard type == .zlib || type == .zstd else {
            throw part.error("is compressed with an unknown method (\(type))", at: range.offset)
        }
        guard count > 0 else { return Bytes([]) }
        // The compressed bytes lie at the end of the same buffer.
        var expanded = [UInt8](repeating: 0, count: count + source.count)
        for index in 0..<source.count { expanded[count + index] = source.span[index] }
        var target = expanded.mutableSpan
        let written = goelf_decompress(
            type == .zlib ? goelf_zlib : goelf_zstd, source.count, &target)
        guard written == count else {
            throw part.error("is damaged, or not of the size it names", at: range.offset)
        }
        return Bytes(expanded, from: 0, count: count)
    }
}
