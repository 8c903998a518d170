internal import CSystemCalls
internal import GoInspect
internal import GoReport
internal import ObjectFile

/// What files are held against besides places, as the command line says it.
struct HeldAgainst: Hashable, Sendable {
    /// Where a policy is to be read from.
    enum Source: Hashable, Sendable {
        /// The nearest one from the working directory upwards, if there is one.
        case nearest
        /// A file that was named.
        case file(ByteString)
        /// None.
        case none
    }

    var source = Source.nearest
    /// What options want.
    var options: [Policy.Option] = []
    /// What is known already; nil where nothing is.
    var baseline: ByteString?
    /// Where it is to be written; nil where it is not.
    var writesBaseline: ByteString?
    /// The least severity that fails; nil where no option says it.
    var failsOn: Diagnostic.Severity?
    /// How files are started in the places of a policy.
    var settings = RunSettings()

    /// Reads policy and baseline.
    ///
    /// - Throws: all that is wrong with the first of them that is not as it should be.
    func expectations() throws(PolicyError) -> Expectations {
        let folder = WorkingDirectory.path
        var policy = Policy()
        switch source {
        case .none: break
        case .file(let path): policy = try Policy(path: path)
        case .nearest:
            if let path = Policy.places(from: folder).first(where: WorkingDirectory.hasFile) {
                policy = try Policy(path: path)
            }
        }
        try policy.add(options)
        var expectations = Expectations(policy)
        expectations.workingDirectory = folder
        expectations.today = CalendarDate(daysSince1970: Int(goelf_day()))
        if let baseline { expectations.baseline = try Baseline(path: baseline) }
        return expectations
    }
}

extension Invocation {
    /// The same with what a policy says of places and severities, where no option does.
    func with(_ policy: Policy, _ held: HeldAgainst) -> Invocation {
        var invocation = self
        invocation.request.failsOn = held.failsOn ?? policy.failsOn ?? .error
        invocation.request.writesBaseline = held.writesBaseline?.text
        let isUnsaid = places.allSatisfy { $0.option.isEmpty }
        if isUnsaid, !policy.targets.isEmpty {
            let names = policy.targets.joined(separator: ",")
            invocation.places = [
                CheckChoice(option: "--target", targets: names, settings: held.settings)
            ]
        }
        return invocation
    }
}

/// What the process was started in.
enum WorkingDirectory {
    /// Its path as a text, for names in policies are texts; empty where the system does not tell it.
    static var path: String {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var target = bytes.mutableSpan
        let count = goelf_working_directory(&target)
        return count > 0 ? String(decoding: bytes[..<min(count, bytes.count)], as: UTF8.self) : ""
    }

    /// Whether a path leads to a file, or to something that was meant to be one, as a link that leads
    /// nowhere: whoever reads it says so.
    static func hasFile(_ path: String) -> Bool {
        let name = Array(path.utf8) + [0]
        return goelf_is_there(name.span) != 0
            && goelf_kind_of_path(name.span) != Int32(goelf_directory.rawValue)
    }
}
