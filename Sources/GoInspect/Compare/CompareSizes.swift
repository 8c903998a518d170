internal import ObjectFile

/// How large both are, by section and by package.
extension PairComparison {
    mutating func compareSizes() {
        compareFile()
        compareParts()
        guard isSameMachine, old.functionSource == new.functionSource else { return }
        let before = Dictionary(old.packages.map { ($0.name, $0.bytes) }) { $0 &+ $1 }
        let after = Dictionary(new.packages.map { ($0.name, $0.bytes) }) { $0 &+ $1 }
        add(sizes: "package-size", before, after) { $0.isEmpty ? "(no package)" : $0 }
    }

    private mutating func compareFile() {
        guard old.size != new.size, !isHidden(old.size, new.size) else { return }
        let isSmaller = new.size < old.size
        let change = isSmaller ? old.size - new.size : new.size - old.size
        let share = Words.share(old.size, new.size).map { " (\(isSmaller ? "−" : "+")\($0))" } ?? ""
        let meaning =
            "\(Words.size(change)) \(isSmaller ? "smaller" : "larger")\(share): "
            + "\(Words.size(new.size)) now"
        add(.size, "file-size", "file", "\(old.size)", "\(new.size)", meaning)
        if !Comparison.Threshold.usual.hides(old.size, new.size) { say(60, meaning) }
    }

    private mutating func compareParts() {
        guard isSameFormat else { return }
        let hasSections = !old.sections.isEmpty && !new.sections.isEmpty
        if hasSections {
            add(sizes: "section-size", Self.sums(old.sections), Self.sums(new.sections)) { $0 }
            return
        }
        if old.sections.isEmpty != new.sections.isEmpty {
            let one = old.sections.isEmpty ? "OLD" : "NEW"
            cannotCompare("sections: \(one) has none")
        }
        add(sizes: "segment-size", Self.sums(old.segments), Self.sums(new.segments)) { $0 }
    }

    /// What there is several times is added up.
    private static func sums(_ extents: [Snapshot.Extent]) -> [String: UInt64] {
        Dictionary(extents.map { ($0.name, $0.size) }) { $0 &+ $1 }
    }

    /// The greatest change comes first.
    private mutating func add(
        sizes kind: String, _ old: [String: UInt64], _ new: [String: UInt64],
        _ what: (String) -> String
    ) {
        var changes: [(name: String, change: UInt64)] = []
        for name in Set(old.keys).union(new.keys) {
            let (before, after) = (old[name] ?? 0, new[name] ?? 0)
            if before == after, old[name] != nil, new[name] != nil { continue }
            guard !isHidden(before, after) else { continue }
            changes.append((name, before > after ? before - after : after - before))
        }
        changes.sort { ($1.change, $0.name) < ($0.change, $1.name) }
        for (name, _) in changes {
            add(.size, kind, what(name), old[name].map { "\($0)" }, new[name].map { "\($0)" })
        }
    }
}

extension Comparison.Threshold {
    /// What people do not have to hear of: a change of less than one in a hundred.
    public static let usual = Self.share(100)
}
