internal import ObjectFile

/// What it is, how it comes by the code of others, and where it runs.
extension PairComparison {
    mutating func compareKind() {
        let both: [(String, String?, String?)] = [
            ("format", old.format, new.format),
            ("architecture", old.architecture, new.architecture),
            ("system", old.system, new.system),
        ]
        for (kind, old, new) in both where old != new {
            add(.linkage, kind, kind, old, new, "NEW is for another \(kind)")
        }
        let (before, after) = (old.platform, new.platform)
        if before != after { say(0, "NEW is for \(after), OLD for \(before)") }
        add(.linkage, "type", "type", old.type, new.type)
        if !isSameFormat {
            cannotCompare(
                "sections, segments and symbols: ELF and Mach-O have names of their own for them")
        }
    }

    mutating func compareLinkage() {
        let needsMore = new.needsLoader && !old.needsLoader
        let isOther = old.isDynamic && new.isDynamic && old.libc != new.libc
        if old.linkage != new.linkage || old.libc != new.libc {
            let meaning = linkageMeaning
            add(
                .linkage, "linkage", "linkage", old.linkage, new.linkage, meaning,
                needsMore ? .warning : .note)
            add(.linkage, "libc", "C library", old.libc, new.libc, "", isOther ? .warning : .note)
            say(10, meaning)
        }
        add(
            .linkage, "interpreter", "interpreter", old.interpreter, new.interpreter, "",
            new.interpreter != nil ? .warning : .note)
        add(.linkage, "rpath", old.format == "elf" ? "DT_RPATH" : "LC_RPATH", old.rpath, new.rpath)
        add(.linkage, "runpath", "DT_RUNPATH", old.runpath, new.runpath)
        add(
            .linkage, "soname", "name for others", old.soname, new.soname,
            "programs linked against OLD ask for another name",
            old.soname != nil ? .warning : .note)
    }

    private mutating func add(
        _ area: Difference.Area, _ kind: String, _ what: String, _ old: [String], _ new: [String]
    ) {
        add(
            area, kind, what, old.isEmpty ? nil : old.joined(separator: ":"),
            new.isEmpty ? nil : new.joined(separator: ":"), "libraries are looked for elsewhere")
    }

    private var linkageMeaning: String {
        let (before, after) = (old.linkageWords, new.linkageWords)
        if old.needsLoader, !new.needsLoader {
            return "NEW needs no loader and no library any more: it is \(after); OLD was \(before)"
        }
        if new.needsLoader, !old.needsLoader {
            return "NEW needs a loader to start: it is \(after); OLD was \(before)"
        }
        return "NEW is \(after); OLD was \(before)"
    }

    mutating func compareCgo() {
        guard let before = old.cgo, let after = new.cgo else { return }
        if before.verdict != after.verdict {
            let meaning =
                switch after.verdict {
                case "none": "NEW has no C code any more" + Self.callers(before, " (")
                case "calls-c": "NEW calls C" + Self.callers(after, ": ")
                case "runtime-only": "NEW has the runtime for C, though nothing calls it"
                default: "it cannot be told whether NEW calls C"
                }
            add(.linkage, "cgo", "C code", before.verdict, after.verdict, meaning)
            say(20, meaning)
        }
        add(
            .linkage, "link-mode", "linked by", before.linkMode, after.linkMode,
            after.linkMode == "external"
                ? "NEW is linked by a C compiler's linker" : "NEW is linked by Go's own linker")
        let (callers, others) = (Set(before.packages), Set(after.packages))
        for package in callers.subtracting(others).sorted() {
            add(.linkage, "cgo-package", package, "calls C", nil)
        }
        for package in others.subtracting(callers).sorted() {
            add(.linkage, "cgo-package", package, nil, "calls C")
        }
    }

    private static func callers(_ cgo: Snapshot.Cgo, _ start: String) -> String {
        guard !cgo.packages.isEmpty else { return "" }
        let verb = cgo.packages.count == 1 ? "calls" : "call"
        return start == " ("
            ? " (\(Words.list(cgo.packages)) called it)"
            : start + Words.list(cgo.packages) + " \(verb) it"
    }

    mutating func compareRuns() {
        var changed: [(target: String, old: Verdict.Runs, new: Verdict.Runs)] = []
        for verdict in new.verdicts {
            guard let before = old.verdicts.first(where: { $0.target == verdict.target }),
                before.runs != verdict.runs
            else { continue }
            changed.append((verdict.target, before.runs, verdict.runs))
        }
        let ranSomewhere = old.verdicts.contains { $0.runs == .yes }
        let both = old.verdicts.filter { verdict in
            new.verdicts.contains { $0.target == verdict.target }
        }
        let runsSomewhere = new.verdicts.contains { $0.runs != .no }
        let isLostEverywhere = ranSomewhere && !runsSomewhere && !both.isEmpty
        for (target, before, after) in changed {
            let isLost = before == .yes && after == .no
            let rule = new.verdicts.first { $0.target == target }?.rule
            let meaning =
                switch (before, after) {
                case (_, .no): "NEW does not start there" + (rule.map { ": " + $0 } ?? "")
                case (_, .yes): "NEW starts there"
                default: "it cannot be told whether NEW starts there"
                }
            add(
                .linkage, "runs", "runs on " + target, before.rawValue, after.rawValue, meaning,
                isLost ? (isLostEverywhere ? .error : .warning) : .note)
        }
        let gained = changed.filter { $0.old == .no && $0.new == .yes }.map(\.target)
        let lost = changed.filter { $0.old == .yes && $0.new == .no }.map(\.target)
        if !gained.isEmpty { say(30, "NEW runs on \(Words.list(gained, most: 6)), OLD does not") }
        if !lost.isEmpty {
            let all = isLostEverywhere ? ": it runs nowhere where OLD did" : ""
            say(1, "NEW does not run on \(Words.list(lost, most: 6)), OLD does" + all)
        }
        if old.verdicts.isEmpty != new.verdicts.isEmpty {
            cannotCompare("where they run: of one of both that is not known")
        } else {
            let lonely = options.places.filter { old.hasVerdict($0) != new.hasVerdict($0) }
            if !lonely.isEmpty {
                cannotCompare(
                    "whether they run on \(Words.list(lonely)): of one of both that is not known")
            }
        }
    }
}

extension Snapshot {
    /// Whether it is known whether it runs in a place.
    fileprivate func hasVerdict(_ target: String) -> Bool {
        verdicts.contains { $0.target == target }
    }

    /// Whether a loader has to be there.
    var needsLoader: Bool { linkage == "dynamic" || linkage == "dynamic-without-libraries" }

    /// Whether it is bound to libraries when it starts.
    var isDynamic: Bool { needsLoader || linkage == "shared-library" }

    /// System and processor.
    var platform: String { (system.map { $0 + "/" } ?? "") + architecture }

    /// How it is linked, in a few words.
    var linkageWords: String {
        let floor = glibcFloor.map { " ≥ \($0)" } ?? ""
        let inside =
            switch libc {
            case "none": cgo == nil ? "" : ", pure Go"
            case "unknown": ""
            default: ", with \(libc) inside"
            }
        return switch linkage {
        case "static"?: "static" + inside
        case "static-pie"?: "static and position independent" + inside
        case "dynamic"?: "dynamically linked against \(libc)" + floor
        case "dynamic-without-libraries"?: "without libraries, but in need of \(libc)'s loader"
        case "shared-library"?: "a library for \(libc)" + floor
        default: type.isEmpty ? "not linked" : "a file of type \(type)"
        }
    }
}
