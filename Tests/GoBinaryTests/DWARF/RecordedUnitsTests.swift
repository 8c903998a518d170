import Foundation
import GoBinary
import ObjectFile
import TestSupport
import Testing

/// What `expect_units.py` wrote of one file.
private struct RecordedUnits: Decodable {
    struct Unit: Decodable {
        let name: String?
        let language: UInt64?
        let producer: String?
        let directory: String?
    }

    struct Producer: Decodable {
        let producer: String
        let count: Int
    }

    let tool: String
    let foreign: [Unit]
    let go: [Producer]
}

@Suite("Compile units of real binaries")
struct RecordedUnitsTests {
    private static let folder = TestBinary.folder.appendingPathComponent("expected/units")

    private static func recorded(_ name: String) throws -> RecordedUnits? {
        let url = folder.appendingPathComponent(name + ".json")
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        return try JSONDecoder().decode(RecordedUnits.self, from: try Data(contentsOf: url))
    }

    @Test("name, language, compiler and folder of every unit are those that pyelftools reads")
    func recorded() throws {
        var mismatches = Mismatches()
        var units = 0
        for file in Corpus.testBinaries {
            let recorded = try Self.recorded(file.name)
            let bytes = try file.file()
            let found = CompileUnitReader(try Image(elf: bytes), in: bytes).read()
            let place = file.name
            mismatches.compare(found.diagnostics.filter { $0.severity == .error }, [], place)
            mismatches.compare(
                each: found.foreign.map(\.name.text), recorded?.foreign.map { $0.name ?? "" } ?? [],
                place + ", name")
            mismatches.compare(
                each: found.foreign.map { $0.language?.rawValue },
                recorded?.foreign.map(\.language) ?? [], place + ", language")
            mismatches.compare(
                each: found.foreign.map(\.producer.text),
                recorded?.foreign.map { $0.producer ?? "" } ?? [], place + ", producer")
            mismatches.compare(
                each: found.foreign.map(\.directory.text),
                recorded?.foreign.map { $0.directory ?? "" } ?? [], place + ", directory")
            mismatches.compare(
                each: found.goProducers.map { "\($0.name) \($0.count)" },
                recorded?.go.map { "\($0.producer) \($0.count)" } ?? [], place + ", Go")
            units += found.foreign.count + found.goProducers.reduce(0) { $0 + $1.count }
        }
        mismatches.expectNone()
        // Nothing would be compared if none were found on either side.
        #expect(units > 150)
    }

    @Test("there is a record of every sort of debug information")
    func sorts() throws {
        for name in [
            "c-units-amd64", "c-units-s390x", "c-units-object-s390x", "c-units-object-386",
            "c-hello-zlib-amd64", "c-hello-zstd-amd64", "c-hello-zdebug-amd64",
            "c-hello-debug-amd64", "cgo-dwarf-amd64-go1.27", "tiny-dwarf-amd64-go1.15",
            "tiny-dwarf-s390x-go1.27", "archive-amd64-go1.19(000003.o)",
        ] {
            #expect(try Self.recorded(name) != nil, "\(name)")
        }
    }
}
