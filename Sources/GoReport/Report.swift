public import GoInspect
internal import ObjectFile

/// Writes what was found out of files, one after the other.
///
/// Output goes to `out`, errors in one line each to `errors`.
public struct Report {
    /// The version that documents name.
    public static let version = "0.1.0"

    let request: Request
    var json: JSONWriter?
    var text: TextWriter?
    var errors: ByteWriter
    var checks: CheckSummary?
    var baseline: BaselineSummary?
    private let expectations: Expectations?
    /// The paths of the files that were looked at, where lists of checksums may name others.
    var paths: [String] = []
    private let policy: ByteString?
    /// Whether nothing was written of a file yet.
    var isFirst = true
    /// Whether it is a part of another, and how far that is with its parts.
    let isPart: Bool
    var isInsidePart = false
    /// The exit status so far: 0, 1 or 2; see the command's contract.
    public internal(set) var status: Int32 = 0

    /// Makes a report; `expectations` are those that files are held against by `check`.
    public init(
        _ request: Request, expecting expectations: Expectations? = nil, to out: ByteWriter,
        errors: ByteWriter
    ) {
        self.init(request, expectations, out, errors, isPart: false)
    }

    init(
        _ request: Request, _ expectations: Expectations?, _ out: ByteWriter,
        _ errors: ByteWriter, isPart: Bool
    ) {
        self.request = request
        self.isPart = isPart
        policy = expectations?.policy.rawPath
        self.expectations = request.topic == .check ? expectations : nil
        baseline = BaselineSummary(expectations, request)
        self.errors = errors
        if request.topic == .check { checks = CheckSummary(request.targets) }
        if request.format == .json {
            json = JSONWriter(out, needsComma: isPart)
        } else {
            text = TextWriter(
                out: out, usesColor: request.usesColor, isVerbose: request.isVerbose)
        }
    }

    /// Whether writing more makes sense.
    public var isOpen: Bool { json?.out.isOpen ?? text?.out.isOpen ?? false }

    /// The error number of a failure to write, 0 if all went well.
    public var failure: Int32 { json?.out.failure ?? text?.out.failure ?? 0 }

    /// Writes what stands in front of the first file.
    public mutating func begin() {
        json?.beginDocument(request.topic)
    }

    /// Writes what stands behind the last file, and hands on all that is left.
    public mutating func end() {
        let missing = missingFiles()
        json?.endDocument(checks, missing, policy, baseline)
        if let checks, request.format == .text {
            text?.verdicts(checks)
            text?.leftOut(checks, policy?.text, baseline)
        }
        json?.out.flush()
        text?.out.flush()
        errors.flush()
    }

    /// Writes what is asked of one file.
    ///
    /// A file that nobody named, because it was found in a folder (`isWalked`), is passed over
    /// where it is of no format that is read.
    public mutating func add(_ inspection: inout Inspection, isWalked: Bool = false) {
        if request.format == .go { return addGo(&inspection, isWalked: isWalked) }
        if expectations != nil { paths.append(inspection.path) }
        if isWalked, inspection.isForeign { return }
        // Where there is no program there is no variable either.
        if !request.variables.isEmpty, inspection.isForeign { status = max(status, 1) }
        if json != nil { addJSON(&inspection) } else { addText(&inspection) }
    }

    /// Says that something went wrong that belongs to no file that was read.
    public mutating func addError(_ path: String, _ message: String, _ code: String) {
        write(Diagnostic(ParseError.Code(rawValue: code), .error, message), of: path)
    }

    /// Says in text what is of note on something that is no file.
    public mutating func addNote(_ path: String, _ note: String) {
        guard request.format == .text, !request.isQuiet else { return }
        isFirst = false
        text?.heading(path, nil, note)
    }

    private mutating func addJSON(_ inspection: inout Inspection) {
        json?.beginFile(inspection)
        isFirst = false
        let path = inspection.path
        var diagnostics: [Diagnostic] = []
        inspection.forEachImage { image in
            var found: [Diagnostic] = []
            json?.image(image, request, &found)
            note(image.resolved)
            check(image, path)
            diagnostics += (found + image.diagnostics).eachOnce
            return isOpen
        }
        report(inspection, diagnostics)
        json?.endFile(inspection, inspection.diagnostics + diagnostics)
    }

    private mutating func addText(_ inspection: inout Inspection) {
        if checks != nil { return addCheck(&inspection) }
        if isPart || !isFirst, separatesFiles { text?.newline() }
        let path = inspection.path
        var diagnostics: [Diagnostic] = []
        var count = 0
        inspection.forEachImage { image in
            isFirst = false
            if count > 0, request.topic != .deps { text?.newline() }
            var found: [Diagnostic] = []
            if image.resolved != nil {
                addTree(image, path)
            } else {
                text?.image(image, path, request, &found)
            }
            diagnostics += (found + image.diagnostics).eachOnce
            count += 1
            return isOpen
        }
        if count == 0, inspection.error == nil, !request.isQuiet {
            isFirst = false
            for note in inspection.diagnostics where note.severity != .error {
                text?.heading(path, nil, note.message)
            }
        }
        report(inspection, diagnostics)
    }

    /// Whether something stands between two files.
    var separatesFiles: Bool {
        if json != nil { return true }
        if request.format == .go || checks != nil { return false }
        return request.topic != .deps || request.isVerbose
    }

    /// What is found of files is told when all have been looked at.
    private mutating func addCheck(_ inspection: inout Inspection) {
        let path = inspection.path
        var diagnostics: [Diagnostic] = []
        inspection.forEachImage { image in
            check(image, path)
            diagnostics += image.diagnostics.eachOnce
            return isOpen
        }
        if inspection.isForeign, !request.isQuiet {
            for note in inspection.diagnostics where note.severity != .error {
                text?.heading(inspection.path, nil, note.message)
            }
        }
        report(inspection, diagnostics)
    }

    private mutating func check(_ image: ImageReport, _ path: String) {
        guard let verdicts = image.verdicts else { return }
        checks?.add(verdicts, of: image, path, keepsFindings: text != nil)
        baseline?.add(image, path)
        // What is written down is known from now on.
        if request.writesBaseline != nil { return }
        let findings = image.findings + verdicts.flatMap(\.findings)
        let worst = findings.lazy.map(\.severity).max()
        if let worst, worst >= request.failsOn { status = max(status, 1) }
    }

    /// What lists of checksums name and is not there.
    private mutating func missingFiles() -> [MissingFile] {
        let missing = expectations?.missingFiles(besides: paths) ?? []
        for file in missing {
            checks?.add(file, keepsFindings: text != nil)
            if file.finding.severity >= request.failsOn { status = max(status, 1) }
        }
        return missing
    }

    /// Writes what was found as a baseline; returns the error number of a failure to write.
    public func writeBaseline(to out: ByteWriter) -> Int32 {
        guard let new = baseline?.new else { return 0 }
        var json = JSONWriter(out)
        json.document(new)
        json.out.flush()
        return json.out.failure
    }

    /// Libraries that are missing are bad news.
    private mutating func note(_ resolved: ResolvedDependencies?) {
        if let resolved, !resolved.isSound { status = max(status, 1) }
    }

    private mutating func addTree(_ image: ImageReport, _ path: String) {
        note(image.resolved)
        switch (request.format, request.tree) {
        case (.dot, _): text?.dotGraph(image, path)
        case (.mermaid, _): text?.mermaidGraph(image, path)
        case (_, .list?): text?.dependencyList(image)
        case (_, .reason(let name)?):
            if text?.dependencyReason(image, path, name) == false { status = max(status, 1) }
        default: text?.dependencyTree(image, path)
        }
    }

    private mutating func addGo(_ inspection: inout Inspection, isWalked: Bool) {
        let path = isWalked ? inspection.rawPath.joinedByGo : inspection.rawPath
        var found = false
        inspection.forEachImage { image in
            // Go does not look into archives.
            guard image.member == nil, let text = image.build?.value?.goVersionText(path: path)
            else { return true }
            self.text?.out.write(text.span)
            found = true
            return false
        }
        if isWalked { return }
        if !found { status = max(status, 1) }
        if inspection.isForeign { noteForeign(inspection) }
        // Damage that Go's own reader only passes over is no error here.
        if let error = inspection.error, error.code == .open || error.code == .read {
            write(Diagnostic(error), of: inspection.path)
        }
    }

    /// Says what a file is of which Go's own tool says nothing on standard output.
    private mutating func noteForeign(_ inspection: Inspection) {
        guard !request.isQuiet, let note = inspection.diagnostics.first else { return }
        text?.out.flush()
        errors.write("goelf: ")
        errors.write(safe: inspection.path)
        errors.write(": ")
        errors.write(safe: note.message)
        errors.write("\n")
        errors.flush()
    }

    /// Writes the errors of a file, one line each.
    private mutating func report(_ inspection: Inspection, _ diagnostics: [Diagnostic]) {
        if let error = inspection.error { write(Diagnostic(error), of: inspection.path) }
        if diagnostics.contains(where: { $0.code == .variable || $0.code == .signatureDamaged }) {
            status = max(status, 1)
        }
        if inspection.diagnostics.contains(where: {
            $0.code == .scriptInterpreter || $0.code == .checksum
        }) {
            status = max(status, 1)
        }
        for diagnostic in inspection.diagnostics + diagnostics
        where diagnostic.severity == .error {
            write(diagnostic, of: inspection.path)
        }
    }

    private mutating func write(_ diagnostic: Diagnostic, of path: String) {
        status = 2
        // What was written so far comes first where both go to one terminal.
        text?.out.flush()
        errors.write("goelf: error: ")
        errors.write(safe: path)
        errors.write(": ")
        errors.write(safe: diagnostic.message)
        errors.write(" [" + diagnostic.code.rawValue + "]\n")
        errors.flush()
    }
}

extension [Diagnostic] {
    /// Without repetitions: several questions to an image may meet the same damage.
    fileprivate var eachOnce: [Diagnostic] {
        guard count > 1 else { return self }
        var seen: Set<Diagnostic> = []
        return filter { seen.insert($0).inserted }
    }
}
