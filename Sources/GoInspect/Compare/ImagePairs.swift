internal import ObjectFile

/// Which image of one file is compared with which of another.
struct ImagePairs {
    private(set) var pairs: [(old: Snapshot, new: Snapshot)] = []
    /// The images that one of them has alone.
    private(set) var lonely: [Difference] = []

    init(_ old: FileSnapshot, _ new: FileSnapshot) {
        if let first = old.images.first, old.images.count == 1, let other = new.images.first,
            new.images.count == 1
        {
            pairs = [(first, other)]
            return
        }
        var left = old.images
        for image in new.images {
            if let place = left.firstIndex(where: { $0.label == image.label })
                ?? left.firstIndex(where: { $0.architecture == image.architecture })
            {
                pairs.append((left.remove(at: place), image))
            } else {
                lonely.append(
                    Difference(
                        .linkage, "slice", "slice " + image.label, nil, "is there",
                        "NEW also has code for \(image.label)"))
            }
        }
        for image in left {
            lonely.append(
                Difference(
                    .linkage, "slice", "slice " + image.label, "was there", nil,
                    "NEW has no code for \(image.label) any more", .warning))
        }
    }
}
