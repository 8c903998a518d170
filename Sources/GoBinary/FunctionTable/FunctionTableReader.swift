public import ObjectFile

/// Finds the function table of a program and reads its header.
public struct FunctionTableReader {
    let image: Image
    let file: FileBytes

    /// Makes a reader of one image.
    public init(_ image: Image, in file: FileBytes) {
        self.image = image
        self.file = file
    }

    /// Reads the table; absent where the file has none.
    ///
    /// - Complexity: O(1) where the table has a section and tells where the code starts, else O(*n*)
    ///   in the file.
    public func read() -> Fact<FunctionTable> {
        Fact { () throws(ParseError) in
            guard var table = try find() else { return nil }
            try complete(&table)
            return table
        }
    }

    private var codeSection: String {
        switch image.contents {
        case .elf: ".text"
        case .machO: "__text"
        }
    }

    private func find() throws(ParseError) -> FunctionTable? {
        if image.hasSections {
            let own = FunctionTable.sectionNames(of: image)
            let sections = try image.sections(named: own + traces, in: file)
            if let section = sections.prefix(own.count).lazy.compactMap(\.self).first {
                return try table(in: section)
            }
            guard sections.contains(where: { $0 != nil }) else { return nil }
            if let table = try findBySymbol() { return table }
        }
        return try FunctionTableSearch(image: image, file: file).find()
    }

    private func table(in section: ImageSection) throws(ParseError) -> FunctionTable {
        guard file.contains(section.range) else {
            throw FilePart.functionTable.error(section.range, pastEndOf: file.size)
        }
        let source = FunctionTable.Source(
            way: .section(section.name), offset: section.range.offset, address: section.address)
        do throws(ParseError) {
            return try FunctionTable(in: file, section.range, source, orLater: true)
        } catch {
            throw UnknownTable(image, file)?.error ?? error
        }
    }

    /// Other sections that show that Go's linker made the file: only then is it worth a search.
    private var traces: [String] {
        switch image.contents {
        case .elf: [".go.buildinfo", ".note.go.buildid", ".gosymtab", ".typelink"]
        case .machO: ["__go_buildinfo", "__gosymtab", "__typelink"]
        }
    }

    private func findBySymbol() throws(ParseError) -> FunctionTable? {
        do throws(ParseError) {
            guard let address = try image.address(ofSymbol: "runtime.pclntab", in: file),
                let range = image.bytes(from: address)
            else { return nil }
            let source = FunctionTable.Source(way: .symbol, offset: range.offset, address: address)
            return try FunctionTable(in: file, range, source, orLater: true)
        } catch {
            // A damaged symbol table hides no function: the search goes on.
            return nil
        }
    }

    /// Adds what is not in the table itself.
    private func complete(_ table: inout FunctionTable) throws(ParseError) {
        guard table.count > 0 else { return }
        if !table.format.hasOffsets { return try relocateEntries(&table) }
        if table.headerTextStart != 0 {
            let relocated = image.hasEncodedWords ? try relocatedHeader(table) : nil
            let address = relocated ?? VirtualAddress(rawValue: table.headerTextStart)
            table.textStart = FunctionTable.TextStart(address: address, way: .header)
            return
        }
        table.moduleData = try moduleData(of: table)
        table.textStart = try textStart(table)
    }

    /// The runtime's record of the program; reads it where reading the table did not need it.
    public func moduleData(of table: FunctionTable) throws(ParseError) -> ModuleData? {
        if let found = table.moduleData { return found }
        guard table.count > 0 else { return nil }
        let bounds = try bounds(of: table)
        var reader = ModuleDataReader(image: image, file: file, table: table, bounds: bounds)
        return try reader.read()
    }

    private func bounds(
        of table: FunctionTable
    ) throws(ParseError) -> FunctionTable.Bounds {
        let copy = table.relocatedEntries.map { FileBytes($0) }
        let whole = copy.map { FileRange.first($0.size) } ?? table.entries
        var window = TableWindow(copy ?? file, whole, .functionTable)
        let size = table.fieldSize
        let first = try window.field(at: 0, size, table.layout.byteOrder)
        let last = try window.field(at: whole.size - size, size, table.layout.byteOrder)
        return FunctionTable.Bounds(first: first, last: last)
    }

    private func textStart(
        _ table: FunctionTable
    ) throws(ParseError) -> FunctionTable.TextStart? {
        if let text = try relocatedHeader(table) {
            return FunctionTable.TextStart(address: text, way: .header)
        }
        if let text = table.moduleData?.text {
            return FunctionTable.TextStart(address: text, way: .moduleData)
        }
        guard image.hasSections else { return nil }
        if let text = try image.address(ofSymbol: "runtime.text", in: file) {
            return FunctionTable.TextStart(address: text, way: .symbol)
        }
        guard let section = try image.section(named: codeSection, in: file) else { return nil }
        return FunctionTable.TextStart(address: section.address, way: .section)
    }

    /// The header's word for the start of the code, where the loader fills it in.
    private func relocatedHeader(
        _ table: FunctionTable
    ) throws(ParseError) -> VirtualAddress? {
        let word = table.source.address.rawValue &+ 8 &+ 2 * table.layout.wordSize
        var relocations = try image.relocatedWords(in: file)
        while let relocation = try relocations.next() {
            if relocation.address == word, relocation.value != 0 {
                return VirtualAddress(rawValue: relocation.value)
            }
        }
        return nil
    }

    /// Up to Go 1.17 entries are addresses, which a file that can run anywhere may leave to the
    /// loader.
    private func relocateEntries(_ table: inout FunctionTable) throws(ParseError) {
        if !image.hasEncodedWords, try !startsWithZeros(table) { return }
        let bytes = try file.bytes(in: table.entries, reading: .functionTable)
        var entries = bytes.span.copied
        let distance = table.entries.offset.rawValue &- table.range.offset.rawValue
        let start = table.source.address.rawValue &+ distance
        let last = UInt64(entries.count) - table.layout.wordSize
        var isChanged = false
        var relocations = try image.relocatedWords(in: file)
        while let word = try relocations.next() {
            guard word.address >= start, word.address - start <= last else { continue }
            entries.set(word.value, at: Int(word.address - start), table.layout)
            isChanged = true
        }
        if isChanged { table.relocatedEntries = entries }
    }

    private func startsWithZeros(_ table: FunctionTable) throws(ParseError) -> Bool {
        guard let first = table.entries.first(table.layout.wordSize) else { return false }
        let bytes = try file.bytes(in: first, reading: .functionTable)
        var reader = ByteReader(
            bytes.span, table.layout, at: first.offset, reading: .functionTable)
        return try reader.address() == 0
    }
}

extension FunctionTable {
    /// The sections that a table may have to itself.
    static func sectionNames(of image: Image) -> [String] {
        switch image.contents {
        // The second one: position-independent programs up to Go 1.25.
        case .elf: [".gopclntab", ".data.rel.ro.gopclntab"]
        case .machO: ["__gopclntab"]
        }
    }
}

extension [UInt8] {
    /// Writes a word; the caller has checked that it fits.
    fileprivate mutating func set(_ value: UInt64, at index: Int, _ layout: Layout) {
        let size = Int(layout.wordSize)
        for byte in 0..<size {
            let shift = 8 * (layout.byteOrder == .little ? byte : size - 1 - byte)
            self[index + byte] = UInt8(truncatingIfNeeded: value >> UInt64(shift))
        }
    }
}
