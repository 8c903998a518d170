internal import ObjectFile

/// The names that one of two lists has alone, and those whose sizes differ.
///
/// Names may be there several times, as functions of C and of generics are: each is then one, with
/// the sizes together. A table of both lists finds them in proportion to their number.
struct NameDifferences {
    /// A name with its sizes in both.
    struct Row {
        /// The first entry of it in the old list, below 0 where it is not there.
        var oldPlace: Int32 = -1
        /// The same in the new list.
        var newPlace: Int32 = -1
        var oldSize: UInt64 = 0
        var newSize: UInt64 = 0
    }

    let old: SizedNames
    let new: SizedNames
    /// Those that differ, by name.
    private(set) var added: [Row] = []
    private(set) var removed: [Row] = []
    private(set) var resized: [Row] = []
    /// How many different names each has.
    private(set) var oldCount = 0
    private(set) var newCount = 0

    init(_ old: SizedNames, _ new: SizedNames) {
        (self.old, self.new) = (old, new)
        var table = NameTableOfTwo(old, new)
        table.fill()
        for row in table.rows {
            if row.oldPlace >= 0 { oldCount += 1 }
            if row.newPlace >= 0 { newCount += 1 }
            if row.oldPlace < 0 {
                added.append(row)
            } else if row.newPlace < 0 {
                removed.append(row)
            } else if row.oldSize != row.newSize {
                resized.append(row)
            }
        }
    }

    /// Puts them in the order of their names, as for a list.
    mutating func sort() {
        let names = self
        added.sort { names.precedes($0, $1) }
        removed.sort { names.precedes($0, $1) }
        resized.sort { names.precedes($0, $1) }
    }

    /// The entry of a row in the old list; nil where it is not there.
    func oldEntry(_ row: Row) -> SizedNames.Entry? {
        row.oldPlace < 0 ? nil : old.entries[Int(row.oldPlace)]
    }

    /// The same of the new list.
    func newEntry(_ row: Row) -> SizedNames.Entry? {
        row.newPlace < 0 ? nil : new.entries[Int(row.newPlace)]
    }

    /// The name of a row.
    func name(_ row: Row) -> String {
        newEntry(row).map { new.name($0) } ?? oldEntry(row).map { old.name($0) } ?? ""
    }

    private func precedes(_ a: Row, _ b: Row) -> Bool {
        if let a = newEntry(a), let b = newEntry(b) {
            return new.precedes(a, b)
        }
        guard let a = oldEntry(a), let b = oldEntry(b) else { return false }
        return old.precedes(a, b)
    }
}

/// A hash table of the names of two lists.
private struct NameTableOfTwo {
    let old: SizedNames
    let new: SizedNames
    private(set) var rows: [NameDifferences.Row] = []
    /// Numbers of rows from 1 on, 0 where nothing is.
    private var slots: [UInt32]
    private let mask: Int

    init(_ old: SizedNames, _ new: SizedNames) {
        (self.old, self.new) = (old, new)
        var size = 16
        while size < (old.count + new.count) / 3 * 4 + 4 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
        mask = size - 1
        rows.reserveCapacity(max(old.count, new.count))
    }

    mutating func fill() {
        for (place, entry) in old.entries.enumerated() {
            let row = row(of: entry, in: old)
            if rows[row].oldPlace < 0 { rows[row].oldPlace = Int32(truncatingIfNeeded: place) }
            rows[row].oldSize &+= entry.size
        }
        var next = 0
        for (place, entry) in new.entries.enumerated() {
            // Most often both lists go on with the same name.
            let row =
                next < rows.count && isSame(rows[next], entry, in: new)
                ? next : row(of: entry, in: new)
            next = row &+ 1
            if rows[row].newPlace < 0 { rows[row].newPlace = Int32(truncatingIfNeeded: place) }
            rows[row].newSize &+= entry.size
        }
    }

    /// The number of the row of a name, which is made where there is none.
    private mutating func row(of entry: SizedNames.Entry, in names: SizedNames) -> Int {
        var slot = Int(truncatingIfNeeded: entry.hash) & mask
        while slots[slot] != 0 {
            let row = Int(slots[slot]) - 1
            if isSame(rows[row], entry, in: names) { return row }
            slot = (slot &+ 1) & mask
        }
        rows.append(NameDifferences.Row())
        slots[slot] = UInt32(truncatingIfNeeded: rows.count)
        return rows.count - 1
    }

    private func isSame(
        _ row: NameDifferences.Row, _ entry: SizedNames.Entry, in names: SizedNames
    ) -> Bool {
        if row.oldPlace >= 0 {
            return names.isSame(entry, as: old.entries[Int(row.oldPlace)], of: old)
        }
        return row.newPlace >= 0
            && names.isSame(entry, as: new.entries[Int(row.newPlace)], of: new)
    }
}
