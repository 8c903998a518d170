extension MachO.Object {
    /// Where the segments lie, for what counts from them.
    public var segmentPlaces: [MachO.SegmentPlace] {
        segments.map { segment in
            MachO.SegmentPlace(
                address: segment.address.rawValue, size: segment.memorySize,
                range: segment.mappedRange ?? .first(0))
        }
    }

    /// `LC_DYLD_CHAINED_FIXUPS`: the chains and imports, nil where the file has none.
    ///
    /// - Throws: `machOChainedFixups` where their tables are damaged.
    public func chainedFixups(in file: FileBytes) throws(ParseError) -> MachO.ChainedFixups? {
        guard let range = contents.linkEditData[.chainedFixups], range.size > 0 else { return nil }
        return try MachO.ChainedFixups(range, in: file, segmentPlaces, header.layout)
    }

    /// What the loader writes, at the start or later: from `LC_DYLD_CHAINED_FIXUPS` or
    /// `LC_DYLD_INFO`.
    ///
    /// - Throws: `machOChainedFixups` or `machOBindings` where the tables end past the file.
    public func fixups(in file: FileBytes) throws(ParseError) -> MachO.FixupCursor {
        try MachO.FixupCursor(self, in: file)
    }

    /// The symbols that it gives to others, nil where it has no exports trie.
    ///
    /// - Throws: `machOExports` where the trie ends past the file.
    public func exports(in file: FileBytes) throws(ParseError) -> MachO.ExportCursor? {
        guard
            let range = contents.linkEditData[.exportsTrie] ?? contents.loaderInformation?.exports,
            range.size > 0
        else { return nil }
        return try MachO.ExportCursor(range, in: file, limits)
    }

    /// `LC_FUNCTION_STARTS`: where functions start, nil where the file does not tell.
    ///
    /// - Throws: `machOFunctionStarts` where the list ends past the file.
    public func functionStarts(in file: FileBytes) throws(ParseError) -> MachO.FunctionStarts? {
        guard let range = contents.linkEditData[.functionStarts] else { return nil }
        let base = VirtualAddress(rawValue: segmentPlaces.imageBase ?? 0)
        return try MachO.FunctionStarts(range, in: file, base: base)
    }

    /// `LC_DATA_IN_CODE`: what lies between instructions, nil where the file does not tell.
    ///
    /// - Throws: `machODataInCode` where the table ends past the file.
    public func dataInCode(in file: FileBytes) throws(ParseError) -> MachO.DataInCodeCursor? {
        guard let range = contents.linkEditData[.dataInCode] else { return nil }
        return try MachO.DataInCodeCursor(range, in: file, header.layout)
    }

    /// The address of the file's first byte, 0 where no segment holds it.
    public var baseAddress: VirtualAddress {
        VirtualAddress(rawValue: segmentPlaces.imageBase ?? 0)
    }

    /// The name of the library that an ordinal stands for, or of the place where the loader looks.
    public func name(of ordinal: MachO.LibraryOrdinal) -> ByteString {
        let index = Int(ordinal.rawValue) - 1
        guard contents.libraries.indices.contains(index) else {
            return ByteString(ordinal.description)
        }
        return contents.libraries[index].name
    }
}

extension MachO {
    /// Walks all that the loader writes: rebases, bindings, weak and lazy ones, or chains.
    public struct FixupCursor: Sendable {
        private var rebases: RebaseCursor?
        private var bindings: [BindCursor] = []
        private var chains: ChainCursor?
        private var imports: ChainedImports?
        /// The import that was bound last, and its name: mostly several pointers go to one.
        private var last: (entry: ChainedImport, name: ByteString)?

        init(_ object: Object, in file: FileBytes) throws(ParseError) {
            if let fixups = try object.chainedFixups(in: file) {
                chains = ChainCursor(fixups, in: file)
                imports = try ChainedImports(fixups, in: file, object.limits)
                return
            }
            guard let tables = object.contents.loaderInformation else { return }
            let (places, layout) = (object.segmentPlaces, object.header.layout)
            if tables.rebase.size > 0 {
                rebases = try RebaseCursor(tables.rebase, in: file, places, layout)
            }
            let streams: [(BindCursor.Stream, FileRange)] = [
                (.lazy, tables.lazyBind), (.weak, tables.weakBind), (.bind, tables.bind),
            ]
            for (stream, range) in streams where range.size > 0 {
                bindings.append(
                    try BindCursor(stream, range, in: file, places, layout, object.limits))
            }
        }

        /// The next one, nil after the last.
        ///
        /// - Throws: `machOChainedFixups` or `machOBindings` where the tables are damaged, `limit`
        ///   where they write more than the file has room for.
        public mutating func next() throws(ParseError) -> Fixup? {
            if let fixup = try rebases?.next() { return fixup }
            rebases = nil
            while !bindings.isEmpty {
                if let fixup = try bindings[bindings.count - 1].next() { return fixup }
                bindings.removeLast()
            }
            guard let found = try chains?.next() else { return nil }
            var fixup = Fixup(
                kind: .rebase, form: .chained(found.format), segment: found.segment,
                address: found.address)
            switch found.pointer.meaning {
            case .target(let target): fixup.target = VirtualAddress(rawValue: target)
            case .number(let number): fixup.addend = Int64(bitPattern: number)
            case .symbol(let number, let addend): fixup = try bound(found, to: number, addend)
            }
            fixup.authentication = found.pointer.authentication
            return fixup
        }

        private mutating func bound(
            _ found: ChainedFixup, to number: UInt32, _ addend: Int64
        ) throws(ParseError) -> Fixup {
            if last?.entry.index != number, let entry = try imports?.entry(number),
                let name = try imports?.name(of: entry)
            {
                last = (entry, ByteString(name))
            }
            // dyld looks for a weak definition where the import says so in place of a library.
            let isWeakLookup = last?.entry.library == .weakLookup
            return Fixup(
                kind: isWeakLookup ? .weakBind : .bind, form: .chained(found.format),
                segment: found.segment, address: found.address, symbol: last?.name,
                library: last?.entry.library, flags: last?.entry.isWeak == true ? .weakImport : [],
                addend: addend &+ (last?.entry.addend ?? 0))
        }
    }
}
