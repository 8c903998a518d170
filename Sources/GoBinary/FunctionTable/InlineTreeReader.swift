public import ObjectFile

/// Reads which calls the compiler inlined into a function.
///
/// Stack traces need it, so it is there in stripped files too. The trees lie outside the function
/// table, in the read-only data.
public struct InlineTreeReader: Sendable {
    private let table: FunctionTable
    private let layout: InlineTreeLayout
    private let order: ByteOrder
    private var memory: RelocatedMemory
    private var records: TableWindow
    private var values: TableWindow
    private var functions: FunctionCursor
    /// `moduledata.gofunc`; 0 where the table has addresses.
    private var base: UInt64 = 0
    /// What may be read of all functions together: a call costs 64, a value 4.
    private var budget: UInt64

    /// How many calls of one function are read: none has more than some hundreds.
    private static let mostCalls: UInt64 = 1 << 16
    private static let costOfCall: UInt64 = 64

    private var part: FilePart { FilePart("Go inline tree", .goFunctionTable) }

    /// Makes a reader for the functions of a table; nil where nothing tells where the trees are.
    ///
    /// Where no function has a tree, as after `-gcflags=-l`, that is nil, too, unless it is
    /// `allowingNone`: then no calls are found.
    ///
    /// - Complexity: O(*n*) in the file where its module data have no section.
    public init?(
        _ table: FunctionTable, _ image: Image, in file: FileBytes, limits: Limits = Limits(),
        allowingNone: Bool = false
    ) throws(ParseError) {
        self.table = table
        layout = InlineTreeLayout(table.format)
        order = table.layout.byteOrder
        memory = try RelocatedMemory(image, in: file, table.layout)
        records = TableWindow(file, table.records, .function)
        values = TableWindow(file, table.values, .functionTable, isScattered: true)
        functions = FunctionCursor(table, in: file, limits: limits)
        // A call has 16 bytes at least, a value two: a sound file needs a third of this.
        budget = limits.nameBudget(fileSize: file.size, times: 2) / 2
        guard layout.hasDistances else { return }
        if allowingNone, try !hasTrees(FunctionCursor(table, in: file)) { return }
        let reader = FunctionTableReader(image, in: file)
        guard let data = try reader.moduleData(of: table) else { return nil }
        guard let found = try findBase(data, FunctionCursor(table, in: file)) else { return nil }
        base = found
    }

    private mutating func hasTrees(_ all: FunctionCursor) throws(ParseError) -> Bool {
        var all = all
        while let function = try all.next() {
            if function.size > 0, try hasTree(function) { return true }
        }
        return false
    }

    /// The word of the module data that is `gofunc`, nil where none can be.
    ///
    /// Which one it is depends on the version: it is the one from which all trees of some functions
    /// have sense. It has always stood 16 to 21 words behind `text`.
    private mutating func findBase(
        _ data: ModuleData, _ all: FunctionCursor
    ) throws(ParseError) -> UInt64? {
        var all = all
        var samples: [Function] = []
        while samples.count < 16, let function = try all.next() {
            if function.size > 0, try hasTree(function) { samples.append(function) }
        }
        let first = data.textIndex + 12
        let last = min(data.textIndex + 28, data.words.count)
        guard first < last else { return nil }
        for word in data.words[first..<last] where word != 0 {
            base = word
            if try allFit(samples) { return word }
        }
        return nil
    }

    /// Whether the trees of all samples can be ones.
    ///
    /// One name may be the first of all, whose place is 0; where all are, these are zeros and no
    /// trees.
    private mutating func allFit(_ samples: [Function]) throws(ParseError) -> Bool {
        var names: Set<UInt32> = []
        for function in samples {
            guard let name = try firstName(function) else { return false }
            names.insert(name)
        }
        return !names.isEmpty && names != [0]
    }

    private mutating func hasTree(_ function: Function) throws(ParseError) -> Bool {
        try tree(of: function) != nil
    }

    /// Where the name of the first call of a function's tree is; nil where it can be none.
    private mutating func firstName(_ function: Function) throws(ParseError) -> UInt32? {
        guard let tree = try tree(of: function),
            let bytes = try memory.bytes(at: tree.address, layout.size, part),
            let record = InlineRecord(bytes.span, layout, order),
            UInt64(record.code) < function.size,
            try functions.isStartOfName(record.nameOffset)
        else { return nil }
        return record.nameOffset
    }

    /// The calls that were inlined into a function, and into those, in the order of the tree;
    /// empty where there are none.
    ///
    /// - Throws: `goFunctionTable` where the tree is not where it is said to be, `limit` where trees
    ///   repeat more than those of a sound file can.
    public mutating func calls(in function: Function) throws(ParseError) -> [InlinedCall] {
        guard let tree = try tree(of: function) else { return [] }
        let count = try count(tree.values, function)
        guard count > 0 else { return [] }
        guard count <= Self.mostCalls, count * Self.costOfCall <= budget else {
            let place = values.place(UInt64(tree.values))
            throw part.limit("is said to have \(count) calls", at: place)
        }
        budget -= count * Self.costOfCall
        guard let bytes = try memory.bytes(at: tree.address, count * layout.size, part) else {
            throw FilePart.function.entry(function.index).error(
                "has \(count) inlined calls at \(hexadecimal(tree.address)), past the end of the file",
                at: function.record ?? table.records.offset)
        }
        var found: [InlineRecord] = []
        var place = 0
        while place < bytes.count {
            let record = bytes.span.extracting(place..<(place + Int(layout.size)))
            guard let call = InlineRecord(record, layout, order) else {
                throw FilePart.function.entry(function.index).error(
                    "has an inline tree that makes no sense at \(hexadecimal(tree.address))",
                    at: function.record ?? table.records.offset)
            }
            found.append(call)
            place += Int(layout.size)
        }
        return try resolve(found, tree.values, function)
    }

    /// Where a function's tree is, and the table that tells which instruction is of which call.
    private mutating func tree(
        of function: Function
    ) throws(ParseError) -> (address: UInt64, values: UInt32)? {
        guard function.record != nil else { return nil }
        let start = function.place - table.records.offset.rawValue
        let fields = start + table.fieldSize + UInt64(function.shape.fixedSize)
        guard records.available(at: fields, most: 4) == 4 else { return nil }
        let counts = try records.load(fields, 4)
        let dataCount = UInt64(records.bytes.span[counts + 3])
        let valueCount = try records.field(at: start + table.fieldSize + 24, 4, order)
        let lists = fields + 4
        guard valueCount > InlineTreeLayout.valuesIndex, dataCount > layout.dataIndex,
            records.available(at: lists, most: valueCount * 4 + 4) == valueCount * 4 + 4
        else { return nil }
        let values = try records.field(at: lists + InlineTreeLayout.valuesIndex * 4, 4, order)
        guard values != 0 else { return nil }
        guard let address = try address(behind: lists + valueCount * 4) else { return nil }
        return (address, UInt32(truncatingIfNeeded: values))
    }

    /// The address of the tree, by the list of data that starts at a place of the records.
    private mutating func address(behind list: UInt64) throws(ParseError) -> UInt64? {
        if layout.hasDistances {
            let place = list + layout.dataIndex * 4
            guard records.available(at: place, most: 4) == 4 else { return nil }
            let distance = try records.field(at: place, 4, order)
            return distance == UInt64(UInt32.max) ? nil : base &+ distance
        }
        let size = table.layout.wordSize
        let start = table.source.address.rawValue &- table.range.offset.rawValue
        let unaligned = start &+ table.records.offset.rawValue &+ list
        let aligned = (unaligned &+ (size - 1)) / size * size
        let word = try memory.word(at: aligned &+ layout.dataIndex * size, part)
        return word == 0 ? nil : word
    }

    /// How many calls the tree has: nothing but the values that name them tells.
    private mutating func count(
        _ offset: UInt32, _ function: Function
    ) throws(ParseError) -> UInt64 {
        var walk = CodeValues(at: offset, quantum: table.quantum)
        var greatest: Int32 = -1
        while let (value, end) = try walk.next(&values, &budget) {
            greatest = max(greatest, value)
            if end >= function.size { break }
        }
        return UInt64(greatest + 1)
    }

    private mutating func resolve(
        _ records: [InlineRecord], _ tree: UInt32, _ function: Function
    ) throws(ParseError) -> [InlinedCall] {
        var parents: [Int32?] = records.map { $0.place.map { Int32($0.parent) } }
        var files: [Int32?] = records.map { $0.place?.file }
        var lines: [Int32?] = records.map { $0.place?.line }
        if !layout.tellsPlace {
            let codes = records.map(\.code)
            parents = try values(at: codes, in: tree)
            files = try values(at: codes, in: function.fileTable)
            lines = try values(at: codes, in: function.lineTable)
        }
        var calls: [InlinedCall] = []
        for (index, record) in records.enumerated() {
            var file: UInt32?
            if let number = files[index] { file = try functions.file(number, of: function) }
            let parent = parents[index] ?? -1
            calls.append(
                InlinedCall(
                    name: try functions.text(at: record.nameOffset),
                    parent: parent < 0 || parent >= records.count ? nil : Int(parent), file: file,
                    line: lines[index], startLine: record.startLine))
        }
        return calls
    }

    /// The values that hold at some instructions of a function, nil where the table has none.
    private mutating func values(
        at codes: [UInt32], in offset: UInt32
    ) throws(ParseError) -> [Int32?] {
        let sorted = codes.indices.sorted { codes[$0] < codes[$1] }
        var result = [Int32?](repeating: nil, count: codes.count)
        var walk = CodeValues(at: offset, quantum: table.quantum)
        var next = 0
        while next < sorted.count, let (value, end) = try walk.next(&values, &budget) {
            while next < sorted.count, UInt64(codes[sorted[next]]) < end {
                result[sorted[next]] = value
                next += 1
            }
        }
        return result
    }
}
