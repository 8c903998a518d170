extension ELF {
    /// A note: a record that a tool left for other tools.
    ///
    /// Spec: gABI 4.1, ch. 5, "Note Section".
    public struct Note: Hashable, Sendable {
        /// The one who defines what the types mean, such as `GNU` or `Go`.
        public let owner: ByteString
        /// `n_type`: the kind of note, by the owner's own numbers.
        public let type: UInt32
        /// Where the record starts in the file.
        public let offset: FileOffset
        /// Where the description lies in the file.
        public let range: FileRange
        /// The description's bytes.
        public let description: [UInt8]
    }

    /// The notes that could be read, and the first that could not.
    public struct Notes: Hashable, Sendable {
        /// The notes in file order.
        public internal(set) var notes: [Note] = []
        /// Why there are no more, nil where all were read.
        public internal(set) var error: ParseError?
    }
}

extension ELF.Object {
    /// Reads all notes: those that are loaded, by their segments, and those of sections that are
    /// not.
    ///
    /// Each is read once, in the order in which they lie in the file.
    ///
    /// - Complexity: O(*n*) in their bytes; at most `limits.noteBytes`.
    public func notes(_ sections: ELF.SectionTable?, in file: FileBytes) -> ELF.Notes {
        var result = ELF.Notes()
        var covered: UInt64 = 0
        var budget = limits.noteBytes
        for area in noteAreas(sections) {
            // Segments and sections describe the same bytes: go on where the last one ended.
            let range = area.range.dropping(
                covered > area.range.offset.rawValue ? covered - area.range.offset.rawValue : 0)
            guard range.size > 0 else { continue }
            do throws(ParseError) {
                guard range.size <= budget else {
                    throw FilePart.note.limit(
                        "area has more than \(limits.noteBytes) bytes", at: range.offset)
                }
                budget -= range.size
                try result.read(range, alignment: area.alignment, header.layout, limits, in: file)
                covered = max(covered, range.end.rawValue)
            } catch {
                // Another area may describe what lies behind the damage.
                result.error = result.error ?? error
            }
        }
        return result
    }

    private func noteAreas(
        _ sections: ELF.SectionTable?
    ) -> [(range: FileRange, alignment: UInt64)] {
        var areas: [(range: FileRange, alignment: UInt64)] = []
        for segment in segments.value ?? [] where segment.type == .note {
            guard let range = segment.fileRange, range.size > 0 else { continue }
            areas.append((range, segment.alignment))
        }
        for section in sections?.sections ?? [] where section.type == .note {
            guard let range = section.fileRange, range.size > 0 else { continue }
            areas.append((range, section.alignment))
        }
        return areas.sorted {
            ($0.range.offset, $1.range.size) < ($1.range.offset, $0.range.size)
        }
    }
}

extension ELF.Notes {
    fileprivate mutating func read(
        _ range: FileRange, alignment: UInt64, _ layout: Layout, _ limits: Limits,
        in file: FileBytes
    ) throws(ParseError) {
        let part = FilePart.note
        let bytes = try file.bytes(in: range, reading: part)
        var reader = ByteReader(bytes.span, layout, at: range.offset, reading: part)
        // Fewer bytes than a record's three numbers are padding.
        while reader.remaining >= 12 {
            let start = reader.offset
            guard notes.count < limits.notes else {
                throw part.limit("is one of more than \(limits.notes)", at: start)
            }
            let nameSize = Int(try reader.word())
            let size = Int(try reader.word())
            let type = try reader.word()
            let name = try reader.take(nameSize)
            guard nameSize <= limits.nameBytes else {
                throw part.error("has an owner of \(nameSize) bytes", at: start)
            }
            let owner = owner(name.untilZero)
            try reader.align(to: alignment)
            let place = reader.offset
            let description = try reader.take(size).copied
            // Of a damaged area, the notes before the damage may be met again.
            if notes.last.map({ $0.offset < start }) ?? true {
                notes.append(
                    ELF.Note(
                        owner: owner, type: type, offset: start,
                        range: FileRange(offset: place, size: UInt64(size)) ?? range,
                        description: description))
            }
            // The last record need not be padded.
            try reader.align(to: alignment)
        }
    }
}

extension ELF.Notes {
    /// The owner of a note: mostly that of the one before it.
    private func owner(_ name: Span<UInt8>) -> ByteString {
        if let last = notes.last?.owner, last.hasBytes(name) { return last }
        return ByteString(name)
    }
}

extension ByteReader {
    /// Passes over padding: to a multiple of 8 where that is the alignment, else of 4, as every
    /// reader of notes does; no further than the end.
    @_lifetime(self: copy self)
    fileprivate mutating func align(to alignment: UInt64) throws(ParseError) {
        let unit = alignment == 8 ? 8 : 4
        try skip(min((unit - position % unit) % unit, remaining))
    }
}
