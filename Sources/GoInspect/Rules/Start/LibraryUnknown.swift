internal import DynamicLinking
internal import ObjectFile

extension Rule {
    /// What decides the start is not known.
    static let libraryUnknown = Rule(
        name: "library-unknown",
        title: "Whether it starts cannot be told",
        what: """
            Something that decides the start is not known: a library that the place may have or not, \
            a loader whose rules goelf does not follow, or a part of the file that cannot be read.
            """,
        why: """
            What is known of a named target is what its base brings along. An application's own library \
            can be installed there, and goelf does not guess.
            """,
        errors: [],
        remedies: [
            "check the image or root itself: --image FILE, --root DIR"
        ],
        example: """
            $ goelf check --target debian:12 app
            note library-unknown: libpcap.so.0.8 may be there or not
              remedy          check the image itself: goelf check --image FILE
            """,
        severity: .note
    ) { situation in
        guard let resolved = situation.resolved else { return [] }
        let unknown = situation.problems(of: "library-unknown").map {
            "\(situation.name($0.node)) may be there or not: nothing is known of "
                + situation.unknownThere
        }
        // Of a damaged file no place tells more.
        let isOfPlace =
            !unknown.isEmpty || resolved.notes.contains { $0.code == .libraryUnknown }
        let remedy =
            situation.place.opened == nil && isOfPlace
            ? ["check the image or root itself: --image FILE, --root DIR"] : []
        var reasons = resolved.notes.filter { $0.severity != .note }.map(\.message)
        reasons += resolved.notes.filter { $0.code == .libraryUnknown }.map(\.message)
        let isTruncated = resolved.notes.contains { $0.code == .truncated }
        if reasons.isEmpty, !isTruncated {
            reasons = [resolved.notes.first?.message ?? "what decides the start cannot be read"]
        }
        let messages = unknown.isEmpty && resolved.starts == nil ? reasons : unknown
        return messages.map {
            situation.finding("library-unknown", $0, .note, remedy: remedy)
        }
    }
}

extension Situation {
    /// What is not known of a target whose libraries may be there or not.
    fileprivate var unknownThere: String {
        guard let target = place.target, target.isLibraryAlone, let libc = target.libc else {
            return "libraries there"
        }
        return "\(libc.name) for such a processor, or with such conventions"
    }
}
