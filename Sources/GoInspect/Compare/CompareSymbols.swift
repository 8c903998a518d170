internal import ObjectFile

/// What both share with others by name, and where asked for the whole symbol tables.
extension PairComparison {
    mutating func compareSymbols() {
        guard isSameFormat else { return }
        compare(old.imports, new.imports, "import")
        compare(old.exports, new.exports, "export")
        compareTables()
    }

    private mutating func compare(
        _ old: [Snapshot.Symbol], _ new: [Snapshot.Symbol], _ kind: String
    ) {
        let (before, after) = (Self.versions(old), Self.versions(new))
        // What programs of others may ask for is lost; a program's own symbols nobody misses.
        let isLoss = kind == "export" && self.new.linkage == "shared-library"
        var removed: [String] = []
        for name in Set(before.keys).union(after.keys).sorted() {
            switch (before[name], after[name]) {
            case (let old?, nil):
                removed.append(name)
                add(
                    .symbols, kind + "-removed", name, old, nil,
                    isLoss ? "programs that ask for it do not start or fail" : "",
                    isLoss ? .warning : .note)
            case (nil, let new?): add(.symbols, kind + "-added", name, nil, new)
            default:
                let isGone = isLoss && before[name] != "" && before[name] != after[name]
                add(
                    .symbols, kind + "-version", name, before[name], after[name], "",
                    isGone ? .warning : .note)
            }
        }
        if isLoss, !removed.isEmpty {
            say(9, "NEW does not define \(Words.list(removed)) any more")
        }
    }

    /// The versions, or libraries, of each name.
    private static func versions(_ symbols: [Snapshot.Symbol]) -> [String: String] {
        var versions: [String: [String]] = [:]
        for symbol in symbols { versions[symbol.name, default: []].append(symbol.version ?? "") }
        return versions.mapValues {
            $0.count == 1 ? $0[0] : Set($0).sorted().joined(separator: " ")
        }
    }

    /// The full symbol tables, which strippers remove.
    private mutating func compareTables() {
        let (before, after) = (old.fact("symbol-table"), new.fact("symbol-table"))
        if options.listsSymbols, let old = old.symbols, let new = new.symbols {
            let found = NameDifferences(old, new)
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
