internal import GoBinary
public import ObjectFile

/// Where an image lies in the file that was named.
struct Place: Sendable {
    /// Its bytes.
    var range: FileRange
    /// The name of the slice of a universal file.
    var slice: String?
    /// The name of the member of an archive.
    var member: ByteString?
    /// Whether Go's own tool looks there.
    var isSeenByGo = true

    init(range: FileRange) { self.range = range }

    /// A range of these bytes, as one of the file.
    func inside(_ part: FileRange) -> FileRange {
        let rest = range.dropping(part.offset.rawValue)
        return rest.first(min(part.size, rest.size)) ?? rest
    }
}

/// What was found out of one program, library or object.
public struct ImageReport: Sendable {
    /// The image itself.
    public let image: Image
    /// Its bytes.
    public let file: FileBytes
    /// Where it lies in the file that was named.
    public let range: FileRange
    /// Its name in an archive, nil elsewhere.
    public let member: ByteString?
    /// The name of its slice in a universal file, such as `arm64e`; nil elsewhere.
    public let slice: String?
    /// What it needs to start, nil where that was not asked.
    public let dependencies: Dependencies?
    /// What Go wrote of the build; nil where that was not asked.
    public let build: Fact<Build>?
    /// What packed the file (`UPX`), which is why nothing of Go is to be found; nil where nothing did
    /// or ``build`` was not asked.
    public let packer: String?
    /// What replaced the names in the program (`garble`) and its version; nil where nothing did or
    /// ``build`` was not asked.
    public let obfuscator: String?
    /// What could not be read, or was odd.
    public let diagnostics: [Diagnostic]

    init(
        _ image: Image, in file: FileBytes, _ place: Place,
        _ questions: Questions, _ limits: Limits
    ) {
        self.image = image
        self.file = file
        range = place.range
        member = place.member
        slice = place.slice
        var diagnostics: [Diagnostic] = []
        diagnostics += image.diagnostics
        var go = GoTraces(image, in: file, limits)
        if questions.contains(.build) {
            let build = Self.build(
                image, in: file, &go,
                place.isSeenByGo ? questions : questions.subtracting(.buildAsGo))
            if let error = build.error { diagnostics.append(Diagnostic(error)) }
            let trace: Packer.Trace? =
                if case .absent = build { Packer.trace(in: image, file) } else { nil }
            if let trace { diagnostics.append(Self.diagnostic(trace)) }
            packer = trace?.packer.rawValue
            let table = build.value?.goVersion == "unknown" ? UnknownTable(image, file) : nil
            if let table { diagnostics.append(Diagnostic(table.error, .note)) }
            obfuscator = table?.obfuscator
            self.build = build
        } else {
            build = nil
            packer = nil
            obfuscator = nil
        }
        dependencies =
            questions.contains(.dependencies)
            ? Dependencies(image, in: file, &go, &diagnostics) : nil
        self.diagnostics = diagnostics
    }

    private static func build(
        _ image: Image, in file: FileBytes, _ go: inout GoTraces, _ questions: Questions
    ) -> Fact<Build> {
        switch go.build(questions.contains(.buildAnywhere) ? .dataSegments : .section) {
        case .absent: return .absent
        case .unreadable(let error): return .unreadable(error)
        case .known(let result):
            let isSeen =
                questions.contains(.buildAsGo) && result.source.section != nil
                && GoReader.accepts(image, in: file)
            return .known(Build(result, buildID: go.buildID, isSeenByGo: isSeen))
        }
    }

    private static func diagnostic(_ trace: Packer.Trace) -> Diagnostic {
        Diagnostic(
            .packed, .note, "the file is packed by \(trace.packer.rawValue): \(Packer.note)",
            at: trace.offset, in: "packer's header")
    }

    /// The system it is made for; Go's build settings count where the structure does not say.
    ///
    /// Pure Go programs for Linux have no mark, and those for illumos have that of Solaris: Go's
    /// own name is looked up then, which costs some reading each time.
    public var operatingSystem: OperatingSystem? {
        let known = image.operatingSystem
        guard known == nil || known == .solaris, image.linkage != nil else { return known }
        if let build = build?.value {
            return build.setting("GOOS").map { OperatingSystem(goos: $0.text) } ?? known
        }
        var go = GoTraces(image, in: file, Limits())
        let named = go.build(.section).value?.information.setting("GOOS")
        return named.map { OperatingSystem(goos: $0) } ?? known
    }
}
