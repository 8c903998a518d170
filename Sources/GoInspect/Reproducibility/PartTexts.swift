internal import GoBinary
internal import ObjectFile

/// What differing texts and data tell.
extension PartComparison {
    /// Two strings to which words lead.
    mutating func explainString(
        _ pair: DataComparison.StringPair, _ a: ImagePart, _ b: ImagePart
    ) {
        let (old, new) = (pair.old, pair.new)
        let range = (Self.range(pair.hunk.old, a), Self.range(pair.hunk.new, b))
        if old == new { return add(a, range.0, range.1, .follows, []) }
        if images.isRoot(old.utf8, new.utf8) { return add(a, range.0, range.1, .cause, [.path]) }
        let same = (images.causes + found).first { $0.old == old && $0.new == new }
        if let kind = same?.kind ?? known(old.utf8, new.utf8) {
            return add(a, range.0, range.1, .cause, [kind])
        }
        if old.utf8.starts(with: ModuleText.mark) || new.utf8.starts(with: ModuleText.mark) {
            let recorded = Self.recorded.filter { kinds.contains($0) }
            let relation: Reproduction.Part.Relation = recorded.isEmpty ? .unexplained : .cause
            return add(a, range.0, range.1, relation, recorded)
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
    mutating func explainText(
        _ hunk: Hunk, _ a: ImagePart, _ b: ImagePart
    ) throws(SideError) {
        let range = (Self.range(hunk.old, a), Self.range(hunk.new, b))
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
            words.0.count + words.1.count > 5,
            isTime || !hasLonelyText || !exact.0.isEmpty && !exact.1.isEmpty
        else { return add(a, range.0, range.1, .unexplained, []) }
        record(
            cause(words.0, words.1, "text", isVariable: false, place(a, range.0, range.1)),
            a, range.0, range.1)
    }

    /// The kind of the cause that puts names of symbols into one of both, where nothing else differs:
    /// the linker makes `main.version.str` for what `-X` sets.
    func kindOfNames(
        _ hunk: Hunk, _ a: ImagePart, _ b: ImagePart
    ) throws(SideError) -> Kind? {
        var data = data
        let around = try data.excerpt(hunk, a, b, around: 128)
        var names = images.causes.filter { $0.kind == .variable }.prefix(64).map {
            (StringVariables.symbol(of: $0.what) + [0], $0.kind)
        }
        if kinds.contains(.path) {
            for root in ["runtime.defaultGOROOT", "runtime/internal/sys.DefaultGoroot"] {
                names.append((StringVariables.symbol(of: root) + [0], .path))
            }
        }
        let found = names.filter { around.0.contains($0.0) != around.1.contains($0.0) }
        guard let kind = found.first?.1 else { return nil }
        let texts = found.map(\.0)
        return around.0.without(texts) == around.1.without(texts) ? kind : nil
    }

    /// Whether the text of a string variable differs to which words lead.
    mutating func explainVariable(
        _ hunk: Hunk, _ a: ImagePart, _ b: ImagePart
    ) throws(SideError) -> Bool {
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
        if images.isRoot(old.text.utf8, new.text.utf8) {
            add(a, range.0, range.1, .cause, [.path])
            return true
        }
        record(
            cause(
                old.text.utf8, new.text.utf8, "string at \(hexadecimal(old.at))", isVariable: true,
                place(a, range.0, range.1)), a, range.0, range.1)
        return true
    }

    /// The kind of a cause whose text was put in here, or taken out, as it lies elsewhere now.
    func moved(_ old: [UInt8], _ new: [UInt8]) -> Reproduction.Cause.Kind? {
        (images.causes + found).first { cause in
            let (a, b) = (cause.old?.utf8 ?? [], cause.new?.utf8 ?? [])
            return a.count > 3 && old.contains(a) || b.count > 3 && new.contains(b)
        }?.kind
    }

    func pathCause(
        _ folders: (ByteString, ByteString), _ part: ImagePart, _ place: Reproduction.Cause.Place
    ) -> Reproduction.Cause {
        Reproduction.Cause(
            .path, part.kind == .debug ? "debug information" : "text", folders.0, folders.1,
            "a folder of the machine is in the file",
            ["-trimpath; for C: CGO_CFLAGS=-ffile-prefix-map=OLD=NEW"], at: place)
    }

    func cause(
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

    /// The kind of a cause whose texts stand here; nil where none does.
    func known(_ old: [UInt8], _ new: [UInt8]) -> Reproduction.Cause.Kind? {
        (images.causes + found).first { cause in
            let (a, b) = (cause.old?.utf8 ?? [], cause.new?.utf8 ?? [])
            guard a.count + b.count > 2 else { return false }
            return old.contains(a) && new.contains(b)
        }?.kind
    }

    /// What differs, and what is printable around it up to blanks, zeros and the like.
    static func words(
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
