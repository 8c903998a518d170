extension MachO {
    /// A symbol that chained fixups bind to.
    ///
    /// Spec: `<mach-o/fixup-chains.h>`, "dyld_chained_import" and the two like it.
    public struct ChainedImport: Hashable, Sendable {
        /// The position among the imports, from 0.
        public let index: UInt32
        /// `lib_ordinal`: where the symbol is looked for.
        public let library: LibraryOrdinal
        /// `weak_import`: whether it may be missing.
        public let isWeak: Bool
        /// `name_offset`: where the name starts in the table of names.
        public let nameOffset: UInt32
        /// `addend`: what is added to the symbol's address.
        public let addend: Int64
    }

    /// Reads the imports of chained fixups, by number or one after the other.
    public struct ChainedImports: Sendable {
        /// How many there are.
        public let count: UInt32
        private let format: ChainedImportFormat
        private let recordSize: UInt64
        private let range: FileRange
        private let symbolsFormat: UInt32
        private let byteOrder: ByteOrder
        private var records: ReadAhead
        private var names: StringCursor

        /// Makes a reader; nothing is read yet.
        ///
        /// - Throws: `machOChainedFixups` where the format is unknown.
        public init(
            _ fixups: ChainedFixups, in file: FileBytes, _ limits: Limits
        ) throws(ParseError) {
            count = fixups.importCount
            format = fixups.importFormat
            guard let recordSize = format.recordSize else {
                throw FilePart.chainedFixups.error(
                    "have imports of the unknown format \(format)", at: fixups.range.offset)
            }
            self.recordSize = recordSize
            range = fixups.imports
            symbolsFormat = fixups.symbolsFormat
            byteOrder = fixups.layout.byteOrder
            records = ReadAhead(file)
            names = StringCursor(
                file, fixups.names, limits, reading: .chainedImports, window: 1 << 14, budget: 3)
        }

        /// An import by its number.
        ///
        /// - Throws: `machOChainedFixups` where there is none.
        public mutating func entry(_ index: UInt32) throws(ParseError) -> ChainedImport {
            let part = FilePart.chainedImports.entry(index)
            guard index < count,
                let record = range.dropping(UInt64(index) * recordSize).first(recordSize)
            else {
                throw part.error("is none of the \(count) there are", at: range.offset)
            }
            let bytes = try records.bytes(in: record, reading: part)
            return ChainedImport(bytes.span, format, byteOrder, index: index)
        }

        /// The name of an import.
        ///
        /// - Throws: `machOChainedFixups` where it is not inside the table of names, `limit` where
        ///   names are compressed: no linker is known to write such.
        @_lifetime(&self)
        public mutating func name(of entry: ChainedImport) throws(ParseError) -> Span<UInt8> {
            guard symbolsFormat == 0 else {
                throw FilePart.chainedImports.limit(
                    "has a name of the format \(symbolsFormat), which is not read",
                    at: range.offset)
            }
            return try names.bytes(at: UInt64(entry.nameOffset))
        }
    }
}

extension MachO.ChainedImport {
    fileprivate init(
        _ bytes: Span<UInt8>, _ format: MachO.ChainedImportFormat, _ order: ByteOrder,
        index: UInt32
    ) {
        self.index = index
        guard format == .addend64 else {
            let word = bytes.number32(at: 0, order)
            // Above 0xf0 it is negative: in dyld the special ordinals are numbers with a sign.
            let ordinal = UInt8(truncatingIfNeeded: word)
            library = MachO.LibraryOrdinal(
                rawValue: ordinal > 0xf0 ? Int32(Int8(bitPattern: ordinal)) : Int32(ordinal))
            isWeak = word >> 8 & 1 == 1
            nameOffset = word >> 9
            addend =
                format == .addend
                ? Int64(Int32(bitPattern: bytes.number32(at: 4, order))) : 0
            return
        }
        let word = bytes.number64(at: 0, order)
        let ordinal = UInt16(truncatingIfNeeded: word)
        library = MachO.LibraryOrdinal(
            rawValue: ordinal > 0xfff0 ? Int32(Int16(bitPattern: ordinal)) : Int32(ordinal))
        isWeak = word >> 16 & 1 == 1
        nameOffset = UInt32(truncatingIfNeeded: word >> 32)
        addend = Int64(bitPattern: bytes.number64(at: 8, order))
    }
}
