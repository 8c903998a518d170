@testable import GoReport
import Foundation
import ObjectFile
import Testing

@Suite("Names out of files")
struct SafeNamesTests {
    private static func written(_ body: (inout ByteWriter) -> Void) -> [UInt8] {
        final class Box { var bytes: [UInt8] = [] }
        let box = Box()
        var writer = ByteWriter { span in
            box.bytes += span.copied
            return 0
        }
        body(&writer)
        writer.flush()
        return box.bytes
    }

    /// What becomes of bytes, by way of the standard library's own decoder.
    private static func expected(_ bytes: [UInt8], _ spelling: Spelling) -> (text: [UInt8], Int) {
        var text = ""
        var columns = 0
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            let escape = Self.escape(scalar, spelling)
            if let escape { text += escape } else { text.unicodeScalars.append(scalar) }
            columns += escape?.utf8.count ?? 1
        }
        return (Array(text.utf8), columns)
    }

    private static func escape(_ scalar: Unicode.Scalar, _ spelling: Spelling) -> String? {
        let digits = String(scalar.value, radix: 16)
        switch scalar {
        case "\"" where spelling == .json: return "\\\""
        case "\\" where spelling == .json: return "\\\\"
        case "\n" where spelling == .json: return "\\n"
        case "\r" where spelling == .json: return "\\r"
        case "\t" where spelling == .json: return "\\t"
        default: break
        }
        guard scalar.isHarmful else { return nil }
        guard spelling == .json else { return "\\u{\(digits)}" }
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// How many of these names come out otherwise than by way of the standard library.
    ///
    /// All go through one writer, so that they cross the ends of its buffer too.
    private static func mistakes(_ names: [[UInt8]], _ spelling: Spelling) -> Int {
        var mistakes = 0
        var text: [UInt8] = []
        let written = Self.written { writer in
            for name in names {
                let result = writer.write(name.span, spelt: spelling)
                let (expected, columns) = expected(name, spelling)
                let isValid = String(validating: name, as: UTF8.self) != nil
                if result.columns != columns || result.isValid != isValid { mistakes += 1 }
                text += expected
            }
        }
        return mistakes + (written == text ? 0 : 1)
    }

    private static let edges: [UInt8] = [
        0x00, 0x0a, 0x22, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xf4, 0xff,
    ]

    @Test("are decoded as the standard library does, whatever two bytes they start with")
    func pairs() {
        var names: [[UInt8]] = []
        for first in UInt8.min...UInt8.max {
            let seconds = first < 0xc0 ? Self.edges : Array(UInt8.min...UInt8.max)
            for second in seconds { names.append([first, second, 0x41]) }
        }
        #expect(Self.mistakes(names, .text) == 0)
        #expect(Self.mistakes(names, .json) == 0)
    }

    @Test("are decoded so where characters of three and four bytes break off or lie out of range")
    func prefixes() {
        var names: [[UInt8]] = []
        for first in UInt8(0xe0)...0xf8 {
            for second in Self.edges {
                for third in Self.edges {
                    names.append([first, second, third])
                    names.append([first, second, third, 0x80])
                    names.append([first, second, third, 0xc0])
                }
            }
        }
        #expect(Self.mistakes(names, .text) == 0)
        #expect(Self.mistakes(names, .json) == 0)
    }

    @Test("are decoded so where bytes are drawn at random, mixed with text")
    func random() {
        var generator = SplitMix(state: 27)
        let pieces: [[UInt8]] = [
            Array("runtime.main".utf8), Array("é日🙂".utf8), Array("\u{202e}\u{9b}\u{feff}".utf8),
            [0x1b], [0x22, 0x5c], [0xe2, 0x80], [0xf0, 0x9f, 0x99], [0xed, 0xa0, 0x80], [0xff],
        ]
        var names: [[UInt8]] = [[UInt8](repeating: 0xff, count: 2000)]
        for _ in 0..<3000 {
            var name: [UInt8] = []
            for _ in 0..<(generator.next() % 12) {
                if generator.next() % 2 == 0 {
                    name += pieces[Int(generator.next() % UInt64(pieces.count))]
                } else {
                    name.append(UInt8(truncatingIfNeeded: generator.next() >> 8))
                }
            }
            names.append(name)
        }
        #expect(Self.mistakes(names, .text) == 0)
        #expect(Self.mistakes(names, .json) == 0)
    }

    @Test(
        "have their bytes in base64 as Foundation writes it",
        arguments: [0, 1, 2, 3, 4, 5, 6, 70, 767, 769, 2000])
    func base64(_ count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 200) }
        let text = Self.written { $0.write(base64: bytes.span) }
        #expect(String(decoding: text, as: UTF8.self) == Data(bytes).base64EncodedString())
    }

    @Test("and numbers have the digits that they should", arguments: 0..<64)
    func numbers(_ bit: UInt64) {
        for value in [UInt64(1) << bit, (1 << bit) - 1, .max >> bit] {
            let text = Self.written { $0.write(value) }
            #expect(String(decoding: text, as: UTF8.self) == String(value))
        }
    }

    /// Numbers that look random, the same in every run.
    private struct SplitMix {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var value = state
            value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
            value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
            return value ^ value >> 31
        }
    }
}
