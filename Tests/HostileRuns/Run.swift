internal import CSystemCalls
internal import Glibc
internal import GoInspect
internal import GoReport
internal import ObjectFile

/// One way to ask about a file.
struct Question: Hashable {
    /// What is asked of the command; nil asks the library to expand every section, which no command
    /// does.
    let request: Request?
    /// Whether the file is taken for a layer of an image.
    var readsLayer = false
    /// Whether the checksums in it are put right first.
    var fixesSums = false
    /// Whether the file is taken for JSON.
    var readsJSON = false
    /// How the file is compared with one that is damaged elsewhere; nil where it is not.
    var comparesAs: Format?
    /// What people write that the file is taken for.
    var written: WrittenByHand?
    /// What is started, with the file in its place.
    var load: Load?

    /// Whether the file is a text.
    var readsText: Bool { readsJSON || written != nil }

    /// What is asked of a layer.
    static let layer = Question(request: nil, readsLayer: true)
    /// The same, its checksums put right.
    static let summedLayer = Question(request: nil, readsLayer: true, fixesSums: true)
    /// What is asked of JSON.
    static let json = Question(request: nil, readsJSON: true)

    var name: String {
        if let load { return "load " + load.rawValue }
        if let comparesAs { return "compare " + comparesAs.rawValue }
        if let written { return written.rawValue }
        guard let request else {
            return readsLayer
                ? (fixesSums ? "layer, summed" : "layer") : readsJSON ? "json" : "expansion"
        }
        let functions = request.functions
        let inlined = functions.showsInlined ? " inlined" : ""
        let packages = functions.groupsPackages ? " packages" : inlined
        let more = functions.initsOnly ? " inits" : packages
        let verbose = request.isVerbose ? " verbose" : ""
        return request.topic.rawValue + more + verbose + " " + request.format.rawValue
    }

    /// What is asked of two files, or of a snapshot that was kept.
    static let comparisons = [
        Question(request: nil, comparesAs: .text), Question(request: nil, comparesAs: .json),
    ]

    /// Every topic as text and as JSON, what `go version -m` prints, the expansion, and comparisons.
    static let all: [Question] = {
        var all: [Question] = []
        for topic in Topic.allCases {
            for format in [Format.text, .json] {
                var request = Request(topic)
                request.format = format
                request.isVerbose = format == .text
                request.scansData = topic == .buildinfo
                request.wantsFacts = topic == .buildinfo
                if topic == .buildinfo { request.variables = ["main.version"] }
                all.append(Question(request: request))
            }
        }
        for isInlined in [true, false] {
            var request = Request(.functions)
            request.format = isInlined ? .json : .text
            request.functions.showsInlined = isInlined
            request.functions.initsOnly = !isInlined
            all.append(Question(request: request))
        }
        var go = Request(.buildinfo)
        go.format = .go
        return all + [Question(request: go), Question(request: nil)] + comparisons
    }()

    /// All that is read of a function table and beside it.
    static let ofFunctions: [Question] = {
        let topics: [Topic] = [.functions, .cgo, .buildinfo, .check]
        var all = Self.all.filter { question in
            question.request.map { topics.contains($0.topic) } ?? false
        }
        for format in [Format.text, .json] {
            var request = Request(.functions)
            request.format = format
            request.isVerbose = true
            request.functions.groupsPackages = true
            all.append(Question(request: request))
            request.functions.groupsPackages = false
            request.functions.showsInlined = true
            all.append(Question(request: request))
            request.functions.initsOnly = true
            all.append(Question(request: request))
        }
        return all + comparisons
    }()
}

/// Gathers what one run wrote.
private final class Sink {
    let keeps: Bool
    var kept: [UInt8] = []
    var count = 0
    var fault: String?

    init(keeps: Bool) { self.keeps = keeps }

    func take(_ bytes: Span<UInt8>, isSafe: Bool) -> Int32 {
        count += bytes.count
        if isSafe { fault = fault ?? HostileRuns.fault(ofText: bytes) }
        if keeps { for index in bytes.indices { kept.append(bytes[index]) } }
        return 0
    }
}

/// What came of a run: the exit status that the command would have, and what is wrong with it.
struct Outcome {
    var status: Int32 = 0
    var fault: String?
}

/// Asks one question about some bytes as the command does.
///
/// A trap is not returned from: the process dies, and the script finds the case by running the
/// fixture again with `--trace`.
func ask(_ question: Question, about bytes: [UInt8], checksJSON: Bool) -> Outcome {
    if let load = question.load { return load.outcome(bytes) }
    if let format = question.comparesAs { return compare(bytes, format, checksJSON: checksJSON) }
    if let written = question.written { return written.outcome(bytes) }
    guard let request = question.request else {
        let isRead: Bool
        if question.readsLayer {
            isRead = readLayer(question.fixesSums ? summed(bytes) : bytes)
        } else {
            isRead = question.readsJSON ? readJSON(bytes) : expand(bytes)
        }
        return Outcome(status: isRead ? 0 : 2)
    }
    let out = Sink(keeps: checksJSON && request.format == .json)
    let errors = Sink(keeps: false)
    // `go version -m` prints a path and a version as they are, so its output is no terminal's.
    let isSafe = request.format != .go
    let isCheck = request.topic == .check
    var asked = request
    asked.targets = isCheck ? places.map(\.name) : []
    asked.writesBaseline = isCheck ? "new.json" : nil
    var report = Report(
        asked, expecting: isCheck ? expectations : nil,
        to: ByteWriter { out.take($0, isSafe: isSafe) },
        errors: ByteWriter { errors.take($0, isSafe: true) })
    report.begin()
    let file = FileBytes(bytes)
    var inspection =
        isCheck
        ? Inspection(
            file, path: "hostile", request.questions, checking: places, expecting: expectations)
        : Inspection(file, path: "hostile", request.questions)
    report.add(&inspection)
    report.end()
    var outcome = Outcome(status: report.status, fault: out.fault ?? errors.fault)
    if !(0...2).contains(report.status) { outcome.fault = "status \(report.status)" }
    if report.status == 2, request.format != .go, errors.count == 0 {
        outcome.fault = "status 2 without a word"
    }
    if outcome.fault == nil, out.keeps { outcome.fault = fault(ofJSON: out.kept) }
    return outcome
}

/// Compares a file with one that is damaged elsewhere, and keeps a snapshot of it.
private func compare(_ bytes: [UInt8], _ format: Format, checksJSON: Bool) -> Outcome {
    let out = Sink(keeps: checksJSON && format == .json)
    let errors = Sink(keeps: false)
    var request = CompareRequest()
    request.format = format
    request.isVerbose = bytes.count % 2 == 0
    request.comparison.listsFunctions = true
    request.comparison.listsSymbols = true
    var options = FileSnapshot.Options()
    options.places = places
    options.keepsSymbols = true
    var other = bytes
    for place in stride(from: bytes.count % 61, to: bytes.count, by: 61) { other[place] &+= 1 }
    let old = FileSnapshot(FileBytes(bytes), path: "hostile", options)
    let new = FileSnapshot(
        FileBytes(bytes.count % 3 == 0 ? bytes : other), path: "other", options)
    var message = ByteWriter { errors.take($0, isSafe: true) }
    var report = CompareReport(request, to: ByteWriter { out.take($0, isSafe: true) })
    report.write(old, new, &message)
    var outcome = Outcome(status: report.status, fault: out.fault ?? errors.fault)
    if report.status == 2, errors.count == 0 { outcome.fault = "status 2 without a word" }
    if outcome.fault == nil, out.keeps { outcome.fault = fault(ofJSON: out.kept) }
    outcome.fault = outcome.fault ?? faultOfReproduction(bytes, other, format, checksJSON)
    guard format == .json, !old.images.isEmpty, outcome.fault == nil else { return outcome }
    outcome.fault = faultOfKept(old)
    return outcome
}

/// Why two files are not the same bytes can be told whatever they are.
private func faultOfReproduction(
    _ bytes: [UInt8], _ other: [UInt8], _ format: Format, _ checksJSON: Bool
) -> String? {
    let out = Sink(keeps: checksJSON && format == .json)
    let errors = Sink(keeps: false)
    var request = CompareRequest()
    request.format = format
    request.isVerbose = true
    var message = ByteWriter { errors.take($0, isSafe: true) }
    var report = ReproductionReport(request, to: ByteWriter { out.take($0, isSafe: true) })
    report.write(
        .init("hostile", .success(FileBytes(bytes))), .init("other", .success(FileBytes(other))),
        &message)
    if bytes != other, report.status == 0 { return "other bytes are said to be the same" }
    if report.status == 2, errors.count == 0 { return "status 2 without a word" }
    return out.fault ?? errors.fault ?? (out.keeps ? fault(ofJSON: out.kept) : nil)
}

/// A snapshot that was written can be read, and is what was written.
private func faultOfKept(_ file: FileSnapshot) -> String? {
    guard file.error == nil else { return nil }
    let out = Sink(keeps: true)
    var request = CompareRequest()
    request.format = .json
    var message = ByteWriter { _ in 0 }
    var report = CompareReport(request, to: ByteWriter { out.take($0, isSafe: true) })
    report.write(file, &message)
    let kept = FileSnapshot(FileBytes(out.kept), path: "kept")
    if let error = kept.error { return "snapshot: \(error)" }
    return kept.images == file.images ? nil : "snapshot is not what was written"
}

/// What files are checked for: each loader that is followed, and none.
private let places: [CheckPlace] = {
    do {
        return try Target.list("debian:11,alpine:3.20,scratch,macos:14").map { CheckPlace($0) }
    } catch { return [] }
}()

/// Expands the sections of a file that are compressed; returns whether all could be.
private func expand(_ bytes: [UInt8]) -> Bool {
    let file = FileBytes(bytes)
    // A mutation may well ask for a gigabyte: this is about damage, not about size.
    var limits = Limits()
    limits.decompressedBytes = 1 << 16
    let object = Fact { () throws(ParseError) in try ELF.Object(file, limits: limits) }
    guard let object = object.value else { return false }
    var isWhole = true
    for section in object.sections(in: file).value?.sections ?? [] {
        guard section.flags.contains(.compressed) || section.name.text.hasPrefix(".zdebug") else {
            continue
        }
        let contents = Fact { () throws(ParseError) in try object.contents(of: section, in: file) }
        if contents.value == nil { isWhole = false }
    }
    return isWhole
}

/// A way to damage a fixture.
enum Damage: String {
    /// The file ends after so many bytes.
    case cut
    /// The mutation of that number.
    case mutation
}

/// A damaged file and a question about it.
struct Case {
    let damage: Damage
    let number: Int
    let question: Question

    func bytes(of fixture: Fixture, seed: UInt64) -> [UInt8] {
        switch damage {
        case .cut: Array(fixture.bytes.prefix(number))
        case .mutation: Mutation.bytes(of: fixture, number: number, seed: seed)
        }
    }

    /// What `--replay` takes, and the question.
    func name(_ fixture: Fixture) -> String {
        "\(fixture.name):\(damage.rawValue):\(number) "
            + "(\(question.name))"
    }
}

/// Runs the cases of a fixture, and sees that none takes longer than it may.
struct Runner {
    let fixture: Fixture
    let seed: UInt64
    /// Whether each case is named before it runs.
    let isTracing: Bool
    private(set) var runs = 0
    /// How many of them found damage: with none, the damage would be in the wrong places.
    private(set) var refusals = 0
    private(set) var failures: [String] = []
    /// The longest case in microseconds of CPU, of those that were looked at one by one.
    private(set) var slowest = 0
    private var batch: [Case] = []
    private var started = clock()

    private static let batchSize = 256
    /// What one case may take: 50 ms; the fixtures are far too small for the share of their size.
    private static let limit = 50_000

    init(_ fixture: Fixture, seed: UInt64, isTracing: Bool) {
        self.fixture = fixture
        self.seed = seed
        self.isTracing = isTracing
    }

    mutating func run(_ damaged: Case, on bytes: [UInt8]) {
        if isTracing { say(damaged.name(fixture)) }
        // A quarter of the documents is read as a whole.
        let outcome = ask(damaged.question, about: bytes, checksJSON: runs % 8 < 2)
        if outcome.status == 2 { refusals += 1 }
        if let fault = outcome.fault {
            failures.append("\(damaged.name(fixture)): \(fault)")
        }
        runs += 1
        batch.append(damaged)
        if batch.count == Self.batchSize { closeBatch() }
    }

    /// Looks at the cases one by one where all of them together took too long for one.
    mutating func closeBatch() {
        if clock() - started > Self.limit {
            for damaged in batch {
                let bytes = damaged.bytes(of: fixture, seed: seed)
                var least = Self.time(damaged.question, bytes)
                if least > Self.limit { least = min(least, Self.time(damaged.question, bytes)) }
                slowest = max(slowest, least)
                if least > Self.limit {
                    failures.append("\(damaged.name(fixture)): \(least / 1000) ms")
                }
            }
        }
        batch.removeAll(keepingCapacity: true)
        started = clock()
    }

    private static func time(_ question: Question, _ bytes: [UInt8]) -> Int {
        let start = clock()
        _ = ask(question, about: bytes, checksJSON: false)
        return clock() - start
    }
}

/// The most memory that this process has had, in KiB, as the kernel counts it.
func peakMemory() -> Int {
    let status = Fact { () throws(ParseError) in try Fixtures.read("/proc/self/status") }
    let text = String(decoding: status.value ?? [], as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).compactMap { Int($0) }.first ?? 0
}

/// Writes a line at once: what stands in a buffer dies with the process.
func say(_ words: String...) {
    var out = ByteWriter { goelf_write(1, $0) }
    out.write(words.joined(separator: " ") + "\n")
    out.flush()
}
