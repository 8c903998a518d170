internal import ObjectFile

/// Goes from one place where two parts differ to the next, by what is in them.
extension PartComparison {
    mutating func compare(_ a: ImagePart, _ b: ImagePart) throws(SideError) {
        var finder = HunkFinder(images.old.file, a.range, images.new.file, b.range)
        if kinds.contains(where: { $0.changesCode }) {
            // All of it may follow: there is nothing to be told apart.
            guard let start = try finder.nextDifference() else { return }
            return add(
                a, a.range.dropping(start.old), b.range.dropping(start.new),
                a.kind == .layout || a.kind == .signature ? .follows : .unexplained, [])
        }
        if a.kind == .debug { return try compareDebug(a, b) }
        if a.kind == .data { setLandmarks(a, b) }
        while let start = try finder.nextDifference() {
            guard count <= Self.mostHunks || a.kind != .data && a.kind != .code else {
                return add(
                    a, a.range.dropping(start.old), b.range.dropping(start.new), .unexplained, [])
            }
            let hunk = try explain(from: start, &finder, a, b)
            finder.skip(to: hunk.old.upperBound, hunk.new.upperBound)
        }
    }

    /// Says what explains the bytes from two places on that differ; returns how far that reaches.
    private mutating func explain(
        from start: (old: UInt64, new: UInt64), _ finder: inout HunkFinder, _ a: ImagePart,
        _ b: ImagePart
    ) throws(SideError) -> Hunk {
        if a.kind == .data, let hunk = try explainLandmark(at: start, a, b) { return hunk }
        if a.kind == .code, functions.isSameCode {
            return try explainCode(from: start, &finder, a, b)
        }
        if a.kind == .data || a.kind == .functionTable || a.kind == .references {
            let moved = try data.moved(from: start.old, start.new, a, b)
            if moved > 0 {
                let hunk = Hunk(
                    old: start.old..<start.old + moved, new: start.new..<start.new + moved)
                add(a, Self.range(hunk.old, a), Self.range(hunk.new, b), .follows, [])
                return hunk
            }
        }
        guard a.kind == .data else {
            let hunk = try finder.difference()
            try explain(hunk, a, b)
            return hunk
        }
        return try explainData(from: start, &finder, a, b)
    }

    /// The same of what is no address.
    private mutating func explainData(
        from start: (old: UInt64, new: UInt64), _ finder: inout HunkFinder, _ a: ImagePart,
        _ b: ImagePart
    ) throws(SideError) -> Hunk {
        // Only what has to be searched for takes its time.
        count += 1
        if let pair = try data.string(at: start.old, start.new, a, b) {
            explainString(pair, a, b)
            return pair.hunk
        }
        var hunk = try finder.difference()
        if hunk.old.count > 8 || hunk.new.count > 8,
            let near = try data.resume(from: start.old, start.new, a, b),
            near.old.count + near.new.count < hunk.old.count + hunk.new.count
        {
            hunk = near
        }
        hunk.old = landmarks.old?.cut(hunk.old) ?? hunk.old
        hunk.new = landmarks.new?.cut(hunk.new) ?? hunk.new
        if let record = cutToRecord(hunk, a) {
            add(a, Self.range(record.old, a), Self.range(record.new, b), .follows, [])
            return record
        }
        try explain(hunk, a, b)
        return hunk
    }

    private mutating func setLandmarks(_ a: ImagePart, _ b: ImagePart) {
        landmarks = (
            Landmarks(a, moduleTexts.old, identities.old, variables.oldTexts),
            Landmarks(b, moduleTexts.new, identities.new, variables.newTexts)
        )
    }
}
