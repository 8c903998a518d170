public import ObjectFile

/// Finds the build information of a program and reads it.
///
/// Spec: Go's `debug/buildinfo`; the linker writes it in `cmd/link/internal/ld` (`buildinfo`).
public struct BuildInformationReader {
    /// Where to look.
    public enum Scope: Hashable, Sendable {
        /// In the section made for it; in the writable segments where the file has no sections.
        case section
        /// In the writable segments too, where that section is not there.
        case dataSegments
    }

    /// What was found.
    public struct Result: Hashable, Sendable {
        /// The information.
        public let information: BuildInformation
        /// Where it was found.
        public let source: BuildInformation.Source
    }

    let image: Image
    let file: FileBytes
    let limits: Limits

    /// The bytes that the header starts with.
    static let magic = "\u{ff} Go buildinf:".unicodeScalars.map { UInt8($0.value) }
    static let headerSize: UInt64 = 32
    static let alignment: UInt64 = 16

    /// Makes a reader of one image.
    public init(_ image: Image, in file: FileBytes, limits: Limits = Limits()) {
        self.image = image
        self.file = file
        self.limits = limits
    }

    /// Reads the build information; absent where the file has none.
    ///
    /// - Complexity: O(1) in the size of the file where it has sections, else O(*n*) in that of its
    ///   writable segments.
    public func read(_ scope: Scope = .section) -> Fact<Result> {
        Fact { () throws(ParseError) in
            let section = try image.sectionByAddress(
                named: sectionName, alignedTo: Self.alignment, in: file)
            if let section {
                return try read(in: section, named: sectionName)
            }
            guard scope == .dataSegments || !image.hasSections else { return nil }
            // Segments of a sound file overlap by a page at most.
            let (most, overflow) = file.size.multipliedReportingOverflow(by: 2)
            var budget = overflow ? UInt64.max : most
            for segment in image.writableRanges {
                guard segment.range.size <= budget else {
                    throw FilePart.buildInformation.limit(
                        "is looked for in segments that are longer than the file",
                        at: segment.range.offset)
                }
                budget -= segment.range.size
                if let found = try read(in: segment, named: nil) { return found }
            }
            return nil
        }
    }

    private var sectionName: String {
        switch image.contents {
        case .elf: ".go.buildinfo"
        case .machO: "__go_buildinfo"
        }
    }

    private func read(
        in area: ImageSection, named name: String?
    ) throws(ParseError) -> Result? {
        guard let header = try findHeader(in: area) else {
            guard name != nil, area.range.size > 0 else { return nil }
            throw FilePart.buildInformation.error(
                "is not in its section: no header starts at a multiple of 16", at: area.range.offset
            )
        }
        let (version, modules, encoding) = try texts(header)
        guard version.count > 0 else {
            throw FilePart.buildInformation.error("has no Go version", at: header.range.offset)
        }
        let information = try BuildInformation(
            goVersion: ByteString(version.span), modules: modules, at: header.range.offset, limits)
        return Result(
            information: information,
            source: BuildInformation.Source(
                section: name, offset: header.range.offset, encoding: encoding))
    }

    /// A header found, with all that follows it.
    private struct Header {
        let address: VirtualAddress
        /// From the header to the end of what is mapped around it.
        let range: FileRange
    }

    /// Looks for the magic at addresses that are multiples of 16.
    private func findHeader(in area: ImageSection) throws(ParseError) -> Header? {
        let (sum, overflow) = area.address.rawValue.addingReportingOverflow(Self.alignment - 1)
        guard !overflow else { return nil }
        let start = sum & ~(Self.alignment - 1)
        var rest = area.range.dropping(start - area.address.rawValue)
        var address = start
        let chunk: UInt64 = 1 << 18
        while rest.size >= Self.headerSize {
            let part = rest.first(min(chunk, rest.size)) ?? rest
            let bytes = try file.bytes(in: part, reading: .buildInformation)
            if let index = Self.indexOfMagic(bytes.span) {
                let place = VirtualAddress(rawValue: address + UInt64(index))
                let range = rest.dropping(UInt64(index))
                guard range.size >= Self.headerSize else { return nil }
                let whole = image.bytesOfAnySegment(from: place) ?? range
                return Header(address: place, range: whole.clamped(to: file.size))
            }
            rest = rest.dropping(part.size)
            address += part.size
        }
        return nil
    }

    private static func indexOfMagic(_ bytes: Span<UInt8>) -> Int? {
        var index = 0
        while index + magic.count <= bytes.count {
            // The first byte decides nearly always.
            if bytes[index] == 0xff, matches(bytes.extracting(droppingFirst: index)) {
                return index
            }
            index += Int(alignment)
        }
        return nil
    }

    private static func matches(_ bytes: Span<UInt8>) -> Bool {
        for index in magic.indices where bytes[index] != magic[index] { return false }
        return true
    }

    /// The two texts: version and modules.
    private func texts(
        _ header: Header
    ) throws(ParseError) -> (Bytes, Bytes, BuildInformation.Encoding) {
        let part = FilePart.buildInformation
        guard let range = header.range.first(Self.headerSize) else {
            throw part.error("has no room for its header", at: header.range.offset)
        }
        let bytes = try file.bytes(in: range, reading: part)
        let pointerSize = bytes.span[14]
        let flags = bytes.span[15]
        if flags & 2 != 0 {
            var rest = header.range.dropping(Self.headerSize)
            let version = try inlineText(&rest)
            let modules = try inlineText(&rest)
            return (version, modules, .inline)
        }
        guard pointerSize == 4 || pointerSize == 8 else {
            throw part.error(
                "has pointers of \(pointerSize) bytes", at: range.offset.advanced(by: 14))
        }
        let layout = Layout(
            is64Bit: pointerSize == 8, byteOrder: flags & 1 == 0 ? .little : .big)
        var reader = ByteReader(bytes.span, layout, at: range.offset, reading: part)
        try reader.skip(16)
        let versionAddress = try reader.address()
        let modulesAddress = try reader.address()
        let strings = GoStrings(image: image, file: file, layout: layout, limits: limits)
        return (
            try strings.string(headerAt: versionAddress) ?? Bytes([]),
            try strings.string(headerAt: modulesAddress) ?? Bytes([]), .pointers
        )
    }

    /// A text behind its length, which is written as a varint.
    private func inlineText(_ rest: inout FileRange) throws(ParseError) -> Bytes {
        let part = FilePart.buildInformation
        let head = rest.first(min(10, rest.size)) ?? rest
        let bytes = try file.bytes(in: head, reading: part)
        guard let (length, count) = bytes.span.varint else {
            throw part.error("has a length that does not end", at: rest.offset)
        }
        rest = rest.dropping(UInt64(count))
        guard let text = rest.first(length) else {
            throw part.error("has a text of \(length) bytes past its segment", at: rest.offset)
        }
        guard length <= limits.buildBytes else {
            throw part.limit("has a text of \(length) bytes", at: rest.offset)
        }
        rest = rest.dropping(length)
        return try file.bytes(in: text, reading: part)
    }
}

extension Span<UInt8> {
    /// The number written in groups of seven bits, the lowest first, and how many bytes it takes;
    /// nil where it does not end here or has more than 64 bits.
    var varint: (value: UInt64, count: Int)? {
        var value: UInt64 = 0
        for index in 0..<Swift.min(count, 10) {
            let byte = UInt64(self[index])
            if index == 9, byte > 1 { return nil }
            value |= (byte & 0x7f) << UInt64(index * 7)
            if byte < 0x80 { return (value, index + 1) }
        }
        return nil
    }
}
