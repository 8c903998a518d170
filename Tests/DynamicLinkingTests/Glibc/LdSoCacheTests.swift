import Foundation
import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import DynamicLinking

@Suite("The table of libraries of glibc")
struct LdSoCacheTests {
    private static let entries: [FixtureCache.Entry] = [
        FixtureCache.Entry("libz.so.1", "/lib/libz.so.1"),
        FixtureCache.Entry("libm.so.6", "/lib/v4/libm.so.6", level: "x86-64-v4"),
        FixtureCache.Entry("libm.so.6", "/lib/v2/libm.so.6", level: "x86-64-v2"),
        FixtureCache.Entry("libm.so.6", "/lib/v3/libm.so.6", level: "x86-64-v3"),
        FixtureCache.Entry("libm.so.6", "/lib/libm.so.6"),
        FixtureCache.Entry("libm.so.6", "/lib32/libm.so.6", flags: 3),
        FixtureCache.Entry("libfoo.so.10", "/lib/libfoo.so.10"),
        FixtureCache.Entry("libfoo.so.9", "/lib/libfoo.so.9"),
        FixtureCache.Entry("liba.so", "/lib/first/liba.so"),
        FixtureCache.Entry("liba.so", "/lib/second/liba.so"),
    ]

    private func cache(_ bytes: [UInt8], _ order: ByteOrder = .little) throws -> LdSoCache {
        try LdSoCache(FileBytes(bytes), order)
    }

    private func path(
        _ name: String, _ cache: LdSoCache, flags: UInt32? = 0x303, levels: [String] = []
    ) -> String? {
        cache.path(of: Array(name.utf8), flags: flags, levels: levels[...])?.text
    }

    @Test("gives the first entry of a name and kind")
    func first() throws {
        let cache = try cache(FixtureCache(Self.entries).bytes)
        #expect(path("libz.so.1", cache) == "/lib/libz.so.1")
        #expect(path("libfoo.so.9", cache) == "/lib/libfoo.so.9")
        #expect(path("libfoo.so.10", cache) == "/lib/libfoo.so.10")
        #expect(path("liba.so", cache) == "/lib/first/liba.so")
        #expect(path("libm.so.6", cache, flags: 3) == "/lib32/libm.so.6")
        for name in ["", "a", "libfoo.so", "libfoo.so.11", "libz.so.1 ", "zz"] {
            #expect(path(name, cache) == nil, "\(name)")
        }
    }

    @Test(
        "gives the best level that the processor has",
        arguments: [
            ([], "/lib/libm.so.6"), (["x86-64-v2"], "/lib/v2/libm.so.6"),
            (["x86-64-v3", "x86-64-v2"], "/lib/v3/libm.so.6"),
            (["x86-64-v4", "x86-64-v3", "x86-64-v2"], "/lib/v4/libm.so.6"),
        ])
    func levels(_ levels: [String], _ expected: String) throws {
        let cache = try cache(FixtureCache(Self.entries).bytes)
        #expect(path("libm.so.6", cache, levels: levels) == expected)
    }

    @Test("passes over code that is marked for a better processor than its directory")
    func marked() throws {
        let entries = [
            FixtureCache.Entry("libm.so.6", "/v2", level: "x86-64-v2", isaLevel: 2),
            FixtureCache.Entry("libm.so.6", "/plain"),
        ]
        let cache = try cache(FixtureCache(entries).bytes)
        #expect(path("libm.so.6", cache, levels: ["x86-64-v2"]) == "/plain")
        #expect(path("libm.so.6", cache, levels: ["x86-64-v3", "x86-64-v2"]) == "/v2")
    }

    @Test("is read inside the older form, and in either byte order", arguments: [0, 1, 2, 7])
    func older(count: Int) throws {
        for isBig in [false, true] {
            var fixture = FixtureCache(Self.entries)
            fixture.oldCount = count
            fixture.isBig = isBig
            let cache = try cache(fixture.bytes, isBig ? .big : .little)
            #expect(path("libz.so.1", cache) == "/lib/libz.so.1")
            #expect(path("libm.so.6", cache, levels: ["x86-64-v3"]) == "/lib/v3/libm.so.6")
        }
    }

    @Test("is refused where it is for the other byte order, or says neither")
    func order() throws {
        var fixture = FixtureCache(Self.entries)
        for (flag, isGood) in [(0, true), (1, false), (2, true), (3, false)] as [(UInt8, Bool)] {
            fixture.orderFlag = flag
            let bytes = fixture.bytes
            let fact = Fact { () throws(ParseError) in try LdSoCache(FileBytes(bytes), .little) }
            #expect((fact.value != nil) == isGood, "\(flag)")
        }
    }

    @Test("that is cut short anywhere gives an error or what is left, and never stops")
    func cut() throws {
        var fixture = FixtureCache(Self.entries)
        fixture.oldCount = 1
        let bytes = fixture.bytes
        var refused = 0
        for count in 0..<bytes.count {
            let part = FileBytes(Array(bytes.prefix(count)))
            let cache = Fact { () throws(ParseError) in try LdSoCache(part, .little) }
            guard let cache = cache.value else {
                refused += 1
                continue
            }
            for name in ["libm.so.6", "liba.so", "x"] {
                _ = path(name, cache, levels: ["x86-64-v3"])
            }
        }
        #expect(refused > 300)
    }

    @Test("that lies of numbers and offsets stays within its bytes")
    func lies() throws {
        let bytes = FixtureCache(Self.entries).bytes
        for place in stride(from: 20, to: bytes.count - 4, by: 4) {
            for value: [UInt8] in [
                [0xff, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0x80], [1, 0, 0, 0],
            ] {
                var damaged = bytes
                damaged.replaceSubrange(place..<(place + 4), with: value)
                let file = FileBytes(damaged)
                let cache = Fact { () throws(ParseError) in try LdSoCache(file, .little) }
                guard let cache = cache.value else { continue }
                _ = path("libm.so.6", cache, levels: ["x86-64-v4", "x86-64-v2"])
            }
        }
    }

    @Test("of a million entries of one name and no end of texts takes no time")
    func alike() throws {
        var bytes = FixtureCache([]).bytes
        let count = 1_000_000
        withLittle(UInt32(count), at: 20, &bytes)
        // All entries name one text, that of the zeros in front of a number, without an end.
        let text = UInt32(48 + 24 * count)
        var entry: [UInt8] = [3, 3, 0, 0]
        for _ in 0..<2 { for shift in 0..<4 { entry.append(UInt8(text >> (8 * shift) & 255)) } }
        entry += [UInt8](repeating: 0, count: 12)
        bytes.reserveCapacity(31 << 20)
        for _ in 0..<count { bytes += entry }
        bytes += Array("lib".utf8) + [UInt8](repeating: 0x30, count: 4 << 20)
        let cache = try cache(bytes)
        let start = ContinuousClock.now
        for number in 0..<100 { _ = path("lib\(number)", cache) }
        #expect(path(String(repeating: "0", count: 70000), cache) == nil)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    private func withLittle(_ value: UInt32, at place: Int, _ bytes: inout [UInt8]) {
        for shift in 0..<4 { bytes[place + shift] = UInt8(value >> (8 * UInt32(shift)) & 255) }
    }

    @Test(
        "is sorted with runs of digits as numbers",
        arguments: [
            ("a", "a", 0), ("a", "b", -1), ("ab", "a", 1), ("a", "ab", -1), ("a9", "a10", -1),
            ("a010", "a10", 0), ("a1b", "a1c", -1), ("a1", "ax", 1), ("ax", "a1", -1),
            ("lib.so.2", "lib.so.10", -1), ("a1", "a", 1), ("", "", 0), ("", "1", -1),
            // C's int wraps around.
            ("a4294967296", "a0", 0), ("a2147483648", "a1", 1),
        ])
    func order(_ a: String, _ b: String, _ sign: Int) {
        let (first, second) = (Array(a.utf8), Array(b.utf8))
        let order = LdSoCache.order(first.span, second.span)
        #expect(order.signum() == sign)
    }

    @Test("of this machine gives what ldconfig prints, where there is one")
    func own() throws {
        guard FileManager.default.fileExists(atPath: "/etc/ld.so.cache") else { return }
        let scratch = try Scratch()
        let listed = try scratch.python(
            "import subprocess; print(subprocess.check_output(['/sbin/ldconfig', '-p'], text=True))"
        )
        guard let listed, listed.contains("libc6,x86-64") else { return }
        let cache = try LdSoCache(try FileBytes(path: "/etc/ld.so.cache"), .little)
        var first: [String: String] = [:]
        for line in listed.split(separator: "\n") where line.contains("(libc6,x86-64)") {
            let parts = line.split(separator: " ").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            if let name = parts.first, let path = parts.last, first[name] == nil {
                first[name] = path
            }
        }
        #expect(first.count > 5)
        for (name, path) in first { #expect(self.path(name, cache) == path) }
    }
}
