internal import ObjectFile

extension FunctionTable {
    /// The first and the last number of the table of entries, as they stand there.
    struct Bounds {
        let first: UInt64
        let last: UInt64
    }
}

/// Finds the module data of a program by the address of its function table, which is the first word
/// of it.
struct ModuleDataReader {
    let image: Image
    let file: FileBytes
    let table: FunctionTable
    let bounds: FunctionTable.Bounds
    /// How many places more all relocations are gone through for.
    private var passesLeft = 4

    init(image: Image, file: FileBytes, table: FunctionTable, bounds: FunctionTable.Bounds) {
        self.image = image
        self.file = file
        self.table = table
        self.bounds = bounds
    }

    /// How many places that start with the right word are looked at.
    private static let candidates = 64

    private var part: FilePart { FilePart("Go module data", .goFunctionTable) }

    /// The module data, nil where none is found that fits the table.
    ///
    /// - Complexity: O(1) where it has a section, else O(*n*) in the file's data and relocations.
    mutating func read() throws(ParseError) -> ModuleData? {
        if let section = try section(), var found = try moduleData(at: section.address) {
            found.hasSection = true
            return found
        }
        for range in try image.searchedRanges(in: file, reading: part)
        where range.isWritable && !range.isExecutable {
            if let found = try search(range) { return found }
        }
        return try searchRelocations()
    }

    private func section() throws(ParseError) -> ImageSection? {
        switch image.contents {
        // Go 1.26 and later.
        case .elf: image.hasSections ? try image.section(named: ".go.module", in: file) : nil
        case .machO: try image.section(named: "__go_module", in: file)
        }
    }

    private mutating func moduleData(at address: VirtualAddress) throws(ParseError) -> ModuleData? {
        guard let (words, offset) = try words(at: address) else { return nil }
        if let found = ModuleData(words, at: address, offset, table, bounds) { return found }
        guard let relocated = try relocate(words, at: address) else { return nil }
        return ModuleData(relocated, at: address, offset, table, bounds)
    }

    private func words(
        at address: VirtualAddress
    ) throws(ParseError) -> ([UInt64], FileOffset)? {
        guard let rest = image.bytes(from: address)?.clamped(to: file.size) else { return nil }
        let size = table.layout.wordSize
        let range = rest.first(min(rest.size / size, ModuleData.wordCount) * size) ?? rest
        let bytes = try file.bytes(in: range, reading: part)
        var reader = ByteReader(bytes.span, table.layout, at: range.offset, reading: part)
        var words: [UInt64] = []
        while reader.remaining >= Int(size) { words.append(try reader.address()) }
        return (words, range.offset)
    }

    /// The same words with what the loader puts there; nil where it puts nothing.
    private mutating func relocate(
        _ words: [UInt64], at address: VirtualAddress
    ) throws(ParseError) -> [UInt64]? {
        guard passesLeft > 0 else { return nil }
        passesLeft -= 1
        var result = words
        var isChanged = false
        var relocations = try image.relocatedWords(in: file)
        while let word = try relocations.next() {
            let distance = word.address &- address.rawValue
            let index = distance / table.layout.wordSize
            guard word.address >= address.rawValue, index < words.count,
                distance.isMultiple(of: table.layout.wordSize)
            else { continue }
            result[Int(index)] = word.value
            isChanged = true
        }
        return isChanged ? result : nil
    }

    private mutating func search(_ loaded: LoadedRange) throws(ParseError) -> ModuleData? {
        let size = table.layout.wordSize
        let (sum, overflow) = loaded.address.rawValue.addingReportingOverflow(size - 1)
        guard !overflow else { return nil }
        var address = sum / size * size
        var rest = loaded.range.dropping(address - loaded.address.rawValue).clamped(to: file.size)
        var left = Self.candidates
        let chunk: UInt64 = 1 << 17
        while rest.size >= size, left > 0 {
            let window = rest.first(min(chunk, rest.size / size * size)) ?? rest
            let bytes = try file.bytes(in: window, reading: part)
            var start = 0
            while let index = indexOfTable(bytes.span, from: start), left > 0 {
                left -= 1
                let place = VirtualAddress(rawValue: address &+ UInt64(index))
                if let found = try moduleData(at: place) { return found }
                start = index + Int(size)
            }
            rest = rest.dropping(window.size)
            address = address &+ window.size
        }
        return nil
    }

    private func indexOfTable(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        let target = table.source.address.rawValue
        let order = table.layout.byteOrder
        var index = start
        if table.layout.is64Bit {
            while index &+ 8 <= bytes.count {
                if bytes.number64(at: index, order) == target { return index }
                index &+= 8
            }
        } else {
            while index &+ 4 <= bytes.count {
                if UInt64(bytes.number32(at: index, order)) == target { return index }
                index &+= 4
            }
        }
        return nil
    }

    /// Where the file holds zeros, the relocation that puts the table's address somewhere tells.
    private mutating func searchRelocations() throws(ParseError) -> ModuleData? {
        var places: [UInt64] = []
        var relocations = try image.relocatedWords(in: file)
        while let word = try relocations.next(), places.count < Self.candidates {
            if word.value == table.source.address.rawValue { places.append(word.address) }
        }
        for place in places.prefix(8) {
            if let found = try moduleData(at: VirtualAddress(rawValue: place)) { return found }
        }
        return nil
    }
}
