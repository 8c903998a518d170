import CPeers
import ObjectFile

/// A symbol table of half a million symbols with names as C++ has them, made in memory: real
/// libraries of that size have their names in the same order as their symbols, nearly all.
struct SymbolBytes {
    static let count = 500_000
    private(set) var table: [UInt8] = []
    private(set) var names: [UInt8] = [0]

    init() {
        table.reserveCapacity(Self.count * 24)
        var state: UInt64 = 1
        for index in 0..<Self.count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // From 12 to 267 bytes, 140 on average.
            let length = 12 + Int(state >> 56)
            put(UInt64(names.count), 4)
            table += [0x12, 0, 1, 0]
            put(UInt64(index) * 16, 8)
            put(16, 8)
            for place in 0..<length { names.append(UInt8(97 + place % 26)) }
            names.append(0)
        }
    }

    private mutating func put(_ value: UInt64, _ width: Int) {
        for index in 0..<width {
            table.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index)))
        }
    }

    /// Adds up values, sizes and lengths of names as C does.
    @inline(never)
    func sumInC() -> UInt64 {
        table.withUnsafeBufferPointer { table in
            names.withUnsafeBufferPointer { names in
                peer_symbols(table.baseAddress, Self.count, names.baseAddress, names.count)
            }
        }
    }

    /// Adds up the same by the library.
    @inline(never)
    func sum() -> UInt64 {
        var records = ELF.SymbolRecords(table.span, Layout(is64Bit: true, byteOrder: .little))
        let strings = ELF.StringTable(names.span)
        var sum: UInt64 = 0
        while let symbol = records.next() {
            sum &+= symbol.value &+ symbol.size
            sum &+= UInt64(strings.name(at: symbol.nameOffset).count)
        }
        return sum
    }

    /// How many times as long the library takes as C, each at its best of many rounds by turns.
    func ratio(rounds: Int) -> Double {
        var (inC, own) = (Duration.seconds(60), Duration.seconds(60))
        let clock = ContinuousClock()
        for _ in 0..<rounds {
            inC = min(inC, clock.measure { blackHole(sumInC()) })
            own = min(own, clock.measure { blackHole(sum()) })
        }
        return own / inC
    }

    /// The same out of a file, by windows.
    @inline(never)
    static func sum(_ file: FileBytes, _ object: ELF.Object) -> UInt64 {
        var sum: UInt64 = 0
        do throws(ParseError) {
            for table in try object.symbolTables(in: file) {
                var cursor = ELF.SymbolCursor(
                    table, in: file, object.header.layout, object.limits)
                while let symbol = try cursor.symbol() {
                    sum &+= symbol.value &+ symbol.size
                    sum &+= UInt64(try cursor.name(of: symbol).count)
                }
            }
        } catch {
            fatalError("\(error)")
        }
        return sum
    }
}
