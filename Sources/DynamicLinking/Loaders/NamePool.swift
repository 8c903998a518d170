internal import ObjectFile

/// The names that a loader meets, each kept once and known by its number from then on: a name that
/// a hundred libraries need is compared by its bytes a hundred times and never copied.
struct NamePool {
    private var bytes: [UInt8] = []
    /// Where each name ends; it starts where the one before it does.
    private var ends: [Int] = []
    private var table = PlaceTable()
    private let hash = NameHash()

    init() {
        bytes.reserveCapacity(4096)
        ends.reserveCapacity(256)
    }

    /// The number of a name, a new one where it was not met yet.
    mutating func number(of name: Span<UInt8>) -> Int {
        let hash = self.hash.of(name)
        if let known = find(name, hash) { return known }
        table.add(hash, ends.count)
        for index in name.indices { bytes.append(name[index]) }
        ends.append(bytes.count)
        return ends.count - 1
    }

    /// The same of a name that stands alone.
    mutating func number(of name: ByteString) -> Int {
        let bytes = name.utf8
        return number(of: bytes.span)
    }

    /// The number of a text, nil where it was not met.
    func known(_ text: String) -> Int? {
        let span = text.utf8.span
        return find(span, hash.of(span))
    }

    private func find(_ name: Span<UInt8>, _ hash: Int) -> Int? {
        table.place(hash) { isEqual($0, name) }
    }

    private func isEqual(_ number: Int, _ name: Span<UInt8>) -> Bool {
        let start = start(number)
        guard ends[number] &- start == name.count else { return false }
        let own = bytes.span.extracting(start..<(start &+ name.count))
        var index = 0
        while index &+ 8 <= name.count {
            if own.number64(at: index, .little) != name.number64(at: index, .little) {
                return false
            }
            index &+= 8
        }
        while index < name.count {
            if own[index] != name[index] { return false }
            index &+= 1
        }
        return true
    }

    private func start(_ number: Int) -> Int { number > 0 ? ends[number - 1] : 0 }

    /// The name of a number.
    subscript(number: Int) -> ByteString {
        ByteString(bytes.span.extracting(start(number)..<ends[number]))
    }

    /// The bytes of a name, where they are.
    @_lifetime(borrow self)
    func span(_ number: Int) -> Span<UInt8> {
        bytes.span.extracting(start(number)..<ends[number])
    }

    /// The bytes of a name.
    func utf8(_ number: Int) -> [UInt8] { Array(bytes[start(number)..<ends[number]]) }

    /// How many bytes a name has.
    func length(_ number: Int) -> Int { ends[number] - start(number) }

    /// Whether one of the bytes of a name is `byte`.
    func contains(_ byte: UInt8, _ number: Int) -> Bool {
        bytes.span.extracting(start(number)..<ends[number]).contains(byte)
    }

    /// Whether a name begins with a text.
    func starts(_ number: Int, with text: String) -> Bool {
        bytes.span.extracting(start(number)..<ends[number]).starts(with: text)
    }
}

/// What the names of a pool stand for, as numbers.
struct NumberMap {
    /// By the names' numbers; -1 where a name stands for nothing.
    private var values: [Int] = []

    init() {}

    /// What a name stands for.
    subscript(name: Int) -> Int? {
        get { name < values.count && values[name] >= 0 ? values[name] : nil }
        set {
            while values.count <= name { values.append(-1) }
            values[name] = newValue ?? -1
        }
    }

    /// Lets a name stand for something, unless it does.
    mutating func add(_ name: Int, _ value: Int) {
        if self[name] == nil { self[name] = value }
    }
}

/// Hashes of names, of the process's own seed, so that no file can choose names whose hashes are one.
///
/// Each eight bytes are multiplied with what nobody knows, both halves of the product mixed: a third
/// of what `Hasher` takes for a name.
struct NameHash {
    func of(_ name: Span<UInt8>) -> Int {
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

    private func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: factor)
        return product.high ^ product.low
    }

    private let seed: UInt64
    private let factor: UInt64

    init() {
        seed = UInt64(truncatingIfNeeded: Hasher().finalize())
        var hasher = Hasher()
        hasher.combine(1)
        factor = UInt64(truncatingIfNeeded: hasher.finalize()) | 1
    }
}
