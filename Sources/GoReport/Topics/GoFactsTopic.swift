internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    /// The key of `buildinfo --facts`.
    mutating func goFacts(_ report: ImageReport, _ diagnostics: inout [Diagnostic]) {
        let found = report.goFacts()
        diagnostics += found.diagnostics
        beginArray("facts")
        for fact in found.facts {
            beginObject()
            string("name", fact.name)
            switch fact.value {
            case .flag(let flag): bool("value", flag)
            case .text(let value): text("value", value)
            case .list(let values): texts("value", values)
            case .unknown: null("value")
            }
            string("note", orNull: fact.note)
            evidence(fact.evidence)
            endObject()
        }
        endArray()
    }
}

extension TextWriter {
    /// One line a fact; what nothing tells stands together at the end.
    mutating func goFacts(_ report: ImageReport, _ diagnostics: inout [Diagnostic]) {
        let found = report.goFacts()
        diagnostics += found.diagnostics
        let known = found.facts.filter { $0.value != .unknown }
        let width = known.map(\.name.utf8.count).max() ?? 0
        for fact in known { self.fact(fact, width) }
        let unknown = found.facts.filter { $0.value == .unknown }
        guard !unknown.isEmpty else { return }
        out.write("  ")
        column("unknown", width, .label)
        write(unknown.map(\.name).joined(separator: ", "))
        newline()
    }

    private mutating func fact(_ fact: GoFact, _ width: Int) {
        out.write("  ")
        column(fact.name, width, .label)
        switch fact.value {
        case .flag(let flag): write(flag ? "yes" : "no")
        case .text(let text): write(from: text)
        case .list(let texts): list(texts)
        case .unknown: break
        }
        if let note = fact.note { write("  (" + note + ")", .label) }
        newline()
        guard isVerbose else { return }
        for evidence in fact.evidence { self.evidence(evidence, width) }
    }

    private mutating func list(_ texts: [ByteString]) {
        if texts.isEmpty { write("none") }
        let shown = isVerbose ? texts[...] : texts.prefix(4)
        for (index, text) in shown.enumerated() {
            if index > 0 { out.write(", ") }
            write(from: text)
        }
        if shown.count < texts.count { write(", and \(texts.count - shown.count) more") }
    }

    mutating func evidence(_ evidence: Evidence, _ width: Int) {
        out.write(spaces: width + 4)
        let place = evidence.offset.map { " at \($0)" } ?? ""
        write(evidence.source + place + ": ", .label)
        write(from: evidence.detail)
        if evidence.confidence != "certain" { write(" (" + evidence.confidence + ")", .label) }
        newline()
    }
}
