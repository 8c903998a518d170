internal import ObjectFile

/// Which rule tells of what the kernel or a loader complains of: each problem has exactly one.
extension Situation {
    /// The problems that a rule tells of, in their order.
    func problems(of rule: String) -> [ResolvedDependencies.Problem] {
        guard let resolved else { return [] }
        return resolved.problems.filter { self.rule(of: $0, in: resolved) == rule }
    }

    private func rule(
        of problem: ResolvedDependencies.Problem, in resolved: ResolvedDependencies
    ) -> String {
        switch problem.kind {
        case "interpreter": "interpreter-missing"
        default: "library-missing"
        }
    }

    /// A finding that tells of such a problem: an error where it stops the start, else a warning.
    func finding(
        _ problem: ResolvedDependencies.Problem, _ rule: String, _ message: String,
        evidence: [Evidence] = [], remedy: [String] = []
    ) -> Finding {
        // What would come after the end is not printed.
        let isPrinted = problem.isFatal && problem.isPrinted
        return finding(
            rule, problem.isFatal ? .error : .warning, message,
            predictedError: isPrinted ? resolved?.predictedError : nil, evidence: evidence,
            remedy: remedy)
    }
}
