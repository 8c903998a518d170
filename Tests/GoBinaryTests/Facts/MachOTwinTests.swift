import GoBinary
import ObjectFile
import TestSupport
import Testing

/// What programs for macOS tell, beside what the same source, Go and processor tell for Linux.
@Suite("Facts of Mach-O files and of their twins for Linux")
struct MachOTwinTests {
    static let twins = [
        ("tiny-darwin-dwarf-amd64-go1.15", "tiny-dwarf-amd64-go1.15"),
        ("tiny-darwin-amd64-go1.22", "tiny-static-amd64-go1.22"),
        ("tiny-darwin-amd64-go1.27", "tiny-static-amd64-go1.27"),
        ("tiny-darwin-arm64-go1.27", "tiny-static-arm64-go1.27"),
    ]

    private static func file(_ id: String) throws -> FileBytes {
        let binary = try #require(TestBinary.all.first { $0.id == id })
        return try FileBytes(path: binary.path)
    }

    private static func facts(_ id: String) throws -> [GoFact] {
        let file = try file(id)
        let image = try id.contains("darwin") ? Image(machO: file) : Image(elf: file)
        let build = BuildInformationReader(image, in: file).read().value
        let found = GoFactsReader(image, in: file, build: build).read()
        #expect(found.diagnostics == [])
        return found.facts
    }

    @Test(
        "are the same, but for the kind of program and the packages for one system",
        arguments: twins)
    func facts(darwin: String, linux: String) throws {
        let (ours, theirs) = (try Self.facts(darwin), try Self.facts(linux))
        #expect(ours.map(\.name) == theirs.map(\.name))
        // Go makes nothing else for macOS since 1.22.
        let mode = darwin.hasSuffix("1.15") ? "exe" : "pie"
        for (our, their) in zip(ours, theirs) {
            switch our.name {
            case "build-mode": #expect(our.value == .text(ByteString(mode)))
            // `internal/runtime/syscall/linux` and its like.
            case "packages": #expect(our.value != .unknown)
            default: #expect(our.value == their.value, "\(our.name)")
            }
            #expect(our.note == their.note || our.name == "packages", "\(our.name)")
        }
    }

    @Test("speak of Mach-O where they say what they rest on", arguments: twins.map(\.0))
    func evidence(_ darwin: String) throws {
        for fact in try Self.facts(darwin) {
            #expect(fact.value == .unknown || !fact.evidence.isEmpty, "\(fact.name)")
            let texts = fact.evidence.flatMap { [$0.source, $0.detail.text] } + [fact.note ?? ""]
            for word in ["dynamic section", "segment header", ".go.", "SHT_", "PT_", ".debug_"] {
                #expect(!texts.contains { $0.contains(word) }, "\(fact.name): \(texts)")
            }
        }
    }

    @Test(
        "what ld64.lld linked starts in Go's main, whatever way its pointers are told",
        arguments: ["cgo-darwin-opcodes-arm64-go1.27", "cgo-darwin-chained-arm64-go1.27"])
    func external(_ id: String) throws {
        let facts = try Self.facts(id)
        let mode = try #require(facts.first { $0.name == "link-mode" })
        #expect(mode.value == .text("external") && mode.evidence.first?.detail == "main")
        let sum = try #require(facts.first { $0.name == "fips140-sum" })
        #expect(sum.value == .text("ok"))
        #expect(facts.first { $0.name == "build-mode" }?.note == nil)
    }

    @Test("a string variable has its value in both", arguments: twins)
    func variables(darwin: String, linux: String) throws {
        let names = ["main.version", "runtime.buildVersion"]
        let values = try [darwin, linux].map { id in
            let file = try Self.file(id)
            let image = try id == darwin ? Image(machO: file) : Image(elf: file)
            return GoVariableReader(image, in: file, build: nil).read(names).variables.map(\.value)
        }
        // -s removes the symbols of one that is signed by its linker.
        guard darwin.contains("amd64") else { return }
        #expect(values[0] == values[1] && !values[0].contains(nil))
    }

    @Test("compile units of both systems are the same")
    func units() throws {
        let (darwin, linux) = (try Self.file(Self.twins[0].0), try Self.file(Self.twins[0].1))
        let ours = CompileUnitReader(try Image(machO: darwin), in: darwin).read()
        let theirs = CompileUnitReader(try Image(elf: linux), in: linux).read()
        #expect(ours.diagnostics.isEmpty && ours.foreign.isEmpty)
        #expect(ours.goProducers.map(\.name) == theirs.goProducers.map(\.name))
        #expect(!ours.goProducers.isEmpty)
    }
}
