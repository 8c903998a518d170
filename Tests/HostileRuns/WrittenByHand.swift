internal import GoInspect
internal import ObjectFile

/// What people write, or merge, for goelf to read.
enum WrittenByHand: String, CaseIterable {
    case policy, baseline, goSum, checksums
    /// Policies that are JSON, and made of the words that these have: most damage leaves none.
    case madePolicy

    /// One of each, in which every key is.
    static var fixtures: [Fixture] {
        allCases.map { kind in
            Fixture(kind.rawValue, Array(kind.text.utf8), [Question(request: nil, written: kind)])
        }
    }

    private var text: String {
        switch self {
        case .policy, .madePolicy:
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
            case .madePolicy:
                var maker = PolicyMaker(bytes)
                _ = try Policy(FileBytes(Array(maker.text.utf8)), path: ".goelf.json")
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

/// Makes policies of bytes, each of which decides what comes next.
private struct PolicyMaker {
    private var decisions: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { decisions = bytes[...] }

    /// A policy whose keys and values are those of policies, though not always in their places.
    lazy var text: String = object(of: Self.keys, depth: 0)

    private static let keys = PolicyKey.allCases.filter { $0 != .goSum && $0 != .checksums }
        .map(\.rawValue)
    private static let words =
        keys + ["rule", "reason", "until", "go", "golang.org/x/net", "main.version", "too-large"]
        + [
            "-trimpath", "dist/*", "[a", ">=1.26", "==v0.25 <v1,", "2027-01-31", "2027-02-30",
            "80MB",
        ]
        + ["99999999999999999999TB", "debian:12,all", "scratch", "off", "note", "net/http/...", ""]

    private mutating func next(_ count: Int) -> Int {
        Int(decisions.popFirst() ?? 0) % max(1, count)
    }

    private mutating func value(_ depth: Int) -> String {
        switch next(depth > 4 ? 6 : 10) {
        case 0: return "null"
        case 1: return next(2) == 0 ? "true" : "false"
        case 2: return "\(next(256))" + (next(4) == 0 ? ".5e+9" : "")
        case 3...5: return "\"\(Self.words[next(Self.words.count)])\""
        case 6, 7:
            let values = (0..<next(4)).map { _ in value(depth + 1) }
            return "[" + values.joined(separator: ",") + "]"
        default: return object(of: Self.words, depth: depth + 1)
        }
    }

    private mutating func object(of names: [String], depth: Int) -> String {
        var members: [String] = []
        var known: Set<String> = []
        for _ in 0..<(next(6) + (depth == 0 ? 4 : 0)) {
            let name = names[next(names.count)]
            guard known.insert(name).inserted else { continue }
            // Half of the values are those that stand there.
            let example = next(2) == 0 ? PolicyKey(rawValue: name)?.example : nil
            members.append("\"\(name)\":" + (example ?? value(depth)))
        }
        return "{" + members.joined(separator: ",") + "}"
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
