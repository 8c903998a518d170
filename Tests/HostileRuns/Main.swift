internal import Glibc
internal import ObjectFile

/// Runs every command over damaged files; see README.md beside this file.
@main enum Main {
    static func main() {
        let options = Options(CommandLine.arguments.dropFirst())
        do throws(ParseError) {
            var fixtures = try Fixtures.all(in: options.folder)
            if let only = options.only { fixtures = fixtures.filter { $0.name == only } }
            if options.lists { return fixtures.forEach { say($0.name) } }
            if options.replay != nil { exit(replay(fixtures, options)) }
            exit(run(fixtures, options))
        } catch {
            say("error: \(options.folder): \(error)")
            exit(2)
        }
    }

    private static func run(_ fixtures: [Fixture], _ options: Options) -> Int32 {
        say("seed \(options.seed), \(options.mutations) mutations a kind")
        var failures: [String] = []
        var total = 0
        for fixture in fixtures {
            if let fault = faultOfWhole(fixture) { failures.append(fault) }
            var runner = Runner(fixture, seed: options.seed, isTracing: options.isTracing)
            let start = clock()
            cut(fixture, &runner)
            let cuts = runner.runs
            for number in 0..<options.mutations {
                let question = fixture.questions[number % fixture.questions.count]
                let damaged = Case(damage: .mutation, number: number, question: question)
                runner.run(damaged, on: damaged.bytes(of: fixture, seed: options.seed))
            }
            runner.closeBatch()
            say(
                "\(fixture.name): \(fixture.bytes.count) bytes, \(cuts) runs cut short,",
                "\(options.mutations) mutations, \(100 * runner.refusals / runner.runs)% status 2,",
                "\((clock() - start) / 1000) ms, \(runner.failures.count) failures")
            failures += runner.failures
            total += runner.runs
        }
        return close(total, failures, largest: fixtures.map(\.bytes.count).max() ?? 0)
    }

    /// An undamaged fixture that cannot be read would prove nothing.
    private static func faultOfWhole(_ fixture: Fixture) -> String? {
        for question in fixture.questions {
            if let fault = ask(question, about: fixture.bytes, checksJSON: true).fault {
                return "\(fixture.name) undamaged: \(fault)"
            }
        }
        return fixture.targets.isEmpty ? "\(fixture.name) has no headers" : nil
    }

    /// Every length from nothing to all but one byte, under every question; of long runs of zeros,
    /// which pad pages, the lengths around their ends.
    private static func cut(_ fixture: Fixture, _ runner: inout Runner) {
        var zeros = 0
        for length in 0..<fixture.bytes.count {
            zeros = fixture.bytes[length] == 0 ? zeros + 1 : 0
            let next = min(length + 32, fixture.bytes.count)
            if zeros > 64, fixture.bytes[length..<next].allSatisfy({ $0 == 0 }) { continue }
            let bytes = Array(fixture.bytes.prefix(length))
            for question in fixture.questions {
                // To compare takes as long as ten other questions.
                if question.comparesAs != nil, length % 16 != 0 { continue }
                runner.run(Case(damage: .cut, number: length, question: question), on: bytes)
            }
        }
    }

    private static func close(_ total: Int, _ failures: [String], largest: Int) -> Int32 {
        for failure in failures.prefix(20) { say("FAILED", failure) }
        if failures.count > 20 { say("FAILED and \(failures.count - 20) more") }
        let peak = peakMemory()
        let most = (32 << 10) + largest * 3 / 2 / 1024
        let isTooMuch = peak > most || peak == 0
        if isTooMuch { say("FAILED peak memory \(peak) KiB, more than \(most)") }
        say(
            "\(total) runs, \(failures.count) failures, \(clock() / 1_000_000) s of CPU,",
            "peak memory \(peak) KiB of \(most)")
        return failures.isEmpty && !isTooMuch ? 0 : 1
    }

    /// Runs one case, as `FIXTURE:mutation:NUMBER` or `FIXTURE:cut:LENGTH`, under every question.
    private static func replay(_ fixtures: [Fixture], _ options: Options) -> Int32 {
        let parts = options.replay?.split(separator: ":").map(String.init) ?? []
        guard parts.count == 3, let damage = Damage(rawValue: parts[1]), let number = Int(parts[2]),
            let fixture = fixtures.first(where: { $0.name == parts[0] })
        else {
            say("error: no such case; FIXTURE:mutation:NUMBER or FIXTURE:cut:LENGTH")
            return 2
        }
        var status: Int32 = 0
        for question in fixture.questions {
            let damaged = Case(damage: damage, number: number, question: question)
            say(damaged.name(fixture))
            let start = clock()
            let bytes = damaged.bytes(of: fixture, seed: options.seed)
            let outcome = ask(question, about: bytes, checksJSON: true)
            say("  status \(outcome.status), \(outcome.fault ?? "sound"), \(clock() - start) µs")
            if outcome.fault != nil { status = 1 }
        }
        return status
    }
}

/// The command line.
private struct Options {
    var folder = "TestBinaries/bin"
    var seed: UInt64 = 20_260_101
    var mutations = 100_000
    var only: String?
    var replay: String?
    var isTracing = false
    var lists = false

    init(_ arguments: ArraySlice<String>) {
        var rest = arguments
        while let name = rest.popFirst() {
            switch name {
            case "--trace": isTracing = true
            case "--list": lists = true
            case "--seed": seed = rest.popFirst().flatMap { UInt64($0) } ?? seed
            case "--mutations": mutations = rest.popFirst().flatMap { Int($0) } ?? mutations
            case "--only": only = rest.popFirst()
            case "--replay": replay = rest.popFirst()
            default: folder = name
            }
        }
    }
}
