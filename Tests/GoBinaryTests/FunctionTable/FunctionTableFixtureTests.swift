import GoBinary
import GoFixtures
import ObjectFile
import Testing

/// What is damaged in great number has to be sound before, or damage to it would prove nothing.
@Suite("The small programs with function tables that hostile runs damage")
struct FunctionTableFixtureTests {
    typealias Fixture = FunctionTableFixture

    private struct Reading {
        let image: Image
        let file: FileBytes
        let table: FunctionTable

        init(_ fixture: Fixture) throws {
            file = FileBytes(fixture.bytes)
            image = try Image(elf: file)
            table = try #require(FunctionTableReader(image, in: file).read().value)
        }

        var facts: [GoFact] {
            get throws {
                let build = try #require(BuildInformationReader(image, in: file).read().value)
                return GoFactsReader(image, in: file, build: build).read().facts
            }
        }
    }

    /// A function as a text: name, entry, size, file and line.
    private static func rows(_ fixture: Fixture) -> [String] {
        Fixture.functions.enumerated().map { index, function in
            let isLater = fixture.format == .go1_20 && function.name == "go.buildid"
            let name = isLater ? "go:buildid" : function.name
            let place = function.file.map { " \(Fixture.files[$0]):\(function.line)" } ?? ""
            return "\(name) \(fixture.entry(of: index)) 32\(place)"
        }
    }

    @Test("all functions are read as they were written", arguments: Fixture.all)
    func functions(_ fixture: Fixture) throws {
        let reading = try Reading(fixture)
        var cursor = FunctionCursor(reading.table, in: reading.file)
        var rows: [String] = []
        while let function = try cursor.next() {
            var row = ByteString(try cursor.name(of: function)).text
            row += " \(function.entry.rawValue) \(function.size)"
            if let file = try cursor.file(of: function) {
                let line = try cursor.line(of: function) ?? -1
                row += " \(ByteString(try cursor.fileName(at: file)).text):\(line)"
            }
            rows.append(row)
        }
        #expect(rows == Self.rows(fixture))
        #expect(reading.table.format.rawValue == fixture.format.rawValue)
        #expect(fixture.bytes.count < 8192)
    }

    @Test("the table is found in the way that is meant", arguments: Fixture.all)
    func way(_ fixture: Fixture) throws {
        let table = try Reading(fixture).table
        let text = table.textStart?.way
        let isOld = fixture.format == .go1_2 || fixture.format == .go1_16
        switch fixture.way {
        case .section: #expect(table.source.way == .section(".gopclntab"))
        case .module:
            #expect(table.source.way == .section(".gopclntab"))
            #expect(table.moduleData?.hasSection == true)
        case .symbol: #expect(table.source.way == .symbol)
        case .search: #expect(table.source.way == .search)
        }
        #expect(text == (isOld ? nil : fixture.way == .section ? .header : .moduleData))
    }

    @Test("inlined calls are read, one inside the other", arguments: Fixture.all)
    func inlined(_ fixture: Fixture) throws {
        let reading = try Reading(fixture)
        var trees = try #require(
            try InlineTreeReader(reading.table, reading.image, in: reading.file))
        var cursor = FunctionCursor(reading.table, in: reading.file)
        var found: [InlinedCall] = []
        while let function = try cursor.next() { found += try trees.calls(in: function) }
        #expect(found.map(\.name.text) == Fixture.inlined)
        #expect(found.map(\.parent) == [nil, 0])
        let isLater = fixture.format == .go1_20
        #expect(found.map(\.line) == (isLater ? [70, 70] : [71, 72]))
        #expect(found.map(\.startLine) == (isLater ? [30, 31] : [nil, nil]))
        for call in found {
            let file = try #require(call.file)
            let name = ByteString(try cursor.fileName(at: file)).text
            #expect(name == Fixture.files[2])
        }
    }

    @Test("init functions are read in the order in which they run", arguments: Fixture.all)
    func inits(_ fixture: Fixture) throws {
        let reading = try Reading(fixture)
        let order = try InitOrderReader(reading.table, reading.image, in: reading.file).read()
        let isListed = fixture.format == .go1_20
        let isSearched = fixture.way == .search
        #expect(order.source == (isListed ? .moduleData : isSearched ? .table : .symbols))
        #expect(order.functions == (order.source == .table ? [2, 5, 11] : [2, 11, 5]))
    }

    @Test("facts rest on all of it", arguments: Fixture.all)
    func facts(_ fixture: Fixture) throws {
        let facts = try Reading(fixture).facts
        func value(_ name: String) -> GoFact.Value? { facts.first { $0.name == name }?.value }
        #expect(value("time-zones") == .yes)
        #expect(value("goroot") == .text("/usr/local/go"))
        #expect(value("fips140-sum") == .text("ok"))
        let isProven = fixture.is64Bit && !fixture.isBig
        #expect(value("cpu-level") == (isProven ? .text("v3") : nil) || !isProven)
    }

    @Test("calls into C and exports to it are seen", arguments: Fixture.all)
    func cgo(_ fixture: Fixture) throws {
        let reading = try Reading(fixture)
        let evidence = CgoReader(reading.image, in: reading.file).read()
        #expect(evidence.verdict == .callsC)
        #expect(evidence.packages.contains { $0.calls == ["puts"] && $0.path?.text == "main" })
        #expect(evidence.packages.flatMap(\.exports) == ["callback"])
    }

    @Test("the variable is read where there are symbols", arguments: Fixture.all)
    func variable(_ fixture: Fixture) throws {
        let reading = try Reading(fixture)
        let reader = GoVariableReader(reading.image, in: reading.file, build: nil)
        let variable = reader.read(["main.version"]).variables.first
        let expected: ByteString? = fixture.way == .search ? nil : ByteString(Fixture.version)
        #expect(variable?.value == expected)
    }
}
