internal import ObjectFile

/// A part of an image that has a name: a section, a table, or what lies between them.
struct ImagePart {
    /// What is in it, as far as that decides how it is compared.
    enum Kind {
        /// Headers and tables of places: they follow from what they tell of.
        case layout
        case code
        case functionTable
        case debug
        /// Names of symbols or sections.
        case names
        /// Symbols, relocations, and what else holds places of others.
        case references
        case signature
        case data
    }

    let name: String
    let kind: Kind
    /// Its bytes in the image.
    let range: FileRange
    /// Where it lies in memory, 0 where it does not.
    let address: UInt64
    /// How it is compressed, nil where it is not.
    let compression: ELF.Compression?
    /// Whether the program may write to it.
    let isWritable: Bool

    /// The name by which it meets its counterpart: compressed sections had another one.
    var plainName: String {
        for (old, new) in [(".zdebug_", ".debug_"), ("__DWARF,__zdebug_", "__DWARF,__debug_")] {
            if let rest = name.droppingBytes(of: old) { return new + rest }
        }
        return name
    }
}

/// All of an image, part by part.
struct ImageParts {
    /// The parts in file order; each byte of the image is in one of them.
    private(set) var parts: [ImagePart] = []
    /// What is in memory, by address.
    private(set) var memory = MemoryMap()
    private var ranges: [MemoryRange] = []
    /// Whether headers name bytes that the file does not have.
    private(set) var isCut = false
    /// What could not be read.
    private(set) var diagnostics: [Diagnostic] = []

    /// How many parts are told apart; the rest is one.
    private static let mostParts = 1 << 16

    init(_ report: ImageReport) {
        var found: [ImagePart] = []
        do throws(ParseError) {
            switch report.image.contents {
            case .elf(let object): found = try elf(object, report.file)
            case .machO(let object): found = try machO(object)
            }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
        if ranges.isEmpty { addSegments(report.image, to: &found) }
        // In Mach-O's files of symbols alone, headers name what was left out.
        if case .elf = report.image.contents {
            isCut = found.contains { $0.range.end.rawValue > report.file.size }
        }
        fill(found, size: report.file.size)
        memory = MemoryMap(ranges)
    }

    /// The name of the part that a place in the file is in, nil where it is in none.
    func name(at offset: FileOffset?) -> String? {
        guard let offset else { return nil }
        var low = 0
        var high = parts.count
        while low < high {
            let middle = (low + high) / 2
            if parts[middle].range.end <= offset { low = middle + 1 } else { high = middle }
        }
        return low < parts.count ? parts[low].name : nil
    }

    private mutating func elf(
        _ object: ELF.Object, _ file: FileBytes
    ) throws(ParseError) -> [ImagePart] {
        let header = object.header
        var found = [Self.part("file header", .layout, .start, UInt64(header.headerSize))]
        found.append(
            Self.part(
                "program headers", .layout, header.segmentTableOffset,
                UInt64(header.segmentHeaderSize) &* min(header.segmentCount, 1 << 16)))
        found.append(
            Self.part(
                "section headers", .layout, header.sectionTableOffset,
                UInt64(header.sectionHeaderSize) &* min(header.sectionCount, 1 << 24)))
        let sections: ELF.SectionTable?
        switch object.sections(in: file) {
        case .known(let table): sections = table
        case .absent: sections = nil
        case .unreadable(let error): throw error
        }
        for section in sections?.sections ?? [] where found.count < Self.mostParts {
            let name = section.name.text
            if section.flags.contains(.allocate) {
                let start = section.address.rawValue
                let (end, overflow) = start.addingReportingOverflow(section.size)
                // Sections of variables that each thread has lie over others.
                if !overflow, !section.flags.contains(.threadLocal) {
                    ranges.append(
                        MemoryRange(
                            name: name, start: start, end: end,
                            isCode: section.flags.contains(.execute),
                            isWritable: section.flags.contains(.write)))
                }
            }
            guard let range = section.fileRange, range.size > 0 else { continue }
            found.append(
                ImagePart(
                    name: name, kind: Self.kind(of: section), range: range,
                    address: section.address.rawValue,
                    compression: try object.compression(of: section, in: file),
                    isWritable: section.flags.contains(.write)))
        }
        return found
    }

    private static func kind(of section: ELF.Section) -> ImagePart.Kind {
        let name = section.name
        if name == ".shstrtab" { return .layout }
        if name.starts(with: ".debug_") || name.starts(with: ".zdebug_") { return .debug }
        if section.flags.contains(.execute) { return .code }
        if name.text.contains("gopclntab") { return .functionTable }
        switch section.type {
        case .stringTable: return .names
        case .symbolTable, .dynamicSymbolTable, .hash, .gnuHash, .dynamic: return .references
        default: return .data
        }
    }

    private mutating func machO(_ object: MachO.Object) throws(ParseError) -> [ImagePart] {
        var end = object.header.size
        try object.commands.forEach { command in
            end = command.offset.advanced(by: UInt64(command.size)).rawValue
            return true
        }
        var found = [Self.part("load commands", .layout, .start, end)]
        var ranges: [MemoryRange] = []
        try object.forEachSection { section in
            let name = section.segment.text + "," + section.name.text
            let isCode = section.segment.equals("__TEXT") && section.name.equals("__text")
            let isStub = section.type == .symbolStubs || section.name.equals("__stub_helper")
            let isDebug = section.segment.equals("__DWARF")
            let isWritable = section.segment.starts(with: "__DATA")
            let start = section.address.rawValue
            let (end, overflow) = start.addingReportingOverflow(section.size)
            if !overflow, !isDebug {
                ranges.append(
                    MemoryRange(
                        name: name, start: start, end: end, isCode: isCode,
                        isWritable: isWritable))
            }
            guard let range = section.fileRange, range.size > 0 else { return true }
            let kind: ImagePart.Kind =
                isDebug
                ? .debug
                : isCode || isStub
                    ? .code : section.name.equals("__gopclntab") ? .functionTable : .data
            found.append(
                ImagePart(
                    name: name, kind: kind, range: range, address: start, compression: nil,
                    isWritable: isWritable))
            return found.count < Self.mostParts
        }
        self.ranges = ranges
        if let table = object.contents.symbolTable {
            found.append(Self.part("symbol table", .references, table.range))
            found.append(Self.part("string table", .names, table.strings))
        }
        let data = object.contents.linkEditData
        for (type, range) in data.sorted(by: { $0.value.offset < $1.value.offset }) {
            let isSignature = type == .codeSignature
            found.append(
                Self.part(
                    isSignature ? "code signature" : type.description,
                    isSignature ? .signature : .references, range))
        }
        return found
    }

    private static func part(
        _ name: String, _ kind: ImagePart.Kind, _ range: FileRange
    ) -> ImagePart {
        ImagePart(
            name: name, kind: kind, range: range, address: 0, compression: nil, isWritable: false)
    }

    private static func part(
        _ name: String, _ kind: ImagePart.Kind, _ offset: FileOffset, _ size: UInt64
    ) -> ImagePart {
        part(name, kind, FileRange(offset: offset, size: size) ?? .first(0))
    }

    /// Where no section tells, segments do.
    private mutating func addSegments(_ image: Image, to found: inout [ImagePart]) {
        for (index, segment) in image.loadedRanges.enumerated() {
            let name = "segment \(index)"
            let start = segment.address.rawValue
            let (end, overflow) = start.addingReportingOverflow(segment.range.size)
            if !overflow {
                ranges.append(
                    MemoryRange(
                        name: name, start: start, end: end, isCode: segment.isExecutable,
                        isWritable: segment.isWritable))
            }
            found.append(
                ImagePart(
                    name: name, kind: segment.isExecutable ? .code : .data, range: segment.range,
                    address: start, compression: nil, isWritable: segment.isWritable))
        }
    }

    /// Puts the parts in order, cuts what lies in two of them, and names what lies in none.
    private mutating func fill(_ found: [ImagePart], size: UInt64) {
        var next: UInt64 = 0
        let sorted = found.enumerated().sorted {
            ($0.element.range.offset.rawValue, $0.offset)
                < ($1.element.range.offset.rawValue, $1.offset)
        }
        for (_, part) in sorted {
            let range = part.range.clamped(to: size)
            guard range.end.rawValue > next else { continue }
            let start = range.offset.rawValue
            if start > next { addGap(next, start, before: part.name) }
            let cut = start < next ? next - start : 0
            parts.append(
                ImagePart(
                    name: part.name, kind: part.kind, range: range.dropping(cut),
                    address: part.address == 0 ? 0 : part.address &+ cut,
                    compression: cut == 0 ? part.compression : nil,
                    isWritable: part.isWritable))
            next = range.end.rawValue
        }
        if next < size { addGap(next, size, before: "end") }
    }

    private mutating func addGap(_ start: UInt64, _ end: UInt64, before name: String) {
        parts.append(
            Self.part(
                "space before " + name, .layout, FileOffset(rawValue: start), end - start))
    }
}
