internal import GoBinary
internal import ObjectFile

/// What differs in debug information, expanded where it is compressed.
extension PartComparison {
    mutating func compareDebug(_ a: ImagePart, _ b: ImagePart) throws(SideError) {
        let isSame = try areEqual(a, b)
        guard !isSame else { return }
        guard (a.compression == nil) == (b.compression == nil),
            a.compression?.type == b.compression?.type
        else {
            return record(
                Reproduction.Cause(
                    .compression, a.name, a.compression.map { ByteString("\($0.type)") },
                    b.compression.map { ByteString("\($0.type)") },
                    "debug information is compressed in one of them, or otherwise",
                    at: place(a, a.range, b.range)), a, a.range, b.range)
        }
        if let cause = try folders(a, b) { return record(cause, a, a.range, b.range) }
        add(
            a, a.range, b.range, kinds.contains(.path) ? .cause : .follows,
            kinds.contains(.path) ? [.path] : [])
    }

    func areEqual(_ a: ImagePart, _ b: ImagePart) throws(SideError) -> Bool {
        guard a.range.size == b.range.size else { return false }
        var finder = HunkFinder(images.old.file, a.range, images.new.file, b.range)
        return try finder.next() == nil
    }

    /// Where folders differ in a section, and nothing is known of that yet.
    func folders(
        _ a: ImagePart, _ b: ImagePart
    ) throws(SideError) -> Reproduction.Cause? {
        guard !kinds.contains(.path), Self.hasTexts(a.name) else { return nil }
        let (old, new) = (
            try expanded(a, images.old.file, isOld: true),
            try expanded(b, images.new.file, isOld: false)
        )
        guard let old, let new else { return nil }
        let parts = (Self.whole(a, old.1), Self.whole(b, new.1))
        var finder = HunkFinder(old.0, old.1, new.0, new.1)
        var windows = (ByteWindow(old.0, isOld: true), ByteWindow(new.0, isOld: false))
        var count = 0
        while count < Self.mostHunks, let hunk = try finder.next() {
            count += 1
            let first = try Self.text(hunk.old, old.1, &windows.0)
            let second = try Self.text(hunk.new, new.1, &windows.1)
            guard let folders = Clue.folders(first, second) else { continue }
            return pathCause(folders, parts.0, place(a, a.range, b.range))
        }
        return nil
    }

    static func hasTexts(_ name: String) -> Bool {
        ["str", "line", "info"].contains { name.hasSuffix("_" + $0) || name.hasSuffix("_line_str") }
    }

    static func whole(_ part: ImagePart, _ range: FileRange) -> ImagePart {
        ImagePart(
            name: part.name, kind: .debug, range: range, address: 0, compression: nil,
            isWritable: false)
    }

    /// The text between zeros that a place lies in.
    static func text(
        _ place: Range<UInt64>, _ range: FileRange, _ window: inout ByteWindow
    ) throws(SideError) -> [UInt8] {
        let before = min(place.lowerBound, 256)
        let start = range.offset.rawValue + place.lowerBound - before
        let rest = range.end.rawValue - start
        let bytes = try window.bytes(at: start, most: Int(min(rest, before + 768)))
        let span = bytes.span
        var first = min(Int(before), span.count)
        while first > 0, span[first - 1] >= 0x20, span[first - 1] < 0x7f { first -= 1 }
        return span.extracting(droppingFirst: first).untilZero.copied
    }

    func expanded(
        _ part: ImagePart, _ file: FileBytes, isOld: Bool
    ) throws(SideError) -> (FileBytes, FileRange)? {
        guard let compression = part.compression else { return (file, part.range) }
        var budget = Self.mostExpanded
        guard compression.size <= budget else { return nil }
        let contents = SectionContents(range: part.range, compression: compression)
        return try reading(isOld) { () throws(ParseError) in
            let (bytes, range) = try contents.expandedBytes(
                in: file, reading: FilePart("debug information", .read), &budget)
            return (bytes, range)
        }
    }
}
