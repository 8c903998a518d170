import ArgumentParser
import Foundation
import GoInspect
import GoReport
import Testing

@testable import goelf

@Suite("The two readings of a command line")
struct InvocationTests {
    /// What ArgumentParser makes of it.
    private func parsed(_ arguments: [String]) throws -> Invocation? {
        (try Goelf.parseAsRoot(arguments) as? any FileCommand)?.invocation
    }

    @Test(
        "are the same for a plain one",
        arguments: [
            ["app"], ["app", "lib.so"], ["-"], ["app", "-"], ["-", "-"], ["./-x"], ["/a b"],
            ["info", "app"], ["deps", "app"], ["deps", "-"], ["deps", "app", "-", "lib"],
            ["deps", "--json", "app"], ["deps", "app", "--json"], ["--json", "app"],
            ["app", "--json"], ["--quiet", "app"], ["-q", "app"], ["-v", "app"], ["app", "-v"],
            ["deps", "-q", "-v", "app"], ["deps", "-v", "app", "-q", "--json", "lib"],
            ["deps", "--json", "--json", "app"], ["deps", "--verbose", "--quiet", "app"],
            ["buildinfo", "app"], ["buildinfo", "--json", "app"],
            ["buildinfo", "--facts", "app", "--json"], ["headers", "app"],
            ["segments", "app"], ["sections", "app"], ["dynamic", "app"], ["symbols", "app"],
            ["symbols", "--json", "app"], ["versions", "app"], ["notes", "app"],
            ["signature", "app"],
            ["relocations", "-v", "app"], ["deps", "help"], ["deps", "deps"], ["info", "schema"],
            ["deps", "é", "\u{1b}"], ["deps", "a=b"], ["deps", "app", "symbols"],
            ["app", "deps"], ["app", "help"], ["--json", "-v", "app"], ["app", "symbols", "-q"],
            ["-v", "deps", "app"], ["--json", "symbols", "app"], ["deps", "--tree", "app"],
            ["deps", "-j", "4", "app"], ["app", "--jobs", "2", "--json", "--jobs", "+3", "-q"],
            ["check", "--jobs", "2", "a", "--target", "all"], ["deps", "--list", "app", "lib"],
            ["deps", "app", "--tree", "--json", "-v"],
            ["check", "--target", "scratch", "app"], ["check", "app", "-v", "--target", "all"],
            ["check", "a", "--target", "debian:12,alpine", "b", "--target", "musl:1.2.5", "-q"],
        ])
    func plain(_ arguments: [String]) throws {
        let plain = Invocation(plain: arguments[...])
        #expect(plain != nil)
        #expect(try plain == parsed(arguments))
    }

    @Test(
        "leave all else to ArgumentParser",
        arguments: [
            [], [""], ["deps"], ["deps", ""], ["--json"], ["deps", "--json"], ["--", "app"],
            ["deps", "--", "-app"], ["deps", "--format", "json", "app"], ["help"],
            ["help", "deps"], ["schema"], ["schema", "deps"], ["--help"], ["-h"], ["--version"],
            ["deps", "--help"], ["deps", "-qv", "app"], ["deps", "--output", "x", "app"],
            ["deps", "--color", "never", "app"], ["deps", "--color=never", "app"],
            ["buildinfo", "--scan", "app"], ["deps", "--facts", "app"],
            ["buildinfo", "--var", "main.version", "app"], ["--facts", "app"],
            ["symbols", "--dynamic", "app"], ["deps", "--nope"],
            ["--generate-completion-script", "bash"], ["deps", "app", "--jso"],
            ["deps", "--root", "/", "app"], ["deps", "--symbols", "app"], ["--tree", "app"],
            ["info", "--tree", "app"], ["deps", "--tree", "--list", "app"],
            ["deps", "--why", "libc", "app"], ["check", "app"], ["check", "--target", "scratch"],
            ["check", "--target=scratch", "app"], ["check", "app", "--target"],
            ["check", "--target", "no-such", "app"], ["check", "--target", "", "app"],
            ["check", "--target", "scratch", "--root", "/", "app"], ["deps", "app", "-j"],
            ["deps", "--jobs", "0", "app"], ["deps", "--jobs=2", "app"], ["app", "-j", "2x"],
            ["deps", "-j2", "app"], ["check", "--target", "scratch", "--jobs", "-1", "app"],
        ])
    func unusual(_ arguments: [String]) {
        #expect(Invocation(plain: arguments[...]) == nil)
    }

    @Test("are the same, or one of them is silent, for every flag that help has")
    func drift() throws {
        var count = 0
        for command in try commands() where !Self.others.contains(command.name) {
            for option in command.options {
                let value: [String]
                if option.takesValue {
                    let known = try #require(Self.values[option.name], "no value known for it")
                    value = known.split(separator: " ").map(String.init)
                } else {
                    value = []
                }
                for spelling in option.spellings {
                    let arguments = [command.name, spelling] + value + ["app"]
                    if ["--help", "-h", "--version"].contains(spelling) { continue }
                    let full = try parsed(arguments)
                    #expect(full != nil)
                    if let plain = Invocation(plain: arguments[...]) {
                        #expect(plain == full, "\(arguments)")
                    }
                    count += 1
                }
            }
        }
        #expect(count > 80)
    }

    /// Commands that read no files.
    private static let others = [
        "help", "schema", "explain", "targets", "compare", "snapshot",
    ]

    /// A value that each option takes, and what it goes with.
    private static let values = [
        "format": "json", "output": "x", "color": "never", "type": "func", "name": "a*",
        "var": "main.version", "package": "net/*", "arch": "arm64", "why": "libc", "root": "/",
        "at": "/app", "env": "LD_LIBRARY_PATH=/x", "cpu": "x86-64-v3", "page-size": "16k",
        "image": "/x.tar", "platform": "linux/arm64 --image /x.tar", "target": "scratch",
        "fail-on": "note", "host": "/x", "policy": "x.json", "require": "go@>=1.26",
        "go-sum": "go.sum", "checksums": "sums.txt", "max-size": "80MB",
        "expect-var": "main.version=1",
        "forbid": "net/http/pprof", "ignore": "too-large", "severity": "too-large=note",
        "baseline": "x.json", "write-baseline": "x.json", "jobs": "2",
    ]

    @Test("know a command for every topic, and no other that reads files")
    func topics() throws {
        let names = try commands().map(\.name)
        #expect(names.filter { !Self.others.contains($0) } == Topic.allCases.map(\.rawValue))
        for topic in Topic.allCases {
            #expect(try parsed([topic.rawValue, "app"])?.request.topic == topic)
            #expect(JSONSchema.text(topic.rawValue) != nil)
        }
    }

    @Test("see where and how a program is to be started")
    func places() throws {
        let invocation = try #require(
            try parsed([
                "deps", "--root", "/r", "--at", "/x", "--env", "LD_LIBRARY_PATH=/a=b", "--env",
                "EMPTY=", "--secure", "--cpu", "power9", "--page-size", "64K", "--no-proc",
                "--symbols", "app",
            ]))
        var settings = RunSettings()
        settings.root = "/r"
        settings.path = "/x"
        settings.variables = [
            RunSettings.Variable(name: "LD_LIBRARY_PATH", value: "/a=b"),
            RunSettings.Variable(name: "EMPTY", value: ""),
        ]
        settings.isSecure = true
        settings.processor = "power9"
        settings.pageSize = 65536
        settings.hasProcessFiles = false
        settings.looksUpSymbols = true
        #expect(invocation.settings == settings)
        #expect(invocation.request.tree == .tree)
        #expect(try parsed(["deps", "--why", "c", "a"])?.request.tree == .reason("c"))
        #expect(try parsed(["deps", "--list", "a"])?.request.tree == .list)
        #expect(try parsed(["deps", "--format", "dot", "a"])?.request.tree == .tree)
        #expect(try parsed(["deps", "a"])?.settings == nil)
    }

    @Test(
        "refuse what cannot be meant",
        arguments: [
            ["--tree", "--list"], ["--list", "--why", "c"], ["--env", "NAME"], ["--env", "=x"],
            ["--page-size", "5000"], ["--page-size", "3k"], ["--page-size", "99999999999999999k"],
            ["--page-size", "128k"], ["--cpu", "x86-64-v9"], ["--format", "go"],
            ["--root", "/a", "--root", "/b"], ["--image", "a.tar", "--image", "b.tar"],
            ["--root", "/a", "--at", "usr/bin/app"], ["--at", ""], ["--arch", "bogus"],
        ])
    func refused(_ options: [String]) {
        #expect(throws: (any Error).self) { try parsed(["deps"] + options + ["app"]) }
    }

    @Test(
        "give graphs of dependencies alone",
        arguments: ["info", "symbols", "buildinfo", "functions", "headers"])
    func graphs(_ topic: String) {
        for format in ["dot", "mermaid"] + (topic == "buildinfo" ? [] : ["go"]) {
            #expect(throws: (any Error).self) { try parsed([topic, "--format", format, "app"]) }
        }
    }

    @Test("know the names of processors and of types of symbols")
    func names() throws {
        for name in ["amd64", "arm64e", "x86_64h", "armv7s", "mips64le", "ppc", "EM_SPARCV9"] {
            #expect(try parsed(["headers", "--arch", name, "app"]) != nil)
        }
        for type in ["func", "STT_FUNC", "Gnu_Ifunc", "sect", "N_GSYM", "0xd"] {
            #expect(try parsed(["symbols", "--type", type, "app"]) != nil)
        }
        for (arguments, message) in [
            (["headers", "--arch", "adm64", "app"], "'adm64': did you mean amd64"),
            (["compare", "--arch", "bogus", "a", "b"], "'bogus'; there are amd64, arm64"),
            (["snapshot", "--arch", "bogus", "a"], "'bogus'; there are amd64, arm64"),
            (["symbols", "--type", "funk", "app"], "'funk': did you mean func"),
            (["symbols", "--type", "bogus!", "app"], "'bogus!'; there are func, object"),
        ] {
            let error = #expect(throws: (any Error).self) { try parsed(arguments) }
            let text = Goelf.fullMessage(for: try #require(error))
            #expect(text.contains(message), "\(text)")
        }
    }

    @Test("see each filter of symbols")
    func symbols() throws {
        var filter = SymbolFilter()
        filter.dynamicOnly = true
        filter.isDefined = false
        filter.type = "func"
        filter.name = "x*"
        let arguments = [
            "symbols", "--dynamic", "--undefined", "--type", "func", "--name", "x*", "app",
        ]
        #expect(try parsed(arguments)?.request.symbols == filter)
        #expect(
            try parsed(["symbols", "--defined", "app"])?.request.symbols.isDefined == true)
    }
}

/// A command as `_dumpHelp` has it.
private struct HelpCommand {
    struct Option {
        let name: String
        let spellings: [String]
        let takesValue: Bool
    }

    let name: String
    let options: [Option]
}

private func commands() throws -> [HelpCommand] {
    struct Tool: Decodable { let command: Command }
    struct Command: Decodable {
        let commandName: String
        let subcommands: [Command]?
        let arguments: [Argument]?
    }
    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }
        let kind: String
        let names: [Name]?
        let preferredName: Name?
    }
    let tool = try JSONDecoder().decode(Tool.self, from: Data(Goelf._dumpHelp().utf8))
    return (tool.command.subcommands ?? []).map { command in
        HelpCommand(
            name: command.commandName,
            options: (command.arguments ?? []).filter { $0.kind != "positional" }.map { argument in
                HelpCommand.Option(
                    name: argument.preferredName?.name ?? "",
                    spellings: (argument.names ?? []).map {
                        ($0.kind == "short" ? "-" : "--") + $0.name
                    }, takesValue: argument.kind == "option")
            })
    }
}
