import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import GoBinary

/// A program that was built, listed and thrown away; see `TestBinaries/linked.py`.
struct LinkedProgram: Decodable, Sendable, CustomTestStringConvertible {
    let go: String
    let build: String
    /// What the recipe says; facts that it leaves out are `no`, or `none`.
    let facts: [String: String]
    /// Its functions by `go tool nm`.
    let functions: [String]

    var testDescription: String { go + " " + build }

    static let all: [LinkedProgram] = {
        do {
            let url = TestBinary.folder.appendingPathComponent("linked.json")
            return try JSONDecoder().decode([LinkedProgram].self, from: Data(contentsOf: url))
        } catch {
            return []
        }
    }()

    /// What goelf makes of these functions.
    func told() throws -> [String: String] {
        let binary = try #require(TestBinary.all.first { $0.id == "tiny-static-amd64-go1.27" })
        let file = try FileBytes(path: binary.path)
        let image = try Image(elf: file)
        let table = try #require(FunctionTableReader(image, in: file).read().value)
        var cursor = FunctionCursor(table, in: file)
        let function = try #require(try cursor.next())
        let names = NameTable(
            (GoFactGroup.reliance.functions + TestFacts.functions).map { NamePattern($0) })
        var linked = LinkedFunctions(.known(table), names, isWhole: true)
        for name in functions {
            let bytes = Array(name.utf8)
            linked.add(function, bytes.span)
        }
        let sources = GoFactSources(
            image: image, file: file, limits: Limits(), build: nil, cgo: CgoFunctions(),
            functions: linked, symbols: LinkedSymbols())
        let facts =
            RelianceFact.table.map { $0.fact(of: sources) } + [TestFacts.fact(of: sources, nil)]
            + FIPSFacts.facts(of: sources)
        return Dictionary(uniqueKeysWithValues: facts.map { ($0.name, $0.value.word) })
    }
}

extension GoFact.Value {
    /// As recipes write it.
    var word: String {
        switch self {
        case .yes: "yes"
        case .no: "no"
        case .text(let text): text.text
        case .list(let texts): texts.map(\.text).joined(separator: ",")
        case .unknown: "unknown"
        }
    }
}

@Suite("What a program relies on")
struct RelianceTableTests {
    @Test("follows from its functions in every version of Go", arguments: LinkedProgram.all)
    func programs(_ program: LinkedProgram) throws {
        let told = try program.told()
        for (name, word) in told where name != "fips140-mode" {
            let expected = program.facts[name]
            #expect(word == expected ?? (word == "none" ? "none" : "no"), "\(name)")
        }
        #expect(program.facts.keys.allSatisfy { told[$0] != nil })
    }

    @Test("every version of Go was asked")
    func versions() {
        let versions = Set(LinkedProgram.all.map { $0.go.split(separator: ".")[1] })
        #expect(versions == ["15", "19", "21", "24", "26", "27"])
    }

    @Test("every name proves its value in some program, and is missing in another")
    func fixtures() throws {
        var words: [String: Set<String>] = [:]
        for program in LinkedProgram.all {
            for (name, word) in try program.told() { words[name, default: []].insert(word) }
        }
        for fact in RelianceFact.table {
            let seen = words[fact.name] ?? []
            for row in fact.rows {
                #expect(seen.contains(row.value.word), "\(fact.name) has no positive")
            }
            #expect(seen.contains(fact.otherwise.word), "\(fact.name) has no negative")
        }
        #expect(words["fips140-module"] == ["none", "standard-library", "v1.0.0-c2097c7c"])
        #expect(words["fips140-check"] == ["yes", "no"])
    }

    @Test("names are in kebab case, and none is there twice")
    func names() throws {
        let id = "tiny-static-amd64-go1.27"
        let facts = try all(try #require(TestBinary.all.first { $0.id == id }).path)
        #expect(Set(facts.map(\.name)).count == facts.count)
        for name in facts.map(\.name) {
            let isPlain = name.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (48...57).contains(byte) || byte == 45
            }
            #expect(isPlain && !name.isEmpty)
        }
    }

    @Test(
        "real binaries show what their recipes say",
        arguments: TestBinary.elf.filter { $0.truth.facts != nil })
    func recipes(_ binary: TestBinary) throws {
        let facts = try facts(binary.path)
        for (name, word) in binary.truth.facts ?? [:] {
            #expect(facts[name]?.value.word == word, "\(name)")
        }
    }

    @Test("what C does or watches for is in one real binary, and not in another")
    func realBinaries() throws {
        let names = [
            "plugin", "race", "msan", "asan", "boringcrypto", "system-roots", "embedded-roots",
        ]
        let binaries = TestBinary.all.filter { $0.truth.facts != nil }
        for name in names {
            let words = Set(binaries.compactMap { $0.truth.facts?[name] })
            #expect(words == ["yes", "no"], "\(name)")
        }
        for binary in binaries {
            let facts = try facts(binary.path)
            for name in names where binary.truth.facts?[name] == "yes" {
                let fact = try #require(facts[name])
                let row = try #require(RelianceFact.table.first { $0.name == name }?.rows.first)
                let evidence = try #require(fact.evidence.first)
                #expect(evidence.source == "function table" && evidence.offset != nil)
                #expect(evidence.confidence == .certain && fact.note == row.note)
                let stems = row.functions.map { String($0.prefix { $0 != "…" }) }
                #expect(stems.contains { evidence.detail.text.hasPrefix($0) }, "\(name)")
            }
        }
    }

    @Test(
        "the resolver is told by what was linked",
        arguments: [
            ("netuser-cgo-amd64-go1.22", "cgo-capable", "cgo"),
            ("netuser-nocgo-amd64-go1.22", "go", "go"),
            ("netuser-tags-amd64-go1.22", "go", "go"),
            ("tiny-static-amd64-go1.22", "none", "none"),
        ])
    func resolvers(_ id: String, _ resolver: String, _ users: String) throws {
        let facts = try facts(try #require(TestBinary.all.first { $0.id == id }).path)
        #expect(facts["dns-resolver"]?.value.word == resolver)
        #expect(facts["os-user"]?.value.word == users)
    }

    @Test("without a function table nothing is told")
    func noTable() throws {
        let binary = try #require(TestBinary.all.first { $0.id == "c-hello-pie-amd64" })
        let facts = try facts(binary.path)
        for fact in RelianceFact.table {
            #expect(facts[fact.name]?.value == .unknown)
            #expect(facts[fact.name]?.evidence == [])
        }
    }

    @Test("what rests on functions says which, or that none of them is there")
    func evidence() throws {
        let id = "relies-amd64-go1.21"
        let facts = try facts(try #require(TestBinary.all.first { $0.id == id }).path)
        let found = try #require(facts["time-zones"]?.evidence.first)
        #expect(found.source == "function table" && found.detail == "time.LoadLocation")
        #expect(found.offset != nil && found.confidence == .certain)
        let missing = try #require(facts["race"]?.evidence.first)
        #expect(missing.detail.text.hasSuffix("functions is runtime.racefuncenter"))
    }

    private func facts(_ path: String) throws -> [String: GoFact] {
        Dictionary(try all(path).map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    }

    private func all(_ path: String) throws -> [GoFact] {
        let file = try FileBytes(path: path)
        let image = try Image(elf: file)
        let build = BuildInformationReader(image, in: file).read().value
        let found = GoFactsReader(image, in: file, build: build).read()
        #expect(found.diagnostics == [])
        return found.facts
    }
}
