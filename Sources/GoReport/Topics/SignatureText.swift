internal import ObjectFile

extension TextWriter {
    mutating func signature(
        _ image: Image, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        guard case .machO = image.contents else {
            return field("signature", "none: ELF files carry no such signature")
        }
        let before = diagnostics.count
        guard let check = SignatureCheck(image, file, &diagnostics) else {
            let isUnreadable = diagnostics.count > before
            return field("signature", isUnreadable ? "unreadable" : "none", .doubtful)
        }
        label("signature")
        write(check.verdict.rawValue, check.verdict.style)
        write(", " + check.origin)
        newline()
        if let directory = check.directory { named(directory, check) }
        parts(check)
        for directory in check.directories { pages(directory) }
        places(check)
        entitlements(check)
    }

    private mutating func named(_ directory: MachO.CodeDirectory, _ check: SignatureCheck) {
        label("identifier")
        write(from: directory.identifier)
        newline()
        if let team = directory.team {
            label("team")
            write(from: team)
            newline()
        }
        label("flags")
        write(directory.flags.labels.joined(separator: " "))
        newline()
        let isHardened = directory.flags.contains(.hardenedRuntime)
        let runtime = directory.runtime.map { $0.rawValue == 0 ? "" : ", of macOS \($0)" } ?? ""
        field("hardened", isHardened ? "yes" + runtime : "no")
        if let hash = check.best?.hash {
            label("cdhash")
            for byte in hash { out.write(hexadecimal: UInt64(byte), digits: 2) }
            newline()
        }
        if let segment = directory.executableSegment, isVerbose {
            let flags = segment.flags.labels.joined(separator: " ")
            field(
                "code segment",
                "\(segment.limit) bytes at \(hexadecimal(segment.base)) \(flags)")
        }
    }

    /// What there is besides code directories.
    private mutating func parts(_ check: SignatureCheck) {
        let signature = check.signature
        if let blob = signature.blob(.signature) {
            let size = blob.content.size
            field("CMS", size == 0 ? "empty" : "\(size) bytes, which goelf does not verify")
        } else {
            field("CMS", "none")
        }
        if signature.blob(.ticket) != nil { field("ticket", "of a notarization") }
        guard let best = check.best else { return }
        for hash in best.special where hash.slot != .entitlements {
            label(hash.slot.label)
            write(hash.verdict.words, hash.verdict.style)
            newline()
        }
    }

    private mutating func pages(_ check: SignatureCheck.Directory) {
        let directory = check.directory
        label("pages")
        guard let pages = check.pages else {
            write("not checked, ", .doubtful)
            write(directory.hash.description)
            return newline()
        }
        if pages.areValid {
            write("all \(pages.count) valid", .good)
        } else {
            write("\(pages.differingCount) of \(pages.count) differ", .bad)
            if pages.missingCount > 0 { write(", \(pages.missingCount) missing", .bad) }
            if pages.surplusCount > 0 { write(", \(pages.surplusCount) hashes too many", .bad) }
        }
        let size = directory.pageSize.map { "\($0) bytes" } ?? "one for all"
        write(", \(size), \(directory.hash)")
        newline()
        differences(pages)
    }

    private mutating func differences(_ pages: MachO.SignedPages) {
        let most = isVerbose ? pages.differences.count : min(8, pages.differences.count)
        for difference in pages.differences.prefix(most) {
            out.write("    page ")
            out.write(difference.page)
            write(" at \(difference.range.offset), \(difference.range.size) bytes")
            if difference.page == 0 {
                write(": header and load commands lie here, which strip and others change", .label)
            }
            newline()
        }
        let rest = pages.differingCount - UInt64(most)
        if rest > 0 { write("    and \(rest) more\n", .label) }
    }

    /// Bytes that nobody signed.
    private mutating func places(_ check: SignatureCheck) {
        if check.unsignedBytes > 0 {
            field("not signed", "\(check.unsignedBytes) bytes before the signature", .doubtful)
        }
        if check.trailingBytes > 0 {
            field("not signed", "\(check.trailingBytes) bytes behind the signature", .doubtful)
        }
    }

    private mutating func entitlements(_ check: SignatureCheck) {
        guard let text = check.entitlements else { return }
        label("entitlements")
        if let hash = check.best?.special.first(where: { $0.slot == .entitlements }) {
            write(hash.verdict.words, hash.verdict.style)
            write(", ")
        }
        let lines = text.text.utf8.split(separator: UInt8(ascii: "\n"))
        let most = isVerbose ? lines.count : min(lines.count, 24)
        write("\(text.length) bytes")
        newline()
        for line in lines.prefix(most) {
            out.write("    ")
            write(from: ByteString(Array(line).span))
            newline()
        }
        if lines.count > most { write("    and \(lines.count - most) lines more\n", .label) }
    }
}

extension SignatureCheck {
    /// Who signed, in words.
    fileprivate var origin: String {
        switch signer {
        case .linker: "ad hoc by the linker"
        case .adHoc: "ad hoc"
        case .certificate: "by the owner of a certificate"
        case .nobody: "by nobody who is named"
        case nil: "without a code directory that can be read"
        }
    }
}

extension SignatureCheck.Verdict {
    fileprivate var style: TextWriter.Style {
        switch self {
        case .valid: .good
        case .damaged: .bad
        case .unreadable: .doubtful
        }
    }
}

extension MachO.SpecialHash.Verdict {
    fileprivate var words: String {
        switch self {
        case .valid: "as signed"
        case .differs: "changed since it was signed"
        case .notSealed: "there, but not signed"
        case .notInFile: "signed, and not in this file"
        case .unreadable: "cannot be checked"
        }
    }

    fileprivate var style: TextWriter.Style {
        switch self {
        case .valid: .good
        case .differs: .bad
        case .notInFile: .plain
        case .notSealed, .unreadable: .doubtful
        }
    }
}

extension MachO.SignatureSlot {
    /// A word for a column.
    fileprivate var label: String {
        switch self {
        case .infoPlist: "Info.plist"
        case .requirements: "requirements"
        case .resources: "resources"
        case .entitlements: "entitlements"
        case .derEntitlements: "DER form"
        case .selfConstraint, .parentConstraint, .responsibleConstraint: "constraint"
        case .libraryConstraint: "libraries"
        default: "slot \(rawValue)"
        }
    }
}
