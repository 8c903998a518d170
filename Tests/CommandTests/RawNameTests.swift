import Foundation
import TestSupport
import Testing

@Suite("Names of files that are no UTF-8", .serialized)
struct RawNameTests {
    private let folder: Scratch

    /// Programs whose names are no UTF-8, or look like it, and a folder that is called so.
    init() throws {
        folder = try Scratch()
        let made = try BuiltCommand.shell(
            #"""
            mkdir -p "$(printf 'nu/d\376')" "$(printf 'r\377/opt')" "$(printf 'r\376/opt')"
            for name in 'nu/b\376' 'nu/b\377' 'nu/b\357\277\275' 'nu/d\376/x\303' 'nu/b\303\251' \
                'r\377/opt/app\351' 'r\376/opt/app\350'; do
                cp "$1" "$(printf "$name")"
            done
            """#, [binary("tiny-static-amd64-go1.27")], in: folder)
        try #require(made.status == 0)
    }

    /// The names in `nu`, in the order of their bytes, each with what text shows of it.
    private static let names: [(bytes: [UInt8], text: String)] = [
        (Array("nu/b\u{e9}".utf8), "nu/b\u{e9}"), (Array("nu/b\u{fffd}".utf8), "nu/b\u{fffd}"),
        (Array("nu/b".utf8) + [0xfe], "nu/b\u{fffd}"),
        (Array("nu/b".utf8) + [0xff], "nu/b\u{fffd}"),
        (Array("nu/d".utf8) + [0xfe] + Array("/x".utf8) + [0xc3], "nu/d\u{fffd}/x\u{fffd}"),
    ]

    /// What a line of shell came to; `$b` is a name, `$e` the end of one.
    private func run(_ line: String) throws -> BuiltCommand.Outcome {
        try BuiltCommand.shell(#"b=$(printf 'nu/b\377'); e=$(printf '\377'); "# + line, in: folder)
    }

    private func object(_ outcome: BuiltCommand.Outcome) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
    }

    private func files(_ outcome: BuiltCommand.Outcome) throws -> [[String: Any]] {
        try #require(try object(outcome)["files"] as? [[String: Any]])
    }

    @Test("are found in folders, in the order of their bytes, and JSON has those")
    func walk() throws {
        for line in [#""$goelf" deps --json nu"#, #""$goelf" deps --json nu/b* nu/d*"#] {
            let outcome = try run(line)
            #expect(outcome.status == 0)
            let files = try files(outcome)
            #expect(files.map { $0["path"] as? String } == Self.names.map(\.text))
            let bytes = files.map { $0["pathBytes"] as? String }
            #expect(
                bytes
                    == Self.names.map { name in
                        String(bytes: name.bytes, encoding: .utf8) == nil
                            ? Data(name.bytes).base64EncodedString() : nil
                    })
        }
        let text = try run(#""$goelf" deps nu"#).text
        #expect(text.split(separator: "\n").count == 5)
        #expect(
            text.hasSuffix("nu/d\u{fffd}/x\u{fffd}: statically linked, pure Go, no C library\n"))
    }

    @Test("go out byte for byte with --format go")
    func format() throws {
        for line in [
            #""$goelf" buildinfo --format go nu"#, #""$goelf" buildinfo --format=go nu/b* nu/d*"#,
            #""$goelf" buildinfo --format go -- nu/b* nu/d*"#,
            // What Go finds in a folder has the shortest name.
            #""$goelf" buildinfo --format go ./nu/"#,
            #""$goelf" buildinfo --format go .//nu/../nu"#,
        ] {
            let outcome = try run(line)
            #expect(outcome.status == 0)
            let heads = outcome.output.split(separator: 0x0a).filter { $0.first != 0x09 }
            #expect(
                heads.map { Array($0) } == Self.names.map { $0.bytes + Array(": go1.27.3".utf8) })
        }
    }

    @Test("that lead nowhere are errors that a terminal can show")
    func missing() throws {
        let outcome = try run(#""$goelf" deps "no$e" "$b""#)
        #expect(outcome.status == 2)
        #expect(
            outcome.errorText
                == "goelf: error: no\u{fffd}: file cannot be opened: No such file or directory [file.open]\n"
        )
        #expect(outcome.text.hasPrefix("nu/b\u{fffd}: "))
    }

    @Test("are those of outputs, too, but not of what is read")
    func output() throws {
        for option in [#"--output "out$e""#, #"--output="out$e""#] {
            let outcome = try run(#""$goelf" deps "$b" \#(option) && cat "out$e" && rm "out$e""#)
            #expect(outcome.status == 0)
            #expect(outcome.text.hasPrefix("nu/b\u{fffd}: statically linked"))
        }
        let outcome = try run(#""$goelf" deps "$b" --output "$b""#)
        #expect(outcome.status == 2)
        #expect(outcome.errorText.contains("it is one of the files that are read"))
    }

    @Test("are those of roots and of what is in them")
    func roots() throws {
        let outcome = try run(#""$goelf" deps --json --root "r$e" "$(printf '/opt/app\351')""#)
        let file = try #require(try files(outcome).first)
        let images = try #require(file["images"] as? [[String: Any]])
        let tree = try #require(images.first?["tree"] as? [String: Any])
        #expect(tree["rootBytes"] as? String == Data([0x72, 0xff]).base64EncodedString())
        let nodes = try #require(tree["nodes"] as? [[String: Any]])
        #expect(nodes.first?["path"] as? String == "/opt/app\u{fffd}")
        let inside = Array("/opt/app".utf8) + [0xe9]
        #expect(nodes.first?["pathBytes"] as? String == Data(inside).base64EncodedString())

        let walked = try run(#""$goelf" deps --list --json --root "r$e" /opt"#)
        #expect(try files(walked).map { $0["path"] as? String } == ["r\u{fffd}/opt/app\u{fffd}"])
    }

    @Test("tell roots apart that look the same")
    func places() throws {
        let outcome = try run(
            #""$goelf" check --json --no-policy --root "r$e" --root "$(printf 'r\376')" "$b""#)
        let file = try #require(try files(outcome).first)
        let images = try #require(file["images"] as? [[String: Any]])
        let verdicts = try #require(images.first?["verdicts"] as? [[String: Any]])
        #expect(verdicts.map { $0["target"] as? String } == ["r\u{fffd}", "r\u{fffd}"])
        let bytes = [[0x72, 0xff], [0x72, 0xfe]].map { Data($0).base64EncodedString() }
        #expect(verdicts.map { $0["targetBytes"] as? String } == bytes)
    }

    @Test("are those of two builds that are compared", arguments: ["", "--reproducible"])
    func compare(_ option: String) throws {
        let outcome = try run(
            #""$goelf" compare --json \#(option) "$b" "$(printf 'nu/b\303\251')""#)
        #expect(outcome.status == 0)
        let comparison = try #require(try object(outcome)["comparison"] as? [String: Any])
        #expect(comparison["old"] as? String == "nu/b\u{fffd}")
        let bytes = Data(Array("nu/b".utf8) + [0xff]).base64EncodedString()
        #expect(comparison["oldBytes"] as? String == bytes)
        #expect(comparison["newBytes"] == nil)
        #expect(try files(outcome).first?["pathBytes"] as? String == bytes)
    }

    @Test("are those of snapshots, policies, baselines and lists of sums")
    func others() throws {
        let outcome = try run(
            #"""
            "$goelf" snapshot "$b" --output "s$e" && "$goelf" compare "s$e" "$b" >&2 &&
            echo '{"targets": ["scratch"]}' > "p$e" && sha256sum nu/b* > "sums$e" && : > "sum$e" &&
            "$goelf" check --policy "p$e" "$b" --write-baseline "base$e" >&2 &&
            "$goelf" check --policy "p$e" --baseline "base$e" --checksums "sums$e" \
                --go-sum "sum$e" --json "$b"
            """#)
        #expect(outcome.status == 0)
        let document = try object(outcome)
        #expect(document["policyBytes"] as? String == Data([0x70, 0xff]).base64EncodedString())
        let baseline = try #require(document["baseline"] as? [String: Any])
        #expect(baseline["path"] as? String == "base\u{fffd}")
        #expect(
            baseline["pathBytes"] as? String
                == Data(Array("base".utf8) + [0xff]).base64EncodedString())
    }
}
