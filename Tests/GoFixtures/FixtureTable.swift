/// Writes a function table.
///
/// Spec: Go's `cmd/link/internal/ld` (`pcln.go`), of the version that a format is of.
struct FixtureTable {
    typealias Program = FunctionTableFixture

    let format: Program.Format
    let writer: FixtureWriter
    let quantum: Int
    /// Where code starts, as the header has it.
    let headerText: Int
    /// Where code starts.
    let text: Int
    /// Where the inlined calls of `main.main` lie: a distance from `gofunc`, or an address.
    let tree: Int
    /// Where the table lies.
    let address: Int
    /// What it lists.
    let contents: GoProgramFixture
    /// Names that no function has.
    var mentioned: [String] = []

    var isFirst: Bool { format == .go1_2 }
    var hasDistances: Bool { format == .go1_18 || format == .go1_20 }

    /// Some of the runtime's unit come first.
    private static let unitStart = 3
    /// How many files the first unit has.
    private static let unitFiles = 2

    /// A part of the table with the places of what is in it.
    private struct Piece {
        var bytes: [UInt8] = []
        var places: [Int] = []

        mutating func add(_ more: [UInt8]) {
            places.append(bytes.count)
            bytes += more
        }
    }

    private var names: Piece {
        var names = Piece()
        for function in contents.functions {
            let isLater = format == .go1_20 && function.name == "go.buildid"
            names.add(Array((isLater ? "go:buildid" : function.name).utf8) + [0])
        }
        for name in mentioned + Program.inlined { names.add(Array(name.utf8) + [0]) }
        return names
    }

    /// Where the names of inlined functions start among the names.
    var inlinedNames: [Int] {
        let start = isFirst ? firstLayout.names : 0
        return names.places.suffix(Program.inlined.count).map { start + $0 }
    }

    /// For each function the values of its file and of its lines, and behind them those of the
    /// inlined calls of `main.main`.
    private var values: Piece {
        var values = Piece()
        values.bytes = [0]
        for (index, function) in contents.functions.enumerated() {
            guard function.file != nil else {
                values.places += [0, 0]
                continue
            }
            values.add(steps([(number(of: function, index), 32)]))
            values.add(steps([(function.line, 16), (function.line + 5, 16)]))
        }
        values.add(steps([(-1, 8), (0, 8), (1, 8), (-1, 8)]))
        return values
    }

    /// The number under which a function knows its file.
    private func number(of function: Program.Function, _ index: Int) -> Int {
        guard let file = function.file else { return -1 }
        if isFirst { return file + 1 }
        return index < Self.unitStart ? file : file - Self.unitFiles
    }

    private func steps(_ stretches: [(value: Int, code: Int)]) -> [UInt8] {
        var bytes: [UInt8] = []
        var last = -1
        for (value, code) in stretches {
            let delta = value - last
            bytes += variable(delta < 0 ? (-delta - 1) << 1 | 1 : delta << 1)
            bytes += variable(code / quantum)
            last = value
        }
        return bytes + [0]
    }

    private func variable(_ value: Int) -> [UInt8] {
        value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7f | 0x80)] + variable(value >> 7)
    }

    /// The records of all functions, which start at a place of the table.
    private func records(at start: Int, _ names: [Int], _ values: [Int]) -> Piece {
        var records = Piece()
        for (index, function) in contents.functions.enumerated() {
            while (start + records.bytes.count) % writer.wordSize != 0 { records.bytes.append(0) }
            var record = writer
            if hasDistances { record.int(32 * index) } else { record.word(text + 32 * index) }
            let isMain = function.name == "main.main"
            let places = [values[2 * index], values[2 * index + 1]]
            for field in [names[index], 0, 0, 0] + places + [isMain ? 3 : 0] { record.int(field) }
            if !isFirst { record.int(index < Self.unitStart ? 0 : Self.unitFiles) }
            if format == .go1_20 { record.int(max(function.line - 1, 0)) }
            record.raw([0, 0, 0, isMain ? (isFirst ? 5 : 4) : 0])
            if isMain {
                for value in [0, 0, values.last ?? 0] { record.int(value) }
                data(&record, at: start + records.bytes.count)
            }
            records.add(record.bytes)
        }
        return records
    }

    /// What the collector and others need of a function; the tree is the last.
    private func data(_ record: inout FixtureWriter, at start: Int) {
        if hasDistances {
            for value in [-1, -1, -1, tree] { record.int(value) }
            return
        }
        while (address + start + record.bytes.count) % writer.wordSize != 0 { record.raw([0]) }
        for value in [Int](repeating: 0, count: isFirst ? 4 : 3) + [tree] { record.word(value) }
    }

    private var header: FixtureWriter {
        var header = writer
        header.number(UInt64(format.rawValue), 4)
        header.raw([0, 0, UInt8(quantum), UInt8(writer.wordSize)])
        header.word(contents.functions.count)
        return header
    }

    /// The table.
    var bytes: [UInt8] { isFirst ? firstBytes : laterBytes }

    private var laterBytes: [UInt8] {
        let (names, values) = (names, values)
        var files = Piece()
        for file in contents.files { files.add(Array(file.utf8) + [0]) }
        var units = writer
        for place in files.places { units.int(place) }
        let field = hasDistances ? 4 : writer.wordSize
        let entriesSize = (2 * contents.functions.count + 1) * field
        let records = records(at: entriesSize, names.places, values.places)
        var entries = writer
        for index in contents.functions.indices {
            let place = entriesSize + records.places[index]
            entries.number(UInt64(hasDistances ? 32 * index : text + 32 * index), field)
            entries.number(UInt64(place), field)
        }
        let end = 32 * contents.functions.count
        entries.number(UInt64(hasDistances ? end : text + end), field)
        var head = header
        head.word(contents.files.count)
        if hasDistances { head.word(headerText) }
        var place = head.bytes.count + 5 * writer.wordSize
        let parts = [
            names.bytes, units.bytes, files.bytes, values.bytes, entries.bytes + records.bytes,
        ].map { $0 + [UInt8](repeating: 0, count: (8 - $0.count % 8) % 8) }
        place = (place + 7) & ~7
        for part in parts {
            head.word(place)
            place += part.count
        }
        head.align(to: 8)
        return parts.reduce(head.bytes, +)
    }

    /// Where the parts of the first format start.
    private var firstLayout: (records: Int, names: Int, values: Int, files: Int) {
        let entries = 8 + writer.wordSize + (2 * contents.functions.count + 1) * writer.wordSize
        let records = (entries + 4 + 7) & ~7
        let none = [Int](repeating: 0, count: 2 * contents.functions.count + 1)
        let names = records + self.records(at: records, none, none).bytes.count
        let values = names + self.names.bytes.count
        return (records, names, values, (values + self.values.bytes.count + 3) & ~3)
    }

    private var firstBytes: [UInt8] {
        let layout = firstLayout
        let (names, values) = (names, values)
        let records = records(
            at: layout.records, names.places.map { $0 + layout.names },
            values.places.map { $0 == 0 ? 0 : $0 + layout.values })
        var table = header
        for index in contents.functions.indices {
            table.word(text + 32 * index)
            table.word(layout.records + records.places[index])
        }
        table.word(text + 32 * contents.functions.count)
        table.int(layout.files)
        table.align(to: 8)
        table.raw(records.bytes + names.bytes + values.bytes)
        table.align(to: 4)
        var place = layout.files + 4 * (contents.files.count + 1)
        table.int(contents.files.count + 1)
        for file in contents.files {
            table.int(place)
            place += file.utf8.count + 1
        }
        for file in contents.files { table.text(file) }
        return table.bytes
    }
}
