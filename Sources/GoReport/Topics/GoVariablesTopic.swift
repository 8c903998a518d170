internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    /// The key of `buildinfo --var`.
    mutating func goVariables(
        _ report: ImageReport, _ names: [String], _ diagnostics: inout [Diagnostic]
    ) {
        let found = report.goVariables(names)
        diagnostics += found.diagnostics
        beginArray("variables")
        for variable in found.variables {
            beginObject()
            string("name", variable.name)
            text("value", orNull: variable.value)
            if let offset = variable.offset {
                number("offset", offset.rawValue)
            } else {
                null("offset")
            }
            string("note", orNull: variable.note)
            evidence(variable.evidence)
            endObject()
        }
        endArray()
    }
}

extension TextWriter {
    /// One line a variable: its value between quotes, or why there is none.
    mutating func goVariables(
        _ report: ImageReport, _ names: [String], _ diagnostics: inout [Diagnostic]
    ) {
        let found = report.goVariables(names)
        diagnostics += found.diagnostics
        let width = max(14, names.map(\.utf8.count).max() ?? 0)
        for variable in found.variables {
            out.write("  ")
            write(from: ByteString(variable.name), width: width)
            out.write("  ")
            self.variable(variable)
            newline()
            for evidence in variable.evidence where isVerbose || variable.value == nil {
                self.evidence(evidence, width)
            }
        }
    }

    private mutating func variable(_ variable: GoVariable) {
        if let value = variable.value {
            out.write("\"")
            write(from: value)
            out.write("\"")
            if let note = variable.note { write("  (" + note + ")", .label) }
        } else {
            write(variable.note ?? "cannot be told", .bad)
        }
    }
}
