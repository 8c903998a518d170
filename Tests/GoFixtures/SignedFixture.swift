internal import ObjectFile

/// A signed Mach-O program of a few kilobytes: pages, a property list, and a signature with all
/// that `codesign` puts into one, which tests then change.
public struct SignedFixture: Sendable {
    /// One code directory that is to be.
    public struct Directory: Sendable {
        /// The slot: 0, or 0x1000 and up.
        public var slot: UInt32 = 0
        /// `version`.
        public var version: UInt32 = 0x20500
        /// `hashType`.
        public var hash: UInt8 = 2
        /// `pageSize`, a power of two.
        public var pageShift: UInt8 = 9
        /// `scatter`: first page and count of each run, and the end; none where empty.
        public var scatter: [(first: UInt32, count: UInt32)] = []

        /// Makes a directory of SHA-256 over pages of 512 bytes.
        public init() {}
    }

    /// The code directories.
    public var directories = [Directory()]
    /// `CS_ADHOC` and others.
    public var flags: UInt32 = 0x10002
    /// The text of the entitlements, none where empty.
    public var entitlements = "<plist/>"
    /// How many bytes stand in front of the signature.
    public var codeSize = 2900

    /// Starts with an ad hoc signature.
    public init() {}

    /// Where the property list lies.
    public static let plistOffset = 0x200
    /// The property list.
    public static let plist = Array("<plist><dict/></plist>".utf8)

    /// The whole file, and where the signature lies.
    public func build() -> (bytes: [UInt8], signature: Range<Int>) {
        // The load commands say how long the signature is, and it is of them: measure, then sign.
        let size = signature(of: code(signatureSize: 0)).count
        let code = code(signatureSize: size)
        return (code + signature(of: code), code.count..<(code.count + size))
    }

    private func code(signatureSize: Int) -> [UInt8] {
        var file = FixtureWriter(is64Bit: true, isBig: false)
        // Magic, arm64, MH_EXECUTE, two commands.
        for value in [0xfeed_facf, 0x100_000c, 0, 2, 3, 152 + 72 + 16, 0, 0] { file.int(value) }
        segment(&file, "__TEXT", 0..<codeSize, sections: 1)
        name("__info_plist", &file)
        name("__TEXT", &file)
        file.word(0x1_0000_0000 + Self.plistOffset)
        file.word(Self.plist.count)
        for value in [Self.plistOffset, 0, 0, 0, 0, 0, 0, 0] { file.int(value) }
        segment(&file, "__LINKEDIT", codeSize..<(codeSize + signatureSize), sections: 0)
        for value in [0x1d, 16, codeSize, signatureSize] { file.int(value) }
        file.align(to: Self.plistOffset)
        file.raw(Self.plist)
        let rest = max(0, codeSize - file.bytes.count)
        file.raw((0..<rest).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        return file.bytes
    }

    private func segment(
        _ file: inout FixtureWriter, _ name: String, _ range: Range<Int>, sections: Int
    ) {
        file.int(0x19)
        file.int(72 + 80 * sections)
        self.name(name, &file)
        file.word(0x1_0000_0000 + range.lowerBound)
        file.word(range.count)
        file.word(range.lowerBound)
        file.word(range.count)
        for value in [5, 5, sections, 0] { file.int(value) }
    }

    private func name(_ name: String, _ file: inout FixtureWriter) {
        file.raw(Array(name.utf8))
        file.raw([UInt8](repeating: 0, count: 16 - name.utf8.count))
    }

    private func signature(of code: [UInt8]) -> [UInt8] {
        var parts = [(2, blob(0xfade_0c01, [0, 0, 0, 0])), (0x10000, blob(0xfade_0b01, []))]
        if !entitlements.isEmpty {
            parts.append((5, blob(0xfade_7171, Array(entitlements.utf8))))
            parts.append((7, blob(0xfade_7172, [0x30, 0])))
        }
        let sealed = Dictionary(uniqueKeysWithValues: parts)
        let hashed = directories.map { (Int($0.slot), directory($0, code, sealed)) }
        let all = hashed + parts
        var index = FixtureWriter(is64Bit: true, isBig: true)
        index.int(all.count)
        var place = 12 + 8 * all.count
        for (slot, bytes) in all {
            index.int(slot)
            index.int(place)
            place += bytes.count
        }
        return blob(0xfade_0cc0, index.bytes + all.flatMap { $0.1 })
    }

    private func blob(_ magic: Int, _ content: [UInt8]) -> [UInt8] {
        var blob = FixtureWriter(is64Bit: true, isBig: true)
        blob.int(magic)
        blob.int(content.count + 8)
        blob.raw(content)
        return blob.bytes
    }

    private func directory(
        _ directory: Directory, _ code: [UInt8], _ sealed: [Int: [UInt8]]
    ) -> [UInt8] {
        let size = digest(directory.hash, []).count
        let unit = directory.pageShift == 0 ? max(code.count, 1) : 1 << Int(directory.pageShift)
        let pages = stride(from: 0, to: code.count, by: unit).map {
            digest(directory.hash, Array(code[$0..<min($0 + unit, code.count)]))
        }
        let signed =
            directory.scatter.isEmpty
            ? pages : directory.scatter.flatMap { pages[Int($0.first)..<Int($0.first + $0.count)] }
        let special = (1...7).reversed().map { slot in
            let content = slot == 1 ? Self.plist : sealed[slot]
            return content.map { digest(directory.hash, $0) } ?? [UInt8](repeating: 0, count: size)
        }
        let names = Array("com.example.hello\0TEAM123456\0".utf8)
        let runs = scatter(directory)
        let nameOffset = Self.headerSize(directory.version)
        var fields = FixtureWriter(is64Bit: true, isBig: true)
        fields.int(Int(directory.version))
        fields.int(Int(flags))
        fields.int(nameOffset + names.count + runs.count + 7 * size)
        fields.int(nameOffset)
        fields.int(7)
        fields.int(signed.count)
        fields.int(code.count)
        fields.raw([UInt8(size), directory.hash, 0, directory.pageShift])
        fields.int(0)
        additions(&fields, directory.version, nameOffset, runs.isEmpty ? 0 : names.count)
        fields.raw(names + runs + special.flatMap { $0 } + signed.flatMap { $0 })
        return blob(0xfade_0c02, fields.bytes)
    }

    private func additions(
        _ fields: inout FixtureWriter, _ version: UInt32, _ names: Int, _ scatter: Int
    ) {
        if version >= 0x20100 { fields.int(scatter == 0 ? 0 : names + scatter) }
        if version >= 0x20200 { fields.int(names + 18) }
        if version >= 0x20300 {
            fields.int(0)
            fields.word(0)
        }
        if version >= 0x20400 { for value in [0, codeSize, 0x11] { fields.word(value) } }
        if version >= 0x20500 { for value in [0xd_0001, 0] { fields.int(value) } }
        if version >= 0x20600 { for value in [0, 0, 0] { fields.int(value) } }
    }

    private func scatter(_ directory: Directory) -> [UInt8] {
        guard !directory.scatter.isEmpty else { return [] }
        var runs = FixtureWriter(is64Bit: true, isBig: true)
        for (first, count) in directory.scatter + [(0, 0)] {
            runs.int(Int(count))
            runs.int(Int(first))
            runs.word(0)
            runs.word(0)
        }
        return runs.bytes
    }

    /// How long a directory of a version is in front of its names.
    public static func headerSize(_ version: UInt32) -> Int {
        let sizes: [UInt32: Int] = [
            0x20001: 44, 0x20100: 48, 0x20200: 52, 0x20300: 64, 0x20400: 88, 0x20500: 96,
            0x20600: 108,
        ]
        return sizes[version] ?? 108
    }

    private func digest(_ kind: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        switch kind {
        case 1:
            var digest = SHA1()
            digest.update(bytes.span)
            return digest.digest()
        case 4:
            var digest = SHA384()
            digest.update(bytes.span)
            return digest.digest()
        default:
            var digest = SHA256()
            digest.update(bytes.span)
            return Array(digest.digest().prefix(kind == 3 ? 20 : 32))
        }
    }
}
