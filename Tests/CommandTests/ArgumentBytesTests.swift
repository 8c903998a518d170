import ObjectFile
import Testing

@testable import goelf

@Suite("Arguments that are no UTF-8")
struct ArgumentBytesTests {
    private func argument(_ bytes: [UInt8]) -> ByteString { ByteString(bytes.span) }

    private func argument(_ text: String, _ bytes: UInt8...) -> ByteString {
        argument(Array(text.utf8) + bytes)
    }

    /// The bytes that are found again for each text.
    private func found(_ arguments: [ByteString]) -> [ByteString] {
        let all = ArgumentBytes(arguments)
        return all.texts.map { all.bytes(of: $0) }
    }

    @Test("are found again by texts that show them as they can be shown")
    func shown() {
        let all = ArgumentBytes(["deps", argument("bad", 0xff), "app"])
        #expect(all.texts == ["deps", "bad\u{fffd}", "app"])
        #expect(all.bytes(of: "bad\u{fffd}") == argument("bad", 0xff))
        #expect(all.bytes(of: "app") == "app")
    }

    @Test("have a text each, though one would do for several")
    func each() {
        let arguments: [ByteString] = [
            argument("bad", 0xff), argument("bad", 0xfe), "bad\u{fffd}", argument("bad", 0xff),
            "bad\u{fffd}1", argument("bad", 0xc0), argument("--", 0xff), argument("", 0xff),
        ]
        let all = ArgumentBytes(arguments)
        #expect(Set(all.texts).count == arguments.count)
        #expect(found(arguments) == arguments)
    }

    @Test("are found for an option in front of them, and as a whole behind --")
    func options() {
        let arguments = [
            argument("--root=a=", 0xff), argument("--image=a=", 0xfe), argument("a=", 0xfd),
            argument("--x=--y=", 0xff), argument("--y=", 0xff), argument("--", 0xff, 0x3d, 0x61),
        ]
        let all = ArgumentBytes(arguments)
        #expect(found(arguments) == arguments)
        #expect(all.texts[0] == "--root=a=\u{fffd}")
        #expect(all.texts[1].hasPrefix("--image=a=\u{fffd}"))
        #expect(all.bytes(of: String(all.texts[0].dropFirst(7))) == argument("a=", 0xff))
        #expect(all.bytes(of: String(all.texts[1].dropFirst(8))) == argument("a=", 0xfe))
        #expect(all.bytes(of: String(all.texts[3].dropFirst(4))) == argument("--y=", 0xff))
    }

    @Test("are left to ArgumentParser, as are those that Swift may have repaired")
    func notPlain() {
        #expect(Invocation(plain: ["deps", "bad\u{fffd}"]) == nil)
        #expect(Invocation(plain: ["check", "--target", "scratch", "\u{fffd}"]) == nil)
        #expect(Invocation(plain: ["deps", "\u{ff01}"])?.paths == ["\u{ff01}"])
    }
}
