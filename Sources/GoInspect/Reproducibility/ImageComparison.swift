internal import GoBinary
internal import ObjectFile

/// Compares two images that should be the same: first what was said when they were built, then what
/// came of it, part by part.
struct ImageComparison {
    let old: ImageReport
    let new: ImageReport
    /// The slice or member, nil where that is all of the file.
    let name: String?
    private(set) var causes: [Reproduction.Cause] = []
    private(set) var parts: [Reproduction.Part] = []
    private(set) var diagnostics = Reproduction.Diagnostics()

    init(_ old: ImageReport, _ new: ImageReport, name: String?) {
        self.old = old
        self.new = new
        self.name = name
        do throws(SideError) {
            try compare()
        } catch {
            diagnostics.add(error)
        }
        for index in causes.indices where causes[index].image == nil { causes[index].image = name }
    }

    private mutating func compare() throws(SideError) {
        guard haveSameFormat() else { return }
        let oldParts = ImageParts(old)
        let newParts = ImageParts(new)
        diagnostics.old += oldParts.diagnostics
        diagnostics.new += newParts.diagnostics
        guard !oldParts.isCut, !newParts.isCut else { return tellCut(oldParts, newParts) }
        compareInputs(oldParts)
        try comparePaths(oldParts)
        comparePresence(oldParts, newParts)
        let isStripped = causes.contains { $0.kind == .stripping }
        let variables =
            try isStripped ? StringVariables() : StringVariables(old, oldParts, new, newParts)
        add(variables.causes)
        // Where other code was compiled, all the rest may follow, and is not taken apart.
        let isRough = causes.contains { $0.kind.changesCode }
        let oldCode = CodeMap(old, oldParts.memory)
        let newCode = CodeMap(new, newParts.memory)
        diagnostics.old += oldCode.diagnostics
        diagnostics.new += newCode.diagnostics
        let addresses = try MovedAddresses(
            (old, new), oldParts, oldCode, newParts, newCode, isRough: isRough)
        let functions =
            try isRough
            ? FunctionDifferences()
            : FunctionDifferences(addresses, old, new, variablesMayMove: hasLonelyText)
        compareFunctions(functions, addresses)
        let identities = Identities(old, new)
        add(identities.causes(saidAlone: true, besides: Set(causes.map(\.kind))))
        var comparison = try PartComparison(
            self, oldParts, newParts, addresses, functions, variables, identities)
        try comparison.compare()
        parts = comparison.parts
        add(comparison.found)
        if causes.isEmpty {
            doubtConsequences()
            // They are a cause where nothing else differs, and here something does.
            let isAllKnown = !parts.contains { $0.relation == .unexplained }
            if isAllKnown { add(identities.causes(saidAlone: false, besides: [])) }
        }
        settle()
    }

    /// Where the end of one is missing, what follows from that is no cause: only what both recorded.
    private mutating func tellCut(_ a: ImageParts, _ b: ImageParts) {
        if old.build?.value != nil, new.build?.value != nil { compareInputs(a) }
        diagnostics.old += CodeMap(old, a.memory).diagnostics
        diagnostics.new += CodeMap(new, b.memory).diagnostics
        if a.isCut, !diagnostics.old.contains(where: { $0.severity == .error }) {
            diagnostics.old.append(Diagnostic(Self.cut))
        }
        if b.isCut, !diagnostics.new.contains(where: { $0.severity == .error }) {
            diagnostics.new.append(Diagnostic(Self.cut))
        }
        let which = !a.isCut ? "the new file ends" : b.isCut ? "both end" : "the old file ends"
        causes.append(
            Reproduction.Cause(
                .unexplained, "file", nil, nil,
                which + " before what the headers name: what is missing cannot be compared"))
        parts.append(
            Reproduction.Part(
                section: "file", image: name, old: .first(old.file.size),
                new: .first(new.file.size), relation: .unexplained, causes: []))
    }

    private static let cut = ParseError(
        .read, "ends before what its headers name", at: .start, in: "file")

    /// Where nothing but names of the build differs, nothing else can follow.
    private mutating func doubtConsequences() {
        parts = parts.map { part in
            guard part.relation == .follows, !Self.followIdentities.contains(part.section) else {
                return part
            }
            return Reproduction.Part(
                section: part.section, image: part.image, old: part.old, new: part.new,
                relation: .unexplained, causes: [])
        }
    }

    /// Where build IDs are written, and what is computed of the whole file.
    private static let followIdentities = [
        "file header", "program headers", "section headers", "load commands", "code signature",
        "__TEXT,__text", ".gnu_debuglink",
    ]

    /// Takes causes, each thing once.
    private mutating func add(_ more: [Reproduction.Cause]) {
        for cause in more where !causes.contains(where: { $0.isSame(as: cause) }) {
            // What was said of a variable is known by its name.
            if cause.kind == .variable || cause.kind == .buildID,
                causes.contains(where: { $0.kind == cause.kind && $0.what == cause.what })
            {
                continue
            }
            causes.append(cause)
        }
    }

    /// Whether both are for the same system; else that is the cause, and nothing more is compared.
    private mutating func haveSameFormat() -> Bool {
        let (a, b) = (Self.format(old), Self.format(new))
        guard a != b else { return true }
        causes.append(
            Reproduction.Cause(
                .format, "format", ByteString(a), ByteString(b),
                "they are for different systems, or of different kinds"))
        causes += buildModes()
        parts.append(
            Reproduction.Part(
                section: "file", image: name, old: .first(old.file.size),
                new: .first(new.file.size), relation: .cause, causes: [.format]))
        return false
    }

    private mutating func compareInputs(_ parts: ImageParts) {
        switch (old.build?.value, new.build?.value) {
        case (let a?, let b?):
            let section = parts.name(at: a.offset) ?? a.section ?? "build information"
            add(BuildInputs(a, b, section: section).causes)
        case (nil, nil): break
        case (let a, let b):
            add([
                Reproduction.Cause(
                    .setting, "build information", a?.goVersion, b?.goVersion,
                    "one of them has no build information: it was removed, or Go did not make it")
            ])
        }
    }

    private mutating func comparePaths(_ parts: ImageParts) throws(SideError) {
        let hasOtherGo = causes.contains { $0.kind == .toolchain }
        var names = SourceNames(ignoresRoot: hasOtherGo)
        let first = FunctionTableReader(old.image, in: old.file).read()
        let second = FunctionTableReader(new.image, in: new.file).read()
        if case .known(let a) = first, case .known(let b) = second {
            try names.compare(a, old.file, b, new.file, parts)
        }
        // That one was trimmed is told once.
        if !causes.contains(where: { $0.what == "-trimpath" }) { add(names.causes) }
        let units = DebugUnits(old, new)
        add(units.compilers)
        add(units.folders)
    }

    /// Symbols and debug information that one of them has, or has in another form.
    private mutating func comparePresence(_ a: ImageParts, _ b: ImageParts) {
        let isSaid = causes.contains { $0.kind == .stripping }
        for (what, kinds) in [
            ("symbols", [".symtab", "symbol table"]),
            (
                "debug information",
                [
                    ".debug_info", ".zdebug_info", "__DWARF,__debug_info",
                    "__DWARF,__zdebug_info",
                ]
            ),
        ] where !isSaid {
            let first = a.parts.first { kinds.contains($0.name) }
            let second = b.parts.first { kinds.contains($0.name) }
            // Mach-O has a table of symbols always, if only of what it imports.
            guard (first == nil) != (second == nil) else { continue }
            add([
                Reproduction.Cause(
                    .stripping, what, first.map { ByteString($0.name) },
                    second.map { ByteString($0.name) }, "one of them has no \(what)",
                    at: Reproduction.Cause.Place(
                        section: first?.name ?? second?.name ?? what,
                        old: first?.range.offset, new: second?.range.offset))
            ])
        }
    }

    private mutating func compareFunctions(
        _ functions: FunctionDifferences, _ addresses: MovedAddresses
    ) {
        guard !causes.contains(where: { $0.kind.changesCode }) else { return }
        let isChanged =
            functions.countOfOthers + functions.countOfChanged > 0
            || functions.countOfUnknown > 0 && !addresses.hasMoved
        if isChanged {
            let place = functions.firstChanged.map {
                Reproduction.Cause.Place(
                    section: "code",
                    old: old.image.bytes(from: VirtualAddress(rawValue: $0.old))?.offset,
                    new: new.image.bytes(from: VirtualAddress(rawValue: $0.new))?.offset)
            }
            add([
                Reproduction.Cause(
                    .code, "functions", names(functions.examples, of: old),
                    names(functions.examples, of: new), meaning(functions), at: place)
            ])
        } else if !functions.hasSameOrder {
            add([
                Reproduction.Cause(
                    .order, "functions", names(functions.misplaced, of: old), nil,
                    "the same functions lie one after another in another order")
            ])
        }
    }

    private func names(_ keys: [UInt64], of report: ImageReport) -> ByteString? {
        let names = report.functionNames(Set(keys))
        let found = keys.compactMap { names[$0]?.text }
        return found.isEmpty ? nil : ByteString(found.joined(separator: " "))
    }

    /// Puts the causes in order, and says of parts what is known only now.
    private mutating func settle() {
        let order = Reproduction.Cause.Kind.allCases
        causes = order.flatMap { kind in causes.filter { $0.kind == kind } }
        let kinds = order.filter { kind in causes.contains { $0.kind == kind } }
        let changesCode = kinds.contains { $0.changesCode }
        var unexplained: [Reproduction.Part] = []
        parts = parts.map { part in
            var relation = part.relation
            if relation == .unexplained, changesCode { relation = .mayFollow }
            if relation == .follows || relation == .mayFollow, kinds.isEmpty {
                relation = .unexplained
            }
            let named = part.causes.filter { kinds.contains($0) }
            let result = Reproduction.Part(
                section: part.section, image: part.image, old: part.old, new: part.new,
                relation: relation == .cause && named.isEmpty ? .follows : relation,
                causes: named.isEmpty && relation != .unexplained ? kinds : named)
            if result.relation == .unexplained { unexplained.append(result) }
            return result
        }
        if let first = unexplained.first { add([Self.unexplained(first, unexplained.count)]) }
    }

    private static func unexplained(
        _ part: Reproduction.Part, _ count: Int
    ) -> Reproduction.Cause {
        Reproduction.Cause(
            .unexplained, part.section, nil, nil,
            "nothing that goelf knows explains \(count == 1 ? "one place" : "\(count) places") "
                + "where they differ",
            at: Reproduction.Cause.Place(
                section: part.section, old: part.old?.offset, new: part.new?.offset))
    }
}
