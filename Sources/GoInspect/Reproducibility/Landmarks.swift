internal import ObjectFile

/// Places in the data of one image of which it is known what they hold: they are explained by that,
/// and nothing around them is.
struct Landmarks {
    /// What a place holds.
    enum Content {
        /// Build information.
        case build
        /// A name of the build.
        case identity
        /// The text of a string variable that differs.
        case variable
    }

    /// How much is filled up in front of such a place.
    private static let near: UInt64 = 64

    private let places: [(range: Range<UInt64>, content: Content)]

    /// Those in a part, whose texts of variables are `texts`, counted from where it starts.
    init(
        _ part: ImagePart, _ build: ModuleText, _ identities: [Identities.Identity],
        _ texts: [Range<UInt64>]
    ) {
        var places: [(Range<UInt64>, Content)] = []
        let (start, end) = (part.range.offset.rawValue, part.range.end.rawValue)
        func add(_ range: FileRange, _ content: Content) {
            let first = max(range.offset.rawValue, start)
            let last = min(range.end.rawValue, end)
            if first < last { places.append((first - start..<last - start, content)) }
        }
        for range in build.ranges { add(range, .build) }
        for range in identities.compactMap(\.range) { add(range, .identity) }
        for text in texts where part.address != 0 && text.lowerBound >= part.address {
            let first = text.lowerBound - part.address
            let last = min(text.upperBound - part.address, part.range.size)
            if first < last { places.append((first..<last, .variable)) }
        }
        self.places = places
    }

    /// What is known of a place, and where that ends.
    func content(at place: UInt64) -> (content: Content, end: UInt64)? {
        places.first { $0.range.contains(place) }.map { ($0.content, $0.range.upperBound) }
    }

    /// Bytes from a place on up to where the next such content starts; nil where none is near.
    func gap(from place: UInt64, to content: Content) -> Range<UInt64>? {
        let starts = places.lazy.filter { $0.content == content }.map(\.range.lowerBound)
        guard let next = starts.filter({ $0 > place }).min(), next - place <= Self.near else {
            return nil
        }
        return place..<next
    }

    /// Bytes from some place on up to the next of which something is known.
    func cut(_ bytes: Range<UInt64>) -> Range<UInt64> {
        let starts = places.lazy.map(\.range.lowerBound).filter { $0 > bytes.lowerBound }
        let next = starts.min() ?? bytes.upperBound
        return bytes.lowerBound..<min(bytes.upperBound, next)
    }
}

extension PartComparison {
    /// Says what explains places of which it is known what they hold; nil where that is not known.
    mutating func explainLandmark(
        at start: (old: UInt64, new: UInt64), _ a: ImagePart, _ b: ImagePart
    ) throws(SideError) -> Hunk? {
        let old = landmarks.old?.content(at: start.old)
        let new = landmarks.new?.content(at: start.new)
        guard let content = old?.content ?? new?.content else { return nil }
        if content != .variable, old == nil || new == nil {
            // One lies a little further on: what is in front of it comes first.
            let before = old == nil ? landmarks.old?.gap(from: start.old, to: content) : nil
            let after = new == nil ? landmarks.new?.gap(from: start.new, to: content) : nil
            if before != nil || after != nil {
                let hunk = Hunk(
                    old: before ?? start.old..<start.old, new: after ?? start.new..<start.new)
                try explain(hunk, a, b)
                return hunk
            }
        }
        let hunk = Hunk(
            old: start.old..<(old?.end ?? start.old), new: start.new..<(new?.end ?? start.new))
        let causes: [Kind] =
            switch content {
            case .build: Self.recorded.filter { kinds.contains($0) }
            case .identity: [.buildID]
            case .variable: [.variable]
            }
        add(
            a, Self.range(hunk.old, a), Self.range(hunk.new, b),
            causes.isEmpty ? .unexplained : .cause, causes)
        return hunk
    }

    /// The runtime's record of its tables, and no more.
    func cutToRecord(_ hunk: Hunk, _ a: ImagePart) -> Hunk? {
        let place = a.range.offset.rawValue &+ hunk.old.lowerBound
        let record = moduleData.first { $0.offset.rawValue <= place && place < $0.end.rawValue }
        guard let record else { return nil }
        let most = record.end.rawValue - place
        func cut(_ range: Range<UInt64>) -> Range<UInt64> {
            range.lowerBound..<range.lowerBound + min(most, UInt64(range.count))
        }
        return Hunk(old: cut(hunk.old), new: cut(hunk.new))
    }

    /// Kinds that build information tells of.
    static var recorded: [Kind] {
        [.toolchain, .module, .setting, .vcs, .path, .variable, .stripping, .compression, .buildID]
    }
}
