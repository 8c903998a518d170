internal import GoInspect
internal import ObjectFile

/// What people write, or merge, for goelf to read.
enum WrittenByHand: String, CaseIterable {
    case policy, baseline, goSum, checksums

    /// One of each, in which every key is.
    static var fixtures: [Fixture] {
        allCases.map { kind in
            Fixture(kind.rawValue, Array(kind.text.utf8), [Question(request: nil, written: kind)])
        }
    }

    private var text: String {
        switch self {
        case .policy:
            // A go.sum and checksums are other files.
            "{ // all\n"
                + PolicyKey.allCases.filter { $0 != .goSum && $0 != .checksums }.map { key in
                    "\"\(key.rawValue)\": \(key.example),"
                }.joined(separator: "\n") + " /* end */}\n"
        case .baseline:
            """
            {"schemaVersion":1,"findings":[
            {"file":"dist/app_*","slice":"arm64","rule":"too-large","message":"it is \\u00e9 large"},
            {"file":"dist/app_*","rule":"glibc-too-old","target":"debian:12","message":"it needs glibc 2.38"}
            ]}

            """
        case .goSum:
            """
            golang.org/x/net v0.25.0 h1:d/OCCoBEUq33pjydKrGQhw7IlUPI2Oylr+8qLx49kac=
            golang.org/x/net v0.25.0/go.mod h1:JkAGAh7GEvH74S6FOH42FLoXpXbE/aqXSrIQjXgsiwM=

            """
        case .checksums:
            """
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  dist/app
            \\e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 *a\\nb
            SHA256 (app) = e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855

            """
        }
    }

    /// Reads it, and what is read says what it is about.
    func outcome(_ bytes: [UInt8]) -> Outcome {
        let file = FileBytes(bytes)
        do throws(PolicyError) {
            switch self {
            case .policy: _ = try Policy(file, path: ".goelf.json")
            case .baseline: _ = try Baseline(file, path: "base.json")
            case .goSum: _ = try GoSum(file, path: "go.sum")
            case .checksums: _ = try Checksums(file, path: "sums.txt")
            }
            return Outcome(status: 0)
        } catch {
            let isTold =
                !error.problems.isEmpty && error.problems.allSatisfy { !$0.message.isEmpty }
            return Outcome(status: 2, fault: isTold ? nil : "refused without a word")
        }
    }
}

/// What files are held against that are checked: all that a policy can want.
let expectations: Expectations = {
    var policy = Policy()
    let options: [Policy.Option] = [
        .require("go@>=1.99"), .require("example.com/a@>=v9"), .maxSize("1KB"),
        .variable("main.version=1.2.3"), .forbid("runtime"), .forbid("main.missing"),
        .forbid("example.com/..."), .severity("glibc-too-old=note"), .ignore("library-missing"),
    ]
    do throws(PolicyError) { try policy.add(options) } catch {}
    var expectations = Expectations(policy)
    expectations.baseline = Baseline([], path: "base.json")
    return expectations
}()
