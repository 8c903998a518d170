internal import ArgumentParser
internal import GoReport

struct Functions: FileCommand {
    static let configuration = Topic.functions.configuration
    @OptionGroup var common: CommonOptions

    @Flag(help: "Add up the functions of each package.")
    var packages = false

    @Option(
        help: ArgumentHelp(
            "Only functions of packages whose path fits a pattern with *, ? and [...].",
            valueName: "glob"))
    var package: String?

    @Flag(help: "Only functions that run before main.main, in the order in which they do.")
    var inits = false

    @Flag(help: "Also show the calls that the compiler inlined into each function.")
    var inlined = false

    mutating func validate() throws {
        try checkCommon()
        if packages, inits || inlined {
            throw ValidationError("--packages goes with neither --inits nor --inlined")
        }
    }

    var invocation: Invocation {
        var invocation = common.invocation(.functions)
        invocation.request.functions.groupsPackages = packages
        invocation.request.functions.package = package
        invocation.request.functions.initsOnly = inits
        invocation.request.functions.showsInlined = inlined
        return invocation
    }
}
