import Foundation
import GoFixtures
import GoInspect
import GoReport
import ObjectFile
import TestSupport
import Testing

@Suite("What is said of code signatures")
struct SignatureTopicTests {
    private static func report(_ bytes: [UInt8], _ format: Format) -> WrittenReport {
        var request = Request(.signature)
        request.format = format
        return WrittenReport(request) { Inspection(FileBytes(bytes), path: "app", $0) }
    }

    private static func signature(_ bytes: [UInt8]) throws -> [String: Any]? {
        let data = Data(report(bytes, .json).text.utf8)
        let document = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let file = try #require((document?["files"] as? [[String: Any]])?.first)
        let image = try #require((file["images"] as? [[String: Any]])?.first)
        return image["signature"] as? [String: Any]
    }

    @Test("a sound signature is told on one screen")
    func sound() throws {
        let answer = Self.report(SignedFixture().build().bytes, .text)
        #expect(answer.status == 0)
        #expect(answer.errors.isEmpty)
        let lines = answer.text.split(separator: "\n").dropFirst()
        #expect(
            Array(lines) == [
                "  signature       valid, ad hoc",
                "  identifier      com.example.hello",
                "  team            TEAM123456",
                "  flags           CS_ADHOC CS_RUNTIME",
                "  hardened        yes, of macOS 13.0.1",
                "  cdhash          "
                    + (try Self.signature(SignedFixture().build().bytes)?["cdhash"]
                        as? String ?? ""),
                "  CMS             empty",
                "  Info.plist      as signed",
                "  requirements    as signed",
                "  DER form        as signed",
                "  pages           all 6 valid, 512 bytes, CS_HASHTYPE_SHA256",
                "  entitlements    as signed, 8 bytes",
                "    <plist/>",
            ])
    }

    @Test("a file that was changed is bad news, not an error")
    func changed() throws {
        var bytes = SignedFixture().build().bytes
        // A word of the header that means nothing.
        bytes[28] ^= 0x40
        bytes[1600] ^= 1
        let answer = Self.report(bytes, .text)
        #expect(answer.status == 1)
        #expect(answer.errors.isEmpty)
        #expect(answer.text.contains("damaged, ad hoc\n"))
        #expect(answer.text.contains("  pages           2 of 6 differ, 512 bytes"))
        #expect(answer.text.contains("    page 0 at 0x0, 512 bytes: header and load commands"))
        #expect(answer.text.contains("    page 3 at 0x600, 512 bytes\n"))
        let signature = try #require(try Self.signature(bytes))
        #expect(signature["verdict"] as? String == "damaged")
        #expect(Self.report(bytes, .json).status == 1)
    }

    @Test("a signature that cannot be read is an error")
    func unreadable() throws {
        let built = SignedFixture().build()
        var bytes = built.bytes
        bytes[built.signature.lowerBound] = 0
        let answer = Self.report(bytes, .text)
        #expect(answer.status == 2)
        #expect(answer.text.contains("  signature       unreadable\n"))
        #expect(answer.errors.contains("[macho.code-signature]"))
        #expect(try Self.signature(bytes) == nil)
    }

    @Test("ELF files have none, and that is no error")
    func foreign() throws {
        let bytes = BinaryBuilder.library(BinaryBuilder.layouts[0]).build().bytes
        let answer = Self.report(bytes, .text)
        #expect(answer.status == 0)
        #expect(answer.text.contains("none: ELF files carry no such signature"))
        #expect(try Self.signature(bytes) == nil)
    }
}
