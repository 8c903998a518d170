internal import GoBinary
internal import ObjectFile

/// Goes through the parts of two images side by side, and says of each place where they differ what
/// explains it.
struct PartComparison {
    private typealias Kind = Reproduction.Cause.Kind

    private let images: ImageComparison
    private let oldParts: ImageParts
    private let newParts: ImageParts
    private let addresses: MovedAddresses
    private let functions: FunctionDifferences
    private let variables: StringVariables
    private let identities: Identities
    private let moduleTexts: (old: ModuleText, new: ModuleText)
    /// Where the old file has the runtime's record of its tables.
    private let moduleData: [FileRange]
    private let kinds: Set<Reproduction.Cause.Kind>
    private var data: DataComparison
    /// How often words were searched for that lead to a text.
    private var searches = 0
    /// The causes that only the bytes tell of.
    private(set) var found: [Reproduction.Cause] = []
    private(set) var parts: [Reproduction.Part] = []
    private(set) var diagnostics: [Diagnostic] = []

    /// How many differences in a part are looked at one by one.
    private static let mostHunks = 4096
    /// How often words are searched for that lead to a text.
    private static let mostSearches = 16
    /// How many causes the bytes may tell of.
    private static let mostFound = 64
    /// How many bytes of one section are expanded.
    private static let mostExpanded: UInt64 = 64 << 20

    init(
        _ images: ImageComparison, _ oldParts: ImageParts, _ newParts: ImageParts,
        _ addresses: MovedAddresses, _ functions: FunctionDifferences,
        _ variables: StringVariables, _ identities: Identities
    ) throws(ParseError) {
        self.images = images
        self.oldParts = oldParts
        self.newParts = newParts
        self.addresses = addresses
        self.functions = functions
        self.variables = variables
        self.identities = identities
        moduleData = Self.moduleData(of: images.old)
        kinds = Set(images.causes.map(\.kind))
        data = DataComparison(images.old, images.new, addresses)
        moduleTexts = (
            try ModuleText(oldParts, in: images.old.file, images.old.build?.value),
            try ModuleText(newParts, in: images.new.file, images.new.build?.value)
        )
    }

    /// Where the runtime's record of a program lies, which has the places and lengths of its tables.
    private static func moduleData(of report: ImageReport) -> [FileRange] {
        let reader = FunctionTableReader(report.image, in: report.file)
        guard case .known(let table) = reader.read() else { return [] }
        let found = Fact { () throws(ParseError) in try reader.moduleData(of: table) }
        guard let data = found.value else { return [] }
        let size = 72 * report.image.layout.wordSize
        // In Mach-O, Go's build ID lies in front of the code: all else is further on where it is longer.
        guard case .machO = report.image.contents else {
            return [FileRange(offset: data.offset, size: size)].compactMap { $0 }
        }
        // Twenty bytes for each four kilobytes of code.
        let code = data.textEnd.rawValue &- data.text.rawValue
        let search = report.image.bytes(from: data.functionSearch)
        let buckets = code.addingReportingOverflow(4095).partialValue / 4096
        let searched = search.flatMap { $0.first(min($0.size, buckets * 20)) }
        return [FileRange(offset: data.offset, size: size), searched].compactMap { $0 }
    }

    mutating func compare() throws(ParseError) {
        var places: [String: [Int]] = [:]
        for index in newParts.parts.indices.reversed() {
            places[newParts.parts[index].plainName, default: []].append(index)
        }
        var pairs: [(ImagePart, ImagePart)] = []
        for part in oldParts.parts {
            if let match = places[part.plainName]?.popLast() {
                pairs.append((part, newParts.parts[match]))
            } else {
                addLonely(part, isOld: true)
            }
        }
        for index in places.values.joined().sorted() {
            addLonely(newParts.parts[index], isOld: false)
        }
        // What leads to texts comes before these.
        for (a, b) in pairs where a.isWritable { try compare(a, b) }
        for (a, b) in pairs where !a.isWritable { try compare(a, b) }
        parts.sort { Self.start($0) < Self.start($1) }
    }

    private static func start(_ part: Reproduction.Part) -> UInt64 {
        part.old?.offset.rawValue ?? part.new?.offset.rawValue ?? 0
    }

    /// The kinds of all causes that are known.
    private var allKinds: Set<Reproduction.Cause.Kind> { kinds.union(found.map(\.kind)) }

    /// A part that one of them does not have.
    private mutating func addLonely(_ part: ImagePart, isOld: Bool) {
        let isDebug = part.kind == .debug || part.name == ".symtab" || part.name == ".strtab"
        let relation: Reproduction.Part.Relation =
            isDebug && kinds.contains(.stripping)
            ? .cause : part.kind == .layout || !kinds.isEmpty ? .follows : .unexplained
        add(
            part, isOld ? part.range : nil, isOld ? nil : part.range, relation,
            isDebug ? [.stripping] : [])
    }

    private mutating func add(
        _ part: ImagePart, _ old: FileRange?, _ new: FileRange?,
        _ relation: Reproduction.Part.Relation, _ causes: [Reproduction.Cause.Kind]
    ) {
        // What follows close behind and is explained in the same way is one place.
        if let last = parts.last, last.section == part.name, last.relation == relation,
            last.causes == causes, let a = last.old, let b = last.new, let old, let new,
            let wholeOld = FileRange(
                offset: a.offset, size: old.end.rawValue - a.offset.rawValue),
            let wholeNew = FileRange(offset: b.offset, size: new.end.rawValue - b.offset.rawValue)
        {
            parts[parts.count - 1] = Reproduction.Part(
                section: part.name, image: images.name, old: wholeOld, new: wholeNew,
                relation: relation, causes: causes)
            return
        }
        parts.append(
            Reproduction.Part(
                section: part.name, image: images.name, old: old, new: new, relation: relation,
                causes: causes))
    }

    private mutating func compare(_ a: ImagePart, _ b: ImagePart) throws(ParseError) {
        var finder = HunkFinder(images.old.file, a.range, images.new.file, b.range)
        if kinds.contains(where: { $0.changesCode }) {
            // All of it may follow: there is nothing to be told apart.
            guard let start = try finder.nextDifference() else { return }
            return add(
                a, a.range.dropping(start.old), b.range.dropping(start.new),
                a.kind == .layout || a.kind == .signature ? .follows : .unexplained, [])
        }
        if a.kind == .debug { return try compareDebug(a, b) }
        var count = 0
        while let start = try finder.nextDifference() {
            count += 1
            guard count <= Self.mostHunks else {
                return add(
                    a, a.range.dropping(start.old), b.range.dropping(start.new), .unexplained, [])
            }
            if a.kind == .data || a.kind == .functionTable || a.kind == .references {
                let moved = try data.moved(from: start.old, start.new, a, b)
                if moved > 0 {
                    let hunk = Hunk(
                        old: start.old..<start.old + moved, new: start.new..<start.new + moved)
                    add(a, Self.range(hunk.old, a), Self.range(hunk.new, b), .follows, [])
                    finder.skip(to: hunk.old.upperBound, hunk.new.upperBound)
                    continue
                }
            }
            if a.kind == .data, let pair = try data.string(at: start.old, start.new, a, b) {
                explainString(pair, a, b)
                finder.skip(to: pair.hunk.old.upperBound, pair.hunk.new.upperBound)
                continue
            }
            var hunk = try finder.difference()
            if a.kind == .data, hunk.old.count > 8 || hunk.new.count > 8,
                let near = try data.resume(from: start.old, start.new, a, b),
                near.old.count + near.new.count < hunk.old.count + hunk.new.count
            {
                hunk = near
            }
            try explain(hunk, a, b)
            finder.skip(to: hunk.old.upperBound, hunk.new.upperBound)
        }
    }

    private static func range(_ place: Range<UInt64>, _ part: ImagePart) -> FileRange {
        let rest = part.range.dropping(place.lowerBound)
        return rest.first(min(UInt64(place.count), rest.size)) ?? rest
    }

    /// Says what explains some bytes.
    private mutating func explain(
        _ hunk: Hunk, _ a: ImagePart, _ b: ImagePart
    ) throws(ParseError) {
        let old = Self.range(hunk.old, a)
        let new = Self.range(hunk.new, b)
        switch a.kind {
        case .signature:
            if kinds.isEmpty, parts.isEmpty {
                return record(
                    Reproduction.Cause(
                        .signature, "code signature", nil, nil, "they were signed otherwise",
                        at: place(a, old, new)), a, old, new)
            }
            return add(a, old, new, .follows, [])
        case .layout, .references: return add(a, old, new, .follows, [])
        case .functionTable where allKinds.contains(.path): return add(a, old, new, .cause, [.path])
        case .code where functions.isSameCode:
            if try explainCode(hunk, a, b) { return add(a, old, new, .follows, []) }
            return add(a, old, new, .unexplained, [])
        case .code:
            return add(a, old, new, kinds.contains(.code) ? .cause : .unexplained, [.code])
        case .names where functions.hasOtherBuildID: return add(a, old, new, .follows, [])
        case .names where kinds.contains(.stripping):
            return add(a, old, new, .cause, [.stripping])
        default: break
        }
        if identities.contain(old: old, new: new) { return add(a, old, new, .cause, [.buildID]) }
        if moduleTexts.old.contains(old) || moduleTexts.new.contains(new) {
            return add(a, old, new, .cause, Self.recorded.filter { kinds.contains($0) })
        }
        if Self.followers.contains(a.name) { return add(a, old, new, .follows, []) }
        if a.kind == .functionTable { return explainTable(hunk, a, b) }
        if moduleData.contains(where: { $0.touches(old) }) { return add(a, old, new, .follows, []) }
        try explainText(hunk, a, b)
    }

    /// The function table, whose functions and files are known to be the same or not.
    private mutating func explainTable(_ hunk: Hunk, _ a: ImagePart, _ b: ImagePart) {
        let range = (Self.range(hunk.old, a), Self.range(hunk.new, b))
        if functions.hasOtherBuildID { return add(a, range.0, range.1, .follows, []) }
        guard functions.isSameCode, !kinds.contains(where: { $0.changesCode }) else {
            return add(a, range.0, range.1, .unexplained, [])
        }
        record(
            Reproduction.Cause(
                .code, "lines of functions", nil, nil,
                "functions and their code are the same, but not the lines that they come from",
                at: place(a, range.0, range.1)), a, range.0, range.1)
    }

    /// Kinds that build information tells of.
    private static let recorded: [Reproduction.Cause.Kind] = [
        .toolchain, .module, .setting, .vcs, .path, .variable, .stripping, .compression, .buildID,
    ]
    /// Sums of the code, and tables for stepping out of functions.
    private static let followers = [
        ".go.fipsinfo", ".go.module", "__DATA,__go_module", "__DATA,__go_fipsinfo", ".eh_frame",
        ".eh_frame_hdr", ".gnu_debuglink",
        "__TEXT,__eh_frame", "__TEXT,__unwind_info",
    ]

    /// Whether code outside of functions that are known has nothing but other addresses.
    private mutating func explainCode(
        _ hunk: Hunk, _ a: ImagePart, _ b: ImagePart
    ) throws(ParseError) -> Bool {
        let address = a.address &+ hunk.old.lowerBound
        if addresses.oldCode.function(at: address) != nil { return true }
        guard hunk.old.count == hunk.new.count else { return false }
        // What made a page ready on arm64 may be some instructions in front of it.
        let before = min(hunk.old.lowerBound, hunk.new.lowerBound, 64 + hunk.old.lowerBound % 4)
        let (first, second) = try data.excerpt(hunk, a, b, around: before, most: 1 << 20)
        return addresses.explainCode(
            first.span, at: address &- before, second.span,
            at: b.address &+ hunk.new.lowerBound &- before) ?? addresses.hasMoved
    }

    private func place(
        _ part: ImagePart, _ old: FileRange, _ new: FileRange
    ) -> Reproduction.Cause.Place {
        Reproduction.Cause.Place(section: part.name, old: old.offset, new: new.offset)
    }

    private mutating func record(
        _ cause: Reproduction.Cause, _ part: ImagePart, _ old: FileRange, _ new: FileRange
    ) {
        add(part, old, new, .cause, [cause.kind])
        guard found.count < Self.mostFound, !found.contains(where: { $0.isSame(as: cause) }),
            !images.causes.contains(where: { $0.isSame(as: cause) })
        else { return }
        found.append(cause)
    }
}

// Data: words that are addresses, strings, texts.
extension PartComparison {
    /// Two strings to which words lead.
    private mutating func explainString(
        _ pair: DataComparison.StringPair, _ a: ImagePart, _ b: ImagePart
    ) {
        let (old, new) = (pair.old, pair.new)
        let range = (Self.range(pair.hunk.old, a), Self.range(pair.hunk.new, b))
        if old == new { return add(a, range.0, range.1, .follows, []) }
        let same = (images.causes + found).first { $0.old == old && $0.new == new }
        if let kind = same?.kind ?? known(old.utf8, new.utf8) {
            return add(a, range.0, range.1, .cause, [kind])
        }
        if old.utf8.starts(with: ModuleText.mark) || new.utf8.starts(with: ModuleText.mark) {
            let recorded = Self.recorded.filter { kinds.contains($0) }
            return add(a, range.0, range.1, .cause, recorded)
        }
        guard !kinds.contains(where: { $0.changesCode }) else {
            return add(a, range.0, range.1, .unexplained, [])
        }
        record(
            cause(
                old.utf8, new.utf8, "string at \(hexadecimal(pair.address))", isVariable: true,
                place(a, range.0, range.1)), a, range.0, range.1)
    }

    /// Bytes that are no addresses: a text, or nothing that is known.
    private mutating func explainText(
        _ hunk: Hunk, _ a: ImagePart, _ b: ImagePart
    ) throws(ParseError) {
        let range = (Self.range(hunk.old, a), Self.range(hunk.new, b))
        if isVariable(hunk, a, b) { return add(a, range.0, range.1, .cause, [.variable]) }
        let around = try data.excerpt(hunk, a, b, around: 64)
        if let kind = known(around.0, around.1) {
            return add(a, range.0, range.1, .cause, [kind])
        }
        let exact = try data.excerpt(hunk, a, b, around: 0)
        if exact.0.count != exact.1.count || exact.0.allSatisfy({ $0 == 0 }),
            exact.0.filter({ $0 != 0 }) == exact.1.filter({ $0 != 0 })
        {
            // What fills up to the next multiple of some size.
            return add(a, range.0, range.1, .follows, [])
        }
        if functions.isSameCode, try data.areJumps(hunk, a, b) {
            return add(a, range.0, range.1, .follows, [])
        }
        if let kind = moved(exact.0, exact.1) { return add(a, range.0, range.1, .cause, [kind]) }
        if try explainVariable(hunk, a, b) { return }
        let isText = exact.0.isEmpty || exact.0.isText
        guard isText, exact.1.isEmpty || exact.1.isText else {
            return add(a, range.0, range.1, .unexplained, [])
        }
        let words = Self.words(around, exact)
        if a.name == ".comment" {
            return record(
                Reproduction.Cause(
                    .toolchain, "C compiler", ByteString(words.0.span), ByteString(words.1.span),
                    "C was compiled by another compiler", at: place(a, range.0, range.1)),
                a, range.0, range.1)
        }
        if let folders = Clue.folders(words.0, words.1) {
            return record(
                pathCause(folders, a, place(a, range.0, range.1)), a, range.0, range.1)
        }
        let isTime = Clue.isTime(words.0) && Clue.isTime(words.1)
        guard isTime || !kinds.contains(where: { $0.changesCode }), a.kind != .names,
            words.0.count + words.1.count > 5
        else { return add(a, range.0, range.1, .unexplained, []) }
        record(
            cause(words.0, words.1, "text", isVariable: false, place(a, range.0, range.1)),
            a, range.0, range.1)
    }

    /// Whether the text of a string variable differs to which words lead.
    private mutating func explainVariable(
        _ hunk: Hunk, _ a: ImagePart, _ b: ImagePart
    ) throws(ParseError) -> Bool {
        guard searches < Self.mostSearches, a.address != 0, b.address != 0,
            !kinds.contains(where: { $0.changesCode })
        else { return false }
        searches += 1
        let addresses = (
            a.address &+ hunk.old.lowerBound, b.address &+ hunk.new.lowerBound
        )
        guard let old = try data.strings(around: addresses.0, oldParts, isOld: true),
            let new = try data.strings(around: addresses.1, newParts, isOld: false),
            old.text != new.text
        else { return false }
        let range = (Self.range(hunk.old, a), Self.range(hunk.new, b))
        record(
            cause(
                old.text.utf8, new.text.utf8, "string at \(hexadecimal(old.at))", isVariable: true,
                place(a, range.0, range.1)), a, range.0, range.1)
        return true
    }

    /// The kind of a cause whose text was put in here, or taken out, as it lies elsewhere now.
    private func moved(_ old: [UInt8], _ new: [UInt8]) -> Reproduction.Cause.Kind? {
        (images.causes + found).first { cause in
            let (a, b) = (cause.old?.utf8 ?? [], cause.new?.utf8 ?? [])
            return a.count > 3 && old.contains(a) || b.count > 3 && new.contains(b)
        }?.kind
    }

    private func pathCause(
        _ folders: (ByteString, ByteString), _ part: ImagePart, _ place: Reproduction.Cause.Place
    ) -> Reproduction.Cause {
        Reproduction.Cause(
            .path, part.kind == .debug ? "debug information" : "text", folders.0, folders.1,
            "a folder of the machine is in the file",
            ["-trimpath; for C: CGO_CFLAGS=-ffile-prefix-map=OLD=NEW"], at: place)
    }

    private func cause(
        _ old: [UInt8], _ new: [UInt8], _ what: String, isVariable: Bool,
        _ place: Reproduction.Cause.Place
    ) -> Reproduction.Cause {
        let texts = (ByteString(old.span), ByteString(new.span))
        if Clue.isTime(old), Clue.isTime(new) {
            return Reproduction.Cause(
                .time, what, texts.0, texts.1, "a date or a time is in the file", at: place)
        }
        guard isVariable else {
            return Reproduction.Cause(
                .code, what, texts.0, texts.1, "a text of the program differs", at: place)
        }
        return Reproduction.Cause(
            .variable, what, texts.0, texts.1, "a string variable holds something else",
            at: place)
    }

    /// Whether bytes are the text of a variable that is known to differ.
    private func isVariable(_ hunk: Hunk, _ a: ImagePart, _ b: ImagePart) -> Bool {
        let old = a.address &+ hunk.old.lowerBound..<a.address &+ hunk.old.upperBound
        let new = b.address &+ hunk.new.lowerBound..<b.address &+ hunk.new.upperBound
        return variables.oldTexts.contains { $0.overlaps(old) }
            || variables.newTexts.contains { $0.overlaps(new) }
    }

    /// The kind of a cause whose texts stand here; nil where none does.
    private func known(_ old: [UInt8], _ new: [UInt8]) -> Reproduction.Cause.Kind? {
        (images.causes + found).first { cause in
            let (a, b) = (cause.old?.utf8 ?? [], cause.new?.utf8 ?? [])
            guard a.count + b.count > 2 else { return false }
            return old.contains(a) && new.contains(b)
        }?.kind
    }

    /// What differs, and what is printable around it up to blanks, zeros and the like.
    private static func words(
        _ around: ([UInt8], [UInt8]), _ exact: ([UInt8], [UInt8])
    ) -> ([UInt8], [UInt8]) {
        func isPart(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7f }
        let front = zip(around.0, around.1).prefix { $0 == $1 }.count
        let before = around.0.prefix(front).reversed().prefix { isPart($0) }.prefix(40).count
        func word(_ bytes: [UInt8], _ exact: [UInt8]) -> [UInt8] {
            let end = min(front + exact.count, bytes.count)
            let after = bytes[end...].prefix { isPart($0) }.prefix(40).count
            return Array(bytes[(front - before)..<min(end + after, bytes.count)])
        }
        return (word(around.0, exact.0), word(around.1, exact.1))
    }
}

// Debug information: expanded where it is compressed, so that what differs can be told.
extension PartComparison {
    private mutating func compareDebug(_ a: ImagePart, _ b: ImagePart) throws(ParseError) {
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

    private func areEqual(_ a: ImagePart, _ b: ImagePart) throws(ParseError) -> Bool {
        guard a.range.size == b.range.size else { return false }
        var finder = HunkFinder(images.old.file, a.range, images.new.file, b.range)
        return try finder.next() == nil
    }

    /// Where folders differ in a section, and nothing is known of that yet.
    private func folders(
        _ a: ImagePart, _ b: ImagePart
    ) throws(ParseError) -> Reproduction.Cause? {
        guard !kinds.contains(.path), Self.hasTexts(a.name) else { return nil }
        let (old, new) = (try expanded(a, images.old.file), try expanded(b, images.new.file))
        guard let old, let new else { return nil }
        let parts = (Self.whole(a, old.1), Self.whole(b, new.1))
        var finder = HunkFinder(old.0, old.1, new.0, new.1)
        var windows = (ByteWindow(old.0), ByteWindow(new.0))
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

    private static func hasTexts(_ name: String) -> Bool {
        ["str", "line", "info"].contains { name.hasSuffix("_" + $0) || name.hasSuffix("_line_str") }
    }

    private static func whole(_ part: ImagePart, _ range: FileRange) -> ImagePart {
        ImagePart(
            name: part.name, kind: .debug, range: range, address: 0, compression: nil,
            isWritable: false)
    }

    /// The text between zeros that a place lies in.
    private static func text(
        _ place: Range<UInt64>, _ range: FileRange, _ window: inout ByteWindow
    ) throws(ParseError) -> [UInt8] {
        let before = min(place.lowerBound, 256)
        let start = range.offset.rawValue + place.lowerBound - before
        let rest = range.end.rawValue - start
        let bytes = try window.bytes(at: start, most: Int(min(rest, before + 768)))
        let span = bytes.span
        var first = min(Int(before), span.count)
        while first > 0, span[first - 1] >= 0x20, span[first - 1] < 0x7f { first -= 1 }
        return span.extracting(droppingFirst: first).untilZero.copied
    }

    private func expanded(
        _ part: ImagePart, _ file: FileBytes
    ) throws(ParseError) -> (FileBytes, FileRange)? {
        guard let compression = part.compression else { return (file, part.range) }
        var budget = Self.mostExpanded
        guard compression.size <= budget else { return nil }
        let contents = SectionContents(range: part.range, compression: compression)
        let (bytes, range) = try contents.expandedBytes(
            in: file, reading: FilePart("debug information", .read), &budget)
        return (bytes, range)
    }
}
