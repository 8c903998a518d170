import ObjectFile
import Testing

@testable import GoInspect

@Suite("The search for what differs")
struct HunkTests {
    private func hunks(_ old: [UInt8], _ new: [UInt8]) throws -> [Hunk] {
        let (a, b) = (FileBytes(old), FileBytes(new))
        var finder = HunkFinder(a, .first(a.size), b, .first(b.size))
        var hunks: [Hunk] = []
        while let hunk = try finder.next() { hunks.append(hunk) }
        return hunks
    }

    /// Bytes that do not repeat.
    private func sample(_ count: Int, _ seed: UInt64 = 1) -> [UInt8] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }

    @Test("finds nothing in equal bytes")
    func equal() throws {
        #expect(try hunks([], []).isEmpty)
        #expect(try hunks(sample(70000), sample(70000)).isEmpty)
    }

    @Test("finds single bytes")
    func single() throws {
        var new = sample(5000)
        new[4000] ^= 1
        let found = try hunks(sample(5000), new)
        #expect(found.map(\.old) == [4000..<4001] && found.map(\.new) == [4000..<4001])
    }

    @Test("finds its way back", arguments: [(0, 7), (7, 0), (300, 5000), (5000, 300), (9, 60000)])
    func resumes(_ gone: Int, _ come: Int) throws {
        let (front, back) = (sample(900), sample(900, 7))
        let old = front + sample(gone, 3) + back
        let new = front + sample(come, 5) + back
        let found = try hunks(old, new)
        #expect(found.count == 1)
        #expect(found.first?.old.upperBound == UInt64(900 + gone))
        #expect(found.first?.new.upperBound == UInt64(900 + come))
    }

    @Test("leaves out nothing that differs", arguments: 0..<40)
    func complete(_ seed: Int) throws {
        let old = sample(3000, UInt64(seed + 1))
        var new = old
        for (index, place) in sample(12, UInt64(seed + 99)).enumerated() {
            let start = Int(place) * 4
            switch index % 3 {
            case 0: new[start] ^= 0x55
            case 1: new.removeSubrange(start..<start + Int(place) / 2)
            default: new.insert(contentsOf: sample(Int(place), UInt64(index)), at: start)
            }
        }
        var rest: ([UInt8], [UInt8]) = ([], [])
        var places: (Int, Int) = (0, 0)
        for hunk in try hunks(old, new) {
            rest.0 += old[places.0..<Int(hunk.old.lowerBound)]
            rest.1 += new[places.1..<Int(hunk.new.lowerBound)]
            places = (Int(hunk.old.upperBound), Int(hunk.new.upperBound))
        }
        rest.0 += old[places.0...]
        rest.1 += new[places.1...]
        let same = rest.0 == rest.1
        #expect(same)
    }
}

@Suite("The clues of a text")
struct ClueTests {
    @Test(
        "tell dates and times",
        arguments: [
            "built 2026-11-22", "Nov 22 2026", "Nov  2 2026", "12:26:40", "22 Nov 2026 ",
            "2026/11/22", "v1 1700000000",
        ])
    func times(_ text: String) { #expect(Clue.isTime(Array(text.utf8))) }

    @Test(
        "take nothing else for a time",
        arguments: ["1.2.3", "v2026", "10.0.0.1:8080", "12345678901", "0123456789", ""])
    func others(_ text: String) { #expect(!Clue.isTime(Array(text.utf8))) }

    @Test(
        "know text in UTF-8, cut or whole, from other bytes",
        arguments: [
            (Array("größer".utf8), true), (Array("größer".utf8.dropFirst(3)), true),
            (Array("日本".utf8.dropLast()), true), (Array("plain\t".utf8), true), ([], false),
            ([0xc8, 0xd0, 0xe4, 0xa0, 0xf0, 0xc4], false), ([0x41, 0xff, 0x42], false),
            ([0x41, 0], false),
        ] as [([UInt8], Bool)])
    func utf8(_ bytes: [UInt8], _ isText: Bool) { #expect(bytes.isText == isText) }

    @Test("tell the folders in which paths differ")
    func folders() throws {
        let found = Clue.folders(
            Array("/home/jane/app/inner/a.go".utf8), Array("/srv/ci/app/inner/a.go".utf8))
        #expect(found?.0.text == "/home/jane" && found?.1.text == "/srv/ci")
        let none = Clue.folders(Array("a/b".utf8), Array("c/d".utf8)) == nil
        #expect(none)
    }
}
