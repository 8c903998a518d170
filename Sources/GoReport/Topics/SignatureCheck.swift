internal import ObjectFile

/// A code signature with all that can be computed again of it.
struct SignatureCheck {
    /// Who made it.
    enum Signer: String {
        /// The linker, for want of anybody.
        case linker
        /// A signing tool, without a certificate.
        case adHoc = "ad-hoc"
        /// The owner of a certificate.
        case certificate
        /// Nobody is named, though it does not say that it is so.
        case nobody = "none"
    }

    /// What is to be said of it in a word.
    enum Verdict: String {
        /// The file is as it was signed.
        case valid
        /// The file was changed since.
        case damaged
        /// What is there cannot be read, or not checked.
        case unreadable
    }

    /// A code directory and what is true of it.
    struct Directory {
        let directory: MachO.CodeDirectory
        /// `cdhash`, nil where it cannot be computed.
        let hash: [UInt8]?
        /// Its pages, nil where they cannot be checked.
        let pages: MachO.SignedPages?
        let special: [MachO.SpecialHash]

        /// Whether something is not as it was signed.
        var isDamaged: Bool {
            pages?.areValid == false || special.contains { $0.verdict == .differs }
        }
    }

    let signature: MachO.CodeSignature
    /// All that can be read, each kind of hash once.
    let directories: [Directory]
    let entitlements: ByteString?
    let verdict: Verdict
    /// How many bytes stand between the signed ones and the signature.
    let unsignedBytes: UInt64
    /// How many bytes stand behind the signature.
    let trailingBytes: UInt64

    /// The directory that the kernel goes by.
    var best: Directory? {
        guard let best = signature.best else { return nil }
        return directories.first { $0.directory == best }
    }

    /// The same without what is true of it.
    var directory: MachO.CodeDirectory? { signature.best }

    var signer: Signer? {
        guard let flags = directory?.flags else { return nil }
        if flags.contains(.linkerSigned) { return .linker }
        if signature.blob(.signature).map({ $0.content.size > 0 }) ?? false { return .certificate }
        return flags.contains(.adHoc) ? .adHoc : .nobody
    }
}

extension SignatureCheck {
    /// Reads and checks the signature of an image; nil where it has none, or one that cannot be
    /// read at all.
    init?(_ image: Image, _ file: FileBytes, _ diagnostics: inout [Diagnostic]) {
        guard case .machO(let object) = image.contents else { return nil }
        switch object.codeSignature(in: file) {
        case .absent: return nil
        case .unreadable(let error):
            diagnostics.append(Diagnostic(error))
            return nil
        case .known(let signature):
            self.init(signature, object, file, &diagnostics)
        }
    }

    private init(
        _ signature: MachO.CodeSignature, _ object: MachO.Object, _ file: FileBytes,
        _ diagnostics: inout [Diagnostic]
    ) {
        var errors = signature.errors
        let plist = Self.plist(object, &errors)
        var checked: [Directory] = []
        for directory in signature.directories
        where !checked.contains(where: { $0.directory.hash == directory.hash }) {
            checked.append(Self.check(directory, of: signature, plist, file, &errors))
        }
        let entitlements = signature.entitlements(in: file)
        if let error = entitlements.error { errors.append(error) }
        diagnostics += errors.map { Diagnostic($0) }
        self.signature = signature
        self.entitlements = entitlements.value
        directories = checked
        let limit = signature.best?.codeLimit ?? 0
        let start = signature.range.offset.rawValue
        unsignedBytes = start - min(start, limit)
        trailingBytes = file.size - min(file.size, signature.range.end.rawValue)
        if checked.contains(where: \.isDamaged) {
            verdict = .damaged
            diagnostics.append(Self.damage(signature))
        } else {
            verdict = errors.isEmpty && signature.best != nil ? .valid : .unreadable
        }
    }

    private static func plist(
        _ object: MachO.Object, _ errors: inout [ParseError]
    ) -> FileRange? {
        do throws(ParseError) {
            return try object.section(named: "__info_plist")?.fileRange
        } catch {
            errors.append(error)
            return nil
        }
    }

    private static func check(
        _ directory: MachO.CodeDirectory, of signature: MachO.CodeSignature, _ plist: FileRange?,
        _ file: FileBytes, _ errors: inout [ParseError]
    ) -> Directory {
        do throws(ParseError) {
            let hash = try MachO.CodeSignature.hash(of: directory, in: file)
            let special = try signature.checkSpecial(directory, infoPlist: plist, in: file)
            let pages = try directory.checkPages(in: file)
            return Directory(directory: directory, hash: hash, pages: pages, special: special)
        } catch {
            errors.append(error)
            return Directory(directory: directory, hash: nil, pages: nil, special: [])
        }
    }

    private static func damage(_ signature: MachO.CodeSignature) -> Diagnostic {
        Diagnostic(
            .signatureDamaged, .warning, "the file was changed after it was signed",
            at: signature.range.offset, in: "code signature")
    }
}

extension ParseError.Code {
    /// A file is not as it was signed.
    static let signatureDamaged = Self(rawValue: "signature.damaged")
}
