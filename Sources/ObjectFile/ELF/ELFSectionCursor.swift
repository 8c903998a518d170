extension ELF {
    /// Walks the section header table in file order, a window of it in memory at a time, so that a
    /// table of many entries costs no more memory than a small one.
    ///
    /// Spec: gABI 4.1, ch. 4, "Sections".
    public struct SectionCursor: Sendable {
        private let file: FileBytes
        private let header: Header
        private let table: FileRange
        private var names: StringCursor
        private var hasNames = false
        private var window = Bytes([])
        private var windowStart: UInt64 = 0
        private var next = 0
        /// Where a name starts that was not the one looked for: entries may share it.
        private var otherName: UInt32?

        /// Why no section has a name, nil where the file gives them names or none.
        public private(set) var namesError: ParseError?
        /// How many sections there are, entry 0 included.
        public var count: Int { Int(clamping: header.sectionCount) }

        /// Starts at entry 0; nil where the file has no table.
        ///
        /// - Throws: `elfSectionTable` where an entry is too small or the table ends past the file,
        ///   `limit` where it has more than `limits.tableEntries`.
        public init?(_ object: Object, in file: FileBytes) throws(ParseError) {
            let limits = object.limits
            header = object.header
            self.file = file
            guard let table = try Section.tableRange(in: file, header, limits) else { return nil }
            self.table = table
            names = StringCursor(file, .first(0), limits, reading: .sectionNames)
            guard header.sectionNamesIndex != 0 else { return }
            do throws(ParseError) {
                let index = UInt32(exactly: header.sectionNamesIndex)
                let section = try index.map { (index) throws(ParseError) in
                    try self.section(at: index)
                }
                let range = try Section.namesRange(section ?? nil, in: file, header)
                names = StringCursor(file, range, limits, reading: .sectionNames, budget: 3)
                hasNames = true
            } catch {
                namesError = error
            }
        }

        /// The next section, whose `name` is empty; nil after the last.
        ///
        /// - Throws: `read` where the system gives no bytes.
        public mutating func section() throws(ParseError) -> Section? {
            guard next < count else { return nil }
            next += 1
            return try section(at: UInt32(next - 1))
        }

        /// The section of that number, whose `name` is empty; nil where there is none.
        ///
        /// - Throws: as above.
        public mutating func section(at index: UInt32) throws(ParseError) -> Section? {
            guard index < count else { return nil }
            let start = try load(Int(index))
            let record = window.span.extracting(droppingFirst: start)
            return Section(record, header.layout, index: Int(index))
        }

        /// The next section of that name, nil where there is none.
        ///
        /// - Throws: as above; `elfSectionNames` where no name can be read.
        public mutating func section(named name: String) throws(ParseError) -> Section? {
            guard try canHaveNames() else { return nil }
            otherName = nil
            while next < count {
                let start = try load(next)
                let place = window.span.number32(at: start, header.layout.byteOrder)
                next += 1
                guard place != otherName else { continue }
                if try hasName(name, at: place) {
                    return try section(at: UInt32(next - 1))?.named(name.utf8.span)
                }
                otherName = place
            }
            return nil
        }

        /// The first section of each of some names among those that are left, in the order of the
        /// names; the table is gone through once.
        ///
        /// - Throws: as above; `elfSectionNames` where no name can be read.
        public mutating func sections(named wanted: [String]) throws(ParseError) -> [Section?] {
            var found = [Section?](repeating: nil, count: wanted.count)
            guard try canHaveNames() else { return found }
            let most = 1 + (wanted.lazy.map(\.utf8.count).max() ?? 0)
            var missing = wanted.count
            while missing > 0, let section = try section() {
                let name = try startOfName(of: section, most: most)
                for (index, one) in wanted.enumerated()
                where found[index] == nil && name.equals(one) {
                    found[index] = section.named(name)
                    missing -= 1
                }
            }
            return found
        }

        /// That a section is not there cannot be told where all names are lost.
        private func canHaveNames() throws(ParseError) -> Bool {
            if let namesError { throw namesError }
            return hasNames
        }

        private mutating func hasName(_ name: String, at place: UInt32) throws(ParseError) -> Bool {
            try names.start(at: UInt64(place), most: name.utf8.count + 1).equals(name)
        }

        /// The name of a section of this table, empty where the file gives none.
        ///
        /// - Throws: `elfStrings` where the name is not inside the table of names, `limit` where
        ///   all of them are longer than those of a sound file can be.
        @_lifetime(&self)
        public mutating func name(of section: Section) throws(ParseError) -> Span<UInt8> {
            guard hasNames else { return Span() }
            return try names.bytes(at: UInt64(section.nameOffset))
        }

        /// Whether a section has that name; however long names are, no more of them is looked at.
        ///
        /// - Throws: `read` where the system gives no bytes.
        public mutating func isNamed(
            _ name: String, _ section: Section
        ) throws(ParseError) -> Bool {
            guard hasNames else { return false }
            return try hasName(name, at: section.nameOffset)
        }

        /// The section with its name, which stays empty where it cannot be read.
        ///
        /// - Throws: `read` where the system gives no bytes.
        public mutating func named(_ section: Section) throws(ParseError) -> Section {
            section.named(try startOfName(of: section, most: 1 << 16))
        }

        /// The first bytes of a section's name, no more than `most`; empty where it has none.
        ///
        /// - Throws: `read` where the system gives no bytes.
        @_lifetime(&self)
        public mutating func startOfName(
            of section: Section, most: Int
        ) throws(ParseError) -> Span<UInt8> {
            try names.start(at: UInt64(section.nameOffset), most: most)
        }

        /// Makes an entry available; returns where it starts in the window.
        @inline(__always)
        private mutating func load(_ index: Int) throws(ParseError) -> Int {
            let stride = UInt64(header.sectionHeaderSize)
            let start = UInt64(index) * stride
            if start < windowStart || start + stride > windowStart + UInt64(window.count) {
                try load(from: start, stride)
            }
            return Int(start - windowStart)
        }

        private mutating func load(from start: UInt64, _ stride: UInt64) throws(ParseError) {
            let rest = table.dropping(start)
            let most = max(1, (1 << 16) / stride) * stride
            window = try file.bytes(
                in: rest.first(min(rest.size, most)) ?? rest, reading: .sectionTable)
            windowStart = start
        }
    }
}
