extension ELF {
    /// `DT_HASH`: the System V hash table of dynamic symbols.
    ///
    /// Spec: gABI 4.1, ch. 5, "Hash Table".
    enum HashTable {
        /// How many symbols there are: one chain entry each (`nchain`), entry 0 included.
        ///
        /// - Throws: `elfHash` where the table is not mapped or ends past its segment.
        static func symbolCount(
            at address: VirtualAddress, _ map: AddressMap, in file: FileBytes, _ header: Header
        ) throws(ParseError) -> UInt64 {
            let part = FilePart.hashTable
            // On Alpha and 64-bit S/390 the entries have 64 bits (their supplements).
            let isWide =
                header.layout.is64Bit && (header.machine == .s390 || header.machine == .alpha)
            let size: UInt64 = isWide ? 16 : 8
            guard let range = map.range(at: address, size: size) else {
                throw part.error("is at address \(address), which no segment maps", at: .start)
            }
            let bytes = try file.bytes(in: range, reading: part)
            let order = header.layout.byteOrder
            return isWide
                ? bytes.span.number64(at: 8, order) : UInt64(bytes.span.number32(at: 4, order))
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
        /// - Throws: `elfHash` where the table is not mapped, or a chain has no end in its segment.
        static func symbolCount(
            at address: VirtualAddress, _ map: AddressMap, in file: FileBytes, _ layout: Layout
        ) throws(ParseError) -> UInt64? {
            let part = FilePart.hashTable
            guard let table = map.bytes(from: address)?.clamped(to: file.size), table.size >= 16
            else {
                throw part.error("is at address \(address), which no segment maps", at: .start)
            }
            let head = try words(in: file, table, from: 0, count: 4, layout)
            let (buckets, firstSymbol) = (UInt64(head[0]), UInt64(head[1]))
            let bucketStart = 16 + UInt64(head[2]) * layout.wordSize
            let chainStart = bucketStart + buckets * 4
            guard chainStart <= table.size else {
                throw part.error(
                    "has \(buckets) buckets, which end past its segment", at: table.offset)
            }
            var last: UInt64 = 0
            try forEachWord(in: file, table, from: bucketStart, count: buckets, layout) {
                last = max(last, UInt64($0))
                return true
            }
            guard last >= firstSymbol, last > 0 else { return nil }
            // Each chain ends with a hash whose lowest bit is set.
            var found = false
            let start = chainStart + (last - firstSymbol) * 4
            let most = table.size < start ? 0 : (table.size - start) / 4
            try forEachWord(in: file, table, from: start, count: most, layout) {
                found = $0 & 1 == 1
                last += 1
                return !found
            }
            guard found else {
                throw part.error("has a chain that does not end in its segment", at: table.offset)
            }
            return last
        }

        private static func words(
            in file: FileBytes, _ table: FileRange, from start: UInt64, count: UInt64,
            _ layout: Layout
        ) throws(ParseError) -> [UInt32] {
            var words: [UInt32] = []
            try forEachWord(in: file, table, from: start, count: count, layout) {
                words.append($0)
                return true
            }
            return words
        }

        /// Visits words of the table, a part of it in memory at a time, until `visit` says no.
        private static func forEachWord(
            in file: FileBytes, _ table: FileRange, from start: UInt64, count: UInt64,
            _ layout: Layout, _ visit: (UInt32) -> Bool
        ) throws(ParseError) {
            let part = FilePart.hashTable
            var (position, left) = (start, count)
            while left > 0 {
                let most = min(left, 1 << 14)
                let rest = table.dropping(position)
                guard let range = FileRange(offset: rest.offset, count: most, size: 4),
                    range.size <= rest.size
                else { throw part.error("ends past its segment", at: table.offset) }
                let bytes = try file.bytes(in: range, reading: part)
                for index in 0..<Int(most) {
                    let word = bytes.span.number32(at: index * 4, layout.byteOrder)
                    guard visit(word) else { return }
                }
                position += range.size
                left -= most
            }
        }
    }
}
