public import ObjectFile

extension GoReader {
    /// Whether Go's reader opens a Mach-O file: it reads symbols and relocations, too, whatever is
    /// asked of it.
    ///
    /// Spec: Go 1.27's `debug/macho`, `NewFile`.
    static func accepts(_ object: MachO.Object, in file: FileBytes) -> Bool {
        do throws(ParseError) {
            var walk = MachOWalk(object, file)
            try object.commands.forEach { (command) throws(ParseError) in
                try walk.accepts(command)
            }
            return object.commands.count == Int(object.header.commandCount) && walk.isAccepted
        } catch {
            return false
        }
    }

    /// Whether Go's reader finds the section of the build information in a file that it opens: it
    /// looks nowhere else, and only where a segment maps it.
    ///
    /// Spec: Go 1.27's `debug/buildinfo`, `searchMagic`.
    static func findsSection(_ object: MachO.Object, _ image: Image) -> Bool {
        let section = Fact { () throws(ParseError) in
            try object.section(named: "__go_buildinfo")
        }.value
        guard let section else { return false }
        let start = section.address.rawValue
        let (end, overflow) = start.addingReportingOverflow(section.size)
        let (sum, overflowToo) = start.addingReportingOverflow(15)
        guard !overflow, !overflowToo, sum & ~15 < end else { return false }
        return image.bytesOfAnySegment(from: VirtualAddress(rawValue: sum & ~15)) != nil
    }
}

extension GoReader {
    /// Whether Go's reader opens a universal file: all slices, each for another processor, and all of
    /// one kind.
    ///
    /// Spec: Go 1.27's `debug/macho`, `NewFatFile`; it knows no 64-bit offsets.
    public static func accepts(
        _ universal: MachO.Universal, in file: FileBytes, _ limits: Limits
    ) -> Bool {
        guard !universal.is64Bit, let first = universal.table.first else { return false }
        var seen: Set<UInt64> = []
        var type: MachO.FileType?
        for slice in universal.table {
            let key = UInt64(slice.processor.rawValue) << 32 | UInt64(slice.processorSubtype)
            let object = Fact { () throws(ParseError) in
                let range = slice.range.clamped(to: file.size)
                guard let bytes = file.slice(range) else { return nil as MachO.Object? }
                let object = try MachO.Object(bytes, limits: limits)
                return accepts(object, in: bytes) ? object : nil
            }.value
            guard seen.insert(key).inserted, let object else { return false }
            if slice == first { type = object.header.type }
            guard object.header.type == type else { return false }
        }
        return true
    }
}

/// What of a file Go's reader has met.
private struct MachOWalk {
    let object: MachO.Object
    let file: FileBytes
    var isAccepted = true
    private var symbolCount: UInt64?

    init(_ object: MachO.Object, _ file: FileBytes) {
        self.object = object
        self.file = file
    }

    /// Looks at one command; false ends the walk.
    mutating func accepts(_ command: MachO.LoadCommand) throws(ParseError) -> Bool {
        switch command.type {
        case .runPath: _ = try command.text(at: 8)
        case .loadLibrary:
            _ = try command.word(at: 20)
            _ = try command.text(at: 8)
        case .symbolTable: isAccepted = try acceptsSymbols(command)
        case .dynamicSymbolTable: isAccepted = try acceptsDynamicSymbols(command)
        case .segment, .segment64: isAccepted = try acceptsSegment(command)
        default: break
        }
        return isAccepted
    }

    private mutating func acceptsSymbols(
        _ command: MachO.LoadCommand
    ) throws(ParseError) -> Bool {
        let table = try MachO.SymbolTable(command)
        symbolCount = UInt64(table.count)
        guard contains(table.strings), contains(table.range) else { return false }
        var symbols = try MachO.SymbolCursor(
            table, in: file, object.header.layout, object.limits)
        while let symbol = try symbols.symbol() {
            guard symbol.nameOffset < table.strings.size else { return false }
        }
        return true
    }

    private func acceptsDynamicSymbols(
        _ command: MachO.LoadCommand
    ) throws(ParseError) -> Bool {
        _ = try command.word(at: 76)
        let (first, count) = (try command.word(at: 24), try command.word(at: 28))
        // The sum wraps around there, too.
        guard let symbolCount, first <= symbolCount, first &+ count <= symbolCount else {
            return false
        }
        let start = FileOffset(rawValue: UInt64(try command.word(at: 56)))
        let range = FileRange(offset: start, size: UInt64(try command.word(at: 60)) * 4)
        return range.map { contains($0) } ?? false
    }

    private func acceptsSegment(_ command: MachO.LoadCommand) throws(ParseError) -> Bool {
        let segment = try MachO.Segment(command)
        var isAccepted = true
        try segment.forEachSection(from: 1) { section in
            let size = UInt64(section.relocationCount) * 8
            let range = FileRange(offset: section.relocationsOffset, size: size)
            isAccepted = section.relocationCount == 0 || range.map { contains($0) } ?? false
            return isAccepted
        }
        return isAccepted && segment.offset.rawValue <= UInt64(Int64.max)
            && segment.fileSize <= UInt64(Int64.max)
    }

    /// Whether Go can read the range: where nothing is asked for it may lie anywhere.
    private func contains(_ range: FileRange) -> Bool { range.size == 0 || file.contains(range) }
}
