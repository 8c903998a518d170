internal import ArgumentParser
internal import GoReport

struct BuildInfo: FileCommand {
    static let configuration = CommandConfiguration(
        commandName: Topic.buildinfo.rawValue, abstract: Topic.buildinfo.abstract,
        usage: Topic.buildinfo.usage,
        discussion: """
            With --format go it prints what `go version -m` of Go 1.27 prints, byte for byte, and \
            ends with 1 where a file that was named has no build information that Go would find. \
            With --var it ends with 1 where the value of a variable cannot be told.
            """)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Look in the data segments too where there is no section for it.")
    var scan = false

    @Flag(help: "Add what the program itself shows: what it relies on, and how it was made.")
    var facts = false

    @Option(
        name: .customLong("var"),
        help: ArgumentHelp(
            "Add the value of a string variable, such as main.version; may be repeated.",
            valueName: "name"))
    var variables: [String] = []

    mutating func validate() throws {
        try checkCommon()
        if common.format == .go, facts || !variables.isEmpty {
            throw ValidationError("--format go prints what Go prints, without facts and variables")
        }
    }

    var invocation: Invocation {
        var invocation = common.invocation(.buildinfo)
        invocation.request.scansData = scan
        invocation.request.wantsFacts = facts
        invocation.request.variables = variables
        return invocation
    }
}
