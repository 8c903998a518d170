import Foundation
import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import DynamicLinking

@Suite("Libraries that a program opens while it runs")
struct OpenedLibrariesTests {
    /// A static program with one note and some constants.
    private static func program(
        _ owner: String, _ type: Int, _ description: [UInt8], constants: String = ""
    ) -> [UInt8] {
        let name = Array(owner.utf8) + [0]
        var note: [UInt8] = []
        for number in [name.count, description.count, type] { note += little(number, 4) }
        for part in [name, description] {
            note += part + [UInt8](repeating: 0, count: (4 - part.count % 4) % 4)
        }
        let start = 64 + 2 * 56
        let size = start + note.count + constants.utf8.count
        var file: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
        file += little(2, 2) + little(62, 2) + little(1, 4) + little(0, 8) + little(64, 8)
        file += little(0, 12) + little(64, 2) + little(56, 2) + little(2, 2) + little(0, 6)
        // PT_LOAD of all, then PT_NOTE.
        for (type, place, count) in [(1, 0, size), (4, start, note.count)] {
            file += little(type, 4) + little(4, 4) + little(place, 8) + little(place, 8)
            file += little(place, 8) + little(count, 8) + little(count, 8) + little(4096, 8)
        }
        return file + note + Array(constants.utf8)
    }

    private static func little(_ number: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
    }

    /// What a note as systemd's specification has it says.
    private static func features(_ json: String) throws -> [OpenedLibraries.Feature] {
        let bytes = FileBytes(program("FDO", 0x407c_0c0a, Array(json.utf8) + [0]))
        return OpenedLibraries(try ELF.Object(bytes), in: bytes).features
    }

    @Test("reads names, feature and priority of a dlopen note")
    func note() throws {
        let features = try Self.features(
            """
            [{"feature":"qrencode","description":"x","priority":"suggested",
            "soname":["libqrencode.so.4","libqrencode.so.3"]}]
            """)
        #expect(features.map(\.names) == [["libqrencode.so.4", "libqrencode.so.3"]])
        #expect(features.first?.feature == "qrencode")
        #expect(features.first?.priority == "suggested")
    }

    @Test("a note that is no JSON says nothing", arguments: ["", "[", "{}", "[1]", "\"x\""])
    func damaged(_ json: String) throws {
        #expect(try Self.features(json).allSatisfy(\.names.isEmpty))
    }

    @Test("a static program of glibc opens the modules that nsswitch.conf names")
    func nameServices() throws {
        var root = SmallRoot()
        root.tree.add("/etc/nsswitch.conf", Array("hosts: files [NOTFOUND=return] dns # x\n".utf8))
        root.add("/lib64/libnss_dns.so.2", FixtureLibrary())
        let version = Self.little(0, 4) + Self.little(3, 4) + Self.little(2, 4) + Self.little(0, 4)
        let program = Self.program("GNU", 1, version, constants: "x\u{0}libnss_%s.so%s\u{0}")
        let graph = try root.start(program)
        #expect(graph.starts == true)
        #expect(graph.nodes.count == 1)
        #expect(graph.opened.map(\.name) == ["libnss_files.so.2", "libnss_dns.so.2"])
        #expect(graph.opened.map(\.path) == [nil, "/lib64/libnss_dns.so.2"])
        #expect(graph.opened.allSatisfy { $0.reason == .nameService })
    }

    @Test("pure Go opens none")
    func pureGo() throws {
        let bytes = Array(
            try Data(
                contentsOf: TestBinary.folder.appendingPathComponent(
                    "bin/tiny-static-amd64-go1.27")))
        #expect(try SmallRoot().start(bytes).opened.isEmpty)
    }
}
