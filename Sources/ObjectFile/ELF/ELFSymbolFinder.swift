extension ELF {
    /// Finds the symbols that an object defines under a name, as loaders do: by GNU's hash table.
    public struct SymbolFinder: Sendable {
        private let file: FileBytes
        private let table: FileRange
        private let layout: Layout
        /// The words of the filter: a bit for each of two hashes of every name.
        private let filter: Bytes
        private let shift: UInt32
        private let buckets: UInt64
        private let firstSymbol: UInt64

        /// How many bytes of the filter are read at once.
        private static let mostFilterBytes: UInt64 = 1 << 20

        /// Reads the head of the table; nil where the object has none, or not such a one.
        ///
        /// - Throws: `elfHash` where it ends past its segment.
        public init?(_ object: Object, in file: FileBytes) throws(ParseError) {
            layout = object.header.layout
            guard let address = object.dynamic.value?.lastValue(of: .gnuHash),
                let rest = object.addresses.bytes(from: VirtualAddress(rawValue: address))
            else { return nil }
            self.file = file
            table = rest.clamped(to: file.size)
            let head = try Self.bytes(in: file, table, from: 0, count: 16)
            let order = layout.byteOrder
            buckets = UInt64(head.span.number32(at: 0, order))
            firstSymbol = UInt64(head.span.number32(at: 4, order))
            let size = UInt64(head.span.number32(at: 8, order)) * layout.wordSize
            shift = head.span.number32(at: 12, order)
            guard buckets > 0, size > 0, size <= Self.mostFilterBytes else { return nil }
            filter = try Self.bytes(in: file, table, from: 16, count: size)
        }

        /// The hash of a name.
        ///
        /// Spec: glibc, elf/dl-new-hash.h.
        private static func hash(_ name: Span<UInt8>) -> UInt32 {
            var hash: UInt32 = 5381
            for index in name.indices { hash = hash &* 33 &+ UInt32(name[index]) }
            return hash
        }

        /// The numbers of the symbols whose names have the hash of this one.
        ///
        /// - Throws: `elfHash` where a chain ends past its segment.
        public func candidates(_ name: Span<UInt8>) throws(ParseError) -> [UInt32] {
            let hash = Self.hash(name)
            guard mayHave(hash) else { return [] }
            let order = layout.byteOrder
            let start = 16 + UInt64(filter.count)
            let place = start + UInt64(hash) % buckets * 4
            let bucket = try Self.bytes(in: file, table, from: place, count: 4)
            var symbol = UInt64(bucket.span.number32(at: 0, order))
            var found: [UInt32] = []
            guard symbol >= firstSymbol, symbol > 0 else { return found }
            while symbol <= UInt64(UInt32.max) {
                let place = start + buckets * 4 + (symbol - firstSymbol) * 4
                let bytes = try Self.bytes(in: file, table, from: place, count: 4)
                let word = bytes.span.number32(at: 0, order)
                if word | 1 == hash | 1 { found.append(UInt32(symbol)) }
                if word & 1 == 1 { break }
                symbol += 1
            }
            return found
        }

        private func mayHave(_ hash: UInt32) -> Bool {
            let bits = UInt32(layout.wordSize * 8)
            let words = UInt64(filter.count) / layout.wordSize
            let place = Int(UInt64(hash / bits) % words * layout.wordSize)
            let word =
                layout.is64Bit
                ? filter.span.number64(at: place, layout.byteOrder)
                : UInt64(filter.span.number32(at: place, layout.byteOrder))
            let second = shift < 32 ? hash >> shift : 0
            return word >> UInt64(hash % bits) & word >> UInt64(second % bits) & 1 == 1
        }

        private static func bytes(
            in file: FileBytes, _ table: FileRange, from start: UInt64, count: UInt64
        ) throws(ParseError) -> Bytes {
            guard let range = table.dropping(start).first(count) else {
                throw FilePart.hashTable.error("ends past its segment", at: table.offset)
            }
            return try file.bytes(in: range, reading: .hashTable)
        }
    }
}
