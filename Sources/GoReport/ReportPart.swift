public import GoInspect
internal import ObjectFile

/// What the whole report has to know of a part, besides the bytes that it wrote.
public struct ReportPart: Sendable {
    let status: Int32
    let isSilent: Bool
    let checks: CheckSummary?
    let baseline: BaselineSummary?
    let paths: [String]
}

/// A report may be made in parts, one a file and several at the same time: each writes by itself, and
/// the whole takes in what they wrote in the order of the files.
extension Report {
    /// Makes a report on one file, which is to be a part of another on the same request.
    public init(
        partOf request: Request, expecting expectations: Expectations?, to out: ByteWriter,
        errors: ByteWriter
    ) {
        self.init(request, expectations, out, errors, isPart: true)
    }

    /// Hands on all that is left of a part; what it returns is for the whole.
    public mutating func endPart() -> ReportPart {
        json?.out.flush()
        text?.out.flush()
        errors.flush()
        return ReportPart(
            status: status, isSilent: isFirst, checks: checks, baseline: baseline,
            paths: paths)
    }

    /// Writes what the next part wrote, piece by piece, to the output or to the errors.
    public mutating func write(_ bytes: Span<UInt8>, isError: Bool) {
        if isError {
            // As where a whole report meets an error.
            text?.out.flush()
            errors.write(bytes)
            errors.flush()
            return
        }
        // A part begins with what stands between files, as it does not know whether it is the first.
        let skipped = !isInsidePart && isFirst && separatesFiles ? 1 : 0
        isInsidePart = true
        let bytes = bytes.extracting(droppingFirst: skipped)
        json?.members(bytes)
        text?.out.write(bytes)
    }

    /// Ends the next part.
    public mutating func add(_ part: ReportPart) {
        isInsidePart = false
        isFirst = isFirst && part.isSilent
        status = max(status, part.status)
        if let checks = part.checks { self.checks?.add(checks) }
        paths += part.paths
        if let baseline = part.baseline { self.baseline?.add(baseline) }
    }
}
