import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("The reproduction of a build")
struct ReproductionTests {
    private typealias Kind = Reproduction.Cause.Kind

    /// A pair that differs in one thing: what is put in the place of what, in a bundled binary.
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let binary: String
        let old: String
        let new: String
        let kind: Reproduction.Cause.Kind
        let what: String

        init(
            _ label: String, _ binary: String, _ old: String, _ new: String,
            _ kind: Reproduction.Cause.Kind, _ what: String
        ) {
            testDescription = label
            (self.binary, self.old, self.new, self.kind, self.what) = (binary, old, new, kind, what)
        }
    }

    static let cases = [
        Case(
            "path", "tiny-static-amd64-go1.27", "/tmp/goelf-testbinaries",
            "/tmp/goelf-somewhereels",
            .path, "source files"),
        Case(
            "path of an older Go", "tiny-static-amd64-go1.15", "/tmp/goelf-testbinaries",
            "/var/goelf-testbinaries", .path, "source files"),
        Case(
            "path in Mach-O", "tiny-darwin-arm64-go1.27", "/tmp/goelf-testbinaries",
            "/srv/goelf-testbinaries", .path, "source files"),
        Case(
            "setting", "tiny-static-amd64-go1.19", "GOAMD64=v1", "GOAMD64=v3", .setting, "GOAMD64"),
        Case(
            "version control", "deps-amd64-go1.27", "vcs.modified=true", "vcs.modified=fals",
            .vcs, "vcs.modified"),
        Case(
            "toolchain", "tiny-static-amd64-go1.27", "go1.27.3", "go1.27.4", .toolchain,
            "Go version"),
        Case("module", "deps-amd64-go1.27", "v1.2.3", "v1.2.4", .module, "example.com/local"),
    ]

    private func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: TestBinary.folder.appendingPathComponent("bin/" + name)))
    }

    @Test("says what differs, and leaves nothing unexplained", arguments: cases)
    func oneCause(_ pair: Case) throws {
        let old = try bytes(pair.binary)
        let new = old.replacing(Array(pair.old.utf8), with: Array(pair.new.utf8))
        try #require(old != new, "\(pair.old) is not in it")
        let found = Reproduction(FileBytes(old), FileBytes(new))
        #expect(!found.isEqual)
        #expect(Set(found.causes.map(\.kind)) == [pair.kind], "\(found.causes)")
        #expect(found.causes.contains { $0.what == pair.what }, "\(found.causes.map(\.what))")
        #expect(found.parts.allSatisfy { $0.relation != .unexplained }, "\(found.parts)")
        #expect(found.causes.allSatisfy { !$0.remedies.isEmpty })
        check(old, new, found.parts)
    }

    /// Outside of what is told, both files are the same.
    private func check(_ old: [UInt8], _ new: [UInt8], _ parts: [Reproduction.Part]) {
        func rest(_ bytes: [UInt8], _ range: (Reproduction.Part) -> FileRange?) -> [UInt8] {
            var rest: [UInt8] = []
            var place = 0
            for range in parts.compactMap(range).sorted(by: { $0.offset < $1.offset }) {
                let start = Int(range.offset.rawValue)
                if start > place { rest += bytes[place..<start] }
                place = max(place, Int(range.end.rawValue))
            }
            return rest + bytes[place...]
        }
        let same = rest(old, \.old) == rest(new, \.new)
        #expect(same)
    }

    @Test("says that equal files are equal")
    func equal() throws {
        let file = FileBytes(try bytes("tiny-static-amd64-go1.19"))
        let found = Reproduction(file, file)
        #expect(found.isEqual && found.causes.isEmpty && found.parts.isEmpty)
    }

    @Test("names a build ID only where nothing else differs")
    func buildID() throws {
        let old = try bytes("tiny-static-amd64-go1.19")
        var new = old
        let note = try #require(old.place(of: [0x47, 0x6f, 0, 0]))
        new[note + 4] ^= 1
        let alone = Reproduction(FileBytes(old), FileBytes(new))
        #expect(alone.causes.map(\.kind) == [.buildID])
        #expect(alone.causes.map(\.what) == ["Go build ID"])
        #expect(alone.causes.first?.place?.section == ".note.go.buildid")
        new = new.replacing(Array("GOAMD64=v1".utf8), with: Array("GOAMD64=v2".utf8))
        let both = Reproduction(FileBytes(old), FileBytes(new))
        #expect(both.causes.map(\.kind) == [.setting])
    }

    @Test("tells changed code from addresses, by the function's name")
    func code() throws {
        let old = try bytes("tiny-static-amd64-go1.19")
        let place = try address("main.main", "tiny-static-amd64-go1.19")
        var new = old
        new[place + 1] ^= 0x10
        let found = Reproduction(FileBytes(old), FileBytes(new))
        #expect(found.causes.map(\.kind) == [.code])
        #expect(found.causes.first?.old?.text == "main.main")
    }

    @Test("tells files that hold others from those that do not")
    func containers() throws {
        let (old, new) = (try bytes("archive-amd64-go1.19"), try bytes("tiny-static-amd64-go1.19"))
        let found = Reproduction(FileBytes(old), FileBytes(new))
        #expect(found.causes.map(\.kind) == [.format])
        #expect(found.causes.first?.old?.text == "archive")
    }

    @Test("names the build mode where it makes other kinds of file")
    func buildModes() throws {
        let old = try bytes("tiny-variable-pie-amd64-go1.27")
        let found = Reproduction(FileBytes(old), FileBytes(try bytes("tiny-static-amd64-go1.27")))
        #expect(found.causes.map(\.kind) == [.format, .setting])
        #expect(found.causes.last?.what == "-buildmode")
        #expect(found.causes.last?.remedies.isEmpty == false)
    }

    @Test("takes nothing for a cause that is missing from a cut file", arguments: [4, 1000, 99999])
    func cut(_ size: Int) throws {
        let whole = try bytes("tiny-static-amd64-go1.27")
        let found = Reproduction(FileBytes(Array(whole.prefix(size))), FileBytes(whole))
        #expect(found.causes.map(\.kind) == [.unexplained])
        #expect(found.diagnostics.old.contains { $0.severity == .error })
        #expect(found.diagnostics.new.isEmpty)
    }

    @Test("knows names that were put in among others")
    func names() {
        let old = Array("runtime.a\0main.x\0".utf8)
        let new = Array("runtime.a\0main.v.str\0main.x\0".utf8)
        let name = StringVariables.symbol(of: "main.v") + [0]
        #expect(new.without([name]) == old)
        #expect(old.without([name]) == old)
    }

    @Test("explains nothing by build information that lies among other bytes")
    func landmarks() throws {
        let old = try bytes("deps-amd64-go1.27")
        var new = old
        var range: FileRange?
        var inspection = Inspection(FileBytes(old), path: "deps", [])
        inspection.forEachImage { report in
            range = ImageParts(report).parts.first { $0.name == ".rodata" }?.range
            return true
        }
        let place = try #require(range)
        for index in Int(place.offset.rawValue)..<Int(place.end.rawValue) { new[index] ^= 0x80 }
        let found = Reproduction(FileBytes(old), FileBytes(new))
        #expect(found.causes.map(\.kind) == [.unexplained])
        #expect(Set(found.parts.map(\.relation)) == [.unexplained])
        check(old, new, found.parts)
    }

    private func address(_ name: String, _ binary: String) throws -> Int {
        var place: Int?
        var inspection = Inspection(FileBytes(try bytes(binary)), path: binary, [])
        inspection.forEachImage { report in
            place =
                Fact { () throws(ParseError) -> Int? in
                    guard case .known(var functions) = report.functions() else { return nil }
                    while try functions.next() {
                        guard try functions.name().equals(name) else { continue }
                        let start = VirtualAddress(rawValue: functions.entry)
                        return report.image.bytes(from: start).map { Int($0.offset.rawValue) }
                    }
                    return nil
                }.value
            return true
        }
        return try #require(place)
    }

    @Test("compares nothing further where the systems differ")
    func format() throws {
        let found = Reproduction(
            FileBytes(try bytes("tiny-static-amd64-go1.27")),
            FileBytes(try bytes("tiny-static-arm64-go1.27")))
        #expect(found.causes.map(\.kind) == [.format])
        #expect(found.parts.map(\.section) == ["file"])
    }

    @Test("names the first cause of builds that differ in much")
    func cgo() throws {
        let found = Reproduction(
            FileBytes(try bytes("netuser-cgo-amd64-go1.22")),
            FileBytes(try bytes("netuser-nocgo-amd64-go1.22")))
        #expect(found.causes.contains { $0.kind == .setting && $0.what == "CGO_ENABLED" })
        #expect(!found.causes.contains { $0.kind == .unexplained || $0.kind == .code })
    }

    @Test("tells the date that ar writes")
    func archive() throws {
        let old = try bytes("archive-amd64-go1.19")
        let header = try #require(old.place(of: [0x60, 0x0a])) - 58
        var new = old
        new.replaceSubrange(header + 16..<header + 26, with: Array("1700000000".utf8))
        let found = Reproduction(FileBytes(old), FileBytes(new))
        #expect(found.causes.map(\.kind) == [.time])
        #expect(found.causes.first?.new?.text == "1700000000")
    }

    @Test("says where other files differ, and explains nothing")
    func foreign() {
        let found = Reproduction(
            FileBytes(Array("checksums of one".utf8)), FileBytes(Array("checksums of two".utf8)))
        #expect(found.causes.map(\.kind) == [.unexplained])
        #expect(found.parts.map { $0.old?.offset.rawValue } == [13])
    }

    @Test("survives what is damaged", arguments: [1, 3, 7, 64, 4096])
    func damaged(_ step: Int) throws {
        let old = try bytes("c-hello-debug-amd64")
        var new = old
        for place in stride(from: step % 61, to: new.count, by: step * 13) { new[place] &+= 77 }
        let found = Reproduction(FileBytes(old), FileBytes(new))
        #expect(!found.isEqual)
        let cut = Reproduction(FileBytes(old), FileBytes(Array(new.prefix(new.count / step))))
        #expect(!cut.isEqual)
    }
}

extension [UInt8] {
    /// The same with all that is `old` replaced by as many other bytes.
    fileprivate func replacing(_ old: [UInt8], with new: [UInt8]) -> [UInt8] {
        var bytes = Data(self)
        var place = 0
        while let found = bytes.range(of: Data(old), in: place..<bytes.count) {
            bytes.replaceSubrange(found, with: new)
            place = found.upperBound
        }
        return Array(bytes)
    }

    fileprivate func place(of other: [UInt8]) -> Int? {
        Data(self).range(of: Data(other))?.lowerBound
    }
}
