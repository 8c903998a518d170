public import GoInspect
public import ObjectFile

/// How a comparison is made and written.
public struct CompareRequest: Sendable {
    /// How it is written.
    public var format = Format.text
    /// Whether text has colours.
    public var usesColor = false
    /// Whether text shortens nothing.
    public var isVerbose = false
    /// From which severity of a difference on it ends with 1; never where nil.
    public var failsOn: Diagnostic.Severity?
    /// Areas and kinds of differences that are let pass.
    public var allowed: Set<String> = []
    /// How closely it is looked.
    public var comparison = Comparison.Options()

    /// Makes a request with the usual settings.
    public init() {}
}

/// Writes what differs between two files, or the snapshot of one.
public struct CompareReport {
    /// The name of the command.
    public static let command = "compare"
    /// The name of the command that keeps what this one needs.
    public static let snapshotCommand = "snapshot"

    private let request: CompareRequest
    private var json: JSONWriter?
    private var text: TextWriter?
    /// The exit status so far: 0, 1 or 2; see the command's contract.
    public private(set) var status: Int32 = 0

    /// Makes a report.
    public init(_ request: CompareRequest, to out: ByteWriter) {
        self.request = request
        if request.format == .json {
            json = JSONWriter(out)
        } else {
            text = TextWriter(
                out: out, usesColor: request.usesColor, isVerbose: request.isVerbose)
        }
    }

    /// The error number of a failure to write, 0 if all went well.
    public var failure: Int32 { json?.out.failure ?? text?.out.failure ?? 0 }

    /// Compares two files and writes what differs.
    public mutating func write(
        _ old: FileSnapshot, _ new: FileSnapshot, _ errors: inout ByteWriter
    ) {
        note(old, &errors)
        note(new, &errors)
        let isComparable = old.error == nil && new.error == nil
        let comparison = isComparable ? Comparison(old, new, request.comparison) : nil
        if let failsOn = request.failsOn, let comparison {
            let counted = comparison.counted(allowing: request.allowed)
            if counted.contains(where: { $0.severity >= failsOn }) { status = max(status, 1) }
        }
        if json != nil {
            json?.comparison(comparison, [old, new])
        } else if let comparison {
            text?.comparison(comparison, request.comparison)
        }
        json?.out.flush()
        text?.out.flush()
    }

    /// Writes the snapshot of a file.
    public mutating func write(_ file: FileSnapshot, _ errors: inout ByteWriter) {
        note(file, &errors)
        json?.snapshot(file)
        json?.out.flush()
    }

    /// Says what could not be read.
    private mutating func note(_ file: FileSnapshot, _ errors: inout ByteWriter) {
        var diagnostics = file.diagnostics.filter { $0.severity == .error }
        if let error = file.error { diagnostics.insert(Diagnostic(error), at: 0) }
        for diagnostic in diagnostics {
            status = 2
            errors.write("goelf: error: ")
            errors.write(safe: file.path)
            errors.write(": ")
            errors.write(safe: diagnostic.message)
            errors.write(" [" + diagnostic.code.rawValue + "]\n")
        }
        errors.flush()
    }
}
