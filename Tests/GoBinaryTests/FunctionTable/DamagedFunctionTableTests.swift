import GoBinary
import ObjectFile
import TestSupport
import Testing

@Suite("Damaged function tables")
struct DamagedFunctionTableTests {
    private static let id = "tiny-static-amd64-go1.27"
    private static let bytes: [UInt8] = {
        do {
            let binary = try #require(TestBinary.all.first { $0.id == id })
            let file = try FileBytes(path: binary.path)
            let all = try file.bytes(
                in: .first(file.size), reading: FilePart("file", .read))
            return all.span.copied
        } catch {
            return []
        }
    }()

    /// The place of the table in the file, and of its parts.
    private struct Places {
        let table: Int
        let entries: Int

        init() throws {
            let file = FileBytes(DamagedFunctionTableTests.bytes)
            let table = try #require(
                FunctionTableReader(try Image(elf: file), in: file).read().value)
            self.table = Int(table.source.offset.rawValue)
            let bytes = DamagedFunctionTableTests.bytes.span
            entries = self.table + Int(bytes.number64(at: self.table + 8 + 7 * 8, .little))
        }
    }

    /// What a changed file gives, with the number of functions, of names and of places read.
    private struct Outcome {
        var error: ParseError?
        var functions = 0
        var names = 0
        var places = 0

        init(_ change: (inout [UInt8]) -> Void) throws {
            var bytes = DamagedFunctionTableTests.bytes
            change(&bytes)
            let file = FileBytes(bytes)
            let image = try Image(elf: file)
            let fact = FunctionTableReader(image, in: file).read()
            error = fact.error
            guard let table = fact.value else { return }
            var cursor = FunctionCursor(table, in: file)
            while let function = try cursor.next() {
                functions += 1
                do throws(ParseError) {
                    _ = try cursor.name(of: function).count
                    names += 1
                    if let file = try cursor.file(of: function) {
                        _ = try cursor.fileName(at: file).count
                    }
                    _ = try cursor.line(of: function)
                    places += 1
                } catch {
                    self.error = self.error ?? error
                }
            }
            _ = CgoReader(image, in: file).read()
            _ = GoFactsReader(image, in: file, build: nil).read()
        }
    }

    @Test("a count that does not fit is an error at its place")
    func count() throws {
        let table = try Places().table
        let outcome = try Outcome { bytes in
            for index in 8..<12 { bytes[table + index] = 0xff }
        }
        #expect(outcome.functions == 0)
        #expect(outcome.error?.code == .goFunctionTable)
        #expect(outcome.error?.offset.rawValue == UInt64(table + 8))
    }

    @Test("an unknown first word in its own section is read as the latest format and said to be so")
    func laterFormat() throws {
        let table = try Places().table
        var bytes = Self.bytes
        bytes[table] = 0xf2
        let file = FileBytes(bytes)
        let found = try #require(FunctionTableReader(try Image(elf: file), in: file).read().value)
        #expect(!found.format.isKnown)
        #expect(found.count == 1480)
        #expect(found.goVersionRange == "later than 1.27")
    }

    @Test("a part past the end is an error", arguments: 3..<8)
    func part(_ word: Int) throws {
        let table = try Places().table
        let outcome = try Outcome { bytes in
            for index in 0..<8 { bytes[table + 8 + word * 8 + index] = 0xff }
        }
        #expect(outcome.functions == 0)
        #expect(outcome.error?.offset.rawValue == UInt64(table + 8 + word * 8))
    }

    @Test("one record past the end hides no other function")
    func record() throws {
        let entries = try Places().entries
        let outcome = try Outcome { bytes in
            for index in 4..<8 { bytes[entries + 8 * 100 + index] = 0xff }
        }
        #expect(outcome.functions == 1480)
        #expect(outcome.names == 1479)
        #expect(outcome.error?.structure == "Go function 100")
    }

    @Test("wrong pointer sizes and instruction sizes are errors", arguments: [6, 7])
    func sizes(_ index: Int) throws {
        let table = try Places().table
        let outcome = try Outcome { $0[table + index] = 3 }
        #expect(outcome.functions == 0)
        #expect(outcome.error?.code == .goFunctionTable)
    }

    @Test("records that jump about cost time in proportion to the table")
    func jumps() throws {
        let places = try Places()
        let records = Self.bytes.span
        let far = records.number32(at: places.entries + 8 * 1400 + 4, .little)
        let near = records.number32(at: places.entries + 4, .little)
        let clock = ContinuousClock()
        let time = try clock.measure {
            let outcome = try Outcome { bytes in
                for function in 0..<1480 {
                    let place = function.isMultiple(of: 2) ? far : near
                    for byte in 0..<4 {
                        bytes[places.entries + 8 * function + 4 + byte] = UInt8(
                            truncatingIfNeeded: place >> UInt32(8 * byte))
                    }
                }
            }
            #expect(outcome.names == 1480)
        }
        #expect(time < .seconds(5))
    }

    @Test("no byte of the table, set to anything, stops the listing of the others")
    func mutations() throws {
        let places = try Places()
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        for _ in 0..<150 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let spread = places.entries - places.table + 60_000
            let place = places.table + Int(state >> 33) % spread
            let value = UInt8(truncatingIfNeeded: state >> 24)
            let outcome = try Outcome { $0[place] = value }
            #expect(outcome.functions == 1480 || outcome.error != nil)
        }
    }

    @Test("a file cut anywhere gives an answer", arguments: (0..<22).map { 100 + $0 * 61_001 })
    func truncation(_ size: Int) throws {
        _ = try Outcome { $0.removeSubrange(min(size, $0.count)...) }
    }

    @Test("inline trees that lie cost time in proportion to the file")
    func inlineTrees() throws {
        let places = try Places()
        var state: UInt64 = 0x2545_f491_4f6c_dd1d
        let clock = ContinuousClock()
        let records = Self.bytes.span
        for round in 0..<12 {
            let time = try clock.measure {
                var bytes = Self.bytes
                for function in 0..<1480 {
                    let record =
                        places.entries
                        + Int(records.number32(at: places.entries + 8 * function + 4, .little))
                    // Counts, values and data, at random; in some rounds all point to one place.
                    for field in [28, 43, 44 + 8, 44 + 12, 44 + 16, 44 + 20, 44 + 24, 44 + 28] {
                        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        guard round == 0 || state >> 60 < 4 else { continue }
                        bytes[record + field] = UInt8(truncatingIfNeeded: state >> 40)
                    }
                }
                let file = FileBytes(bytes)
                let image = try Image(elf: file)
                let table = try #require(FunctionTableReader(image, in: file).read().value)
                guard var trees = try InlineTreeReader(table, image, in: file) else { return }
                var functions = FunctionCursor(table, in: file)
                while let function = try functions.next() {
                    do throws(ParseError) {
                        _ = try trees.calls(in: function)
                    } catch {
                        #expect(error.code == .goFunctionTable || error.code == .limit)
                    }
                }
            }
            #expect(time < .seconds(10))
        }
    }

    @Test("init tasks that lie give another order or none, and no error")
    func initTasks() throws {
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        let file = FileBytes(Self.bytes)
        let image = try Image(elf: file)
        let data = image.loadedRanges.filter(\.isWritable).map(\.range)
        let range = try #require(data.first)
        for _ in 0..<12 {
            var bytes = Self.bytes
            for _ in 0..<2000 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let place = Int(range.offset.rawValue) + Int(state >> 33) % Int(range.size)
                bytes[place] = UInt8(truncatingIfNeeded: state >> 24)
            }
            let file = FileBytes(bytes)
            let image = try Image(elf: file)
            let table = try #require(FunctionTableReader(image, in: file).read().value)
            let order = try InitOrderReader(table, image, in: file).read()
            #expect(order.functions.allSatisfy { $0 < table.count })
        }
    }
}
