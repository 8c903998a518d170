internal import ArgumentParser
internal import GoReport

struct Symbols: FileCommand {
    static let configuration = Topic.symbols.configuration
    @OptionGroup var common: CommonOptions

    @Flag(help: "Only symbols of the dynamic table.")
    var dynamic = false

    @Flag(help: "Only symbols that other files have to define.")
    var undefined = false

    @Flag(help: "Only symbols that are defined here.")
    var defined = false

    @Option(help: ArgumentHelp("Only symbols of a type: func, object, tls …", valueName: "type"))
    var type: String?

    @Option(
        help: ArgumentHelp(
            "Only symbols whose name fits a pattern with *, ? and [...].", valueName: "glob"))
    var name: String?

    mutating func validate() throws {
        try checkCommon()
        if undefined, defined {
            throw ValidationError("--undefined and --defined contradict each other")
        }
        if let type, !SymbolFilter.isType(type) {
            throw ValidationError(
                "type", type, near: SymbolFilter.types,
                usual: ["func", "object", "tls", "notype", "gnu_ifunc", "sect", "undf"])
        }
    }

    var invocation: Invocation {
        var invocation = common.invocation(.symbols)
        invocation.request.symbols.dynamicOnly = dynamic
        invocation.request.symbols.isDefined = undefined ? false : defined ? true : nil
        invocation.request.symbols.type = type
        invocation.request.symbols.name = name
        return invocation
    }
}
