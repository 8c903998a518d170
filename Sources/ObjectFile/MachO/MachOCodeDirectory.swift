extension MachO {
    /// `CS_CodeDirectory`: the hashes of all pages of a file, and what the signer says of it.
    ///
    /// Spec: XNU, `osfmk/kern/cs_blobs.h`.
    public struct CodeDirectory: Hashable, Sendable {
        /// Which part of the file is its code.
        public struct ExecutableSegment: Hashable, Sendable {
            /// `execSegBase`: where the segment starts in the file.
            public let base: UInt64
            /// `execSegLimit`: how many bytes it has.
            public let limit: UInt64
            /// `execSegFlags`: what the code may do.
            public let flags: ExecutableSegmentFlags
        }

        /// `CS_Scatter`: a run of pages, where not all are signed.
        public struct Scatter: Hashable, Sendable {
            /// `base`: the first page.
            public let firstPage: UInt32
            /// `count`: how many pages.
            public let count: UInt32
        }

        /// The slot and the bytes it lies in.
        public let blob: CodeSignature.Blob
        /// `version`: which fields there are: `0x20400`.
        public let version: UInt32
        /// `flags`: how the code is to be treated.
        public let flags: CodeDirectoryFlags
        /// `hashType`: how hashes are computed.
        public let hash: SignatureHash
        /// `hashSize`: how many bytes one has.
        public let hashSize: UInt8
        /// `nSpecialSlots`: how many hashes there are of other things than pages.
        public let specialCount: UInt32
        /// `nCodeSlots`: how many hashes of pages there are.
        public let codeCount: UInt32
        /// `codeLimit`, `codeLimit64`: how many bytes of the file are signed.
        public let codeLimit: UInt64
        /// `platform`: the number of a platform of Apple's own, 0 for all others.
        public let platform: UInt8
        /// `pageSize`: the size of a page as a power of two, 0 where all is one page.
        public let pageShift: UInt8
        /// `identOffset`: the name that the signer gave, often the file's or a bundle's.
        public let identifier: ByteString
        /// `teamOffset`: the signer's team at Apple, nil where none is said.
        public let team: ByteString?
        /// Which part is code, nil before version `0x20400`.
        public let executableSegment: ExecutableSegment?
        /// `runtime`: the version of macOS whose hardened runtime holds; nil before `0x20500`.
        public let runtime: Version?
        /// `preEncryptOffset`: whether pages have second hashes, from before encryption.
        public let hasEncryptedPages: Bool
        /// `linkageHashType`: whether it is bound to another file's hash, since `0x20600`.
        public let hasLinkage: Bool
        /// `scatterOffset`: the runs of pages that are signed; empty where all are.
        public let scatter: [Scatter]
        /// `hashOffset`: where the hash of page 0 lies in the directory; others before it.
        let hashOffset: UInt32
    }
}

extension MachO.CodeDirectory {
    /// A version as three numbers in one.
    public struct Version: Hashable, Sendable, CustomStringConvertible {
        /// The number: sixteen bits, eight, eight.
        public let rawValue: UInt32

        /// As people write it: `13.0`, `13.0.1`.
        public var description: String {
            let last = rawValue & 0xff
            return "\(rawValue >> 16).\(rawValue >> 8 & 0xff)" + (last == 0 ? "" : ".\(last)")
        }
    }

    /// How many bytes a page has, nil where all are one page.
    public var pageSize: UInt64? { pageShift == 0 ? nil : 1 << UInt64(pageShift) }

    /// Reads the directory, not its hashes.
    ///
    /// - Throws: `codeSignature` where a field or a name is outside, and where sizes are not those
    ///   of the hash.
    init(
        _ blob: MachO.CodeSignature.Blob, in file: FileBytes, _ limits: Limits
    ) throws(ParseError) {
        let part = FilePart.codeDirectory
        let start = blob.range.offset
        guard blob.magic == .codeDirectory else {
            throw part.error("has the magic \(blob.magic)", at: start)
        }
        let range = blob.range.first(min(blob.range.size, 108)) ?? blob.range
        let bytes = try file.bytes(in: range, reading: part)
        let layout = Layout(is64Bit: true, byteOrder: .big)
        var reader = ByteReader(bytes.span, layout, at: start, reading: part)
        try reader.skip(8)
        self.blob = blob
        version = try reader.word()
        flags = MachO.CodeDirectoryFlags(rawValue: try reader.word())
        hashOffset = try reader.word()
        let identifierOffset = try reader.word()
        specialCount = try reader.word()
        codeCount = try reader.word()
        let limit = UInt64(try reader.word())
        hashSize = try reader.byte()
        hash = MachO.SignatureHash(rawValue: try reader.byte())
        platform = try reader.byte()
        pageShift = try reader.byte()
        try reader.skip(4)
        let more = try Additions(&reader, version)
        let longLimit = more.codeLimit ?? 0
        codeLimit = longLimit == 0 ? limit : longLimit
        executableSegment = more.executableSegment
        runtime = more.runtime.map { Version(rawValue: $0) }
        hasEncryptedPages = more.preEncryptOffset != 0
        hasLinkage = more.linkageSize != 0
        var names = StringCursor(file, blob.range, limits, reading: part, window: 256)
        identifier = try names.text(at: UInt64(identifierOffset))
        team = more.teamOffset == 0 ? nil : try names.text(at: UInt64(more.teamOffset))
        scatter =
            more.scatterOffset == 0
            ? [] : try Self.scatter(in: blob.range.dropping(UInt64(more.scatterOffset)), file)
        try checkSizes(start)
    }

    private func checkSizes(_ start: FileOffset) throws(ParseError) {
        let part = FilePart.codeDirectory
        if let size = hash.size, size != Int(hashSize) {
            throw part.error("has hashes of \(hashSize) bytes, not \(size) as \(hash)", at: start)
        }
        // Below 512 bytes the hashes would be as long as what they are of.
        guard pageShift == 0 || (9...40).contains(pageShift) else {
            throw part.error("has pages of 2^\(pageShift) bytes", at: start)
        }
        let before = UInt64(specialCount) * UInt64(hashSize)
        let behind = UInt64(codeCount) * UInt64(hashSize)
        guard before <= UInt64(hashOffset), UInt64(hashOffset) + behind <= blob.range.size else {
            throw part.error(
                "has no room for \(specialCount) and \(codeCount) hashes at \(hashOffset)",
                at: start)
        }
    }

    /// How many runs of pages are read.
    private static let mostRuns = 1 << 12

    /// The runs up to the one of no pages.
    private static func scatter(
        in area: FileRange, _ file: FileBytes
    ) throws(ParseError) -> [Scatter] {
        let part = FilePart.codeDirectory
        var window = ReadAhead(file)
        var rest = area
        var runs: [Scatter] = []
        while let entry = rest.first(24) {
            let bytes = try window.bytes(in: entry, reading: part)
            let count = bytes.span.number32(at: 0, .big)
            if count == 0 { return runs }
            let first = bytes.span.number32(at: 4, .big)
            guard runs.last.map({ first >= $0.firstPage &+ $0.count }) ?? true,
                !first.addingReportingOverflow(count).overflow
            else {
                throw part.error("has runs of pages that are not in order", at: entry.offset)
            }
            guard runs.count < Self.mostRuns else {
                throw part.limit("has more than \(Self.mostRuns) runs of pages", at: entry.offset)
            }
            runs.append(Scatter(firstPage: first, count: count))
            rest = rest.dropping(24)
        }
        throw part.error("has no end to its runs of pages", at: area.offset)
    }
}

/// What versions after the first added to a code directory, each behind all earlier ones.
private struct Additions {
    var scatterOffset: UInt32 = 0
    var teamOffset: UInt32 = 0
    var codeLimit: UInt64?
    var executableSegment: MachO.CodeDirectory.ExecutableSegment?
    var runtime: UInt32?
    var preEncryptOffset: UInt32 = 0
    var linkageSize: UInt32 = 0

    @_lifetime(reader: copy reader)
    init(_ reader: inout ByteReader, _ version: UInt32) throws(ParseError) {
        if version >= 0x20100 { scatterOffset = try reader.word() }
        if version >= 0x20200 { teamOffset = try reader.word() }
        if version >= 0x20300 {
            try reader.skip(4)
            codeLimit = try reader.extendedWord()
        }
        if version >= 0x20400 {
            let (base, limit) = (try reader.extendedWord(), try reader.extendedWord())
            let flags = MachO.ExecutableSegmentFlags(rawValue: try reader.extendedWord())
            executableSegment = MachO.CodeDirectory.ExecutableSegment(
                base: base, limit: limit, flags: flags)
        }
        if version >= 0x20500 {
            runtime = try reader.word()
            preEncryptOffset = try reader.word()
        }
        if version >= 0x20600 {
            // Kinds of hash and of application.
            try reader.skip(8)
            linkageSize = try reader.word()
        }
    }
}
