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

    private static func hash(_ name: ByteString) -> Int {
        if let bytes = name.bytes { return hash(bytes.span) }
        let text = name.text
        return hash(text.utf8.span)
    }

    /// Of the process's own seed, so that no file can choose names whose hashes are one.
    ///
    /// Each eight bytes are multiplied with what nobody knows, both halves of the product mixed: a
    /// third of what `Hasher` takes for a name.
    private static func hash(_ name: Span<UInt8>) -> Int {
        var state = seed ^ UInt64(name.count)
        var index = 0
        while index &+ 8 <= name.count {
            state = mix(state ^ name.number64(at: index, .little))
            index &+= 8
        }
        var rest: UInt64 = 0
        while index < name.count {
            rest = rest << 8 | UInt64(name[index])
            index &+= 1
        }
        return Int(truncatingIfNeeded: mix(state ^ rest))
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: factor)
        return product.high ^ product.low
    }

    private static let seed = UInt64(truncatingIfNeeded: Hasher().finalize())
    private static let factor: UInt64 = {
        var hasher = Hasher()
        hasher.combine(1)
        return UInt64(truncatingIfNeeded: hasher.finalize()) | 1
    }()
}
