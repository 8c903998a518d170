extension ELF {
    /// `DT_HASH`: the System V hash table of dynamic symbols.
    ///
    /// Spec: gABI 4.1, ch. 5, "Hash Table".
    public enum HashTable {
        /// How many symbols there are: one chain entry each (`nchain`), entry 0 included.
        ///
        /// `table` may be longer than it is.
        ///
        /// - Throws: `elfHash` where there is no room for its head.
        static func symbolCount(
            of table: FileRange, in file: FileBytes, _ header: Header
        ) throws(ParseError) -> UInt64 {
            let part = FilePart.hashTable
            // On Alpha and 64-bit S/390 the entries have 64 bits (their supplements), but LLVM's
            // linker writes 32 there too, and musl reads them so.
            let mayBeWide =
                header.layout.is64Bit && (header.machine == .s390 || header.machine == .alpha)
            let size: UInt64 = mayBeWide ? 16 : 8
            guard let range = table.first(size) else {
                throw part.error("ends past its segment", at: table.offset)
            }
            let bytes = try file.bytes(in: range, reading: part)
            let order = header.layout.byteOrder
            // Two numbers of 32 bits read as one are more buckets than any table has.
            if mayBeWide, bytes.span.number64(at: 0, order) <= UInt64(UInt32.max) {
                return bytes.span.number64(at: 8, order)
            }
            return UInt64(bytes.span.number32(at: 4, order))
        }

        /// The hash of a name, as version tables have it too.
        public static func hash(_ name: Span<UInt8>) -> UInt32 {
            var hash: UInt32 = 0
            for index in name.indices {
                hash = (hash << 4) &+ UInt32(name[index])
                let high = hash & 0xf000_0000
                hash = (hash ^ (high >> 24)) & ~high
            }
            return hash
        }
    }

    /// `DT_GNU_HASH`: GNU's hash table, over the symbols that others may use.
    ///
    /// Spec: none is official; glibc's `elf/dl-lookup.c` reads it so.
    enum GNUHashTable {
        /// How many symbols there are: the last one of the last chain, plus one.
        ///
        /// Nil where no symbol is exported: the table then says nothing of the others.
        ///
        /// `table` may be longer than it is.
        ///
        /// - Throws: `elfHash` where it or one of its chains does not end in `table`.
        static func symbolCount(
            of table: FileRange, in file: FileBytes, _ layout: Layout
        ) throws(ParseError) -> UInt64? {
            let part = FilePart.hashTable
            let head = try words(in: file, table, from: 0, count: 4)
            let order = layout.byteOrder
            let buckets = UInt64(head.span.number32(at: 0, order))
            let firstSymbol = UInt64(head.span.number32(at: 4, order))
            let bucketStart = 16 + UInt64(head.span.number32(at: 8, order)) * layout.wordSize
            let chainStart = bucketStart + buckets * 4
            guard chainStart <= table.size else {
                throw part.error(
                    "has \(buckets) buckets, which end past its segment", at: table.offset)
            }
            let last = try greatestWord(in: file, table, from: bucketStart, count: buckets, order)
            guard last >= firstSymbol, last > 0 else { return nil }
            let chain = chainStart + (last - firstSymbol) * 4
            return last + 1 + (try chainLength(in: file, table, from: chain, order))
        }

        /// Whether a table of `size` bytes is just that of `count` symbols: its chains, one number
        /// a symbol, end where it does, and the last one ends a chain.
        static func fits(
            _ count: UInt64, in table: FileRange, of size: UInt64, in file: FileBytes,
            _ layout: Layout
        ) throws(ParseError) -> Bool {
            guard size >= 16, size <= table.size else { return false }
            let head = try words(in: file, table, from: 0, count: 4)
            let order = layout.byteOrder
            let buckets = UInt64(head.span.number32(at: 0, order))
            let firstSymbol = UInt64(head.span.number32(at: 4, order))
            let chains =
                16 + UInt64(head.span.number32(at: 8, order)) * layout.wordSize + buckets * 4
            guard count > firstSymbol, chains <= size, (size - chains) / 4 >= count - firstSymbol
            else { return false }
            let end = chains + (count - firstSymbol) * 4
            guard size - end < 8 else { return false }
            let last = try words(in: file, table, from: end - 4, count: 1)
            return last.span.number32(at: 0, order) & 1 == 1
        }

        private static func greatestWord(
            in file: FileBytes, _ table: FileRange, from start: UInt64, count: UInt64,
            _ order: ByteOrder
        ) throws(ParseError) -> UInt64 {
            var (greatest, position, left): (UInt32, UInt64, UInt64) = (0, start, count)
            while left > 0 {
                let count = min(left, 1 << 14)
                let words = try words(in: file, table, from: position, count: count)
                for index in 0..<Int(count) {
                    greatest = max(greatest, words.span.number32(at: index * 4, order))
                }
                position += count * 4
                left -= count
            }
            return UInt64(greatest)
        }

        /// How many words come before one whose lowest bit is set: that ends a chain.
        private static func chainLength(
            in file: FileBytes, _ table: FileRange, from start: UInt64, _ order: ByteOrder
        ) throws(ParseError) -> UInt64 {
            var (length, position): (UInt64, UInt64) = (0, start)
            while position + 4 <= table.size {
                let count = min((table.size - position) / 4, length == 0 ? 16 : 1 << 14)
                let words = try words(in: file, table, from: position, count: count)
                for index in 0..<Int(count) {
                    if words.span.number32(at: index * 4, order) & 1 == 1 { return length }
                    length += 1
                }
                position += count * 4
            }
            throw FilePart.hashTable.error(
                "has a chain that does not end in its segment", at: table.offset)
        }

        private static func words(
            in file: FileBytes, _ table: FileRange, from start: UInt64, count: UInt64
        ) throws(ParseError) -> Bytes {
            guard let range = table.dropping(start).first(count * 4) else {
                throw FilePart.hashTable.error("ends past its segment", at: table.offset)
            }
            return try file.bytes(in: range, reading: .hashTable)
        }
    }
}
