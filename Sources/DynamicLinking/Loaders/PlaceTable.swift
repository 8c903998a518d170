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
