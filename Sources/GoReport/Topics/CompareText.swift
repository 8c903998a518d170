internal import GoInspect
internal import ObjectFile

extension TextWriter {
    /// What matters, in sentences; then area by area what is behind it.
    mutating func comparison(_ comparison: Comparison, _ options: Comparison.Options) {
        out.write(safe: comparison.old.path)
        out.write(" → ")
        out.write(safe: comparison.new.path)
        out.write(": ")
        guard !comparison.isEqual else {
            write("equal", .heading)
            newline()
            let digests = comparison.new.digest.map { [$0] }
            for digest in digests ?? comparison.new.images.compactMap(\.digest) {
                field("SHA-256", digest)
            }
            return
        }
        let count = comparison.differences.count
        write(count == 1 ? "1 difference" : "\(count) differences", .heading)
        newline()
        for sentence in comparison.summary {
            out.write("  ")
            out.write(safe: sentence)
            newline()
        }
        for (slice, found) in comparison.bySlice {
            for area in Difference.Area.allCases {
                let part = found.filter { $0.area == area }
                guard out.isOpen, !part.isEmpty else { continue }
                newline()
                write(area.rawValue, .heading)
                if let slice {
                    begin(.heading)
                    out.write(safe: " of " + slice)
                    end(.heading)
                }
                newline()
                self.area(part, options)
            }
        }
        for (index, limit) in comparison.limits.enumerated() {
            if index == 0 { newline() }
            label(index == 0 ? "not compared" : "")
            out.write(safe: limit)
            newline()
        }
    }

    /// All differences of an area, kind by kind in the order of the list of kinds.
    private mutating func area(_ differences: [Difference], _ options: Comparison.Options) {
        var kinds: [String] = []
        for difference in differences where !kinds.contains(difference.kind) {
            kinds.append(difference.kind)
        }
        for kind in kinds where out.isOpen {
            let part = differences.filter { $0.kind == kind }
            switch kind {
            case "file-size", "section-size", "segment-size", "package-size", "function-size":
                sizes(part, options)
            case "function-added", "function-removed", "symbol-added", "symbol-removed":
                lines(part)
            case "runs": runs(part)
            case "import-version", "export-version": versions(part)
            default:
                if let title = Self.titles[kind] {
                    names(part, title)
                } else {
                    for difference in part { change(difference) }
                }
            }
        }
    }

    /// What is listed by names alone, with what is said of those that came and that have gone.
    private static let titles: [String: (came: String, gone: String)] = [
        "library-added": ("needs now", ""), "library-removed": ("", "needs not"),
        "symbol-version": ("versions new", "versions gone"),
        "import-added": ("imports new", ""), "import-removed": ("", "imports gone"),
        "export-added": ("exports new", ""), "export-removed": ("", "exports gone"),
        "cgo-package": ("call C now", "called C"),
        "package-added": ("packages new", ""), "package-removed": ("", "packages gone"),
    ]

    private mutating func names(_ part: [Difference], _ title: (came: String, gone: String)) {
        let came = part.filter { $0.old == nil }.map(\.what)
        let gone = part.filter { $0.new == nil }.map(\.what)
        for (title, names) in [(title.gone, gone), (title.came, came)] where !names.isEmpty {
            label(title)
            let shown = isVerbose ? names.count : min(names.count, 8)
            out.write(safe: names.prefix(shown).joined(separator: ", "))
            if shown < names.count { write(" and \(names.count - shown) more", .label) }
            newline()
        }
    }

    /// One line for what changed.
    private mutating func change(_ difference: Difference) {
        label(difference.what.utf8.count <= 40 ? difference.what : "")
        if difference.what.utf8.count > 40 {
            out.write(safe: difference.what)
            out.write("  ")
        }
        value(difference.old)
        out.write(" → ")
        value(difference.new)
        severity(of: difference)
        newline()
    }

    /// Behind what is worth more than a note.
    private mutating func severity(of difference: Difference) {
        if difference.severity != .note { write("  " + difference.severity.rawValue, .doubtful) }
    }

    private mutating func value(_ text: String?) {
        guard let text else { return write("none", .label) }
        guard !text.isEmpty else { return write("empty", .label) }
        guard !isVerbose, text.utf8.count > 64 else {
            out.write(safe: text)
            return
        }
        out.write(safe: String(text.prefix(56)))
        out.write("…")
    }

    /// Symbols that are the same but for their versions, or libraries.
    private mutating func versions(_ part: [Difference]) {
        guard !isVerbose else {
            for difference in part { change(difference) }
            return
        }
        label(part.first?.kind == "import-version" ? "imports of" : "exports of")
        out.write(safe: part.prefix(8).map(\.what).joined(separator: ", "))
        if part.count > 8 { write(" and \(part.count - 8) more", .label) }
        write("  other versions", .label)
        newline()
    }

    /// Places with the same change stand together.
    private mutating func runs(_ part: [Difference]) {
        var groups: [(change: Difference, places: [String])] = []
        for difference in part {
            let place = String(difference.what.dropFirst("runs on ".count))
            if let index = groups.firstIndex(where: {
                $0.change.old == difference.old && $0.change.new == difference.new
            }) {
                groups[index].places.append(place)
            } else {
                groups.append((difference, [place]))
            }
        }
        for (change, places) in groups {
            label("runs")
            out.write("\(change.old ?? "") → \(change.new ?? "")")
            write(" on ", .label)
            out.write(safe: places.joined(separator: ", "))
            severity(of: change)
            newline()
        }
    }

    /// A line for each, as for grep.
    private mutating func lines(_ part: [Difference]) {
        for difference in part {
            guard out.isOpen else { return }
            let isGone = difference.new == nil
            out.write("  ")
            write(isGone ? "−" : "+", isGone ? .bad : .good)
            out.write(" ")
            out.write(safe: difference.what)
            let size = (isGone ? difference.old : difference.new) ?? ""
            if size != "0" { write("  " + size + " bytes", .label) }
            newline()
        }
    }
}

extension TextWriter {
    /// Sizes in columns; those that are noise are counted.
    private mutating func sizes(_ part: [Difference], _ options: Comparison.Options) {
        let isAll = isVerbose || options.threshold != nil
        let most = isAll || part.first?.kind == "function-size" ? part.count : 10
        var shown: [SizeRow] = []
        for difference in part {
            let row = SizeRow(difference)
            if isAll || !row.isNoise { shown.append(row) }
        }
        shown = Array(shown.prefix(most))
        for row in shown where out.isOpen {
            out.write("  ")
            write(number: row.old, 12)
            out.write(" → ")
            write(number: row.new, 12)
            out.write("  ")
            let sign = row.new < row.old ? "−" : "+"
            let change = "\(sign)\(row.change)"
            out.write(spaces: 12 - change.count)
            write(change, row.new < row.old ? .good : .plain)
            out.write("  ")
            out.write(safe: row.name)
            newline()
        }
        let left = part.count - shown.count
        if left > 0, let kind = part.first?.kind {
            out.write("  ")
            let thing = Self.things[kind] ?? "sizes"
            let more = shown.isEmpty ? "" : " more"
            let word = left == 1 ? String(thing.dropLast()) : thing
            write("\(left)\(more) \(word) of less note (--verbose)", .label)
            newline()
        }
    }

    private static let things = [
        "section-size": "sections", "segment-size": "segments", "package-size": "packages",
        "function-size": "functions",
    ]
}

/// A line of sizes.
private struct SizeRow {
    let name: String
    let old: UInt64
    let new: UInt64
    private let isFile: Bool

    init(_ difference: Difference) {
        name = difference.what
        old = difference.old.flatMap { UInt64($0) } ?? 0
        new = difference.new.flatMap { UInt64($0) } ?? 0
        isFile = difference.kind == "file-size"
    }

    var change: UInt64 { old > new ? old - new : new - old }

    /// Whether people do not have to see it.
    var isNoise: Bool {
        !isFile && (change < 1024 || Comparison.Threshold.usual.hides(old, new))
    }
}

extension Comparison {
    /// The differences of each slice, nil for those of whole files.
    fileprivate var bySlice: [(slice: String?, differences: [Difference])] {
        var places: [String?: Int] = [:]
        var groups: [(slice: String?, differences: [Difference])] = []
        for difference in differences {
            if let place = places[difference.slice] {
                groups[place].differences.append(difference)
            } else {
                places[difference.slice] = groups.count
                groups.append((difference.slice, [difference]))
            }
        }
        return groups
    }
}
