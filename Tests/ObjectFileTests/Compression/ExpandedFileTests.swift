@testable import ObjectFile
import TestSupport
import Testing

@Suite struct ExpandedFileTests {
    private static let bytes: [UInt8] = {
        var seed: UInt32 = 7
        return (0..<2_500_000).map { _ in
            seed = seed &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: seed >> 24)
        }
    }()

    private func expanded(
        _ file: [UInt8], _ method: CompressionMethod, checkpoints: Int = 16
    ) throws(ParseError) -> FileBytes {
        var pass = try ExpansionPass(
            FileBytes(file), method, in: ExpansionPool(), checkpoints: checkpoints,
            takesDigest: false, reading: FilePart("file", .read))
        while try pass.next().count > 0 {}
        return pass.finish()
    }

    @Test("gives the same bytes from anywhere, in any order", arguments: [1, 3])
    func anywhere(_ members: Int) throws {
        for method in [CompressionMethod.gzip, .zstd] {
            let one =
                method == .gzip ? StoredStreams.gzip(Self.bytes) : StoredStreams.zstd(Self.bytes)
            let file = try expanded(Array(repeating: one, count: members).flatMap { $0 }, method)
            let whole = Array(repeating: Self.bytes, count: members).flatMap { $0 }
            #expect(file.size == UInt64(whole.count))
            var seed: UInt64 = 1
            for _ in 0..<60 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1
                let start = Int(seed >> 33) % (whole.count - 200_000)
                let count = Int(seed >> 20) % 200_000
                let range = try #require(
                    FileRange(offset: FileOffset(rawValue: UInt64(start)), size: UInt64(count)))
                let got = try file.bytes(in: range, reading: FilePart("file", .read))
                let same = got.span.copied == Array(whole[start..<(start + count)])
                #expect(same)
            }
        }
    }

    @Test("zeros behind the last member of gzip are passed over, other bytes are not")
    func trailing() throws {
        let member = StoredStreams.gzip([1, 2, 3])
        #expect(try expanded(member + [0, 0, 0], .gzip).size == 3)
        #expect(try expanded(member + [0, 0] + member, .gzip).size == 6)
        #expect(try expanded(StoredStreams.gzip([]), .gzip).size == 0)
        for damaged in [member + [1], Array(member.dropLast()), Array(member.dropLast(9))] {
            let read: Fact<FileBytes> = Fact { () throws(ParseError) in
                try expanded(damaged, .gzip)
            }
            #expect(read.error?.code == .read)
        }
    }

    @Test("tells how a file is compressed by its first bytes")
    func methods() {
        let gzip = CompressionMethod([UInt8]([0x1f, 0x8b, 8, 0]).span)
        #expect(gzip == .gzip)
        let zstd = CompressionMethod([UInt8]([0x28, 0xb5, 0x2f, 0xfd]).span)
        #expect(zstd == .zstd)
        let skippable = CompressionMethod([UInt8]([0x5e, 0x2a, 0x4d, 0x18]).span)
        #expect(skippable == .zstd)
        let none = CompressionMethod([UInt8]([0x1f, 0x8b]).span)
        #expect(none == nil)
    }

    @Test("SHA-256 by words and by the processor's instructions are the same")
    func digests() {
        var byWords = SHA256()
        var byInstructions = SHA256()
        for count in [64, 128, 64 * 1000] {
            let blocks = Array(Self.bytes.prefix(count))
            byWords.compressByWords(blocks.span)
            byInstructions.compress(blocks.span)
            #expect(byWords.digest() == byInstructions.digest())
        }
    }
}
