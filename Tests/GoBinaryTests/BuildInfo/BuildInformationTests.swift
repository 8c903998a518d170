@testable import GoBinary
import ObjectFile
import TestSupport
import Testing

@Suite("Build information of real binaries")
struct BuildInformationTests {
    private static let single = TestBinary.elf.filter { !$0.id.hasPrefix("archive") }

    private static func read(
        _ binary: TestBinary, _ scope: BuildInformationReader.Scope = .section
    ) throws -> (Fact<BuildInformationReader.Result>, seenByGo: Bool) {
        let file = try FileBytes(path: binary.path)
        let image = try Image(elf: file)
        let result = BuildInformationReader(image, in: file).read(scope)
        return (result, GoReader.accepts(image, in: file))
    }

    @Test("is printed as go version -m prints it, byte for byte", arguments: single)
    func text(_ binary: TestBinary) throws {
        let expected = try #require(try binary.expected()["goVersion"] as? [String: Any])
        let (fact, seenByGo) = try Self.read(binary)
        var text = ""
        if let result = fact.value, result.source.section != nil, seenByGo {
            text = String(
                decoding: result.information.goVersionText(path: "{file}"), as: UTF8.self)
        }
        #expect(text == expected["stdout"] as? String)
        #expect((text.isEmpty ? 1 : 0) == expected["status"] as? Int)
    }

    @Test("is found in every Go binary, with sections or without", arguments: single)
    func found(_ binary: TestBinary) throws {
        let (fact, _) = try Self.read(binary, .dataSegments)
        #expect(fact.value?.information.goVersion.text == binary.goVersion)
        guard let result = fact.value else { return }
        let minor = Int(binary.go?.split(separator: ".")[1] ?? "")
        #expect(result.source.encoding == ((minor ?? 0) < 18 ? .pointers : .inline))
        #expect((result.source.section == nil) == binary.id.contains("nosections"))
    }

    @Test("names system and architecture of the recipe")
    func settings() throws {
        for binary in Self.single where binary.go != nil {
            let (fact, _) = try Self.read(binary)
            // Settings came with Go 1.18.
            guard let information = fact.value?.information, !information.settings.isEmpty else {
                continue
            }
            #expect(information.setting("GOOS") == binary.goos, "\(binary.id)")
            #expect(information.setting("GOARCH") == binary.goarch, "\(binary.id)")
        }
    }
}
