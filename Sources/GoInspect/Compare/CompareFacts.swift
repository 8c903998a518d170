internal import ObjectFile

/// What makes faults harder to exploit, what the program does, and names of the build.
extension PairComparison {
    mutating func compareHardening() {
        guard isSameFormat, old.system == new.system else { return }
        for fact in old.hardening {
            guard let after = new.hardening.first(where: { $0.name == fact.name }),
                after.value != fact.value, let value = after.value, let before = fact.value
            else { continue }
            // What protects jumps is another thing on each processor.
            if fact.name == "branch-protection", !isSameMachine { continue }
            let isLoss = HardeningOrder.isLoss(fact.name, before, value)
            // A static program has nothing that is bound late; without C code nothing that Go does
            // not do by itself.
            let isByLinker = fact.name == "relro" && !new.isDynamic && value != "none"
            let isByGo = fact.name != "stack" && fact.name != "writable-code" && new.isPureGo
            let isByDesign = isByLinker || isByGo
            let meaning = isLoss ? "NEW lacks what OLD has" : ""
            add(
                .hardening, "hardening", fact.name, before, value, meaning,
                isLoss && !isByDesign ? .warning : .note)
            if isLoss, !isByDesign {
                say(25, "less hardened: \(fact.name) is \(value), was \(before)")
            }
        }
    }

    mutating func compareContent() {
        for id in ["go", "gnu", "uuid"] {
            let before = old.buildIDs.first { $0.name == id }?.value
            let after = new.buildIDs.first { $0.name == id }?.value
            let what = id == "uuid" ? "UUID" : "\(id == "go" ? "Go" : "GNU") build ID"
            add(.content, "build-id", what, before, after)
        }
        compareReliance()
        compareFacts(
            [
                "fips140-module", "fips140-check", "fips140-mode", "boringcrypto",
            ], .settings, "setting")
        compareInstrumentation()
        compareFacts(["trimpath", "build-machine-paths", "build-machine-users"], .content, "paths")
        compareFacts(
            ["test-code", "automaxprocs", "disabled-optimizations", "exposed-packages"], .content,
            "relies-on")
        compareFacts(["debug-information"], .content, "stripped")
        compareFacts(["packer", "obfuscation"], .content, "packed")
        if old.fact("packer") != new.fact("packer"), let packer = new.fact("packer") {
            if packer != "none" { say(7, "NEW is packed by \(packer)") }
        }
    }

    private mutating func compareReliance() {
        let names = [
            "dns-resolver", "os-user", "time-zones", "embedded-time-zones", "system-roots",
            "embedded-roots", "os-exec", "plugin", "http-pprof", "expvar", "read-build-info",
        ]
        for name in names {
            guard let before = old.fact(name), let after = new.fact(name), before != after else {
                continue
            }
            let meaning = Self.meaning(name, before, after)
            let isRisk = name == "http-pprof" || name == "expvar" || name == "plugin"
            add(
                .content, "relies-on", name, before, after, meaning,
                isRisk && after == "yes" ? .warning : .note)
            if !meaning.isEmpty { say(21, meaning) }
        }
    }

    private static func meaning(_ name: String, _ old: String, _ new: String) -> String {
        switch (name, new) {
        case ("dns-resolver", _): "DNS is \(resolver(new)) now, it was \(resolver(old))"
        case ("os-user", _):
            "users and groups are looked up by \(users(new)) now, before by \(users(old))"
        case ("http-pprof", "yes"): "NEW may serve profiles over HTTP"
        case ("expvar", "yes"): "NEW may serve its variables over HTTP"
        case ("plugin", "yes"): "NEW opens Go plugins"
        case ("os-exec", "yes"): "NEW starts other programs"
        case ("time-zones", "yes"): "NEW finds time zones by name"
        case ("embedded-time-zones", "yes"): "NEW carries the time zones itself"
        case ("embedded-time-zones", "no"): "NEW does not carry the time zones any more"
        case ("system-roots", "yes"): "NEW verifies certificates by those of the system"
        case ("embedded-roots", "no"): "NEW does not carry root certificates any more"
        default: ""
        }
    }

    private static func resolver(_ value: String) -> String {
        switch value {
        case "go": "Go's resolver"
        case "cgo": "the C library's"
        case "cgo-capable": "Go's resolver or the C library's, as the system is set up"
        case "libsystem": "that of macOS"
        case "none": "not used"
        default: value
        }
    }

    private static func users(_ value: String) -> String {
        switch value {
        case "go": "Go itself"
        case "cgo": "the C library"
        case "libsystem": "macOS"
        case "none": "nobody"
        default: value
        }
    }

    private mutating func compareInstrumentation() {
        for name in ["race", "cover", "msan", "asan"] {
            guard let before = old.fact(name), let after = new.fact(name), before != after else {
                continue
            }
            let meaning =
                after == "yes" ? "NEW is built with -\(name), which is not for release" : ""
            add(
                .settings, "instrumentation", name, before, after, meaning,
                after == "yes" ? .warning : .note)
            say(8, after == "yes" ? meaning : "NEW is not built with -\(name) any more")
        }
    }
}

/// What is better of two states of hardening.
private enum HardeningOrder {
    private static let worstFirst: [String: [String]] = [
        "pie": ["no", "yes"], "relro": ["none", "partial", "full"],
        "stack": ["executable", "unsaid", "not-executable"],
        "text-relocations": ["yes", "no"], "writable-code": ["yes", "no"],
    ]

    /// Whether the second is worse.
    static func isLoss(_ name: String, _ old: String, _ new: String) -> Bool {
        if name == "branch-protection" {
            let left = new.split(separator: " ")
            return old.split(separator: " ").contains { $0 != "none" && !left.contains($0) }
        }
        guard let order = worstFirst[name], let before = order.firstIndex(of: old),
            let after = order.firstIndex(of: new)
        else { return false }
        return after < before
    }
}

extension Snapshot {
    /// Whether nothing of C is in it, and so Go's own linker decides.
    fileprivate var isPureGo: Bool { cgo?.verdict == "none" }
}
