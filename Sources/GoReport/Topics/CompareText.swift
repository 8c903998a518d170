internal import GoInspect
internal import ObjectFile

extension TextWriter {
    /// What matters, in sentences; then area by area what is behind it.
    mutating func comparison(_ comparison: Comparison, _ options: Comparison.Options) {
        out.write(safe: comparison.old.path)
        out.write(" → ")
        out.write(safe: comparison.new.path)
        out.write(": ")
        write(
            comparison.isEqual ? "equal" : "\(comparison.differences.count) differences", .heading)
        newline()
        for sentence in comparison.summary {
            out.write("  ")
            out.write(safe: sentence)
            newline()
        }
    }
}
