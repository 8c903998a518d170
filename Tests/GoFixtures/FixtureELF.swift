/// Puts parts one after the other into an ELF file that is mapped as a whole, as they lie.
struct FixtureELF {
    /// A part of the file, a section of its own.
    struct Part {
        let name: String
        var type = 1
        /// `sh_flags`: 2 for what is mapped, 1 more for what may be written to.
        var flags = 2
        var link = ""
        var entrySize = 0
        /// Its bytes, always as many, by where the parts lie.
        let content: (Places) -> [UInt8]
    }

    /// Where the parts lie; all at 0 while their sizes are being found out.
    struct Places {
        fileprivate(set) var ranges: [String: Range<Int>] = [:]

        func offset(_ part: String) -> Int { ranges[part]?.lowerBound ?? 0 }
        func address(_ part: String) -> Int { FixtureELF.base + offset(part) }
        func end(_ part: String) -> Int { FixtureELF.base + (ranges[part]?.upperBound ?? 0) }
    }

    static let base = 0x40_0000

    let is64Bit: Bool
    let isBig: Bool
    let machine: Int
    let hasSections: Bool
    var parts: [Part] = []

    private var writer: FixtureWriter { FixtureWriter(is64Bit: is64Bit, isBig: isBig) }
    private var headerSize: Int { is64Bit ? 64 : 52 }
    private var segmentSize: Int { is64Bit ? 56 : 32 }
    private var sectionSize: Int { is64Bit ? 64 : 40 }

    /// The file and where its parts lie; `entry` is `e_entry`.
    func build(_ entry: (Places) -> Int) -> (bytes: [UInt8], places: Places) {
        var names = FixtureTexts()
        let nameOffsets = parts.map { names.add($0.name) }
        let ownName = names.add(".shstrtab")
        var places = Places()
        var end = headerSize + 3 * segmentSize
        for part in parts {
            let start = (end + 15) & ~15
            end = start + part.content(Places()).count
            places.ranges[part.name] = start..<end
        }
        let namesStart = end
        let tableStart = hasSections ? (end + names.bytes.count + 15) & ~15 : 0
        var file = header(entry(places), tableStart)
        file.raw(segments(places, hasSections ? tableStart : end))
        for part in parts {
            file.align(to: 16)
            file.raw(part.content(places))
        }
        guard hasSections else { return (file.bytes, places) }
        file.raw(names.bytes)
        file.align(to: 16)
        file.raw([UInt8](repeating: 0, count: sectionSize))
        for (part, name) in zip(parts, nameOffsets) {
            file.raw(section(part, name, places.ranges[part.name] ?? 0..<0))
        }
        let own = Part(name: ".shstrtab", type: 3, flags: 0) { _ in [] }
        file.raw(section(own, ownName, namesStart..<(namesStart + names.bytes.count)))
        return (file.bytes, places)
    }

    private func header(_ entry: Int, _ tableStart: Int) -> FixtureWriter {
        var header = writer
        header.raw([0x7f, 0x45, 0x4c, 0x46, is64Bit ? 2 : 1, isBig ? 2 : 1, 1])
        header.raw([UInt8](repeating: 0, count: 9))
        header.half(2)
        header.half(machine)
        header.int(1)
        header.word(entry)
        header.word(headerSize)
        header.word(tableStart)
        header.int(0)
        let count = hasSections ? parts.count + 2 : 0
        for size in [headerSize, segmentSize, 3, sectionSize, count, max(count - 1, 0)] {
            header.half(size)
        }
        return header
    }

    /// The whole file, what of it may be written to, and the note.
    private func segments(_ places: Places, _ end: Int) -> [UInt8] {
        let writable = parts.filter { $0.flags & 1 != 0 }.compactMap { places.ranges[$0.name] }
        let first = writable.first?.lowerBound ?? 0
        let note = parts.first { $0.type == 7 }.flatMap { places.ranges[$0.name] } ?? 0..<0
        var table = writer
        for (type, flags, range) in [
            (1, 5, 0..<end), (1, 6, first..<(writable.last?.upperBound ?? first)), (4, 4, note),
        ] {
            table.int(type)
            if is64Bit { table.int(flags) }
            table.word(range.lowerBound)
            table.word(Self.base + range.lowerBound)
            table.word(Self.base + range.lowerBound)
            table.word(range.count)
            table.word(range.count)
            if !is64Bit { table.int(flags) }
            table.word(4)
        }
        return table.bytes
    }

    private func section(_ part: Part, _ name: Int, _ range: Range<Int>) -> [UInt8] {
        var record = writer
        record.int(name)
        record.int(part.type)
        record.word(part.flags)
        record.word(part.flags & 2 != 0 ? Self.base + range.lowerBound : 0)
        record.word(range.lowerBound)
        record.word(range.count)
        record.int((parts.firstIndex { $0.name == part.link } ?? -1) + 1)
        record.int(0)
        record.word(16)
        record.word(part.entrySize)
        return record.bytes
    }
}
