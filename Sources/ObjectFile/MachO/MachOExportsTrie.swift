extension MachO {
    /// A symbol that the image gives to others.
    public struct Export: Hashable, Sendable {
        /// The name, as symbols have it: with an underscore in front in C.
        public let name: ByteString
        /// What kind of thing it is.
        public let kind: ExportKind
        /// What else is said of it.
        public let flags: ExportFlags
        /// The distance from the image's start, or the number where the kind is absolute; nil where
        /// another library defines it.
        public let value: UInt64?
        /// The distance of the function that finds the address, nil where there is none.
        public let resolver: UInt64?
        /// The library that defines it, nil where the image does.
        public let library: LibraryOrdinal?
        /// The name that it has in that library, nil where it is the same.
        public let importedName: ByteString?
    }

    /// Walks the exports of an image: a tree whose edges are parts of names.
    ///
    /// No node and no byte is read twice, so that the time is in proportion to the tree's size
    /// whatever it claims; it is kept in memory as a whole.
    ///
    /// Spec: `<mach-o/loader.h>`, `LC_DYLD_EXPORTS_TRIE` and "dyld_info_command".
    public struct ExportCursor: Sendable {
        /// A node whose children are being visited.
        private struct Level: Sendable {
            /// Where the next edge starts.
            var place: Int
            /// How many children are left.
            var children: Int
            /// How long the name of the node is.
            let nameLength: Int
        }

        private let bytes: Bytes
        private let start: FileOffset
        private let limits: Limits
        private let part = FilePart.exportsTrie
        private var levels: [Level] = []
        private var name: [UInt8] = []
        /// A bit for each byte at which a node starts that was read.
        private var visited: [UInt64]
        private var bytesLeft: Int
        private var nameBytesLeft: UInt64
        private var isStarted = false

        /// Starts at the root.
        ///
        /// - Throws: `machOExports` where the tree ends past the file.
        public init(
            _ range: FileRange, in file: FileBytes, _ limits: Limits
        ) throws(ParseError) {
            bytes = try file.bytes(in: range, reading: part)
            start = range.offset
            self.limits = limits
            visited = [UInt64](repeating: 0, count: bytes.count / 64 + 1)
            bytesLeft = bytes.count
            nameBytesLeft = limits.nameBudget(fileSize: file.size, times: 3)
        }

        /// The next export, in the order of the tree, nil after the last.
        ///
        /// - Throws: `machOExports` where the tree is damaged or its nodes lie over each other,
        ///   `limit` where names are longer than a sound file's can be.
        public mutating func next() throws(ParseError) -> Export? {
            if !isStarted {
                isStarted = true
                if bytes.count > 0, let export = try enter(0, from: 0) { return export }
            }
            while var level = levels.popLast() {
                let surplus = name.count - level.nameLength
                name.removeLast(surplus)
                level.children -= 1
                let edge = level.place
                let child = try readEdge(&level)
                // A chain of single children takes no room.
                if level.children > 0 { levels.append(level) }
                if let export = try enter(child, from: edge) { return export }
            }
            return nil
        }

        /// Adds the edge's part of the name; returns where its node starts.
        private mutating func readEdge(_ level: inout Level) throws(ParseError) -> Int {
            let first = level.place
            let length = bytes.lengthOfName(at: first)
            guard first + length < bytes.count else {
                throw part.error("ends inside a name", at: offset(first))
            }
            guard name.count + length <= limits.nameBytes else {
                throw part.limit(
                    "has a name of more than \(limits.nameBytes) bytes", at: offset(first))
            }
            level.place += length + 1
            let node = try number(&level.place)
            try spend(level.place - first, at: first)
            for index in first..<(first + length) { name.append(bytes.span[index]) }
            guard node < UInt64(bytes.count) else {
                throw part.error(
                    "has \(hexadecimal(bytes.count)) bytes, and a node is said to start at"
                        + " \(hexadecimal(node))", at: offset(first))
            }
            return Int(node)
        }

        /// Reads the node at `place`, whose edge is at `edge`; returns what it exports.
        private mutating func enter(_ node: Int, from edge: Int) throws(ParseError) -> Export? {
            let bit: UInt64 = 1 << UInt64(node % 64)
            guard visited[node / 64] & bit == 0 else {
                throw part.error(
                    "comes to its node at \(hexadecimal(node)) a second time", at: offset(edge))
            }
            visited[node / 64] |= bit
            var place = node
            let size = try number(&place)
            // The count of children stands behind.
            guard size < UInt64(bytes.count - place) else {
                throw part.error("ends inside the node at \(hexadecimal(node))", at: offset(node))
            }
            let end = place + Int(size)
            let export = size > 0 ? try terminal(&place, end, node) : nil
            let children = Int(bytes.span[end])
            try spend(end + 1 - node, at: node)
            if children > 0 {
                levels.append(Level(place: end + 1, children: children, nameLength: name.count))
            }
            return export
        }
    }
}

extension MachO.ExportCursor {
    /// Reads what a node says of the name that ends there.
    private mutating func terminal(
        _ place: inout Int, _ end: Int, _ node: Int
    ) throws(ParseError) -> MachO.Export {
        guard UInt64(name.count) <= nameBytesLeft else {
            throw part.limit(
                "has names that repeat more bytes than such a file can need", at: offset(node))
        }
        nameBytesLeft -= UInt64(name.count)
        let word = try number(&place)
        let flags = MachO.ExportFlags(rawValue: word & ~3)
        var (value, resolver): (UInt64?, UInt64?) = (nil, nil)
        var (library, imported): (MachO.LibraryOrdinal?, ByteString?) = (nil, nil)
        if flags.contains(.reexport) {
            library = try ordinal(&place, node)
            imported = try importedName(&place, end, node)
        } else {
            value = try number(&place)
            if flags.contains(.stubAndResolver) { resolver = try number(&place) }
        }
        guard place <= end else {
            throw part.error(
                "has a node at \(hexadecimal(node)) that is longer than it says", at: offset(node))
        }
        return MachO.Export(
            name: ByteString(name.span), kind: MachO.ExportKind(rawValue: word & 3), flags: flags,
            value: value, resolver: resolver, library: library, importedName: imported)
    }

    private func ordinal(
        _ place: inout Int, _ node: Int
    ) throws(ParseError) -> MachO.LibraryOrdinal {
        let number = try number(&place)
        guard let ordinal = Int32(exactly: number) else {
            throw part.error("names library \(number)", at: offset(node))
        }
        return MachO.LibraryOrdinal(rawValue: ordinal)
    }

    private func importedName(
        _ place: inout Int, _ end: Int, _ node: Int
    ) throws(ParseError) -> ByteString? {
        guard place < end else {
            throw part.error(
                "has a node at \(hexadecimal(node)) without the name it imports", at: offset(node))
        }
        let length = bytes.lengthOfName(at: place)
        let name = ByteString(bytes.span(place..<(place + min(length, end - place))))
        place += length + 1
        return name.isEmpty ? nil : name
    }

    /// Reads a number of seven bits a byte, the lowest first (`ULEB128`).
    private func number(_ place: inout Int) throws(ParseError) -> UInt64 {
        let first = place
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while place < bytes.count {
            let byte = bytes.span[place]
            place += 1
            guard shift < 63 || shift == 63 && byte <= 1 else {
                throw part.error("has a number of more than 64 bits", at: offset(first))
            }
            value |= UInt64(byte & 0x7f) << shift
            if byte & 0x80 == 0 { return value }
            shift += 7
        }
        throw part.error("ends inside a number", at: offset(first))
    }

    /// Counts bytes that were read: nodes of a sound tree have their own each.
    private mutating func spend(_ count: Int, at place: Int) throws(ParseError) {
        guard count <= bytesLeft else {
            throw part.error("has nodes that lie over each other", at: offset(place))
        }
        bytesLeft -= count
    }

    private func offset(_ place: Int) -> FileOffset { start.advanced(by: UInt64(place)) }
}
