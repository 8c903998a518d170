internal import ArgumentParser
internal import GoInspect
internal import GoReport
internal import ObjectFile

struct Check: FileCommand {
    static let configuration = CommandConfiguration(
        commandName: Topic.check.rawValue, abstract: Topic.check.abstract,
        usage: Topic.check.usage,
        discussion: """
            For each FILE and each place it says whether kernel and loader start it there; if not, \
            the words with which that ends, why, and what helps. Nothing is executed. Without a \
            place, those of the policy are meant, or the running system. It ends with 1 where something \
            was found that is as bad as --fail-on says.

            The policy is .goelf.json in the working directory, or in the nearest folder above it; \
            "goelf schema policy" is for editors.

            In a root or an image, FILE is a path inside where there is one; else a file of this \
            system, judged as if it lay at --at.
            """)

    @OptionGroup var common: CommonOptions

    @Option(
        help: ArgumentHelp(
            "End with 1 for this and worse: error (if not said), warning, note.",
            valueName: "severity"))
    var failOn: SeverityChoice?

    @OptionGroup(title: "Where and how it would be started") var place: CheckPlaceOptions

    @OptionGroup(title: "What else is wanted, and what is known") var policy: PolicyOptions

    mutating func validate() throws { try checkCommon() }

    var invocation: Invocation {
        var invocation = common.invocation(.check)
        invocation.places = place.places
        invocation.host = place.host
        invocation.held = policy.held(failOn?.severity, place.start.settings)
        return invocation
    }
}

/// A severity by its name on the command line.
enum SeverityChoice: String, CaseIterable, ExpressibleByArgument {
    case error, warning, note

    var severity: Diagnostic.Severity {
        switch self {
        case .error: .error
        case .warning: .warning
        case .note: .note
        }
    }
}
