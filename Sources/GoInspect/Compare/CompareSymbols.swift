internal import ObjectFile

/// What both share with others by name, and where asked for the whole symbol tables.
extension PairComparison {
    mutating func compareSymbols() {
        guard isSameFormat else { return }
        compare(old.imports, new.imports, "import")
        if old.hasExports, new.hasExports {
            compare(old.exports, new.exports, "export")
        } else {
            add(.symbols, "exports", "exports", "\(old.exportCount)", "\(new.exportCount)")
        }
        compareTables()
    }

    private mutating func compare(
        _ old: Snapshot.Symbols, _ new: Snapshot.Symbols, _ kind: String
    ) {
        var found = NameDifferences(old.names, new.names)
        found.sort()
        // What programs of others may ask for is lost; a program's own symbols nobody misses.
        let isLoss = kind == "export" && self.old.linkage == "shared-library"
        let severity = isLoss ? Diagnostic.Severity.warning : .note
        for row in found.removed {
            add(
                .symbols, kind + "-removed", found.name(row),
                found.oldEntry(row).map { old.version($0) }, nil,
                isLoss ? "programs that ask for it do not start or fail" : "", severity)
        }
        for row in found.added {
            add(
                .symbols, kind + "-added", found.name(row), nil,
                found.newEntry(row).map { new.version($0) })
        }
        let names = Set(found.resized.map { found.name($0) })
        let (oldVersions, newVersions) = (old.versions(of: names), new.versions(of: names))
        for row in found.resized {
            let name = found.name(row)
            let (before, after) = (oldVersions[name] ?? [], newVersions[name] ?? [])
            let isGone = isLoss && !before.isSubset(of: after.union([""]))
            add(
                .symbols, kind + "-version", name, before.sorted().joined(separator: " "),
                after.sorted().joined(separator: " "), "", isGone ? .warning : .note)
        }
        if isLoss, !found.removed.isEmpty {
            let names = found.removed.prefix(4).map { found.name($0) }
            let more = found.removed.count > 4 ? " and \(found.removed.count - 4) more" : ""
            say(9, "NEW does not define \(names.joined(separator: ", "))\(more) any more")
        }
    }

    /// The full symbol tables, which strippers remove.
    private mutating func compareTables() {
        let (before, after) = (old.fact("symbol-table"), new.fact("symbol-table"))
        if options.listsSymbols, let old = old.symbols, let new = new.symbols {
            var found = NameDifferences(old, new)
            found.sort()
            for row in found.removed {
                add(.symbols, "symbol-removed", found.name(row), "\(row.oldSize)", nil)
            }
            for row in found.added {
                add(.symbols, "symbol-added", found.name(row), nil, "\(row.newSize)")
            }
        } else if options.listsSymbols, old.symbols != nil || new.symbols != nil {
            let one = old.symbols == nil ? "OLD" : "NEW"
            cannotCompare("full symbol tables: \(one) has none, or a snapshot without")
            let words = [old.symbols, new.symbols].map { $0.map { "\($0.count) symbols" } }
            add(.symbols, "symbol-table", "symbol table", words[0], words[1])
        } else if before != after, let before, let after {
            say(
                80, after == "yes" ? "NEW has its symbol table" : "NEW has no symbol table any more"
            )
            add(.symbols, "symbol-table", "symbol table", before, after)
        }
    }
}

extension Snapshot {
    /// Whether all that it has for others is known by name.
    fileprivate var hasExports: Bool { exportCount == UInt64(exports.count) }
}

extension Snapshot.Symbols {
    /// All versions that some names have.
    fileprivate func versions(of wanted: Set<String>) -> [String: Set<String>] {
        guard !wanted.isEmpty else { return [:] }
        var found: [String: Set<String>] = [:]
        for entry in names.entries {
            let name = names.name(entry)
            if wanted.contains(name) { found[name, default: []].insert(version(entry)) }
        }
        return found
    }
}
