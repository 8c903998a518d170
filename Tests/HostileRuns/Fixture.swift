internal import ObjectFile

/// A sound file, and the places where damage is most likely to matter.
struct Fixture {
    let name: String
    let bytes: [UInt8]
    /// How the file writes its numbers.
    let layout: Layout
    /// Headers and tables, each as small as it can be told.
    let targets: [Range<Int>]
    /// What is asked of it.
    let questions: [Question]

    /// Takes a file; `tables` are those that its headers do not lead to.
    init(
        _ name: String, _ bytes: [UInt8], _ questions: [Question] = Question.all,
        tables: [Range<Int>] = []
    ) {
        self.name = name
        self.bytes = bytes
        self.questions = questions
        let file = FileBytes(bytes)
        var found = Targets(size: bytes.count)
        if bytes.starts(with: Archive.magic.utf8) {
            layout = Layout(is64Bit: true, byteOrder: .little)
            found.addArchive(file)
        } else if questions.allSatisfy({ $0.readsText || $0.readsLayer || $0.comparesAs != nil }) {
            layout = Layout(is64Bit: true, byteOrder: .little)
            found.ranges = [0..<bytes.count]
        } else if bytes.first != 0x7f {
            (layout, found.ranges) = MachOTargets.ranges(of: file)
        } else {
            let object: ELF.Object? = Fact { () throws(ParseError) in try ELF.Object(file) }.value
            layout = object?.header.layout ?? Layout(is64Bit: true, byteOrder: .little)
            if let object { found.add(object, in: file) }
        }
        targets = found.ranges + tables
    }
}

/// Collects ranges of a file.
private struct Targets {
    let size: Int
    var ranges: [Range<Int>] = []

    mutating func add(_ offset: UInt64, _ count: UInt64) {
        guard let start = Int(exactly: offset), let count = Int(exactly: count), start < size,
            count > 0
        else { return }
        ranges.append(start..<min(size, start + min(count, size)))
    }

    mutating func addArchive(_ file: FileBytes) {
        add(0, 8)
        for member in Archive(file).members {
            add(member.range.offset.rawValue - min(60, member.range.offset.rawValue), 60)
            guard let bytes = file.slice(member.range) else { continue }
            let object: ELF.Object? = Fact { () throws(ParseError) in try ELF.Object(bytes) }.value
            guard let object else { continue }
            var inner = Targets(size: Int(bytes.size))
            inner.add(object, in: bytes)
            let start = Int(member.range.offset.rawValue)
            ranges += inner.ranges.map { ($0.lowerBound + start)..<($0.upperBound + start) }
        }
    }

    mutating func add(_ object: ELF.Object, in file: FileBytes) {
        let header = object.header
        let is64Bit = header.layout.is64Bit
        add(0, is64Bit ? 64 : 52)
        add(16, is64Bit ? 48 : 36)
        add(header.segmentTableOffset.rawValue, header.segmentCount * (is64Bit ? 56 : 32))
        add(header.sectionTableOffset.rawValue, header.sectionCount * (is64Bit ? 64 : 40))
        if let dynamic = object.dynamic.value {
            add(dynamic.range.offset.rawValue, dynamic.range.size)
            for entry in dynamic.entries {
                // Whatever the dynamic section points to starts with its most important numbers.
                let range = object.addresses.bytes(from: VirtualAddress(rawValue: entry.value))
                if let range { add(range.offset.rawValue, min(range.size, 128)) }
            }
        }
        for segment in object.segments.value ?? [] where segment.fileSize < 4096 {
            add(segment.offset.rawValue, segment.fileSize)
        }
        for section in object.sections(in: file).value?.sections ?? [] {
            guard section.type != .programBits, let range = section.fileRange else { continue }
            add(range.offset.rawValue, min(range.size, 4096))
        }
        for section in object.sections(in: file).value?.sections ?? []
        where section.name.text == ".go.buildinfo" || section.flags.contains(.compressed) {
            add(section.offset.rawValue, min(section.size, 64))
        }
        for section in object.sections(in: file).value?.sections ?? []
        where [".debug_info", ".debug_abbrev", ".debug_str_offsets"].contains(section.name.text) {
            add(section.offset.rawValue, min(section.size, 512))
        }
    }
}
