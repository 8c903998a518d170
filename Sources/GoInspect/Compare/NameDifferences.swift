internal import ObjectFile

/// The names that one of two lists has alone, and those whose sizes differ.
///
/// Names may be there several times, as functions of C and of generics are: each is then one, with
/// the sizes together. A table of both lists finds them in proportion to their number; where names
/// go in it depends on a number drawn for each run, so that no file can be made to be slow.
struct NameDifferences {
    /// A name with its sizes in both.
    struct Row {
        /// An entry of it in the old list; nil where it is not there.
        var old: SizedNames.Entry?
        /// An entry of it in the new list; nil where it is not there.
        var new: SizedNames.Entry?
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
            if row.old != nil { oldCount += 1 }
            if row.new != nil { newCount += 1 }
            if row.old == nil {
                added.append(row)
            } else if row.new == nil {
                removed.append(row)
            } else if row.oldSize != row.newSize {
                resized.append(row)
            }
        }
        added.sort { Self.precedes(new, $0.new, $1.new) }
        removed.sort { Self.precedes(old, $0.old, $1.old) }
        resized.sort { Self.precedes(new, $0.new, $1.new) }
    }

    /// The name of a row.
    func name(_ row: Row) -> String {
        row.new.map { new.name($0) } ?? row.old.map { old.name($0) } ?? ""
    }

    private static func precedes(
        _ names: SizedNames, _ a: SizedNames.Entry?, _ b: SizedNames.Entry?
    ) -> Bool {
        guard let a, let b else { return a == nil && b != nil }
        let (first, second) = (names.range(a), names.range(b))
        return names.bytes[first].lexicographicallyPrecedes(names.bytes[second])
    }
}

/// A hash table of the names of two lists.
private struct NameTableOfTwo {
    let old: SizedNames
    let new: SizedNames
    private(set) var rows: [NameDifferences.Row] = []
    private var hashes: [UInt64] = []
    /// Numbers of rows from 1 on, 0 where nothing is.
    private var slots: [UInt32]
    private let mask: Int
    private let seed: UInt64

    init(_ old: SizedNames, _ new: SizedNames) {
        (self.old, self.new) = (old, new)
        var size = 16
        while size < 2 * (old.count + new.count) { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
        mask = size - 1
        seed = UInt64.random(in: 0 ... .max)
        rows.reserveCapacity(max(old.count, new.count))
        hashes.reserveCapacity(max(old.count, new.count))
    }

    mutating func fill() {
        let (old, new) = (self.old, self.new)
        for entry in old.entries {
            let row = row(of: entry, in: old)
            rows[row].old = rows[row].old ?? entry
            rows[row].oldSize &+= entry.size
        }
        for entry in new.entries {
            let row = row(of: entry, in: new)
            rows[row].new = rows[row].new ?? entry
            rows[row].newSize &+= entry.size
        }
    }

    /// The number of the row of a name, which is made where there is none.
    private mutating func row(of entry: SizedNames.Entry, in names: SizedNames) -> Int {
        let name = names.bytes.span.extracting(names.range(entry))
        let hash = Self.hash(name, seed)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let row = Int(slots[slot]) - 1
            if hashes[row] == hash, isSame(rows[row], name) { return row }
            slot = (slot + 1) & mask
        }
        rows.append(NameDifferences.Row())
        hashes.append(hash)
        slots[slot] = UInt32(truncatingIfNeeded: rows.count)
        return rows.count - 1
    }

    private func isSame(_ row: NameDifferences.Row, _ name: Span<UInt8>) -> Bool {
        if let entry = row.old {
            return old.bytes.span.extracting(old.range(entry)).isEqual(to: name)
        }
        guard let entry = row.new else { return false }
        return new.bytes.span.extracting(new.range(entry)).isEqual(to: name)
    }

    /// Eight bytes at a time, each folded into the last with all bits of a product.
    private static func hash(_ name: Span<UInt8>, _ seed: UInt64) -> UInt64 {
        var state = seed ^ UInt64(truncatingIfNeeded: name.count)
        var index = 0
        while index &+ 8 <= name.count {
            state = mixed(state ^ name.number64(at: index, .little), seed | 1)
            index &+= 8
        }
        var rest: UInt64 = 0
        while index < name.count {
            rest = rest << 8 | UInt64(name[index])
            index &+= 1
        }
        return mixed(state ^ rest, 0x9e37_79b9_7f4a_7c15)
    }

    private static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low ^ a
    }
}
