internal import ObjectFile

extension JSONWriter {
    /// The keys of `headers`.
    mutating func header(_ image: Image, _ diagnostics: inout [Diagnostic]) {
        switch image.contents {
        case .elf(let object): elfHeader(object.header)
        case .machO(let object): machOHeader(object, &diagnostics)
        }
    }

    private mutating func elfHeader(_ header: ELF.Header) {
        beginObject("header")
        number("class", UInt(header.layout.is64Bit ? 64 : 32))
        string("data", header.layout.byteOrder == .little ? "little" : "big")
        string("osabi", header.osABI.description)
        number("abiversion", header.abiVersion)
        string("type", header.type.description)
        string("machine", header.machine.description)
        number("version", header.version)
        number("entry", header.entry.rawValue)
        number("phoff", header.segmentTableOffset.rawValue)
        number("shoff", header.sectionTableOffset.rawValue)
        number("flags", header.flags)
        number("ehsize", header.headerSize)
        number("phentsize", header.segmentHeaderSize)
        number("phnum", header.segmentCount)
        number("shentsize", header.sectionHeaderSize)
        number("shnum", header.sectionCount)
        number("shstrndx", header.sectionNamesIndex)
        endObject()
    }
}

extension TextWriter {
    mutating func header(_ image: Image, _ diagnostics: inout [Diagnostic]) {
        switch image.contents {
        case .elf(let object): elfHeader(object.header)
        case .machO(let object): machOHeader(object, &diagnostics)
        }
    }

    private mutating func elfHeader(_ header: ELF.Header) {
        let bits = header.layout.is64Bit ? "64" : "32"
        let order = header.layout.byteOrder == .little ? "little" : "big"
        field("class", "\(bits) bit, \(order) endian")
        field("OS ABI", "\(header.osABI), version \(header.abiVersion)")
        field("type", header.type.description)
        field("machine", header.machine.description)
        field("entry", header.entry.description)
        field("flags", hexadecimal(header.flags))
        let hasSegments = header.segmentTableOffset != .start
        let segments = "\(header.segmentCount) of \(header.segmentHeaderSize) bytes"
        field("segments", hasSegments ? segments + " at \(header.segmentTableOffset)" : "none")
        let hasSections = header.sectionTableOffset != .start
        let sections = "\(header.sectionCount) of \(header.sectionHeaderSize) bytes"
        let place = " at \(header.sectionTableOffset), names in \(header.sectionNamesIndex)"
        field("sections", hasSections ? sections + place : "none")
    }
}
