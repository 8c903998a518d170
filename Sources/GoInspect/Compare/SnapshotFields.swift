public import ObjectFile

/// The members of an object in a snapshot that was kept, each of the kind that it has to be.
struct SnapshotFields {
    let value: JSONValue
    /// Where in the document it is, as `files[0].images[0]`.
    private let place: String

    static let part = FilePart("snapshot", .snapshot)

    init(_ value: JSONValue, _ place: String) {
        self.value = value
        self.place = place
    }

    func error(_ message: String) -> ParseError {
        ParseError(.snapshot, "\(message) (\(place))", at: .start, in: "snapshot")
    }

    private func member(_ name: String) throws(ParseError) -> JSONValue {
        guard let member = value[name] else { throw error("has no member “\(name)”") }
        return member
    }

    func text(_ name: String) throws(ParseError) -> String {
        guard let text = try member(name).string else {
            throw error("has no text in “\(name)”")
        }
        return text
    }

    func textOrNull(_ name: String) throws(ParseError) -> String? {
        try member(name).isNull ? nil : try text(name)
    }

    func texts(_ name: String) throws(ParseError) -> [String] {
        guard let texts = try member(name).strings else {
            throw error("has no list of texts in “\(name)”")
        }
        return texts
    }

    func number(_ name: String) throws(ParseError) -> UInt64 {
        guard case .number(let digits) = try member(name), let number = UInt64(digits) else {
            throw error("has no whole number in “\(name)”")
        }
        return number
    }

    func object(_ name: String) throws(ParseError) -> SnapshotFields {
        let member = try member(name)
        guard member.object != nil else { throw error("has no object in “\(name)”") }
        return SnapshotFields(member, place + "." + name)
    }

    func objectOrNull(_ name: String) throws(ParseError) -> SnapshotFields? {
        try member(name).isNull ? nil : try object(name)
    }

    func list(_ name: String) throws(ParseError) -> [SnapshotFields] {
        guard let values = try member(name).array else {
            throw error("has no list in “\(name)”")
        }
        return values.enumerated().map { SnapshotFields($1, "\(place).\(name)[\($0)]") }
    }

    func facts(_ name: String) throws(ParseError) -> [Snapshot.Fact] {
        var facts: [Snapshot.Fact] = []
        for fact in try list(name) {
            facts.append(
                Snapshot.Fact(name: try fact.text("name"), value: try fact.textOrNull("value")))
        }
        return facts
    }

    func extents(_ name: String) throws(ParseError) -> [Snapshot.Extent] {
        var extents: [Snapshot.Extent] = []
        for extent in try list(name) {
            extents.append(
                Snapshot.Extent(name: try extent.text("name"), size: try extent.number("size")))
        }
        return extents
    }

    func symbols(_ name: String) throws(ParseError) -> Snapshot.Symbols {
        var symbols = Snapshot.Symbols()
        for symbol in try list(name) {
            let version = try symbol.textOrNull("version") ?? ""
            symbols.add(try symbol.text("name").utf8.span, version)
        }
        return symbols
    }

    /// Names with sizes, nil where they were not kept; each is of one of so many groups.
    func names(_ name: String, groups: Int) throws(ParseError) -> SizedNames? {
        if try member(name).isNull { return nil }
        var names = SizedNames()
        for entry in try list(name) {
            let group = entry.value["package"] == nil ? 0 : try entry.number("package")
            guard group < max(1, groups) else { throw entry.error("has a package that is none") }
            names.add(
                try entry.text("name").utf8.span, size: try entry.number("size"),
                group: UInt32(truncatingIfNeeded: group))
        }
        return names
    }
}

extension Span<UInt8> {
    /// The first byte that is no white space.
    var firstThatIsNoSpace: UInt8? {
        for index in indices {
            switch self[index] {
            case 0x20, 0x09, 0x0a, 0x0d: continue
            default: return self[index]
            }
        }
        return nil
    }
}

extension ParseError.Code {
    /// A snapshot that was kept is not as goelf writes them.
    public static let snapshot = Self(rawValue: "snapshot.form")
}
