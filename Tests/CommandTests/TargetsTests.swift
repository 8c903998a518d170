import Foundation
import GoInspect
import TestSupport
import Testing

@Suite("The command targets")
struct TargetsTests {
    private let folder: Scratch

    init() throws { folder = try Scratch() }

    private func names(_ arguments: String...) throws -> [String] {
        let outcome = try BuiltCommand.run(["targets", "--json"] + arguments, in: folder)
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        let object = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
        let targets = object?["targets"] as? [[String: Any]] ?? []
        return targets.compactMap { $0["name"] as? String }
    }

    @Test("lists the whole table where none is named")
    func all() throws {
        #expect(try names() == Target.all.map(\.name))
        #expect(try names("all") == Target.all.map(\.name))
    }

    @Test("lists families, C libraries and single targets, each once")
    func some() throws {
        let alpine = Target.all.filter { $0.family == .alpine }.map(\.name)
        #expect(try names("alpine") == alpine)
        #expect(try names("alpine,alpine:3.20", "scratch") == alpine + ["scratch"])
        #expect(try names("musl").starts(with: alpine))
        #expect(try names("rhel") == ["rhel:7", "rhel:8", "rhel:9", "rhel:10"])
        #expect(try names("Alpine,MUSL") == names("alpine,musl"))
        #expect(try names("rocky:9,glibc:2.31") == ["rhel:9", "glibc:2.31"])
    }

    @Test("refuses a name that none has, and tells the nearest")
    func unknown() throws {
        let outcome = try BuiltCommand.run(["targets", "debain:12"], in: folder)
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        let message = "goelf: error: there is no target 'debain:12': did you mean debian:12?\n"
        #expect(outcome.errorText.hasPrefix(message))
    }

    @Test("writes to a file, whole or not at all")
    func output() throws {
        let outcome = try BuiltCommand.run(
            ["targets", "scratch", "--output", "list.txt"], in: folder)
        #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
        let text = try String(contentsOfFile: folder.path("list.txt"), encoding: .utf8)
        #expect(text.contains("\nscratch "))
        let full = try BuiltCommand.shell(#""$goelf" targets >/dev/full"#, in: folder)
        #expect(full.status == 2)
        #expect(full.errorText.hasPrefix("goelf: error: standard output: cannot be written"))
        let closed = try BuiltCommand.shell(#""$goelf" targets -v | head -1"#, in: folder)
        #expect(closed.status == 0 && closed.errors.isEmpty)
    }
}
