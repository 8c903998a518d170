internal import ObjectFile

/// What it needs by name, and how old a system may be.
extension PairComparison {
    mutating func compareLibraries() {
        let before = Dictionary(old.libraries.map { ($0.name, $0) }) { first, _ in first }
        let after = Dictionary(new.libraries.map { ($0.name, $0) }) { first, _ in first }
        var gone: [String] = []
        var came: [String] = []
        for library in old.libraries.eachOnce where after[library.name] == nil {
            gone.append(library.name)
            add(
                .libraries, "library-removed", library.name, Self.words(library), nil,
                "NEW does not need it")
        }
        for library in new.libraries.eachOnce {
            guard let known = before[library.name] else {
                came.append(library.name)
                add(
                    .libraries, "library-added", library.name, nil, Self.words(library),
                    "NEW does not start without it", .warning)
                continue
            }
            add(.libraries, "library-version", library.name, known.version, library.version)
            compareVersions(known, library)
        }
        // Where NEW is static, another sentence says so.
        if !gone.isEmpty, new.isDynamic {
            say(12, "NEW does not need \(Words.list(gone)) any more")
        }
        if !came.isEmpty { say(11, "NEW needs \(Words.list(came)), which OLD did not") }
    }

    private static func words(_ library: Snapshot.Library) -> String {
        let versions = library.version.map { [$0] } ?? library.symbolVersions
        return versions.isEmpty ? "needed" : "needed, " + versions.joined(separator: " ")
    }

    private mutating func compareVersions(_ old: Snapshot.Library, _ new: Snapshot.Library) {
        let (before, after) = (Set(old.symbolVersions), Set(new.symbolVersions))
        for version in before.subtracting(after).sorted() {
            add(.libraries, "symbol-version", "\(version) of \(old.name)", "needed", nil)
        }
        for version in after.subtracting(before).sorted() {
            add(.libraries, "symbol-version", "\(version) of \(new.name)", nil, "needed")
        }
    }

    mutating func compareFloor() {
        compareGlibc()
        if let before = old.minimumOS, let after = new.minimumOS {
            let isSame = before.platform == after.platform
            let isRaised = isSame && Self.isLater(after.version, than: before.version)
            if before.version != after.version || !isSame {
                let meaning = "NEW is made for \(after.platform) \(after.version) and later"
                add(
                    .floor, "minimum-os", "oldest " + after.platform, before.version, after.version,
                    meaning, isRaised ? .warning : .note)
                say(isRaised ? 3 : 33, meaning + ", OLD for \(before.version)")
            }
            add(.floor, "sdk", "SDK", before.sdk, after.sdk)
        } else {
            add(
                .floor, "minimum-os", "oldest system", old.minimumOS?.version,
                new.minimumOS?.version)
        }
        compareProcessor()
    }

    private mutating func compareGlibc() {
        guard old.glibcFloor != new.glibcFloor || old.apiFloor != new.apiFloor else { return }
        let isRaised =
            switch (old.glibcFloor, new.glibcFloor) {
            case (let old?, let new?): Self.isLater(new, than: old)
            case (nil, _?): true
            default: false
            }
        var meaning = new.glibcFloor.map { "NEW needs glibc \($0) or later" } ?? ""
        if isRaised, !new.culprits.isEmpty { meaning += ", for \(Words.list(new.culprits))" }
        add(
            .floor, "glibc-floor", "glibc", old.glibcFloor, new.glibcFloor, meaning,
            isRaised ? .warning : .note)
        add(
            .floor, "api-floor", "glibc API", old.apiFloor, new.apiFloor,
            new.apiFloor.map { "all that NEW uses is in glibc \($0)" } ?? "")
        guard let after = new.glibcFloor, let before = old.glibcFloor else { return }
        if before != after { say(isRaised ? 2 : 32, meaning + "; OLD needs \(before)") }
    }

    private mutating func compareProcessor() {
        let (before, after) = (old.fact("cpu-level"), new.fact("cpu-level"))
        guard isSameMachine, let before, let after, before != after else { return }
        let isRaised = before == "v1" || before < after
        let meaning = "NEW needs processors of level \(after), OLD of \(before)"
        add(.floor, "cpu-level", "processor", before, after, meaning, isRaised ? .warning : .note)
        say(isRaised ? 4 : 34, meaning)
    }

    /// Whether a version of numbers with dots is later than another.
    static func isLater(_ version: String, than other: String) -> Bool {
        numbers(other).lexicographicallyPrecedes(numbers(version))
    }

    private static func numbers(_ version: String) -> [Int] {
        version.split(separator: ".").map { Int($0.prefix(9)) ?? 0 }
    }
}

extension [Snapshot.Library] {
    /// Without names that are there again.
    fileprivate var eachOnce: [Snapshot.Library] {
        var known: Set<String> = []
        return filter { known.insert($0.name).inserted }
    }
}
