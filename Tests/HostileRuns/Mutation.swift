internal import ObjectFile

/// Damages a file: one to eight changes, most of them in headers and tables.
struct Mutation {
    private var random: Randomness
    private let fixture: Fixture
    private(set) var bytes: [UInt8]

    /// The damaged bytes of one case: the same for the same seed, fixture and number.
    static func bytes(of fixture: Fixture, number: Int, seed: UInt64) -> [UInt8] {
        var mutation = Self(fixture, number, seed)
        mutation.run()
        return mutation.bytes
    }

    private init(_ fixture: Fixture, _ number: Int, _ seed: UInt64) {
        var name: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in fixture.name.utf8 { name = (name ^ UInt64(byte)) &* 0x100_0000_01b3 }
        random = Randomness(seed: seed ^ name ^ UInt64(number) &* 0xd6e8_feb8_6659_fd93)
        self.fixture = fixture
        bytes = fixture.bytes
    }

    private mutating func run() {
        var changes = 1
        while changes < 8, random.below(2) == 0 { changes += 1 }
        for _ in 0..<changes {
            guard !bytes.isEmpty else { return }
            change()
        }
    }

    private mutating func change() {
        let place = self.place()
        switch random.below(16) {
        case 0, 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 2: bytes[place] ^= 1 << UInt8(random.below(8))
        case 3...8: write(value(), at: place, width: 2 << random.below(3))
        case 9, 10: step(place)
        case 11: copy(8 << random.below(4))
        case 12: swap(8 << random.below(4))
        case 13: fill(place)
        case 14: write(UInt64(self.place()), at: place, width: 4 << random.below(2))
        default: resize(place)
        }
    }

    /// A place in a header or a table nine times out of ten, at the start of a number mostly.
    private mutating func place() -> Int {
        guard !fixture.targets.isEmpty, random.below(10) > 0 else {
            return random.below(bytes.count)
        }
        let range = fixture.targets[random.below(fixture.targets.count)]
        let place = range.lowerBound + random.below(range.count)
        let aligned = random.below(4) > 0 ? place & ~3 : place
        return min(aligned, bytes.count - 1)
    }

    private mutating func value() -> UInt64 {
        let size = UInt64(bytes.count)
        switch random.below(14) {
        case 0: return 0
        case 1: return 1
        case 2: return .max
        case 3: return 1 << 63
        case 4: return 1 << 31
        case 5: return 1 << 15
        case 6: return UInt64(Int64.max)
        case 7: return UInt64(Int32.max)
        case 8: return size
        case 9: return size &- UInt64(random.below(65))
        case 10: return .max - UInt64(random.below(65))
        case 11: return UInt64(random.below(1 << 20))
        case 12: return UInt64(random.below(256))
        default: return random.next()
        }
    }

    private mutating func write(_ value: UInt64, at place: Int, width: Int) {
        let isLittle = (fixture.layout.byteOrder == .little) != (random.below(16) == 0)
        // A mask that says "max" or "sign bit" says so at every width.
        let shifted = value >> 63 == 1 ? value >> UInt64(64 - width * 8) : value
        for index in 0..<width where place + index < bytes.count {
            let shift = UInt64(8 * (isLittle ? index : width - 1 - index))
            bytes[place + index] = UInt8(truncatingIfNeeded: shifted >> shift)
        }
    }

    /// Makes a byte a little more or less.
    private mutating func step(_ place: Int) {
        let delta = UInt8(1 + random.below(16))
        bytes[place] = random.below(2) == 0 ? bytes[place] &+ delta : bytes[place] &- delta
    }

    private mutating func copy(_ count: Int) {
        let (from, to) = (place(), place())
        for index in 0..<count where max(from, to) + index < bytes.count {
            bytes[to + index] = bytes[from + index]
        }
    }

    private mutating func swap(_ count: Int) {
        let (a, b) = (place(), place())
        for index in 0..<count where max(a, b) + index < bytes.count {
            bytes.swapAt(a + index, b + index)
        }
    }

    private mutating func fill(_ place: Int) {
        let byte: UInt8 = [0, 0xff, 0x41, 0x1b][random.below(4)]
        for index in 0..<(1 << random.below(8)) where place + index < bytes.count {
            bytes[place + index] = byte
        }
    }

    private mutating func resize(_ place: Int) {
        if random.below(2) == 0 {
            bytes.removeLast(bytes.count - place)
        } else {
            bytes += [UInt8](repeating: UInt8(random.below(256)), count: 1 + random.below(256))
        }
    }
}
