import GoInspect

/// `ReleaseGate POLICY TARGETS FILE…`: prints a summary, and ends with 1 where a file may not be
/// released, with 2 where the gate itself is wrong.
@main
struct Main {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count >= 3 else { stop("usage: ReleaseGate POLICY TARGETS FILE...") }
        let names = Array(arguments)
        let policy: Policy
        let targets: [Target]
        do throws(PolicyError) { policy = try Policy(path: names[0]) } catch {
            for problem in error.problems { print("\(problem.path): \(problem.message)") }
            stop("the policy is wrong")
        }
        do throws(UnknownTarget) { targets = try Target.list(names[1]) } catch {
            stop(error.description)
        }
        var gate = ReleaseGate(targets: targets, policy: policy)
        for path in names.dropFirst(2) { gate.check(path) }
        for line in gate.lines { print(line) }
        print("\(gate.failures) of \(names.count - 2) files may not be released")
        if gate.failures > 0 { exitNow(1) }
    }

    private static func stop(_ message: String) -> Never {
        print(message)
        exitNow(2)
    }
}
