internal import ObjectFile

/// Finds places in a list by something that is hashed, such as a name.
///
/// Not a `Dictionary`: to ask the runtime for one of these keys takes longer than a hundred lookups,
/// and a process looks up some dozens.
struct PlaceTable {
    /// A place and one more, 0 where a slot is free; with the hash beside it.
    private var slots: [Int] = []
    private var hashes: [Int] = []
    private var count = 0

    init() {}

    /// The place with a hash that `fits`; nil where there is none.
    func place(_ hash: Int, _ fits: (Int) -> Bool) -> Int? {
        guard !slots.isEmpty else { return nil }
        var index = hash & (slots.count - 1)
        while slots[index] != 0 {
            if hashes[index] == hash, fits(slots[index] - 1) { return slots[index] - 1 }
            index = (index + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a place; the caller has looked whether it is there.
    mutating func add(_ hash: Int, _ place: Int) {
        if 4 * count >= 3 * slots.count { grow() }
        count += 1
        put(hash, place + 1)
    }

    private mutating func put(_ hash: Int, _ value: Int) {
        var index = hash & (slots.count - 1)
        while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
        slots[index] = value
        hashes[index] = hash
    }

    private mutating func grow() {
        let (oldSlots, oldHashes) = (slots, hashes)
        let room = max(256, 2 * oldSlots.count)
        slots = [Int](repeating: 0, count: room)
        hashes = [Int](repeating: 0, count: room)
        for index in oldSlots.indices where oldSlots[index] != 0 {
            put(oldHashes[index], oldSlots[index])
        }
    }
}

/// A list of names, each with a place that it stands for.
struct NameTable {
    private var table = PlaceTable()
    private var names: [ByteString] = []
    private var places: [Int] = []

    init() {}

    /// What a name stands for.
    subscript(name: ByteString) -> Int? {
        table.place(Self.hash(name)) { names[$0] == name }.map { places[$0] }
    }

    /// Lets a name stand for a place, unless it has one.
    mutating func add(_ name: ByteString, _ place: Int) {
        let hash = Self.hash(name)
        guard table.place(hash, { names[$0] == name }) == nil else { return }
        table.add(hash, names.count)
        names.append(name)
        places.append(place)
    }

    /// Of the process's own seed, so that no file can choose names whose hashes are one.
    private static func hash(_ name: ByteString) -> Int {
        var hasher = Hasher()
        name.hash(into: &hasher)
        return hasher.finalize()
    }
}
