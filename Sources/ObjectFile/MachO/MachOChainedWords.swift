extension MachO {
    /// The words of a file with chained fixups as the loader leaves them: what is written there
    /// holds the way to the next pointer, too, and is no address.
    ///
    /// Whether a word is a pointer the chain of its page alone tells. Every page is walked at most
    /// once, when a word of it is asked for; what was found is kept.
    public struct ChainedWords: Sendable {
        private let fixups: ChainedFixups
        private var chains: ChainCursor
        /// What the pages walked up to now point to, by address.
        private var pages: [Page: [UInt64: UInt64]] = [:]

        private struct Page: Hashable, Sendable {
            let segment: Int
            let page: UInt64
        }

        /// Makes a reader; nothing is read yet.
        public init(_ fixups: ChainedFixups, in file: FileBytes) {
            self.fixups = fixups
            chains = ChainCursor(fixups, in: file)
        }

        /// What the loader puts at an address where nothing is moved: 0 for the address of an
        /// import; nil where it leaves the word as it is.
        ///
        /// - Throws: `machOChainedFixups` where the page's chains are damaged.
        public mutating func value(at address: UInt64) throws(ParseError) -> UInt64? {
            for (position, starts) in fixups.segments.enumerated() {
                let place = fixups.places[starts.segment]
                guard starts.pageCount > 0, address >= place.address,
                    address - place.address < place.size
                else { continue }
                let page = (address - place.address) / UInt64(starts.pageSize)
                guard page < UInt64(starts.pageCount) else { continue }
                let key = Page(segment: position, page: page)
                if let words = pages[key] { return words[address] }
                let words = try walk(key)
                pages[key] = words
                return words[address]
            }
            return nil
        }

        private mutating func walk(_ page: Page) throws(ParseError) -> [UInt64: UInt64] {
            try chains.seek(segment: page.segment, page: Int(page.page))
            var words: [UInt64: UInt64] = [:]
            while let fixup = try chains.next() {
                words[fixup.address.rawValue] = fixup.pointer.value
            }
            return words
        }
    }
}

extension MachO.ChainedPointer {
    /// The word as it is where nothing is moved, 0 for the address of an import.
    public var value: UInt64 {
        switch meaning {
        case .target(let value), .number(let value): value
        case .symbol: 0
        }
    }
}
