internal import ArgumentParser
internal import GoReport

struct Functions: FileCommand {
    static let configuration = Topic.functions.configuration
    @OptionGroup var common: CommonOptions

    @Flag(help: "Add up the functions of each package.")
    var packages = false

    var invocation: Invocation {
        var invocation = common.invocation(.functions)
        invocation.request.groupsPackages = packages
        return invocation
    }
}
