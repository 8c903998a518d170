internal import ObjectFile

/// Finds the one image that was asked for among all that a file has.
struct ImageSelection {
    /// The name behind `#`; nil for the first image.
    let name: String?
    /// The platform asked for; nil for this machine's, or for the only one.
    let platform: ImagePlatform?

    /// How many indexes may lie in each other.
    private static let mostIndexes = 8
    /// How many images are looked at.
    private static let mostImages = 1 << 12

    private struct Candidate {
        let descriptor: ImageDescriptor
        let names: [String]
        let depth: Int
    }

    /// Finds the image in what an index lists.
    ///
    /// Spec: OCI image specification, image-index.md.
    func image(
        in index: JSONValue, _ reader: inout ManifestReader
    ) throws(ParseError) -> ImageManifest {
        var pending = try named(in: index)
        pending.reverse()
        var platforms: [ImagePlatform] = []
        var found: [(platform: ImagePlatform, json: JSONValue, names: [String])] = []
        var seen: Set<String> = []
        while let candidate = pending.popLast() {
            let descriptor = candidate.descriptor
            guard !descriptor.isAttestation, seen.insert(descriptor.digest.text).inserted else {
                continue
            }
            guard seen.count <= Self.mostImages, candidate.depth <= Self.mostIndexes else {
                throw ImageDescriptor.wrong("lists too many images", "image index")
            }
            if let made = descriptor.platform, !isWorthReading(made) {
                platforms.append(made)
                continue
            }
            let json = try reader.json(
                reader.path(of: descriptor.digest), descriptor.digest, size: descriptor.size,
                "image manifest")
            if let list = json["manifests"]?.array {
                for value in list.reversed() {
                    let inner = try ImageDescriptor(value, "image index")
                    pending.append(
                        Candidate(
                            descriptor: inner, names: candidate.names, depth: candidate.depth + 1))
                }
                continue
            }
            var made = descriptor.platform ?? ImagePlatform.host
            if descriptor.platform == nil { made = try platformOfManifest(json, &reader) }
            platforms.append(made)
            found.append((made, json, candidate.names))
        }
        let chosen = try choose(found.map(\.platform), all: platforms)
        let image = try reader.manifest(found[chosen].json, names: found[chosen].names)
        noteOthers(found.count, image.configuration.platform, found.map(\.platform), &reader)
        return image
    }

    /// Without a platform asked for, all have to be known: the only one is taken, whatever it is.
    private func isWorthReading(_ made: ImagePlatform) -> Bool {
        platform.map { made.answers($0) } ?? true
    }

    private func platformOfManifest(
        _ json: JSONValue, _ reader: inout ManifestReader
    ) throws(ParseError) -> ImagePlatform {
        try reader.manifest(json, names: []).configuration.platform
    }

    /// The entries of the outermost index that have the name asked for, else that of the first.
    private func named(in index: JSONValue) throws(ParseError) -> [Candidate] {
        guard let list = index["manifests"]?.array else {
            throw ImageDescriptor.wrong("has no manifests", "index.json")
        }
        var all: [Candidate] = []
        for value in list {
            let descriptor = try ImageDescriptor(value, "index.json")
            all.append(Candidate(descriptor: descriptor, names: descriptor.names, depth: 0))
        }
        guard let first = all.first(where: { !$0.descriptor.isAttestation }) else {
            throw ImageDescriptor.wrong("lists no image", "index.json")
        }
        guard let name else { return all.filter { $0.names == first.names } }
        let matching = all.filter { Self.matches($0.names, name) }
        guard !matching.isEmpty else { throw noSuchName(all.map(\.names)) }
        return matching
    }

    /// Finds the image in what docker save lists.
    func image(
        in images: [ImageManifest], _ reader: inout ManifestReader
    ) throws(ParseError) -> ImageManifest {
        guard let first = images.first else {
            throw ImageDescriptor.wrong("lists no image", "manifest.json")
        }
        var fitting = [first]
        if let name {
            fitting = images.filter { Self.matches($0.names, name) }
            guard !fitting.isEmpty else { throw noSuchName(images.map(\.names)) }
        } else if let platform {
            fitting = images.filter { $0.configuration.platform.answers(platform) }
            if fitting.isEmpty { fitting = images }
        }
        let platforms = fitting.map(\.configuration.platform)
        let chosen = fitting[try choose(platforms, all: platforms)]
        if name == nil, images.count > 1 {
            reader.note(
                .imageName,
                "the file has \(images.count) images; taken is \(chosen.names.first ?? "the first")"
            )
        }
        return chosen
    }

    /// The place of the platform asked for, else of the only one, else of this machine's.
    func choose(
        _ platforms: [ImagePlatform], all: [ImagePlatform]
    ) throws(ParseError) -> Int {
        let wanted = platform ?? ImagePlatform.host
        // One that says no more than it has to answers better than one of a special kind.
        if let exact = platforms.firstIndex(of: wanted) { return exact }
        if let first = platforms.firstIndex(where: { $0.answers(wanted) }) { return first }
        if platform == nil, let first = platforms.first, Set(all) == [first] { return 0 }
        var names: [String] = []
        for platform in all where !names.contains(platform.description) {
            names.append(platform.description)
        }
        let list = names.isEmpty ? "nothing" : names.joined(separator: ", ")
        throw ParseError(
            .imagePlatform, "is not made for \(wanted), but for \(list)", at: .start, in: "image")
    }

    private func noteOthers(
        _ count: Int, _ chosen: ImagePlatform, _ all: [ImagePlatform],
        _ reader: inout ManifestReader
    ) {
        let same = all.filter { $0 == chosen }.count
        guard same > 1 else { return }
        reader.note(.imageName, "the index has \(same) images for \(chosen); the first is taken")
    }

    /// Whether a name is one of these, or the tag behind the last colon of one.
    static func matches(_ names: [String], _ name: String) -> Bool {
        names.contains { full in
            guard full != name else { return true }
            let tag = full.split(separator: "/").last.map { $0.split(separator: ":") } ?? []
            return tag.count == 2 && (tag[1] == name || ":" + tag[1] == name)
                || full.hasSuffix("/" + name)
        }
    }

    private func noSuchName(_ names: [[String]]) -> ParseError {
        let list = names.flatMap { $0 }.prefix(20).joined(separator: ", ")
        return ParseError(
            .imageName,
            "has no image “\(name ?? "")”" + (list.isEmpty ? "" : ", only \(list)"), at: .start,
            in: "image")
    }
}
