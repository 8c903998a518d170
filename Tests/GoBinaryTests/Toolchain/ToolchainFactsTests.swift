import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import GoBinary

/// Rows of the list of what people find out by hand stand in the names of the tests.
@Suite("Facts of the toolchain in real binaries")
struct ToolchainFactsTests {
    /// Programs, libraries and no archives, of every version of Go.
    static let binaries = TestBinary.elf.filter {
        $0.go != nil && !$0.id.hasPrefix("archive")
    }

    @Test("row 1: the root of the standard library is that of the recipe", arguments: binaries)
    func goRoot(_ binary: TestBinary) throws {
        let facts = try facts(binary)
        let version = try #require(binary.id.split(separator: "-").last)
        let isTrimmed = binary.args?.contains("-trimpath") == true
        #expect(
            facts["goroot"]
                == .text(isTrimmed ? "none" : ByteString("/tmp/goelf-testbinaries/\(version)")))
        #expect(facts["trimpath"] == (isTrimmed ? .yes : .no))
    }

    @Test("four toolchains show four roots")
    func fourRoots() throws {
        let roots = try ["1.15", "1.19", "1.24", "1.27"].map {
            try facts("tiny-static-amd64-go" + $0)["goroot"]
        }
        #expect(Set(roots.compactMap { $0 }).count == 4)
    }

    @Test(
        "row 4: all that tells a version tells the recipe's",
        arguments: binaries.filter { $0.goVersion != nil })
    func versions(_ binary: TestBinary) throws {
        let facts = try facts(binary)
        let version = try #require(binary.goVersion)
        #expect(facts["go-version"] == .text(ByteString(version)))
        #expect(facts["go-version-agrees"] == .yes)
        #expect(facts["layout-agrees"] == .yes)
        #expect(facts["built-from-files"] == .no)
        #expect(facts["obfuscation"] == .text("none"))
        #expect(facts["packer"] == .text("none"))
        if facts["symbol-table"] == .yes {
            #expect(
                list(facts["go-version-sources"]).contains {
                    $0 == "runtime.buildVersion: \(version)"
                })
        }
    }

    @Test("row 2: a build from files is no build for release")
    func files() throws {
        // As long as before: what the main package's path takes, its module's gives.
        let changed = Self.replacing(
            Array("path\texample.com/tiny\nmod\texample.com/tiny".utf8),
            by: Array("path\tcommand-line-arguments\nmod\texample.co".utf8),
            in: try bytes("tiny-static-amd64-go1.27"))
        let facts = try facts(changed)
        #expect(facts["built-from-files"] == .yes)
    }

    @Test(
        "packages are counted by functions, where no modules are listed too",
        arguments: [
            ("tiny-static-amd64-go1.15", 1), ("netuser-cgo-amd64-go1.22", 1),
            ("deps-amd64-go1.27", 1), ("fips-amd64-go1.27", 1),
        ])
    func packages(_ id: String, _ others: Int) throws {
        let fact = try #require(try read(try bytes(id)).first { $0.name == "packages" })
        guard case .text(let count) = fact.value, let count = Int(count.text) else {
            Issue.record("no count")
            return
        }
        #expect(fact.note == "\(count - others) of the standard library, \(others) others")
    }

    @Test(
        "the standard library is known by the first part of a path",
        arguments: [
            ("runtime", true), ("net/http", true), ("vendor/golang.org/x/net/idna", true),
            ("crypto/internal/fips140/v1.0.0-c2097c7c/aes", true), ("main", false),
            ("github.com/x/y", false), ("runtimes/x", false), ("", false),
        ] as [(ByteString, Bool)])
    func standard(_ package: ByteString, _ expected: Bool) {
        #expect(PackageFacts.isStandard(package) == expected)
    }

    @Test("row 7: a version that is edited disagrees with the runtime's own and with the table's")
    func edited() throws {
        let bytes = try bytes("tiny-static-amd64-go1.27")
        let blob = try #require(Self.find(Array("\u{8}go1.27.3".utf8), in: bytes))
        var changed = bytes
        changed.replaceSubrange((blob + 1)..<(blob + 9), with: Array("go1.19.8".utf8))
        let found = try read(changed)
        let agrees = try #require(found.first { $0.name == "go-version-agrees" })
        #expect(agrees.value == .no)
        #expect(agrees.note == "build information says go1.19.8, runtime.buildVersion go1.27.3")
        #expect(agrees.evidence.map(\.source) == ["build information", "runtime.buildVersion"])
        // The guard `ReadBuildInfo().GoVersion != runtime.Version()` cannot see it: both are
        // runtime.buildVersion.
        #expect(agrees.evidence.last?.detail == "go1.27.3")
    }

    @Test("row 4: a package that another Go compiled shows in the debug information")
    func mixed() throws {
        var debug = DebugFile()
        debug.abbreviate(1, DebugFile.plain)
        for version in ["go1.27.3", "go1.27.3", "go1.26.6"] {
            debug.unit { entry in
                // DW_LANG_Go.
                entry.raw([1, 0x16])
                entry.text("example.com/x")
                entry.text("Go cmd/compile \(version); regabi")
            }
        }
        let found = try read(debug.build().bytes)
        let sources = try #require(found.first { $0.name == "go-version-sources" })
        #expect(list(sources.value) == ["compiler: go1.27.3", "compiler: go1.26.6"])
        let agrees = try #require(found.first { $0.name == "go-version-agrees" })
        #expect(agrees.value == .no)
        #expect(agrees.note == "compiler says go1.27.3, compiler go1.26.6")
        #expect(agrees.evidence.last?.source == "debug information")
        #expect(agrees.evidence.last?.detail == "Go cmd/compile go1.26.6; regabi")
    }

    @Test(
        "row 4: the compiler of every package is that of the recipe",
        arguments: binaries.filter { $0.id.contains("-dwarf-") })
    func compilers(_ binary: TestBinary) throws {
        let version = try #require(binary.go)
        let sources = list(try facts(binary)["go-version-sources"])
        #expect(sources.filter { $0.hasPrefix("compiler: ") } == ["compiler: \(version)"])
    }

    @Test("row 7: without symbols the function table still contradicts it")
    func editedStripped() throws {
        var bytes = try bytes("tiny-static-amd64-go1.24")
        let blob = try #require(Self.find(Array("\u{9}go1.24.11".utf8), in: bytes))
        bytes.replaceSubrange((blob + 1)..<(blob + 10), with: Array("go1.18.10".utf8))
        let found = try read(bytes)
        #expect(found.first { $0.name == "symbol-table" }?.value == .no)
        let agrees = try #require(found.first { $0.name == "go-version-agrees" })
        #expect(agrees.value == .no)
        #expect(agrees.note?.hasPrefix("build information says go1.18.10, ") == true)
    }

    @Test("row 47: where the environment has no GOROOT the linker's string is all there is")
    func defaultRoot() throws {
        // The program prints runtime.GOROOT(): run alone it prints just that.
        let facts = try read(try bytes("fips-amd64-go1.27"))
        let root = try #require(facts.first { $0.name == "default-goroot" })
        #expect(root.value == .text("/tmp/goelf-testbinaries/go1.27"))
        #expect(root.evidence.first?.source == "symbol table")
        // -trimpath makes it empty: nothing is searched for, neither beside the program nor above.
        var bytes = try bytes("fips-amd64-go1.27")
        let offset = try #require(
            GoVariableReader(try Image(elf: FileBytes(bytes)), in: FileBytes(bytes), build: nil)
                .read(["runtime.defaultGOROOT"]).variables.first?.offset)
        for index in 8..<16 { bytes[Int(offset.rawValue) + index] = 0 }
        let empty = try #require(try read(bytes).first { $0.name == "default-goroot" })
        #expect(empty.value == .text("none"))
        #expect(
            empty.note == "runtime.GOROOT() is empty unless the environment has a GOROOT")
    }

    @Test("a frozen FIPS module bounds the version from below")
    func module() throws {
        let facts = try facts("fips-amd64-go1.27")
        #expect(list(facts["go-version-sources"]).contains("FIPS module: 1.24+"))
        #expect(facts["go-version-agrees"] == .yes)
    }

    @Test("what debug.ReadBuildInfo returns is compared with what others read")
    func moduleInformation() throws {
        var bytes = try bytes("tiny-static-amd64-go1.27")
        #expect(try facts(bytes)["modinfo-agrees"] == .yes)
        let blob = try #require(Self.find(Array("-buildmode=exe".utf8), in: bytes))
        bytes.replaceSubrange((blob + 11)..<(blob + 14), with: Array("pie".utf8))
        #expect(try facts(bytes)["modinfo-agrees"] == .no)
    }

    @Test("row 14: a header of another byte order is told apart")
    func layout() throws {
        var bytes = try bytes("tiny-static-amd64-go1.27")
        let blob = try #require(Self.find([0xff] + Array(" Go buildinf:".utf8), in: bytes))
        #expect(bytes[blob + 14] == 8)
        bytes[blob + 14] = 4
        let found = try read(bytes)
        let fact = try #require(found.first { $0.name == "layout-agrees" })
        #expect(fact.value == .no)
        #expect(
            fact.evidence.map(\.source) == ["file header", "function table", "build information"])
    }

    // The smallest instruction has two bytes since Go 1.26.
    @Test("a table of RISC-V counts in two bytes or four", arguments: [2, 4, 1] as [UInt8])
    func quantum(_ quantum: UInt8) throws {
        var bytes = try bytes("tiny-static-riscv64-go1.21")
        let image = try Image(elf: FileBytes(bytes))
        let section = try #require(try image.section(named: ".gopclntab", in: FileBytes(bytes)))
        bytes[Int(section.range.offset.rawValue) + 6] = quantum
        let fact = try #require(try read(bytes).first { $0.name == "layout-agrees" })
        #expect(fact.value == .init(quantum != 1))
    }

    /// The bytes with another run of the same length in all places that have one.
    static func replacing(_ old: [UInt8], by new: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        var changed = bytes
        while old.count == new.count, let place = find(old, in: changed) {
            changed.replaceSubrange(place..<(place + old.count), with: new)
        }
        return changed
    }

    static func find(_ wanted: [UInt8], in bytes: [UInt8]) -> Int? {
        Data(bytes).range(of: Data(wanted))?.lowerBound
    }

    private func list(_ value: GoFact.Value?) -> [String] {
        if case .list(let texts) = value { texts.map(\.text) } else { [] }
    }

    private func bytes(_ id: String) throws -> [UInt8] { try ToolchainFacts.bytes(id) }
    private func read(_ bytes: [UInt8]) throws -> [GoFact] { try ToolchainFacts.read(bytes) }
    private func facts(_ id: String) throws -> [String: GoFact.Value] {
        try ToolchainFacts.facts(try bytes(id))
    }
    private func facts(_ bytes: [UInt8]) throws -> [String: GoFact.Value] {
        try ToolchainFacts.facts(bytes)
    }
    private func facts(_ binary: TestBinary) throws -> [String: GoFact.Value] {
        try ToolchainFacts.facts(of: binary)
    }
}

/// Facts of the group, by their names.
enum ToolchainFacts {
    static func bytes(_ id: String) throws -> [UInt8] {
        let path = TestBinary.folder.appendingPathComponent("bin/\(id)").path
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Those of all binaries of Go, read once for all tests.
    private static let all: [String: [GoFact]] = {
        let pairs = ToolchainFactsTests.binaries.compactMap { binary in
            (try? read(try bytes(binary.id))).map { (binary.id, $0) }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }()

    static func facts(of binary: TestBinary) throws -> [String: GoFact.Value] {
        let facts = try #require(all[binary.id])
        return Dictionary(uniqueKeysWithValues: facts.map { ($0.name, $0.value) })
    }

    static func read(_ binary: TestBinary) throws -> [GoFact] { try #require(all[binary.id]) }

    static func read(_ bytes: [UInt8]) throws -> [GoFact] {
        let file = FileBytes(bytes)
        let image = try Image(elf: file)
        let build = BuildInformationReader(image, in: file).read().value
        return GoFactsReader(image, in: file, build: build).read().facts
    }

    static func facts(_ bytes: [UInt8]) throws -> [String: GoFact.Value] {
        Dictionary(uniqueKeysWithValues: try read(bytes).map { ($0.name, $0.value) })
    }
}
