internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    mutating func beginDocument(_ topic: Topic) {
        beginDocument(command: topic.rawValue)
        beginArray("files")
    }

    /// What stands in front of a command's own answer.
    mutating func beginDocument(command: String) {
        beginObject()
        number("schemaVersion", UInt(1))
        beginObject("tool")
        string("name", "goelf")
        string("version", Report.version)
        endObject()
        string("command", command)
    }

    mutating func endDocument(
        _ checks: CheckSummary? = nil, _ missing: [MissingFile] = [], _ policy: ByteString? = nil,
        _ baseline: BaselineSummary? = nil
    ) {
        endArray()
        if let checks {
            summary(checks)
            self.missing(missing)
            text("policy", orNull: policy)
            self.baseline(baseline, checks.targets, known: checks.leftOut[.baseline] ?? 0)
        }
        endObject()
        out.write(UInt8(ascii: "\n"))
    }

    mutating func beginFile(_ inspection: Inspection) {
        beginObject()
        text("path", inspection.rawPath)
        if let size = inspection.size { number("size", size) } else { null("size") }
        beginArray("images")
    }

    mutating func endFile(_ inspection: Inspection, _ diagnostics: [Diagnostic]) {
        endArray()
        beginArray("diagnostics")
        for diagnostic in diagnostics { self.diagnostic(nil, diagnostic) }
        endArray()
        string("format", orNull: inspection.container?.rawValue)
        if let error = inspection.error { diagnostic("error", Diagnostic(error)) }
        endObject()
    }

    mutating func diagnostic(_ key: String?, _ diagnostic: Diagnostic) {
        beginObject(key)
        string("code", diagnostic.code.rawValue)
        string("severity", diagnostic.severity.rawValue)
        string("message", diagnostic.message)
        if let offset = diagnostic.offset {
            number("offset", offset.rawValue)
        } else {
            null("offset")
        }
        string("structure", orNull: diagnostic.structure)
        endObject()
    }

    /// What every command says of an image.
    mutating func head(of report: ImageReport) {
        let image = report.image
        switch image.contents {
        case .elf: string("format", "elf")
        case .machO: string("format", "mach-o")
        }
        string("architecture", image.architecture.name)
        number("bits", UInt(image.layout.is64Bit ? 64 : 32))
        string("byteOrder", image.layout.byteOrder == .little ? "little" : "big")
        string("type", image.kind.rawValue)
        string("os", orNull: report.operatingSystem?.rawValue)
        if let slice = report.slice { string("slice", slice) }
        if let member = report.member { text("member", member) }
        number("offset", report.range.offset.rawValue)
        number("size", report.range.size)
        string("linkage", orNull: image.linkage?.rawValue)
    }

    /// The same, and what this command adds.
    mutating func image(
        _ report: ImageReport, _ request: Request, _ diagnostics: inout [Diagnostic]
    ) {
        let image = report.image
        beginObject()
        head(of: report)
        switch request.topic {
        case .info:
            dependencies(report, &diagnostics)
            buildInformation(report)
            findings(report.findings)
        case .deps:
            dependencies(report, &diagnostics)
            dependencyTree(report.resolved)
        case .buildinfo: buildInformation(report, request, &diagnostics)
        case .headers: header(image, &diagnostics)
        case .segments: segments(image)
        case .sections: sections(image, report.file, &diagnostics)
        case .dynamic: dynamicSection(image, report.file, &diagnostics)
        case .symbols: symbols(image, report.file, request.symbols, &diagnostics)
        case .versions: versions(image, report.file, &diagnostics)
        case .notes: notes(image, report.file, &diagnostics)
        case .signature: signature(image, report.file, &diagnostics)
        case .relocations: relocations(image, report.file, &diagnostics)
        case .functions:
            functions(
                report, request.functions, isVerbose: request.isVerbose, &diagnostics)
        case .cgo: cgo(report, &diagnostics)
        case .check:
            verdicts(report.verdicts ?? [])
            findings(report.findings)
            ignored(report.ignored)
        }
        endObject()
    }
}

extension TextWriter {
    mutating func image(
        _ report: ImageReport, _ path: String, _ request: Request,
        _ diagnostics: inout [Diagnostic]
    ) {
        switch request.topic {
        case .info: return information(report, path)
        case .deps: return dependencies(report, path)
        case .buildinfo: return buildInformation(report, path, request, &diagnostics)
        case .cgo: return cgo(report, path, &diagnostics)
        default: break
        }
        write(path: path, report.part)
        out.write(": ")
        write(report.summary, .heading)
        newline()
        let image = report.image
        switch request.topic {
        case .headers: header(image, &diagnostics)
        case .segments: segments(image)
        case .sections: sections(image, report.file, &diagnostics)
        case .dynamic: dynamicSection(image, report.file, &diagnostics)
        case .symbols: symbols(image, report.file, request.symbols, &diagnostics)
        case .versions: versions(image, report.file, &diagnostics)
        case .notes: notes(image, report.file, &diagnostics)
        case .signature: signature(image, report.file, &diagnostics)
        case .functions: functions(report, request.functions, &diagnostics)
        default: relocations(image, report.file, &diagnostics)
        }
    }
}

extension ImageReport {
    /// The part of the file that it is: a slice, a member of an archive, or both; nil for a whole
    /// file.
    var part: ByteString? {
        if isWhole { return nil }
        guard let slice else { return member }
        guard let member else { return ByteString(slice) }
        let bytes = Array(slice.utf8) + [UInt8(ascii: ":")] + member.utf8
        return ByteString(bytes.span)
    }

    /// What the image is, in a few words: `ELF x86_64 executable for linux`.
    var summary: String {
        let format =
            switch image.contents {
            case .elf: "ELF"
            case .machO: "Mach-O"
            }
        let system = operatingSystem.map { " for " + $0.rawValue } ?? ""
        return format + " " + image.architecture.name + " "
            + image.kind.rawValue.replacingHyphens + system
    }
}

extension String {
    var replacingHyphens: String {
        String(decoding: utf8.map { $0 == UInt8(ascii: "-") ? 32 : $0 }, as: UTF8.self)
    }
}
