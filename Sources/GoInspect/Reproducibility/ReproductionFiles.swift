public import ObjectFile

extension Reproduction {
    /// Compares two files: images with their counterparts by slice or name, and what lies between.
    ///
    /// Files of other formats are compared byte for byte, and nothing is explained.
    public init(_ old: FileBytes, _ new: FileBytes, limits: Limits = Limits()) {
        do throws(SideError) {
            var finder = HunkFinder(old, .first(old.size), new, .first(new.size))
            guard try finder.next() != nil else {
                self.init(isEqual: true, causes: [], parts: [], diagnostics: Diagnostics())
                return
            }
        } catch {
            var diagnostics = Diagnostics()
            diagnostics.add(error)
            self.init(isEqual: false, causes: [], parts: [], diagnostics: diagnostics)
            return
        }
        var files = FileComparison(old, new, limits)
        files.compare()
        self.init(
            isEqual: false, causes: files.causes, parts: files.parts,
            diagnostics: files.diagnostics)
    }
}

/// Compares two files that are not the same.
private struct FileComparison {
    private let old: FileBytes
    private let new: FileBytes
    private let limits: Limits
    private(set) var causes: [Reproduction.Cause] = []
    private(set) var parts: [Reproduction.Part] = []
    private(set) var diagnostics = Reproduction.Diagnostics()

    /// How many images of an archive are compared one by one.
    private static let mostImages = 4096

    init(_ old: FileBytes, _ new: FileBytes, _ limits: Limits) {
        self.old = old
        self.new = new
        self.limits = limits
    }

    mutating func compare() {
        guard haveSameContainer() else { return }
        let before = Self.images(old, limits, &diagnostics.old)
        let after = Self.images(new, limits, &diagnostics.new)
        // What follows from one that cannot be read is no cause.
        let isUnread =
            before.isEmpty && !diagnostics.old.isEmpty || after.isEmpty && !diagnostics.new.isEmpty
        guard !isUnread else {
            parts.append(
                Reproduction.Part(
                    section: "file", image: nil, old: .first(old.size), new: .first(new.size),
                    relation: .unexplained, causes: []))
            return settle()
        }
        var rest: [String: [ImageReport]] = [:]
        for image in after.reversed() { rest[Self.name(image) ?? "", default: []].append(image) }
        var oldSeen: [FileRange] = []
        var newSeen: [FileRange] = []
        for image in before {
            let name = Self.name(image)
            guard let other = rest[name ?? ""]?.popLast() else {
                lonely(image, isOld: true)
                oldSeen.append(image.range)
                continue
            }
            oldSeen.append(image.range)
            newSeen.append(other.range)
            compare(image, other, name)
        }
        for image in rest.values.joined().sorted(by: { $0.range.offset < $1.range.offset }) {
            lonely(image, isOld: false)
            newSeen.append(image.range)
        }
        do throws(SideError) {
            try compareBetween(
                Self.gaps(oldSeen, old.size), Self.gaps(newSeen, new.size), before.first)
        } catch {
            diagnostics.add(error)
        }
        settle()
    }

    /// Whether both are of one format, or images of two; else that is the cause.
    private mutating func haveSameContainer() -> Bool {
        let read = Fact { () throws(ParseError) in (try Container(old), try Container(new)) }
        guard let (a, b) = read.value, a != b, !(a.isImage && b.isImage) else { return true }
        let holdsImages = [a, b].contains(where: { $0 == .archive || $0 == .universal })
        causes.append(
            Reproduction.Cause(
                .format, "format", ByteString(a.rawValue), ByteString(b.rawValue),
                holdsImages
                    ? "one of them holds several files, the other one does not"
                    : "they are of different formats",
                holdsImages ? ["compare files of one kind: the member or slice by itself"] : nil))
        parts.append(
            Reproduction.Part(
                section: "file", image: nil, old: .first(old.size), new: .first(new.size),
                relation: .cause, causes: [.format]))
        return false
    }

    private static func images(
        _ file: FileBytes, _ limits: Limits, _ diagnostics: inout [Diagnostic]
    ) -> [ImageReport] {
        var inspection = Inspection(file, path: "", [.build, .buildAnywhere], limits: limits)
        var images: [ImageReport] = []
        inspection.forEachImage { image in
            images.append(image)
            return images.count < mostImages
        }
        if let error = inspection.error { diagnostics.append(Diagnostic(error)) }
        return images
    }

    private static func name(_ image: ImageReport) -> String? {
        let names = [image.slice, image.member?.text].compactMap { $0 }
        return names.isEmpty ? nil : names.joined(separator: ":")
    }

    private mutating func compare(_ a: ImageReport, _ b: ImageReport, _ name: String?) {
        if areEqual(a.file, b.file) { return }
        let images = ImageComparison(a, b, name: name)
        for cause in images.causes where !causes.contains(where: { $0.isSame(as: cause) }) {
            causes.append(cause.moved(a.range.offset, b.range.offset))
        }
        parts += images.parts.map { $0.moved(a.range.offset, b.range.offset) }
        diagnostics += images.diagnostics
    }

    private func areEqual(_ a: FileBytes, _ b: FileBytes) -> Bool {
        guard a.size == b.size else { return false }
        do throws(SideError) {
            var finder = HunkFinder(a, .first(a.size), b, .first(b.size))
            return try finder.next() == nil
        } catch {
            return false
        }
    }

    /// An image that one of the files does not have.
    private mutating func lonely(_ image: ImageReport, isOld: Bool) {
        let name = Self.name(image)
        let text = ByteString(name ?? "image")
        causes.append(
            Reproduction.Cause(
                .code, "member", isOld ? text : nil, isOld ? nil : text,
                "only one of them has it"))
        parts.append(
            Reproduction.Part(
                section: name ?? "image", image: name, old: isOld ? image.range : nil,
                new: isOld ? nil : image.range, relation: .cause, causes: [.code]))
    }

    /// What lies in front of images, between and behind them.
    private static func gaps(_ images: [FileRange], _ size: UInt64) -> [FileRange] {
        var gaps: [FileRange] = []
        var next: UInt64 = 0
        for image in images.sorted(by: { $0.offset < $1.offset }) {
            let start = max(next, image.offset.rawValue)
            if let gap = FileRange(offset: FileOffset(rawValue: next), size: start - next) {
                gaps.append(gap)
            }
            next = max(next, image.end.rawValue)
        }
        if let gap = FileRange(offset: FileOffset(rawValue: next), size: size - min(next, size)) {
            gaps.append(gap)
        }
        return gaps
    }

    private mutating func compareBetween(
        _ before: [FileRange], _ after: [FileRange], _ first: ImageReport?
    ) throws(SideError) {
        for index in 0..<max(before.count, after.count) {
            let a = index < before.count ? before[index] : .first(0)
            let b = index < after.count ? after[index] : .first(0)
            var finder = HunkFinder(old, a, new, b)
            var count = 0
            while let hunk = try finder.next() {
                count += 1
                let isRest = count > 256
                let from = a.dropping(hunk.old.lowerBound)
                let to = b.dropping(hunk.new.lowerBound)
                try add(
                    isRest ? from : from.first(min(UInt64(hunk.old.count), from.size)) ?? from,
                    isRest ? to : to.first(min(UInt64(hunk.new.count), to.size)) ?? to,
                    a, isArchive: first?.member != nil)
                if isRest { break }
            }
        }
    }

    private mutating func add(
        _ a: FileRange, _ b: FileRange, _ gap: FileRange, isArchive: Bool
    ) throws(SideError) {
        let section = isArchive ? "archive member header" : "file"
        if isArchive, let header = try header(around: a.offset.rawValue, in: gap),
            let other = FileRange(
                offset: FileOffset(rawValue: b.offset.rawValue &- (a.offset.rawValue - header)),
                size: 60)
        {
            let field = a.offset.rawValue - header
            let first = FileRange(offset: FileOffset(rawValue: header), size: 60) ?? gap
            let cause = Reproduction.Cause(
                field < 28 ? .time : .setting,
                field < 28 ? "archive member's date" : "archive member's owner",
                try text(first, field < 28 ? 16..<28 : 28..<48, old, isOld: true),
                try text(other, field < 28 ? 16..<28 : 28..<48, new, isOld: false),
                field < 28
                    ? "ar wrote when the object was made" : "ar wrote whose the object was",
                ["ar with D (deterministic): ar rcsD"],
                at: Reproduction.Cause.Place(section: section, old: a.offset, new: b.offset))
            if !causes.contains(where: { $0.isSame(as: cause) }) { causes.append(cause) }
            parts.append(
                Reproduction.Part(
                    section: section, image: nil, old: a, new: b, relation: .cause,
                    causes: [cause.kind]))
            return
        }
        // Tables of places and names follow from the images.
        let follows = !causes.isEmpty
        parts.append(
            Reproduction.Part(
                section: section, image: nil, old: a, new: b,
                relation: follows ? .follows : .unexplained, causes: []))
    }

    /// Where the header of an archive's member starts in whose `ar_date`, `ar_uid`, `ar_gid` or
    /// `ar_mode` a place lies; nil where it lies in none.
    private func header(around place: UInt64, in gap: FileRange) throws(SideError) -> UInt64? {
        let start = max(gap.offset.rawValue, place - min(place, 47))
        guard place >= 16, start <= place - 16 else { return nil }
        for header in start...(place - 16) {
            guard let end = FileRange(offset: FileOffset(rawValue: header + 58), size: 2),
                old.contains(end)
            else { return nil }
            let bytes = try reading(true) { () throws(ParseError) in
                try old.bytes(in: end, reading: FilePart("archive member", .archive))
            }
            if bytes.span.equals("`\n") { return header }
        }
        return nil
    }

    private func text(
        _ header: FileRange, _ field: Range<UInt64>, _ file: FileBytes, isOld: Bool
    ) throws(SideError) -> ByteString? {
        let header = header.clamped(to: file.size).dropping(field.lowerBound)
        guard let range = header.first(min(UInt64(field.count), header.size)) else { return nil }
        let bytes = try reading(isOld) { () throws(ParseError) in
            try file.bytes(in: range, reading: FilePart("archive member", .archive))
        }
        let span = bytes.span
        var count = 0
        while count < span.count, span[count] != 0x20 { count += 1 }
        return ByteString(span.extracting(first: count))
    }

    private mutating func settle() {
        let order = Reproduction.Cause.Kind.allCases
        causes = order.flatMap { kind in causes.filter { $0.kind == kind } }
        let unknown = parts.first { $0.relation == .unexplained && $0.image == nil }
        if let unknown, !causes.contains(where: { $0.kind == .unexplained }) {
            causes.append(
                Reproduction.Cause(
                    .unexplained, unknown.section, nil, nil,
                    "nothing that goelf knows explains where they differ",
                    at: Reproduction.Cause.Place(
                        section: unknown.section, old: unknown.old?.offset,
                        new: unknown.new?.offset)))
        }
    }
}

extension Container {
    /// Whether it is a program or library that can be read as such.
    fileprivate var isImage: Bool { self == .elf || self == .machO }
}
