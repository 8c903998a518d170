import GoBinary
import ObjectFile
import TestSupport
import Testing

@Suite("How real binaries were linked")
struct LinkFactsTests {
    static let binaries = ToolchainFactsTests.binaries

    @Test("the mode that was asked for stands beside what the file is", arguments: binaries)
    func buildMode(_ binary: TestBinary) throws {
        let facts = try ToolchainFacts.facts(of: binary)
        let asked = binary.args?.first { $0.hasPrefix("-buildmode=") }.map {
            String($0.dropFirst("-buildmode=".count))
        }
        let ldflags = binary.args?.first { $0.hasPrefix("-ldflags=") } ?? ""
        let isPIE = ldflags.contains("-buildmode=pie") || binary.id.contains("android")
        let expected = isPIE ? "pie" : asked ?? "exe"
        #expect(facts["build-mode"] == .text(ByteString(expected)))
        // Go writes the setting down since 1.20.
        let isOld = ["go1.15", "go1.17", "go1.19"].contains { binary.id.hasSuffix($0) }
        #expect(
            facts["build-mode-declared"] == (isOld ? .unknown : .text(ByteString(asked ?? "exe"))))
    }

    @Test("the linker is Go's own or that of the C compiler", arguments: binaries)
    func linkMode(_ binary: TestBinary) throws {
        let facts = try ToolchainFacts.facts(of: binary)
        #expect(facts["link-mode"] == .text(binary.isLinkedByC ? "external" : "internal"))
    }

    @Test(
        "row 43: symbols and debug information may be gone, the function table stays",
        arguments: binaries)
    func stripped(_ binary: TestBinary) throws {
        let facts = try ToolchainFacts.facts(of: binary)
        #expect(facts["function-table"] == .yes)
        guard !binary.id.contains("nosections") else {
            #expect(facts["symbol-table"] == .unknown)
            return
        }
        // What llvm-readobj says. `-w` of Go's linker leaves the debug information of C.
        let sections = try #require(try Recorded(binary).readelf?.sections.map(\.name))
        #expect(
            facts["debug-information"]
                == (sections.contains { $0.hasSuffix("debug_info") } ? .yes : .no))
        #expect(facts["symbol-table"] == (sections.contains(".symtab") ? .yes : .no))
    }

    @Test("row 44: -ldflags=-buildmode=pie declares exe and makes a PIE, which is said")
    func mismatch() throws {
        let facts = try ToolchainFacts.read(try ToolchainFacts.bytes("fips-amd64-go1.27"))
        let mode = try #require(facts.first { $0.name == "build-mode" })
        #expect(mode.value == .text("pie"))
        #expect(
            mode.note == "though the build settings say exe: -ldflags=-buildmode=pie does that")
        #expect(facts.first { $0.name == "build-mode-declared" }?.value == .text("exe"))
        // One that was asked for is no mismatch.
        let asked = try ToolchainFacts.read(try ToolchainFacts.bytes("tiny-pie-amd64-go1.27"))
        #expect(asked.first { $0.name == "build-mode" }?.note == nil)
    }

    @Test("row 43: stripping hides no names from stack traces, and the fact says so")
    func traces() throws {
        let facts = try ToolchainFacts.read(try ToolchainFacts.bytes("tiny-static-amd64-go1.24"))
        let symbols = try #require(facts.first { $0.name == "symbol-table" })
        #expect(symbols.value == .no)
        #expect(symbols.note == "stack traces keep their names without")
    }

    @Test("what a damaged file hides is unknown, not stripped")
    func damaged() throws {
        let bytes = Array(try ToolchainFacts.bytes("cgo-dynamic-amd64-go1.27").prefix(3000))
        let facts = try ToolchainFacts.read(bytes)
        for name in ["function-table", "symbol-table", "debug-information"] {
            let fact = try #require(facts.first { $0.name == name })
            #expect(fact.value == .unknown, "\(name)")
            #expect(fact.note?.contains("section header table ends at") == true, "\(name)")
        }
        let file = FileBytes(bytes)
        let reader = GoVariableReader(try Image(elf: file), in: file, build: nil)
        let note = reader.read(["main.version"]).variables.first?.note
        #expect(note?.hasPrefix("not found: section header table ends at") == true)
    }

    @Test("row 48: what is known says what it rests on", arguments: binaries)
    func evidence(_ binary: TestBinary) throws {
        for fact in try ToolchainFacts.read(binary) where fact.value != .unknown {
            #expect(!fact.evidence.isEmpty, "\(fact.name)")
        }
    }
}
