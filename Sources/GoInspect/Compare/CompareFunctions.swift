internal import ObjectFile

/// The functions, by name and by package.
extension PairComparison {
    mutating func compareFunctions() {
        switch (old.functionSource, new.functionSource) {
        case (nil, nil): return
        case (let a?, let b?) where a == b: break
        default:
            let (a, b) = (old.functionSource ?? "nothing", new.functionSource ?? "nothing")
            return cannotCompare("functions: OLD's are told by \(a), NEW's by \(b)")
        }
        comparePackages()
        if let before = old.functions, let after = new.functions {
            var found = NameDifferences(before, after)
            if options.listsFunctions { found.sort() }
            compare(found)
        } else {
            compareCounts()
        }
    }

    private mutating func comparePackages() {
        let before = Dictionary(old.packages.map { ($0.name, $0) }) { first, _ in first }
        let after = Dictionary(new.packages.map { ($0.name, $0) }) { first, _ in first }
        for name in Set(before.keys).union(after.keys).sorted() where !name.isEmpty {
            switch (before[name], after[name]) {
            case (let old?, nil):
                add(.functions, "package-removed", name, Self.words(old), nil)
            case (nil, let new?): add(.functions, "package-added", name, nil, Self.words(new))
            default: continue
            }
        }
    }

    private static func words(_ package: Snapshot.Package) -> String {
        Words.count(Int(clamping: package.functions), "function") + ", \(Words.size(package.bytes))"
    }

    /// Without names: how many there are.
    private mutating func compareCounts() {
        let before = old.packages.reduce(UInt64(0)) { $0 &+ $1.functions }
        let after = new.packages.reduce(UInt64(0)) { $0 &+ $1.functions }
        cannotCompare(
            "which functions came and went: a snapshot has their names with --functions only")
        guard before != after else { return }
        add(.functions, "functions", "functions", "\(before)", "\(after)")
        let change = before > after ? before - after : after - before
        say(50, "\(change) functions \(before > after ? "fewer" : "more") than in OLD")
    }

    private mutating func compare(_ found: NameDifferences) {
        if found.added.isEmpty, found.removed.isEmpty {
            let resized = found.resized.count
            let sizes = resized == 0 ? "all of the same size" : "\(resized) of another size"
            if found.newCount > 0, isSameMachine {
                say(75, "both have the same functions, " + sizes)
            }
            guard resized > 0 else { return }
        }
        let gone = groups(found.removed.map { found.oldEntry($0) }, old)
        let came = groups(found.added.map { found.newEntry($0) }, new)
        var parts: [String] = []
        if !found.removed.isEmpty { parts.append(Self.sentence(found.removed.count, "gone", gone)) }
        if !found.added.isEmpty { parts.append(Self.sentence(found.added.count, "new", came)) }
        let meaning = parts.joined(separator: "; ")
        add(
            .functions, "functions", "functions", "\(found.oldCount)", "\(found.newCount)",
            meaning)
        if !meaning.isEmpty { say(50, meaning) }
        guard options.listsFunctions else { return }
        for row in found.removed {
            add(.functions, "function-removed", found.name(row), "\(row.oldSize)", nil)
        }
        for row in found.added {
            add(.functions, "function-added", found.name(row), nil, "\(row.newSize)")
        }
        guard isSameMachine else {
            return cannotCompare("sizes of functions: code for different processors")
        }
        for row in found.resized where !isHidden(row.oldSize, row.newSize) {
            add(.size, "function-size", found.name(row), "\(row.oldSize)", "\(row.newSize)")
        }
    }

    /// Whether a threshold that was said hides a change.
    func isHidden(_ old: UInt64, _ new: UInt64) -> Bool {
        options.threshold?.hides(old, new) ?? false
    }

    /// The packages of some functions, those with the most first.
    private func groups(_ entries: [SizedNames.Entry?], _ image: Snapshot) -> [String] {
        var counts: [Int: Int] = [:]
        for entry in entries { if let entry { counts[Int(entry.group), default: 0] += 1 } }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return sorted.map { group, _ in
            let isThere = image.packages.indices.contains(group)
            let name = isThere ? image.packages[group].name : ""
            return name.isEmpty ? Self.noPackage : name
        }
    }

    /// C code, and what compiler and linker made.
    private static let noPackage = "code of no package"

    private static func sentence(_ count: Int, _ word: String, _ packages: [String]) -> String {
        let start = "\(Words.count(count, "function")) \(word)"
        guard packages != [noPackage] else { return start }
        if packages.count <= 3 {
            return start + (count == 1 ? ", in " : ", all in ") + Words.list(packages)
        }
        return start + ", most in " + Words.list(Array(packages.prefix(3)))
    }
}
