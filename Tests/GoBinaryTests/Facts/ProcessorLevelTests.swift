import ObjectFile
import TestSupport
import Testing

@testable import GoBinary

@Suite("The processor that a program needs")
struct ProcessorLevelTests {
    private func fact(_ id: String, _ change: (inout [UInt8]) -> Void = { _ in }) throws -> GoFact {
        let binary = try #require(TestBinary.all.first { $0.id == id })
        let whole = try FileBytes(path: binary.path)
        let all = try whole.bytes(in: .first(whole.size), reading: FilePart("file", .read))
        var bytes = all.span.copied
        change(&bytes)
        let file = FileBytes(bytes)
        let image = try Image(elf: file)
        let build = BuildInformationReader(image, in: file).read().value
        let found = GoFactsReader(image, in: file, build: build).read().facts
        return try #require(found.first { $0.name == "cpu-level" })
    }

    private static let sentence = Array("AMD64 processors with v3 microarchitecture".utf8)

    @Test("is proven by the sentence that the start-up code loads")
    func proof() throws {
        let fact = try fact("relies-amd64-go1.21")
        #expect(fact.value == .text("v3") && fact.note == nil)
        let evidence = try #require(fact.evidence.first)
        #expect(evidence.source == "start-up code" && evidence.confidence == .certain)
        #expect(evidence.detail.text.hasSuffix("with v3 microarchitecture support."))
    }

    @Test("a sentence that the start-up code does not load proves nothing")
    func text() throws {
        let fact = try fact("tiny-static-amd64-go1.27") { bytes in
            bytes +=
                Array("This program can only be run on AMD64 processors with v4".utf8)
                + Array(" microarchitecture support.\n".utf8)
        }
        #expect(fact.value == .text("v1"))
        #expect(fact.evidence.first?.confidence == .strong)
    }

    @Test("another level than that of the settings is believed to the code")
    func disagreement() throws {
        let fact = try fact("relies-amd64-go1.21") { bytes in
            guard let place = bytes.firstRange(of: Self.sentence)?.lowerBound else { return }
            bytes[place + 23] = UInt8(ascii: "4")
        }
        #expect(fact.value == .text("v4"))
        #expect(fact.evidence.last?.detail == "GOAMD64=v3")
    }

    @Test(
        "other processors have only the setting, or none",
        arguments: [
            ("tiny-static-arm-go1.21", "7"), ("tiny-static-mips-go1.21", "hardfloat"),
            ("tiny-static-ppc64le-go1.21", "power8"), ("tiny-static-arm64-go1.27", "v8.0"),
        ])
    func settings(_ id: String, _ level: String) throws {
        let fact = try fact(id)
        #expect(fact.value.word == level)
        #expect(fact.note == "said by the build settings only")
        #expect(fact.evidence.first?.confidence == .weak)
        #expect(try self.fact("tiny-static-s390x-go1.27").value == .unknown)
    }
}
