internal import DynamicLinking
internal import ObjectFile

/// What would help an image, in commands that fit it.
struct Remedies {
    private let report: ImageReport
    private let facts: FileFacts

    init(_ report: ImageReport, _ facts: FileFacts) {
        self.report = report
        self.facts = facts
    }

    /// Whether Go made it.
    var isGo: Bool { report.build?.value != nil }

    private var isProgram: Bool { report.image.kind == .executable || report.image.kind == .pie }

    private var isDynamic: Bool { report.image.interpreter.value != nil }

    /// To build it without C, and whether that is safe; nothing for what is not Go's.
    var withoutC: [String] {
        // Libraries that C loads have C in them, and so do plugins.
        guard isGo, isProgram else { return [] }
        switch facts.callers.verdict {
        case "none" where isDynamic:
            return ["build it without -buildmode=pie: nothing in it needs a loader"]
        case "runtime-only":
            return ["CGO_ENABLED=0 go build: no package of it calls C"]
        case "calls-c":
            guard callersOfC.isEmpty else { return [] }
            return [
                "CGO_ENABLED=0 go build: only net and os/user call C here, and Go has code of its "
                    + "own for both",
                "go build -tags netgo,osusergo: the same, with cgo left on",
            ]
        default: return []
        }
    }

    /// Why it cannot be built without C; nothing where it can, or that is not known.
    var needsC: [Evidence] {
        guard isGo, let first = callersOfC.first else { return [] }
        let more = callersOfC.count > 1 ? " and \(callersOfC.count - 1) more call C" : " calls C"
        return [Evidence("functions", first + more + ": CGO_ENABLED=0 will not do")]
    }

    /// The packages that call C and have no other code.
    var callersOfC: [String] {
        facts.callers.packages.map { $0.path?.text ?? "a package" }
            .filter { !Self.replaceable.contains($0) }
    }

    private static let replaceable = ["net", "os/user", "runtime/cgo"]

    /// Whether C code of somebody's own is in it: that of Go's library is compiled as Go wants it.
    var hasOwnC: Bool { isGo ? facts.callers.verdict == "calls-c" && !callersOfC.isEmpty : true }

    /// To link C code into it.
    var `static`: [String] {
        guard isDynamic, case .elf = report.image.contents else { return [] }
        guard isGo else { return ["link it with -static"] }
        guard !callersOfC.isEmpty else { return [] }
        return [
            "go build -tags netgo,osusergo -ldflags '-linkmode external -extldflags -static'"
        ]
    }

    /// To link it for an older glibc, where all that it uses was there already.
    func forGlibc(_ version: GlibcVersion?) -> [String] {
        guard let api = report.dependencies?.glibc?.apiFloor.flatMap({ GlibcVersion($0) }) else {
            return []
        }
        if let version, api > version { return [] }
        let least = GlibcVersion("2.17").map { max($0, api) } ?? api
        let target = "\(zig)-linux-gnu.\(least)"
        let command =
            isGo
            ? "CGO_ENABLED=1 CC='zig cc -target \(target)' go build" : "zig cc -target \(target)"
        return [
            "build it on the oldest system that it has to run on, or for its glibc: \(command)"
        ]
    }

    /// The processor as zig calls it.
    private var zig: String {
        switch report.image.architecture.name {
        case "i386": "x86"
        case "ppc64": "powerpc64"
        case "ppc64le": "powerpc64le"
        case "loong64": "loongarch64"
        case let name: name
        }
    }

    /// To link it for pages of up to 64 KiB.
    ///
    /// Spec: cmd/link, `-R` of Go's own linker, which ignores `-extldflags`; with a C compiler it is
    /// the other way round.
    var forLargePages: [String] {
        let flag = "-Wl,-z,max-page-size=65536"
        guard isGo else { return ["link it with \(flag)"] }
        let own = "go build -ldflags=-R=0x10000"
        let external = "go build -ldflags='-extldflags=\(flag)'"
        return switch facts.callers.linkMode {
        case "internal": [own]
        case "external": [external]
        default: [own + ", or, where a C compiler links it, " + external]
        }
    }

    /// To link it against musl.
    var forMusl: [String] {
        guard isGo, facts.callers.verdict != "none" else { return [] }
        return [
            "build it on Alpine, or for musl: CGO_ENABLED=1 CC='zig cc -target \(zig)-linux-musl' "
                + "go build"
        ]
    }
}
