extension MachO {
    /// A load command: its kind, and its bytes.
    ///
    /// Spec: `<mach-o/loader.h>`, "load_command".
    public struct LoadCommand: Sendable {
        /// The position among the load commands, from 0.
        public let index: Int
        /// `cmd`: what it tells.
        public let type: LoadCommandType
        /// Where it starts in the file.
        public let offset: FileOffset
        /// All of it, `cmd` and `cmdsize` included.
        public let bytes: Bytes
        /// How its numbers are written.
        public let layout: Layout

        /// `cmdsize`: how many bytes it has.
        public var size: Int { bytes.count }

        /// The structure's name in messages.
        public var part: FilePart { .loadCommand.entry(index) }

        /// The number of 32 bits at a distance from the start of the command.
        ///
        /// - Throws: `machOCommands` where the command is too short.
        public func word(at place: Int) throws(ParseError) -> UInt32 {
            try check(place, 4)
            return bytes.span.number32(at: place, layout.byteOrder)
        }

        /// The number of 64 bits at a distance from the start of the command.
        ///
        /// - Throws: `machOCommands` where the command is too short.
        public func extendedWord(at place: Int) throws(ParseError) -> UInt64 {
            try check(place, 8)
            return bytes.span.number64(at: place, layout.byteOrder)
        }

        /// The text whose distance from the start of the command stands at `place` (`lc_str`).
        ///
        /// - Throws: `machOCommands` where it starts outside the command.
        public func text(at place: Int) throws(ParseError) -> ByteString {
            let start = try word(at: place)
            guard start < bytes.count else {
                throw part.error(
                    "has \(bytes.count) bytes, and a text that starts behind them",
                    at: offset.advanced(by: UInt64(place)))
            }
            let text = bytes.slice(from: Int(start), count: bytes.count)
            return ByteString(text.span.untilZero)
        }

        /// The range of the file whose offset and size stand at `place`.
        ///
        /// - Throws: `machOCommands` where the command is too short.
        public func fileRange(at place: Int) throws(ParseError) -> FileRange {
            let start = FileOffset(rawValue: UInt64(try word(at: place)))
            let size = UInt64(try word(at: place + 4))
            return FileRange(offset: start, size: size) ?? .first(0)
        }

        private func check(_ place: Int, _ count: Int) throws(ParseError) {
            guard place + count <= bytes.count else {
                throw part.error(
                    "has \(bytes.count) bytes, too few for a \(type)", at: offset)
            }
        }
    }

    /// The load commands, one after the other.
    public struct LoadCommands: Sendable {
        private let bytes: Bytes
        private let start: FileOffset
        private let layout: Layout
        /// `ncmds`: how many the header tells of.
        public let count: Int

        /// Reads the bytes of all commands.
        ///
        /// - Throws: `machOCommands` where they end past the file, `limit` where they are larger
        ///   than a sound file's can be.
        init(_ header: Header, in file: FileBytes, _ limits: Limits) throws(ParseError) {
            let part = FilePart.loadCommands
            let start = FileOffset(rawValue: header.size)
            let size = UInt64(header.commandsSize)
            guard let range = FileRange(offset: start, size: size), file.contains(range) else {
                throw part.error(
                    "ends at \(start.advanced(by: size)), past the end of the file "
                        + "(\(hexadecimal(file.size)))", at: start)
            }
            guard size <= limits.loadCommandBytes else {
                throw part.limit("has \(size) bytes", at: start)
            }
            bytes = try file.bytes(in: range, reading: part)
            self.start = start
            layout = header.layout
            count = Int(clamping: header.commandCount)
        }

        /// Makes an empty list.
        init(_ layout: Layout) {
            bytes = Bytes([])
            start = .start
            self.layout = layout
            count = 0
        }

        /// Visits all commands in file order, until `visit` says no.
        ///
        /// - Throws: `machOCommands` where a command is smaller than its own header or ends past
        ///   the others, and what `visit` throws.
        public func forEach(
            _ visit: (LoadCommand) throws(ParseError) -> Bool
        ) throws(ParseError) {
            var place = 0
            for index in 0..<count {
                guard place + 8 <= bytes.count else {
                    throw FilePart.loadCommand.entry(index).error(
                        "is not there: \(count) are said to be, in \(bytes.count) bytes",
                        at: start.advanced(by: UInt64(place)))
                }
                let span = bytes.span
                let type = LoadCommandType(rawValue: span.number32(at: place, layout.byteOrder))
                let size = Int(span.number32(at: place + 4, layout.byteOrder))
                guard size >= 8, size <= bytes.count - place else {
                    throw FilePart.loadCommand.entry(index).error(
                        "has \(size) bytes, with \(bytes.count - place) left for it (cmdsize)",
                        at: start.advanced(by: UInt64(place)))
                }
                let command = LoadCommand(
                    index: index, type: type, offset: start.advanced(by: UInt64(place)),
                    bytes: bytes.slice(from: place, count: size), layout: layout)
                guard try visit(command) else { return }
                place += size
            }
        }
    }
}
