internal import GoInspect

/// What `compare --reproducible` adds to the document of `compare`.
extension JSONSchema {
    /// The kinds of differences, and of causes.
    static var kinds: [String] {
        let kinds = Difference.kinds.flatMap(\.kinds)
        return kinds
            + Reproduction.Cause.Kind.allCases.map(\.rawValue).filter { !kinds.contains($0) }
    }

    /// Where a cause shows.
    static let reproductionPlace = object([
        ("section", text), ("oldOffset", orNull(number)), ("newOffset", orNull(number)),
    ])

    /// Where both files differ, and what explains it.
    static let reproducibility: String = {
        let range = orNull(object([("offset", number), ("size", number)]))
        let causes = Reproduction.Cause.Kind.allCases.map { "\"\($0.rawValue)\"" }
        let part = object(
            [
                ("section", text),
                (
                    "relation",
                    "{\"enum\": [\"cause\", \"follows\", \"may-follow\", \"unexplained\"]}"
                ),
                ("causes", array("{\"enum\": [" + causes.joined(separator: ", ") + "]}")),
                ("old", range), ("new", range),
            ], optional: [("slice", text)])
        return object([("parts", array(part))])
    }()
}
