import Foundation
import GoReport
import TestSupport
import Testing

@Suite("Streams and exit status", .serialized)
struct StreamTests {
    private let folder: Scratch
    private let program = binary("c-hello-dynamic-amd64")
    private let large = binary("tiny-static-amd64-go1.27")

    init() throws { folder = try Scratch() }

    @Test("an output that cannot be written is an error", arguments: ["", "--json"])
    func unwritable(_ flag: String) throws {
        for line in [#""$goelf" symbols $2 "$1" >/dev/full"#, #""$goelf" symbols $2 "$1" >&-"#] {
            let outcome = try BuiltCommand.shell(line, [program, flag], in: folder)
            #expect(outcome.status == 2)
            #expect(
                outcome.errorText.hasPrefix("goelf: error: standard output: cannot be written: "))
            #expect(outcome.errorText.hasSuffix(" [output.write]\n"))
        }
    }

    @Test(
        "help and schemas that cannot be written are errors too",
        arguments: [
            "--help", "help deps", "schema", "schema deps", "--version",
            "--generate-completion-script bash",
        ])
    func unwritableHelp(_ arguments: String) throws {
        for target in [">/dev/full", ">&-"] {
            let line = "\"$goelf\" \(arguments) \(target)"
            #expect(try BuiltCommand.shell(line, in: folder).status == 2)
        }
    }

    @Test("whoever reads may stop when it has enough")
    func brokenPipe() throws {
        let line = #"{ "$goelf" symbols "$1"; echo "status $?" >&2; } | head -c 10"#
        let outcome = try BuiltCommand.shell(line, [large], in: folder)
        #expect(outcome.output.count == 10)
        #expect(["status 0\n", "status 141\n"].contains(outcome.errorText))
    }

    @Test("standard input is read as a file is", arguments: Topic.allCases)
    func standardInput(_ topic: Topic) throws {
        let named = try BuiltCommand.run([topic.rawValue, "--json", program], in: folder)
        let piped = try BuiltCommand.shell(
            #"cat "$2" | "$goelf" "$1" --json -"#, [topic.rawValue, program], in: folder)
        let redirected = try BuiltCommand.run(
            [topic.rawValue, "--json", "-"], input: program, in: folder)
        #expect(named.status == 0)
        #expect(piped.status == 0)
        let renamed = named.text.replacingOccurrences(of: "\"\(program)\"", with: "\"-\"")
        #expect(piped.text == renamed)
        #expect(redirected.text == renamed)
    }

    @Test("one missing file does not stop the others, and order is kept")
    func missing() throws {
        let other = binary("c-versions-amd64")
        let outcome = try BuiltCommand.run(["deps", program, "missing", other], in: folder)
        #expect(outcome.status == 2)
        #expect(
            outcome.errorText == "goelf: error: missing: file cannot be opened: "
                + "No such file or directory [file.open]\n")
        let headings = outcome.text.split(separator: "\n").filter { !$0.hasPrefix(" ") }
        #expect(headings.count == 2)
        #expect(headings.first?.hasPrefix(program + ": ") == true)
        #expect(headings.last?.hasPrefix(other + ": ") == true)
    }

    @Test("a damaged file ends with 2 and an error that names the place")
    func damaged() throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: program))
        let short = try folder.file("short", bytes.prefix(40))
        let outcome = try BuiltCommand.run(["deps", short], in: folder)
        #expect(outcome.status == 2)
        #expect(
            outcome.errorText == "goelf: error: \(short): ELF header ends at 0x40, "
                + "past the end of the file (0x28) [elf.header]\n")
    }

    @Test("damage that several questions meet is said once")
    func damagedOnce() throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: program))
        let short = try folder.file("cut", bytes.prefix(3000))
        for arguments in [["cgo"], ["buildinfo", "--facts", "--var", "main.version"]] {
            let outcome = try BuiltCommand.run(arguments + [short], in: folder)
            #expect(outcome.status == 2)
            let lines = outcome.errorText.split(separator: "\n")
            #expect(!lines.isEmpty && Set(lines).count == lines.count, "\(lines)")
        }
    }

    @Test("a universal file cut inside its last slice is shown, and the error names the slice")
    func cutSlice() throws {
        var first = MachOBuilder()
        first.contents = [UInt8](repeating: 0, count: 0x100)
        var last = first
        last.processor = 0x100_000c
        last.subtype = 0
        let bytes = MachOBuilder.universal([
            (0x100_0007, 3, first.build()), (0x100_000c, 0, last.build()),
        ])
        let cut = try folder.file("cut", Data(bytes.dropLast(8)))
        let outcome = try BuiltCommand.run(["headers", cut], in: folder)
        #expect(outcome.status == 2)
        #expect(
            outcome.errorText == "goelf: error: \(cut): slice 1 ends at 0x4100, "
                + "past the end of the file (0x40f8) [universal.header]\n")
        #expect(outcome.text.hasPrefix("\(cut)(x86_64): Mach-O x86_64 executable\n"))
        #expect(outcome.text.contains("  type            MH_EXECUTE\n"))
    }

    @Test("files that are no binaries are no error, and quiet leaves them out")
    func foreign() throws {
        let text = try folder.file("notes.txt", Data("hello\n".utf8))
        let outcome = try BuiltCommand.run([text], in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.text == "\(text): the file is text\n")
        let quiet = try BuiltCommand.run(["--quiet", text], in: folder)
        #expect(quiet.status == 0)
        #expect(quiet.text.isEmpty)
    }

    @Test("a folder is walked in order, and passes over what is no binary")
    func directory() throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: program))
        for name in ["dist/b", "dist/a/z", "dist/c"] { _ = try folder.file(name, bytes) }
        _ = try folder.file("dist/checksums.txt", Data("x\n".utf8))
        _ = try folder.file("texts/readme", Data("x\n".utf8))
        let outcome = try BuiltCommand.run(["buildinfo", "dist"], in: folder)
        #expect(outcome.status == 0)
        let lines = outcome.text.split(separator: "\n").map { String($0) }
        #expect(lines == ["dist/a/z", "dist/b", "dist/c"].map { $0 + ": no Go build information" })
        let texts = try BuiltCommand.run(["texts"], in: folder)
        #expect(texts.status == 0)
        #expect(
            texts.text == "texts: no file in this folder is of a format that goelf reads\n")
    }

    @Test("build information that is missing ends --format go with 1, damage elsewhere wins")
    func goStatus() throws {
        let go = ["buildinfo", "--format", "go"]
        #expect(try BuiltCommand.run(go + [large], in: folder).status == 0)
        #expect(try BuiltCommand.run(go + [program], in: folder).status == 1)
        #expect(try BuiltCommand.run(go + [program, "missing"], in: folder).status == 2)
    }

    @Test("colour is on where it is asked for, and never in a pipe or file of itself")
    func color() throws {
        let plain = try BuiltCommand.run(["deps", program], in: folder)
        let asked = try BuiltCommand.run(["deps", "--color", "always", program], in: folder)
        #expect(!plain.output.contains(0x1b))
        #expect(asked.output.contains(0x1b))
        let forced = try BuiltCommand.shell(
            #"CLICOLOR_FORCE=1 "$goelf" deps "$1""#, [program], in: folder)
        #expect(forced.output == asked.output)
        let refused = try BuiltCommand.shell(
            #"NO_COLOR=1 CLICOLOR_FORCE=1 "$goelf" deps "$1""#, [program], in: folder)
        #expect(refused.output == plain.output)
    }
}

@Suite("--output writes a file whole or not at all", .serialized)
struct OutputFileTests {
    private let folder: Scratch
    private let program = binary("c-hello-dynamic-amd64")
    private let large = binary("tiny-static-amd64-go1.27")

    init() throws { folder = try Scratch() }

    @Test("the file holds what standard output would")
    func whole() throws {
        let expected = try BuiltCommand.run(["deps", "--json", program], in: folder)
        let outcome = try BuiltCommand.run(
            ["deps", "--json", "--output", "out", program], in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
        #expect(try Data(contentsOf: folder.url.appendingPathComponent("out")) == expected.output)
        #expect(try folder.names() == ["out"])
    }

    @Test("a file that was there is replaced")
    func replaced() throws {
        let out = try folder.file("out", Data("old".utf8))
        #expect(try BuiltCommand.run(["--output", out, program], in: folder).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: out)).starts(with: program.utf8))
        #expect(try folder.names() == ["out"])
    }

    @Test("what was there stays where writing fails half-way, and nothing is left over")
    func failed() throws {
        _ = try folder.file("out", Data("old".utf8))
        let line = #"trap '' XFSZ; ulimit -f 8; "$goelf" symbols --output out "$1""#
        let outcome = try BuiltCommand.shell(line, [large], in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errorText.hasPrefix("goelf: error: out: cannot be written: "))
        #expect(try Data(contentsOf: folder.url.appendingPathComponent("out")) == Data("old".utf8))
        #expect(try folder.names() == ["out"])
    }

    @Test("a place that cannot be written is an error", arguments: ["none/out", "/dev/full", "."])
    func unwritable(_ path: String) throws {
        let outcome = try BuiltCommand.run(["deps", "--output", path, program], in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errorText.hasPrefix("goelf: error: \(path): cannot be written: "))
        #expect(try folder.names().isEmpty)
    }

    @Test("a device is written to, not replaced")
    func device() throws {
        let outcome = try BuiltCommand.run(["deps", "--output", "/dev/null", program], in: folder)
        #expect(outcome.status == 0)
        let attributes = try FileManager.default.attributesOfItem(atPath: "/dev/null")
        #expect(attributes[.type] as? FileAttributeType == .typeCharacterSpecial)
    }
}
