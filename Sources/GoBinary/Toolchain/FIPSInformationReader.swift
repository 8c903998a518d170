public import ObjectFile

/// Finds what a program checks its cryptographic code by, and computes the sum again.
public struct FIPSInformationReader {
    let image: Image
    let file: FileBytes

    /// Makes a reader of one image.
    public init(_ image: Image, in file: FileBytes) {
        self.image = image
        self.file = file
    }

    /// The section that it has, in files that have sections.
    var sectionName: String {
        switch image.contents {
        case .elf: ".go.fipsinfo"
        case .machO: "__go_fipsinfo"
        }
    }

    /// Reads it; absent where the file has none.
    ///
    /// - Complexity: O(1) where it has a section, else O(*n*) in what the program may write to.
    public func read() -> Fact<FIPSInformation> {
        Fact { () throws(ParseError) in
            if image.hasSections {
                guard let section = try image.section(named: sectionName, in: file) else {
                    return nil
                }
                return try information(
                    at: section.address, section.range, .section(sectionName))
            }
            var budget = file.size
            for segment in image.writableRanges {
                guard segment.range.size <= budget else {
                    throw FilePart.fips.limit(
                        "is looked for in segments that are longer than the file",
                        at: segment.range.offset)
                }
                budget -= segment.range.size
                if let found = try search(segment) { return found }
            }
            return nil
        }
    }

    private func search(_ area: ImageSection) throws(ParseError) -> FIPSInformation? {
        let size = FIPSInformation.size(image.layout)
        let step = UInt64(FIPSInformation.magic.count)
        var rest = area.range
        let chunk: UInt64 = 1 << 17
        while rest.size >= size {
            let part = rest.first(min(chunk, rest.size)) ?? rest
            let bytes = try file.bytes(in: part, reading: .fips)
            if let index = Self.indexOfMagic(bytes.span) {
                let distance = UInt64(index)
                let start =
                    area.address.rawValue &+ (rest.offset.rawValue - area.range.offset.rawValue)
                let place = VirtualAddress(rawValue: start &+ distance)
                return try information(at: place, rest.dropping(distance), .search)
            }
            // The magic may lie across the end of the part.
            rest = rest.dropping(max(part.size - min(step, part.size), 1))
        }
        return nil
    }

    private static func indexOfMagic(_ bytes: Span<UInt8>) -> Int? {
        let magic = FIPSInformation.magic
        var index = 0
        while index + magic.count <= bytes.count {
            // The first byte decides nearly always.
            if bytes[index] == magic[0] {
                var length = 1
                while length < magic.count, bytes[index + length] == magic[length] { length += 1 }
                if length == magic.count { return index }
            }
            index += 1
        }
        return nil
    }

    private func information(
        at address: VirtualAddress, _ range: FileRange, _ way: FIPSInformation.Way
    ) throws(ParseError) -> FIPSInformation {
        let part = FilePart.fips
        let size = FIPSInformation.size(image.layout)
        guard let whole = range.first(size) else {
            throw part.error("has \(range.size) bytes, not \(size)", at: range.offset)
        }
        let bytes = try file.bytes(in: whole, reading: part)
        guard Self.indexOfMagic(bytes.span) == 0 else {
            throw part.error("does not start with its magic", at: whole.offset)
        }
        var reader = ByteReader(bytes.span, image.layout, at: whole.offset, reading: part)
        try reader.skip(FIPSInformation.magic.count)
        let sum = try reader.take(FIPSInformation.sumSize).copied
        let wordsAt = address.rawValue &+ UInt64(reader.position)
        var words: [UInt64] = []
        while reader.remaining > 0 { words.append(try reader.address()) }
        // Where a linker left zeros, the word is shown as the file has it.
        let left = words.first ?? 0
        try relocate(&words, at: wordsAt)
        let own = image.hasEncodedWords ? words.first ?? 0 : left
        return FIPSInformation(
            way: way, offset: whole.offset, sum: sum, ownAddress: VirtualAddress(rawValue: own),
            ranges: stride(from: 1, to: words.count - 1, by: 2).map {
                FIPSInformation.Range(
                    start: VirtualAddress(rawValue: words[$0]),
                    end: VirtualAddress(rawValue: words[$0 + 1]))
            })
    }

    /// Takes the loader's words where the file holds zeros, as lld leaves them, or encoded ones.
    private func relocate(_ words: inout [UInt64], at start: UInt64) throws(ParseError) {
        guard image.hasEncodedWords || words.allSatisfy({ $0 == 0 }) else { return }
        let size = image.layout.wordSize
        var relocations = try image.relocatedWords(in: file)
        while let word = try relocations.next() {
            let distance = word.address &- start
            guard word.address >= start, distance.isMultiple(of: size),
                distance / size < UInt64(words.count)
            else { continue }
            words[Int(distance / size)] = word.value
        }
    }
}
