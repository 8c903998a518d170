internal import ObjectFile

extension GoFactSources {
    /// Whether the file is only what unpacks the program.
    var packer: GoFact {
        guard let trace = Packer.trace(in: image, file) else {
            let looked = Evidence("header and end of the file", at: nil, "no mark of UPX", .strong)
            return GoFact("packer", .text("none"), evidence: [looked])
        }
        return GoFact(
            "packer", .text(ByteString(trace.packer.rawValue)), note: Packer.note,
            evidence: [
                Evidence("packer's header", at: trace.offset, "UPX!", .strong)
            ])
    }

    /// What no program runs without, and obfuscators leave its name.
    static let schedulerFunctions = ["runtime.schedinit"]

    /// Whether names have been replaced, as garble does.
    ///
    /// One sign may have another reason; two are hardly chance.
    func obfuscation(_ paths: SourcePaths?) -> GoFact {
        let name = "obfuscation"
        var signs: [(ByteString, String, FileOffset?)] = []
        if let build, hasUnknownVersion {
            signs.append(("version unknown", "build information", build.source.offset))
        }
        if let magic = UnknownTable(image, file) {
            signs.append(
                (
                    ByteString("starts with \(hexadecimal(magic.number)), which no Go writes"),
                    "function table", magic.offset
                ))
        }
        // Programs that share the runtime with others (-linkshared) have neither.
        if let paths, paths.runtimeFile == nil,
            functions.has(Self.schedulerFunctions) == true
        {
            signs.append(("none is runtime/proc.go", "source files", nil))
        }
        guard !signs.isEmpty else {
            guard let table = functions.table else { return GoFact(name, .unknown) }
            let looked = Evidence(
                "function table", at: table.source.offset,
                "number, version and names of source files are those that Go writes", .strong)
            return GoFact(name, .text("none"), evidence: [looked])
        }
        let confidence: Evidence.Confidence = signs.count > 1 ? .strong : .weak
        return GoFact(
            name, .text("garble"),
            note: UnknownTable.note,
            evidence: signs.map { Evidence($0.1, at: $0.2, $0.0, confidence) })
    }

    /// Whether the linker's sum over the cryptographic module is that of the file's bytes.
    var fipsSum: GoFact {
        let name = "fips140-sum"
        let reader = FIPSInformationReader(image, in: file)
        let read = reader.read()
        guard let information = read.value else {
            guard let error = read.error else {
                let place = image.hasSections ? "sections" : "data"
                let detail = ByteString("no FIPS information (\(reader.sectionName))")
                let looked = Evidence(place, at: nil, detail)
                return GoFact(name, .text("none"), evidence: [looked])
            }
            return GoFact(name, .unknown, note: error.description)
        }
        let verdict = Fact { () throws(ParseError) in try reader.check(information) }
        let (value, note) = Self.words(verdict.value)
        let size = information.ranges.reduce(UInt64(0)) {
            $0 &+ ($1.end.rawValue &- $1.start.rawValue)
        }
        return GoFact(
            name, value, note: verdict.error?.description ?? note,
            evidence: [
                Evidence(
                    "FIPS information", at: information.offset,
                    ByteString("HMAC-SHA-256 over \(size) bytes"))
            ])
    }

    private static func words(
        _ verdict: FIPSInformation.Verdict?
    ) -> (GoFact.Value, String?) {
        switch verdict {
        case .matches: (.text("ok"), nil)
        case .differs:
            (
                .text("mismatch"),
                "the file was changed after it was linked: with FIPS mode on it does not start"
            )
        case .coversNothing:
            (
                .text("covers-nothing"),
                "the C linker (lld) hid the module from Go's: with FIPS mode on it does not start"
            )
        case .missing:
            (.text("missing"), "the linker wrote none: with FIPS mode on it does not start")
        case .notComputable(let reason): (.text("not-computable"), reason)
        case nil: (.unknown, nil)
        }
    }
}
