import Foundation
import GoInspect
import GoReport
import ObjectFile
import TestSupport
import Testing

@Suite("The JSON of build information")
struct BuildInformationTopicTests {
    private static let binaries = TestBinary.all.filter { !$0.id.contains("archive") }

    private static func image(_ binary: TestBinary) throws -> [String: Any] {
        var request = Request(.buildinfo)
        request.format = .json
        let report = WrittenReport(request) { Inspection(path: binary.path, $0) }
        let document =
            try JSONSerialization.jsonObject(with: Data(report.text.utf8)) as? [String: Any]
        let file = try #require((document?["files"] as? [[String: Any]])?.first)
        return try #require((file["images"] as? [[String: Any]])?.first)
    }

    @Test("has exactly the object that go version -m -json prints", arguments: binaries)
    func buildInfo(_ binary: TestBinary) throws {
        let expected = try binary.expected()["goVersionJSON"] as? NSDictionary
        let go = try Self.image(binary)["go"] as? [String: Any]
        // What Go's own reader does not find, for want of a section, goelf may find all the same.
        guard expected != nil || !binary.id.contains("nosections") else { return }
        #expect(go?["buildInfo"] as? NSDictionary == expected)
    }
}
