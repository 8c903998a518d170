import GoFixtures
import ObjectFile
import TestSupport
import Testing

@Suite("Mach-O code signatures")
struct MachOCodeSignatureTests {
    private typealias Built = (bytes: [UInt8], signature: Range<Int>)

    private static func read(_ built: Built) throws -> MachO.CodeSignature {
        try read(built.bytes, built.signature)
    }

    private static func read(
        _ bytes: [UInt8], _ place: Range<Int>
    ) throws -> MachO.CodeSignature {
        let range = try #require(
            FileRange(
                offset: FileOffset(rawValue: UInt64(place.lowerBound)), size: UInt64(place.count)))
        return try MachO.CodeSignature(in: FileBytes(bytes), at: range)
    }

    /// The property list of every fixture.
    private static let plist = FileRange(
        offset: FileOffset(rawValue: UInt64(SignedFixture.plistOffset)),
        size: UInt64(SignedFixture.plist.count))

    private static func fixture(
        version: UInt32 = 0x20500, hash: UInt8 = 2, pageShift: UInt8 = 9
    ) -> SignedFixture {
        var fixture = SignedFixture()
        fixture.directories[0].version = version
        fixture.directories[0].hash = hash
        fixture.directories[0].pageShift = pageShift
        return fixture
    }

    private static func pages(_ built: Built) throws -> MachO.SignedPages {
        let best = try #require(try read(built).best)
        return try best.checkPages(in: FileBytes(built.bytes))
    }

    @Test(
        "every version of a code directory tells what it has",
        arguments: [0x20001, 0x20100, 0x20200, 0x20300, 0x20400, 0x20500, 0x20600])
    func versions(version: UInt32) throws {
        let built = Self.fixture(version: version).build()
        let signature = try Self.read(built)
        let directory = try #require(signature.best)
        #expect(signature.errors.isEmpty)
        #expect(directory.version == version)
        #expect(directory.identifier == "com.example.hello")
        #expect(directory.team == (version >= 0x20200 ? "TEAM123456" : nil))
        #expect(directory.executableSegment?.limit == (version >= 0x20400 ? 2900 : nil))
        #expect(directory.runtime?.description == (version >= 0x20500 ? "13.0.1" : nil))
        #expect(directory.flags.labels == ["CS_ADHOC", "CS_RUNTIME"])
        #expect(directory.codeLimit == 2900)
        #expect(try Self.pages(built).areValid)
    }

    @Test(
        "pages of every size and hash are checked, the last one in part",
        arguments: [1, 2, 3, 4], [0, 9, 10, 11, 12, 40])
    func pages(hash: UInt8, shift: UInt8) throws {
        let built = Self.fixture(hash: hash, pageShift: shift).build()
        let pages = try Self.pages(built)
        #expect(pages.areValid)
        #expect(pages.count == (shift == 0 ? 1 : UInt64(2900 >> Int(shift)) + 1))
        #expect(pages.checkedCount == pages.count)
    }

    @Test("a byte that was changed is found in its page, and in no other")
    func flipped() throws {
        let built = Self.fixture().build()
        for (place, page) in [(0, 0), (511, 0), (512, 1), (1600, 3), (2899, 5)] {
            var changed = built
            changed.bytes[place] ^= 1
            let pages = try Self.pages(changed)
            #expect(!pages.areValid)
            #expect(pages.differingCount == 1)
            let first = try #require(pages.differences.first)
            #expect(first.page == UInt64(page))
            #expect(first.range.offset.rawValue == UInt64(512 * page))
            #expect(first.range.size == (page == 5 ? 340 : 512))
            #expect(first.expected != first.found)
        }
    }

    @Test("differences are counted where there are more than are kept")
    func counted() throws {
        var built = Self.fixture().build()
        for place in stride(from: 0, to: 2900, by: 512) { built.bytes[place] ^= 1 }
        let best = try #require(try Self.read(built).best)
        let pages = try best.checkPages(in: FileBytes(built.bytes), most: 2)
        #expect(pages.differingCount == 6)
        #expect(pages.differences.map(\.page) == [0, 1])
    }

    @Test("pages without hash are missing, hashes without page are too many")
    func limits() throws {
        let built = Self.fixture().build()
        let limit = built.signature.lowerBound + Self.directoryOffset + 32
        var long = built
        long.bytes.replace(limit, with: 2900 + 1024)
        #expect(try Self.pages(long).missingCount == 2)
        var short = built
        short.bytes.replace(limit, with: 2048)
        #expect(try Self.pages(short).surplusCount == 2)
        #expect(try !Self.pages(short).areValid)
    }

    @Test("runs of pages leave others out")
    func scatter() throws {
        var fixture = Self.fixture()
        fixture.directories[0].scatter = [(1, 2), (4, 1)]
        var built = fixture.build()
        #expect(try Self.pages(built).count == 3)
        #expect(try Self.pages(built).areValid)
        built.bytes[2000] ^= 1
        #expect(try Self.pages(built).areValid)
        built.bytes[2100] ^= 1
        #expect(try Self.pages(built).differences.map(\.page) == [4])
    }

    @Test("runs of pages that overlap are refused")
    func overlappingRuns() throws {
        var fixture = Self.fixture()
        fixture.directories[0].scatter = [(1, 2), (2, 1)]
        let signature = try Self.read(fixture.build())
        #expect(signature.best == nil)
        #expect(signature.errors.map(\.message) == ["has runs of pages that are not in order"])
    }

    @Test("of several code directories the strongest hash counts")
    func best() throws {
        var fixture = SignedFixture()
        let hashes: [UInt8] = [1, 2, 4, 3]
        fixture.directories = hashes.enumerated().map { index, hash in
            var directory = SignedFixture.Directory()
            directory.slot = index == 0 ? 0 : 0x0fff + UInt32(index)
            directory.hash = hash
            return directory
        }
        let built = fixture.build()
        let signature = try Self.read(built)
        #expect(signature.errors.isEmpty)
        #expect(signature.directories.count == 4)
        #expect(signature.best?.hash == .sha384)
        for directory in signature.directories {
            #expect(try directory.checkPages(in: FileBytes(built.bytes)).areValid)
        }
        fixture.directories[3].hash = 2
        let repeated = try Self.read(fixture.build())
        #expect(
            repeated.errors.map(\.message) == ["is the second with the hash CS_HASHTYPE_SHA256"])
    }

    @Test("what is signed besides pages is checked, too")
    func special() throws {
        var built = Self.fixture().build()
        func verdicts() throws -> [String] {
            let signature = try Self.read(built)
            let best = try #require(signature.best)
            return try signature.checkSpecial(
                best, infoPlist: Self.plist, in: FileBytes(built.bytes)
            ).map { "\($0.slot.rawValue) \($0.verdict.rawValue)" }
        }
        #expect(try verdicts() == ["1 valid", "2 valid", "5 valid", "7 valid"])
        built.bytes[built.bytes.count - 1] ^= 1
        built.bytes[SignedFixture.plistOffset] ^= 1
        #expect(try verdicts() == ["1 differs", "2 valid", "5 valid", "7 differs"])
    }

    @Test("what the code directory has no hash of is not sealed")
    func unsealed() throws {
        var built = Self.fixture().build()
        let start = built.signature.lowerBound + Self.directoryOffset
        built.bytes.replace(start + 24, with: 2)
        let signature = try Self.read(built)
        let best = try #require(signature.best)
        let found = try signature.checkSpecial(best, infoPlist: nil, in: FileBytes(built.bytes))
        #expect(
            found.map { "\($0.slot.rawValue) \($0.verdict.rawValue)" } == [
                "1 not-in-file", "2 valid", "5 not-sealed", "7 not-sealed",
            ])
    }

    @Test("entitlements are text, and none where there are none")
    func entitlements() throws {
        var fixture = SignedFixture()
        let built = fixture.build()
        #expect(try Self.read(built).entitlements(in: FileBytes(built.bytes)).value == "<plist/>")
        fixture.entitlements = ""
        let without = fixture.build()
        #expect(
            try Self.read(without).entitlements(in: FileBytes(without.bytes)) == .absent)
    }

    @Test("the hash of the code directory names the code")
    func codeHash() throws {
        let built = Self.fixture(hash: 4).build()
        let best = try #require(try Self.read(built).best)
        let range = best.blob.range
        var digest = SHA384()
        let bytes = Array(built.bytes[Int(range.offset.rawValue)..<Int(range.end.rawValue)])
        digest.update(bytes.span)
        let hash = try MachO.CodeSignature.hash(of: best, in: FileBytes(built.bytes))
        #expect(hash == Array(digest.digest().prefix(20)))
    }

    /// Where the first code directory of a fixture starts in the signature.
    private static let directoryOffset = 12 + 8 * 5

    @Test(
        "a code directory that lies is damage, and hides no other blob",
        arguments: [
            (16, 0xffff_ffff, "has no room for 7 and 6 hashes at 4294967295"),
            (24, 0xffff_ffff, "has no room for 4294967295 and 6 hashes at 349"),
            (28, 0x7fff_ffff, "has no room for 7 and 2147483647 hashes at 349"),
            (36, 0x0002_0009, "has hashes of 0 bytes, not 32 as CS_HASHTYPE_SHA256"),
            (36, 0x2002_00c8, "has pages of 2^200 bytes"),
            (36, 0x2002_0001, "has pages of 2^1 bytes"),
            (0, 0xfade_0c01, "has the magic CSMAGIC_REQUIREMENTS"),
        ] as [(Int, UInt32, String)])
    func lies(offset: Int, value: UInt32, message: String) throws {
        var built = Self.fixture().build()
        built.bytes.replace(
            built.signature.lowerBound + Self.directoryOffset + offset, with: value)
        let signature = try Self.read(built)
        #expect(signature.errors.map(\.message) == [message])
        #expect(signature.best == nil)
        #expect(signature.blobs.count == 5)
    }

    @Test("a blob outside the signature, or over another one, is damage")
    func blobs() throws {
        let built = Self.fixture().build()
        let index = built.signature.lowerBound + 12
        var outside = built
        outside.bytes.replace(index + 12, with: 0xffff_fff0)
        #expect(try Self.read(outside).errors.count == 1)
        var over = built
        over.bytes.replace(index + 12, with: UInt32(Self.directoryOffset))
        #expect(
            try Self.read(over).errors.map(\.message) == ["lies over that of CSSLOT_CODEDIRECTORY"])
    }

    @Test("an index that cannot be read is an error")
    func index() throws {
        let built = Self.fixture().build()
        let start = built.signature.lowerBound
        for (offset, value) in [(0, 0xfade_0c01), (4, 7), (4, 0xffff_ffff), (8, 0xffff_ffff)] {
            var changed = built
            changed.bytes.replace(start + offset, with: UInt32(value))
            #expect(throws: ParseError.self) { try Self.read(changed) }
        }
        #expect(throws: ParseError.self) {
            try Self.read(built.bytes, start..<(built.bytes.count + 1))
        }
        for size in 0..<Self.directoryOffset {
            #expect(throws: ParseError.self) {
                try Self.read(built.bytes, start..<(start + size))
            }
        }
    }

    @Test("cut off or changed anywhere, reading ends with an answer")
    func damage() throws {
        let built = Self.fixture(version: 0x20600).build()
        for place in built.signature {
            for bits: UInt8 in [0x01, 0x80, 0xff] {
                var changed = built
                changed.bytes[place] ^= bits
                guard let signature = try? Self.read(changed) else { continue }
                for directory in signature.directories {
                    _ = try? directory.checkPages(in: FileBytes(changed.bytes))
                    _ = try? signature.checkSpecial(
                        directory, infoPlist: Self.plist, in: FileBytes(changed.bytes))
                }
            }
        }
    }
}

extension [UInt8] {
    /// Writes a big-endian number of 32 bits over what is at a place.
    fileprivate mutating func replace(_ place: Int, with value: UInt32) {
        for index in 0..<4 {
            self[place + index] = UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * index))
        }
    }
}
