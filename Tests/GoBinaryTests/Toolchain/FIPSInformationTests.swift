import Foundation
import GoBinary
import ObjectFile
import TestSupport
import Testing

@Suite("The sum that FIPS 140 mode checks")
struct FIPSInformationTests {
    /// zig's linker drops what nothing refers to, and with it what these programs do not check.
    static let dropped = [
        "cgo-gnu2.17-amd64-go1.27", "cgo-gnu2.39-amd64-go1.27", "cgo-musl-amd64-go1.27",
        "cgo-musl-static-amd64-go1.27", "cgo-musl-static-pie-amd64-go1.24",
    ]
    static let binaries = TestBinary.elf.filter { binary in
        ["go1.24", "go1.25", "go1.26", "go1.27"].contains { binary.id.hasSuffix($0) }
            && !dropped.contains(binary.id) && !binary.isPlugin
    }

    @Test(
        "the linker's sum is found and computed again in every program since Go 1.24",
        arguments: binaries)
    func matches(_ binary: TestBinary) throws {
        let (reader, information) = try read(try FileBytes(path: binary.path))
        #expect(information.ranges.count == 4)
        #expect(try reader.check(information) == .matches)
        let expected: FIPSInformation.Way =
            binary.id.contains("nosections") ? .search : .section(".go.fipsinfo")
        #expect(information.way == expected)
    }

    @Test(
        "programs of earlier versions, of zig's linker and of C have none",
        arguments: dropped + [
            "tiny-static-amd64-go1.23", "tiny-static-amd64-go1.15", "c-hello-pie-amd64",
        ])
    func absent(_ id: String) throws {
        let file = try FileBytes(path: path(id))
        #expect(FIPSInformationReader(try Image(elf: file), in: file).read() == .absent)
    }

    @Test("a byte that is flipped in any of the covered parts is found")
    func flipped() throws {
        let bytes = try bytes("tiny-static-amd64-go1.27")
        let (_, information) = try read(FileBytes(bytes))
        let image = try Image(elf: FileBytes(bytes))
        var flips = 0
        for range in information.ranges where range.start < range.end {
            let part = try #require(image.bytes(from: range.start))
            let size = range.end.rawValue - range.start.rawValue
            for distance in [0, size / 2, size - 1] {
                var changed = bytes
                changed[Int(part.offset.rawValue + distance)] ^= 1
                let (reader, again) = try read(FileBytes(changed))
                #expect(try reader.check(again) == .differs)
                flips += 1
            }
            var changed = bytes
            let behind = image.bytes(from: range.end)?.offset.rawValue
            guard let behind, behind < UInt64(bytes.count) else { continue }
            changed[Int(behind)] ^= 1
            let (reader, again) = try read(FileBytes(changed))
            // What lies behind the last byte may be the first of the next part.
            if !information.ranges.contains(where: { $0.start == range.end }) {
                #expect(try reader.check(again) == .matches)
            }
        }
        #expect(flips >= 3)
    }

    @Test("a sum of no bytes, as Go's linker takes where lld wrote zeros, covers nothing")
    func nothing() throws {
        var bytes = try bytes("tiny-static-amd64-go1.27")
        let (_, information) = try read(FileBytes(bytes))
        let start = Int(information.offset.rawValue) + 16
        var digest = HMACSHA256(key: [UInt8](repeating: 0, count: 32))
        let text = Array("go fips object v1\n".utf8) + [UInt8](repeating: 0, count: 32)
        digest.update(text.span)
        bytes.replaceSubrange(start..<(start + 32), with: digest.digest())
        // With the addresses that the loader fills in, and without any.
        let (reader, filled) = try read(FileBytes(bytes))
        #expect(try reader.check(filled) == .coversNothing)
        bytes.replaceSubrange(
            (start + 32)..<(start + 104), with: [UInt8](repeating: 0, count: 72))
        let (other, empty) = try read(FileBytes(bytes))
        #expect(try other.check(empty) == .coversNothing)
    }

    @Test("a sum of zeros is none")
    func missing() throws {
        var bytes = try bytes("tiny-static-amd64-go1.27")
        let (_, information) = try read(FileBytes(bytes))
        let start = Int(information.offset.rawValue) + 16
        bytes.replaceSubrange(start..<(start + 32), with: [UInt8](repeating: 0, count: 32))
        let (reader, again) = try read(FileBytes(bytes))
        #expect(try reader.check(again) == .missing)
    }

    @Test("parts that are not in the file, or longer than it, are said to be so")
    func lies() throws {
        let bytes = try bytes("tiny-static-amd64-go1.27")
        let (_, information) = try read(FileBytes(bytes))
        let first = Int(information.offset.rawValue) + 56
        for word in 0..<8 {
            var changed = bytes
            for byte in 0..<8 { changed[first + 8 * word + byte] = 0xff }
            let (reader, again) = try read(FileBytes(changed))
            guard case .notComputable = try reader.check(again) else {
                Issue.record("word \(word) is believed")
                continue
            }
        }
        // All code four times is more than the file has.
        let image = try Image(elf: FileBytes(bytes))
        let code = try #require(image.loadedRanges.first { $0.isExecutable })
        let words = [code.address.rawValue, code.address.rawValue + code.range.size]
        var changed = bytes
        for word in 0..<8 {
            for byte in 0..<8 {
                let value = words[word % 2] >> UInt64(8 * byte)
                changed[first + 8 * word + byte] = UInt8(truncatingIfNeeded: value)
            }
        }
        let (reader, again) = try read(FileBytes(changed))
        #expect(try reader.check(again) == .notComputable("its parts are longer than the file"))
    }

    private func path(_ id: String) -> String {
        TestBinary.folder.appendingPathComponent("bin/\(id)").path
    }

    private func bytes(_ id: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path(id))))
    }

    private func read(_ file: FileBytes) throws -> (FIPSInformationReader, FIPSInformation) {
        let reader = FIPSInformationReader(try Image(elf: file), in: file)
        let fact = reader.read()
        return (reader, try #require(fact.value))
    }
}
