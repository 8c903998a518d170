internal import ObjectFile

/// What of a program or library for macOS decides whether the system starts it.
struct AppleFacts {
    /// How it stands with the code signature.
    enum Signature {
        /// There is none.
        case none
        /// Its pages are those that were signed, or that cannot be told.
        case sound
        /// These many pages of so many are not those that were signed.
        case damaged(UInt64, of: UInt64, first: FileOffset)
    }

    /// A symbol that is imported, from where, and whether it is bound before the program starts.
    struct Import {
        let symbol: NewSymbol
        let library: ByteString?
        let isBoundAtStart: Bool
    }

    /// The oldest macOS that it is built for; nil where nothing says.
    let minimum: SystemVersion?
    /// The version of the SDK that it was built with, the oldest system's where nothing says.
    let sdk: SystemVersion?
    /// Whether it has `LC_UUID`.
    let hasUUID: Bool
    private let report: ImageReport
    private let object: MachO.Object

    /// Nil for other files, and for those of other systems of Apple's.
    init?(_ report: ImageReport) {
        guard case .machO(let object) = report.image.contents else { return nil }
        let version = object.contents.buildVersions.first
        guard version.map({ $0.platform == .macOS }) ?? true else { return nil }
        self.report = report
        self.object = object
        minimum = version.map { SystemVersion($0.minimumOS) }
        sdk = version.map { SystemVersion($0.sdk.rawValue == 0 ? $0.minimumOS : $0.sdk) }
        hasUUID = object.contents.uuid != nil
    }

    /// The evidence of both versions.
    var versionEvidence: [Evidence] {
        guard let minimum, let sdk else { return [] }
        return [
            Evidence(
                source: "load commands", offset: nil,
                detail: ByteString("built for macOS \(minimum), with the SDK of \(sdk)"),
                confidence: "certain")
        ]
    }

    /// How it stands with the code signature: every page is hashed again.
    func signature() -> Signature {
        switch object.codeSignature(in: report.file) {
        case .absent: return .none
        case .unreadable: return .sound
        case .known(let signature):
            guard let directory = signature.best else { return .sound }
            do throws(ParseError) {
                let pages = try directory.checkPages(in: report.file, most: 1)
                guard !pages.areValid else { return .sound }
                let bad = pages.differingCount + pages.missingCount
                return .damaged(
                    bad, of: pages.count,
                    first: pages.differences.first?.range.offset ?? signature.range.offset)
            } catch {
                return .sound
            }
        }
    }

    /// The symbols that it imports and older systems do not have, each once.
    func newSymbols() -> [Import] {
        do throws(ParseError) {
            if let fixups = try object.chainedFixups(in: report.file) { return try chained(fixups) }
            guard let opcodes = object.contents.loaderInformation else { return try undefined() }
            let atStart = try bound(opcodes.bind, .bind)
            let later = try bound(opcodes.lazyBind, .lazy)
            return atStart
                + later.filter { one in !atStart.contains { $0.symbol == one.symbol } }
        } catch {
            return []
        }
    }

    private func chained(_ fixups: MachO.ChainedFixups) throws(ParseError) -> [Import] {
        var imports = try MachO.ChainedImports(fixups, in: report.file, object.limits)
        var found: [Import] = []
        for index in 0..<imports.count {
            let entry = try imports.entry(index)
            guard !entry.isWeak, let symbol = NewSymbol(named: try imports.name(of: entry)) else {
                continue
            }
            found.append(
                Import(symbol: symbol, library: library(entry.library), isBoundAtStart: true))
        }
        return found
    }

    /// Go's own linker wrote no opcodes for x86_64 before Go 1.22: all pointers are filled at start.
    private func undefined() throws(ParseError) -> [Import] {
        guard var symbols = try object.symbols(in: report.file) else { return [] }
        var found: [Import] = []
        while let symbol = try symbols.symbol() {
            guard !symbol.isStab, symbol.place == .undefined, symbol.nameOffset != 0,
                let new = NewSymbol(named: try symbols.name(of: symbol))
            else { continue }
            found.append(Import(symbol: new, library: nil, isBoundAtStart: true))
        }
        return found
    }

    private func bound(
        _ range: FileRange, _ stream: MachO.BindCursor.Stream
    ) throws(ParseError) -> [Import] {
        guard range.size > 0 else { return [] }
        var cursor = try MachO.BindCursor(
            stream, range, in: report.file, object.segmentPlaces, object.header.layout,
            object.limits)
        var found: [Import] = []
        while let fixup = try cursor.next() {
            guard let name = fixup.symbol, !fixup.flags.contains(.weakImport),
                let symbol = NewSymbol(named: name.utf8.span),
                !found.contains(where: { $0.symbol == symbol })
            else { continue }
            found.append(
                Import(
                    symbol: symbol, library: fixup.library.flatMap { library($0) },
                    isBoundAtStart: stream == .bind))
        }
        return found
    }

    private func library(_ ordinal: MachO.LibraryOrdinal) -> ByteString? {
        let libraries = object.contents.libraries
        let index = Int(ordinal.rawValue) - 1
        return libraries.indices.contains(index) ? libraries[index].name : nil
    }
}

/// A function of macOS's libraries that Go programs call and old systems do not have.
struct NewSymbol: Equatable {
    /// Its name, without the underscore in front.
    let name: String
    /// The first macOS that has it.
    let since: SystemVersion

    /// Spec: Apple's documentation and the `availability` of the SDK's headers.
    private static let all = [
        // crypto/x509 since Go 1.18, and since Go 1.25.
        Self(name: "SecTrustEvaluateWithError", since: SystemVersion(10, 14)),
        Self(name: "SecTrustCopyCertificateChain", since: SystemVersion(12)),
        // golang.org/x/sys/unix.
        Self(name: "preadv", since: SystemVersion(11)),
        Self(name: "pwritev", since: SystemVersion(11)),
        Self(name: "mkfifoat", since: SystemVersion(13)),
        Self(name: "mknodat", since: SystemVersion(13)),
    ]

    private init(name: String, since: SystemVersion) {
        self.name = name
        self.since = since
    }

    /// Finds it by its name in a file; nil where it is none of these.
    init?(named name: Span<UInt8>) {
        guard name.count > 1, name[0] == UInt8(ascii: "_") else { return nil }
        let bare = name.extracting(1...)
        guard let found = Self.all.first(where: { bare.equals($0.name) }) else { return nil }
        self = found
    }
}

extension SystemVersion {
    /// The version in a load command.
    init(_ version: MachO.Version) {
        let number = version.rawValue
        self.init(Int(number >> 16), Int(number >> 8 & 0xff), Int(number & 0xff))
    }
}
