internal import GoInspect
public import ObjectFile

/// Writes whether two builds are the same, and if not, why.
public struct ReproductionReport {
    /// A file that was read, or the reason why it was not.
    public struct File {
        let rawPath: ByteString
        let bytes: Result<FileBytes, ParseError>

        /// Names a file and what came of opening it.
        public init(_ path: String, _ bytes: Result<FileBytes, ParseError>) {
            self.init(ByteString(path), bytes)
        }

        /// The same of a path that may be no UTF-8.
        public init(_ path: ByteString, _ bytes: Result<FileBytes, ParseError>) {
            rawPath = path
            self.bytes = bytes
        }

        /// The path as a text.
        var path: String { rawPath.text }

        /// The same, with the reason where it is nothing that can be compared.
        var checked: Self {
            guard case .success(let bytes) = bytes, let error = Reproduction.refusal(of: bytes)
            else { return self }
            return Self(rawPath, .failure(error))
        }
    }

    private var json: JSONWriter?
    private var text: TextWriter?
    /// The exit status so far: 0 where both are equal, 1 where they are not, 2 for what failed.
    public private(set) var status: Int32 = 0

    /// Makes a report.
    public init(_ request: CompareRequest, to out: ByteWriter) {
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
    public mutating func write(_ old: File, _ new: File, _ errors: inout ByteWriter) {
        let (old, new) = (old.checked, new.checked)
        for file in [old, new] {
            if case .failure(let error) = file.bytes {
                note(Diagnostic(error), file.path, &errors)
            }
        }
        var reproduction: Reproduction?
        if case .success(let a) = old.bytes, case .success(let b) = new.bytes {
            let found = Reproduction(a, b)
            if !found.isEqual { status = max(status, 1) }
            for (file, found) in [(old, found.diagnostics.old), (new, found.diagnostics.new)] {
                for diagnostic in found where diagnostic.severity == .error {
                    note(diagnostic, file.path, &errors)
                }
            }
            reproduction = found
        }
        json?.reproduction(reproduction, old, new)
        if let reproduction { text?.reproduction(reproduction, old.path, new.path) }
        json?.out.flush()
        text?.out.flush()
        errors.flush()
    }

    private mutating func note(
        _ diagnostic: Diagnostic, _ path: String, _ errors: inout ByteWriter
    ) {
        status = 2
        errors.write("goelf: error: ")
        errors.write(safe: path)
        errors.write(": ")
        errors.write(safe: diagnostic.message)
        errors.write(" [" + diagnostic.code.rawValue + "]\n")
    }
}

extension TextWriter {
    /// First the answer, then cause by cause, then what follows.
    mutating func reproduction(_ reproduction: Reproduction, _ old: String, _ new: String) {
        out.write(safe: old)
        out.write(" → ")
        out.write(safe: new)
        out.write(": ")
        guard !reproduction.isEqual else {
            write("equal, byte for byte", .good)
            return newline()
        }
        write(reproduction.answer, .bad)
        newline()
        for cause in reproduction.causes { self.cause(cause) }
        consequences(reproduction)
    }

    private mutating func cause(_ cause: Reproduction.Cause) {
        newline()
        write(cause.kind.rawValue, .bad)
        out.write(" ")
        out.write(safe: cause.what)
        out.write(": ")
        write(cause.meaning)
        newline()
        if let image = cause.image {
            label("in")
            out.write(safe: image)
            newline()
        }
        if let place = cause.place { self.place(place) }
        if cause.old != nil || cause.new != nil {
            excerpt("old", cause.old)
            excerpt("new", cause.new)
        }
        for remedy in cause.remedies { field("cure", remedy) }
    }

    private mutating func place(_ place: Reproduction.Cause.Place) {
        label("where")
        out.write(safe: place.section)
        if let old = place.old { out.write(", at \(old) of the old file") }
        if let new = place.new {
            out.write(place.old == nil ? ", at \(new) of the new file" : ", \(new) of the new one")
        }
        newline()
    }

    /// How much of a text is shown.
    private static let mostBytes = 120

    private mutating func excerpt(_ label: String, _ text: ByteString?) {
        self.label(label)
        if let text {
            let bytes = text.utf8
            let isCut = !isVerbose && bytes.count > Self.mostBytes
            write(from: ByteString(Array(bytes.prefix(isCut ? Self.mostBytes : bytes.count)).span))
            if isCut { out.write("…") }
            if text.isEmpty { write("empty", .label) }
        } else {
            write("nothing", .label)
        }
        newline()
    }

    private mutating func consequences(_ reproduction: Reproduction) {
        let groups: [(Reproduction.Part.Relation, String)] = [
            (.follows, "follows from that"), (.mayFollow, "may follow"),
            (.unexplained, "not explained"),
        ]
        for (relation, title) in groups {
            let parts = reproduction.parts.filter { $0.relation == relation }
            guard !parts.isEmpty else { continue }
            newline()
            write(title, .heading)
            if relation == .mayFollow { out.write(" (make the causes equal, and compare again)") }
            newline()
            self.parts(parts)
        }
    }

    private mutating func parts(_ parts: [Reproduction.Part]) {
        var names: [String] = []
        var first: [String: Reproduction.Part] = [:]
        var counts: [String: Int] = [:]
        for part in parts {
            let name = (part.image.map { $0 + " " } ?? "") + part.section
            if first[name] == nil {
                names.append(name)
                first[name] = part
            }
            counts[name, default: 0] += 1
        }
        for name in isVerbose ? names[...] : names.prefix(12) {
            guard let part = first[name], let count = counts[name] else { continue }
            out.write("  ")
            out.write(safe: name)
            if let old = part.old { out.write(" from \(old.offset)") }
            if let new = part.new, part.old == nil { out.write(" from \(new.offset), new") }
            if count > 1 { out.write(", \(count) places") }
            newline()
        }
        if !isVerbose, names.count > 12 {
            field("", "and \(names.count - 12) more: --verbose names them")
        }
    }
}

extension Reproduction {
    /// What it comes to, in a few words.
    fileprivate var answer: String {
        var kinds: [String] = []
        for cause in causes where !kinds.contains(cause.kind.rawValue) {
            kinds.append(cause.kind.rawValue)
        }
        return "not the same: " + (kinds.isEmpty ? "unexplained" : kinds.joined(separator: ", "))
    }
}
