import ObjectFile
import Testing
import TestSupport

@Suite("Archives")
struct ArchiveTests {
    @Test("every member has the name and the size that ar lists")
    func ar() throws {
        var mismatches = Mismatches()
        for binary in TestBinary.elf {
            guard let recorded = try Recorded(binary).ar?.members else { continue }
            let archive = Archive(try FileBytes(path: binary.path))
            mismatches.compare(archive.error, nil, binary.id)
            mismatches.compare(
                each: archive.members.map(\.name.text), recorded.map(\.name), binary.id)
            mismatches.compare(
                each: archive.members.map(\.range.size), recorded.map(\.size), binary.id)
        }
        mismatches.expectNone()
    }

    /// A member's header and bytes, as `ar` writes them.
    static func member(_ name: String, _ content: String) -> String {
        func field(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: width - text.utf8.count)
        }
        let size = content.utf8.count
        return field(name, 16) + field("0", 12) + field("0", 6) + field("0", 6) + field("644", 8)
            + field("\(size)", 10) + "`\n" + content + (size % 2 == 1 ? "\n" : "")
    }

    struct Form: CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let names: [String]
        let contents: [String]
    }

    @Test(
        "members are found under the names that each form of archive gives them",
        arguments: [
            Form(testDescription: "no members", text: "", names: [], contents: []),
            Form(
                testDescription: "GNU, short names with a slash, odd sizes",
                text: member("a.o/", "abc") + member("b b.o/", "de"), names: ["a.o", "b b.o"],
                contents: ["abc", "de"]),
            Form(
                testDescription: "GNU, a long name in the table and an index of symbols",
                text: member("/", "\0\0\0\0")
                    + member("//", "a-name-longer-than-15.o/\nother.o/\n") + member("/25", "x")
                    + member("/0", "y"), names: ["other.o", "a-name-longer-than-15.o"],
                contents: ["x", "y"]),
            Form(
                testDescription: "BSD, the name in front of the bytes, and its index of symbols",
                text: member("#1/12", "__.SYMDEF\0\0\0!") + member("#1/8", "long.o\0\0content"),
                names: ["long.o"], contents: ["content"]),
            Form(
                testDescription: "names without a slash, as System V and BSD write short ones",
                text: member("plain.o", "p"), names: ["plain.o"], contents: ["p"]),
        ])
    func forms(form: Form) throws {
        let file = FileBytes(Array((Archive.magic + form.text).utf8))
        let archive = Archive(file)
        #expect(archive.error == nil)
        #expect(archive.members.map(\.name.text) == form.names)
        let contents = try archive.members.map { member in
            let bytes = try file.bytes(in: member.range, reading: FilePart("member", .archive))
            return ByteString(bytes.span).text
        }
        #expect(contents == form.contents)
    }

    @Test("a thin archive has names and no bytes")
    func thin() {
        let header = Self.member("/0", "123456789").prefix(60)
        let text = Archive.thinMagic + Self.member("//", "dir/a.o/\n") + header
        let archive = Archive(FileBytes(Array(text.utf8)))
        #expect(archive.isThin)
        #expect(archive.error == nil)
        #expect(archive.members.map(\.name.text) == ["dir/a.o"])
        #expect(archive.members.map(\.range.size) == [0])
    }

    struct Damage: CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let error: ParseError
    }

    @Test(
        "damage ends the list of members and says where",
        arguments: [
            Damage(
                testDescription: "no magic", text: "!<arch>",
                error: ParseError(
                    .archive, "ends at 0x8, past the end of the file (0x7)", at: .start,
                    in: "archive")),
            Damage(
                testDescription: "one byte short in the second header",
                text: Archive.magic + member("a/", "x") + member("b/", "").dropLast(),
                error: ParseError(
                    .archive, "has no whole header", at: FileOffset(rawValue: 70),
                    in: "archive member 1")),
            Damage(
                testDescription: "one byte short in the second member",
                text: Archive.magic + member("a/", "x") + member("b/", "yy").dropLast(),
                error: ParseError(
                    .archive, "ends past the end of the file (0x83)",
                    at: FileOffset(rawValue: 70), in: "archive member 1")),
            Damage(
                testDescription: "a size that is no number",
                text: Archive.magic + member("a/", "x")
                    + member("b/", "").replacing("0         `", with: "-1        `"),
                error: ParseError(
                    .archive, "has no header where one should be", at: FileOffset(rawValue: 70),
                    in: "archive member 1")),
            Damage(
                testDescription: "a long name without an end",
                text: Archive.magic + member("a/", "x") + member("//", "name") + member("/0", ""),
                error: ParseError(
                    .archive, "has a name without an end", at: FileOffset(rawValue: 130),
                    in: "archive member 2")),
        ])
    func damage(damage: Damage) {
        let archive = Archive(FileBytes(Array(damage.text.utf8)))
        #expect(archive.error == damage.error)
        #expect(archive.members.count == (damage.text.utf8.count < 60 ? 0 : 1))
    }

    @Test("more members than the limit are not read")
    func limit() {
        var limits = Limits()
        limits.archiveMembers = 2
        let text = Archive.magic + (0..<3).map { Self.member("\($0)/", "") }.joined()
        let archive = Archive(FileBytes(Array(text.utf8)), limits: limits)
        #expect(archive.members.count == 2)
        #expect(
            archive.error
                == ParseError(
                    .limit, "is one too many", at: FileOffset(rawValue: 128),
                    in: "archive member 2"))
    }

    @Test("a long name that more members share than the file is long ends the list")
    func sharedName() {
        var limits = Limits()
        limits.keptNameBytes = 0
        let name = String(repeating: "n", count: 1000)
        let text =
            Archive.magic + Self.member("//", name + "/\n")
            + (0..<1100).map { _ in Self.member("/0", "") }.joined()
        let archive = Archive(FileBytes(Array(text.utf8)), limits: limits)
        // One MiB in all.
        #expect(archive.members.count == 1048)
        #expect(archive.error?.code == .limit)
        #expect(archive.error?.message == "has a name that many others have too")
    }
}
