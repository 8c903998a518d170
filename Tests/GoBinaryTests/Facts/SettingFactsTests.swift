import ObjectFile
import TestSupport
import Testing

@testable import GoBinary

@Suite("Facts by settings")
struct SettingFactsTests {
    private func facts(
        _ version: String, _ settings: [(String, String)]
    ) throws -> [String: GoFact] {
        let binary = try #require(TestBinary.all.first { $0.id == "tiny-static-s390x-go1.15" })
        let file = try FileBytes(path: binary.path)
        let image = try Image(elf: file)
        let lines = settings.map { "build\t\($0.0)=\($0.1)\n" }.joined()
        let frame = String(repeating: "0", count: 16)
        let modules = Bytes(Array((frame + "path\texample.com/x\n" + lines + frame).utf8))
        let information = try BuildInformation(
            goVersion: ByteString(version), modules: modules, at: .start, Limits())
        let build = BuildInformationReader.Result(
            information: information,
            source: BuildInformation.Source(section: nil, offset: .start, encoding: .inline))
        let found = GoFactsReader(image, in: file, build: build).read().facts
        return Dictionary(found.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    }

    @Test(
        "experiments stand in the version, in the settings, or in both",
        arguments: [
            ("go1.24.11 X:boringcrypto", "boringcrypto", "boringcrypto"),
            ("go1.26.6-X:nodwarf5,jsonv2", "", "nodwarf5,jsonv2"),
            ("devel go1.21-abcdef X:rangefunc", "loopvar", "rangefunc,loopvar"),
            ("go1.27.3", "", ""), ("go1.27.3-MAX:x", "", ""), ("go1.27.3", "arenas", "arenas"),
        ])
    func experiments(_ version: String, _ setting: String, _ word: String) throws {
        let settings = setting.isEmpty ? [] : [("GOEXPERIMENT", setting)]
        let fact = try facts(version, settings)["goexperiment"]
        #expect(fact?.value.word == word)
        #expect(fact?.evidence.isEmpty == false)
    }

    @Test("a version that was taken away proves nothing by what is not there")
    func unknownVersion() throws {
        let bare = try facts("unknown", [])
        for name in [
            "goexperiment", "default-godebug", "pgo", "fips140-mode", "race", "os-exec",
            "dns-resolver",
        ] {
            #expect(bare[name]?.value == .unknown, "\(name)")
            #expect(bare[name]?.note != nil)
        }
        let kept = try facts("unknown", [("-pgo", "default.pgo")])
        #expect(kept["goexperiment"]?.value == .unknown)
        #expect(kept["pgo"]?.value.word == "default.pgo")
        let told = try facts("unknown", [("GOEXPERIMENT", "arenas")])
        #expect(told["goexperiment"]?.value.word == "arenas")
    }

    @Test("what only a setting tells says so")
    func notes() throws {
        let facts = try facts(
            "go1.24.1",
            [
                ("-pgo", "default.pgo"), ("DefaultGODEBUG", "a=1,fips140=on,b=2"),
                ("GOFIPS140", "latest"),
            ])
        #expect(facts["pgo"]?.value.word == "default.pgo")
        #expect(facts["default-godebug"]?.value.word == "a=1,fips140=on,b=2")
        #expect(facts["fips140-mode"]?.value.word == "on")
        for name in ["pgo", "default-godebug", "fips140-mode"] {
            #expect(facts[name]?.note == "said by the build settings only")
            #expect(facts[name]?.evidence.allSatisfy { $0.confidence == .weak } == true)
        }
    }

    @Test("a Go older than the names proves nothing by their absence, but had no newer thing")
    func old() throws {
        let facts = try facts("go1.13.4", [])
        #expect(facts["race"]?.value == .unknown)
        #expect(facts["dns-resolver"]?.value == .unknown)
        #expect(facts["cover"]?.value == .no)
        #expect(facts["embedded-roots"]?.value == .no)
    }

    @Test("without build information nothing is said of settings")
    func none() throws {
        let binary = try #require(TestBinary.all.first { $0.id == "tiny-static-amd64-go1.27" })
        let file = try FileBytes(path: binary.path)
        let found = GoFactsReader(try Image(elf: file), in: file, build: nil).read().facts
        for name in ["goexperiment", "default-godebug", "pgo", "fips140-mode"] {
            #expect(found.first { $0.name == name }?.value == .unknown)
        }
        // Its start-up code tells without them.
        #expect(found.first { $0.name == "cpu-level" }?.value == .text("v1"))
    }
}
