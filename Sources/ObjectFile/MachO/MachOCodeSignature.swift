extension MachO {
    /// `LC_CODE_SIGNATURE`: a signature inside the file it is of, as a set of blobs.
    ///
    /// All numbers in it are big-endian, whatever the file's are.
    ///
    /// Spec: XNU, `osfmk/kern/cs_blobs.h`.
    public struct CodeSignature: Sendable {
        /// One part of the signature.
        public struct Blob: Hashable, Sendable {
            /// The part that it plays.
            public let slot: SignatureSlot
            /// What it holds.
            public let magic: SignatureMagic
            /// Its bytes in the file, magic and length included.
            public let range: FileRange

            /// Its bytes behind magic and length.
            public var content: FileRange { range.dropping(8) }
        }

        /// Where the load command says that the signature lies.
        public let range: FileRange
        /// What the whole is.
        public let magic: SignatureMagic
        /// Its bytes in the file: those behind are padding.
        public let used: FileRange
        /// The parts that can be read, in the order of the index.
        public private(set) var blobs: [Blob] = []
        /// The code directories that can be read, in the same order.
        public private(set) var directories: [CodeDirectory] = []
        /// What is damaged: the kernel refuses a signature that has any of it.
        public private(set) var errors: [ParseError] = []

        /// The code directory that the kernel goes by: the one with the strongest hash it knows.
        public var best: CodeDirectory? {
            var best: CodeDirectory?
            for directory in directories where directory.hash.rank > best?.hash.rank ?? -1 {
                best = directory
            }
            return best
        }

        /// The first blob of a slot, nil where there is none.
        public func blob(_ slot: SignatureSlot) -> Blob? { blobs.first { $0.slot == slot } }
    }
}

extension MachO.CodeSignature {
    /// How many blobs are read; the kernel knows fewer than thirty slots.
    private static let mostBlobs: UInt32 = 256

    /// Reads the index of blobs and the code directories, no page and no hash.
    ///
    /// `range` is what the load command says. Blobs that are damaged are kept in `errors` and hide
    /// no others.
    ///
    /// - Throws: `codeSignature` where there is no index that can be read.
    public init(
        in file: FileBytes, at range: FileRange, limits: Limits = Limits()
    ) throws(ParseError) {
        let part = FilePart.codeSignature
        guard file.contains(range) else { throw part.error(range, pastEndOf: file.size) }
        var window = ReadAhead(file)
        self.range = range
        let place = range.offset
        (magic, used) = try Self.head(at: place, in: range, &window, reading: part)
        if magic == .codeDirectory {
            add(Blob(slot: .codeDirectory, magic: magic, range: used), in: file, limits)
            return
        }
        guard magic == .embeddedSignature || magic == .detachedSignature else {
            throw part.error("has the magic \(magic), which no signature has", at: place)
        }
        for (slot, offset) in try index(&window) {
            do throws(ParseError) {
                add(try blob(slot, at: offset, &window), in: file, limits)
            } catch {
                errors.append(error)
            }
        }
        checkOverlaps()
    }

    /// Magic and length of a blob that lies inside `area`.
    private static func head(
        at place: FileOffset, in area: FileRange, _ window: inout ReadAhead, reading part: FilePart
    ) throws(ParseError) -> (MachO.SignatureMagic, FileRange) {
        guard let head = FileRange(offset: place, size: 8), head.end <= area.end else {
            throw part.error("starts at \(place), outside the code signature", at: place)
        }
        let bytes = try window.bytes(in: head, reading: part)
        let magic = MachO.SignatureMagic(rawValue: bytes.span.number32(at: 0, .big))
        let size = UInt64(bytes.span.number32(at: 4, .big))
        guard size >= 8, let range = FileRange(offset: place, size: size), range.end <= area.end
        else {
            throw part.error("is said to have \(size) bytes, which is not inside", at: place)
        }
        return (magic, range)
    }

    private func index(
        _ window: inout ReadAhead
    ) throws(ParseError) -> [(MachO.SignatureSlot, UInt32)] {
        let part = FilePart.codeSignature
        let layout = Layout(is64Bit: false, byteOrder: .big)
        guard let word = FileRange(offset: used.offset.advanced(by: 8), size: 4),
            word.end <= used.end
        else { throw part.error("has no room for an index", at: used.offset) }
        let head = try window.bytes(in: word, reading: part)
        let count = head.span.number32(at: 0, .big)
        guard count <= Self.mostBlobs else {
            throw part.limit("has \(count) blobs, more than \(Self.mostBlobs)", at: word.offset)
        }
        guard let table = FileRange(offset: word.end, size: 8 * UInt64(count)),
            table.end <= used.end
        else { throw part.error("has no room for an index of \(count) blobs", at: word.offset) }
        let bytes = try window.bytes(in: table, reading: part)
        var reader = ByteReader(bytes.span, layout, at: table.offset, reading: part)
        var entries: [(MachO.SignatureSlot, UInt32)] = []
        for _ in 0..<count {
            let slot = MachO.SignatureSlot(rawValue: try reader.word())
            entries.append((slot, try reader.word()))
        }
        return entries
    }

    private func blob(
        _ slot: MachO.SignatureSlot, at offset: UInt32, _ window: inout ReadAhead
    ) throws(ParseError) -> Blob {
        let place = used.offset.advanced(by: UInt64(offset))
        let part = FilePart.signatureBlob.entry(slot.rawValue)
        let (magic, range) = try Self.head(at: place, in: used, &window, reading: part)
        return Blob(slot: slot, magic: magic, range: range)
    }

    private mutating func add(_ blob: Blob, in file: FileBytes, _ limits: Limits) {
        blobs.append(blob)
        guard blob.slot.isCodeDirectory, magic != .detachedSignature else { return }
        do throws(ParseError) {
            let directory = try MachO.CodeDirectory(blob, in: file, limits)
            let isRepeated = directories.contains { $0.hash == directory.hash }
            directories.append(directory)
            guard isRepeated else { return }
            throw FilePart.codeDirectory.error(
                "is the second with the hash \(directory.hash)", at: blob.range.offset)
        } catch {
            errors.append(error)
        }
    }

    /// Two parts in one place: no tool writes that.
    private mutating func checkOverlaps() {
        let sorted = blobs.sorted { $0.range.offset < $1.range.offset }
        for (first, second) in zip(sorted, sorted.dropFirst())
        where second.range.offset < first.range.end {
            errors.append(
                FilePart.signatureBlob.entry(second.slot.rawValue).error(
                    "lies over that of \(first.slot)", at: second.range.offset))
        }
    }
}

extension MachO.CodeSignature {
    /// How many bytes of text a signature's property list may have.
    private static let mostText: UInt64 = 1 << 20

    /// The entitlements as the property list they are, absent where there are none.
    public func entitlements(in file: FileBytes) -> Fact<ByteString> {
        Fact { () throws(ParseError) in
            guard let blob = blob(.entitlements) else { return nil }
            let part = FilePart.signatureBlob.entry(blob.slot.rawValue)
            guard blob.content.size <= Self.mostText else {
                throw part.limit("has \(blob.content.size) bytes of text", at: blob.range.offset)
            }
            let bytes = try file.bytes(in: blob.content, reading: part)
            return ByteString(bytes.span)
        }
    }
}

extension ParseError.Code {
    /// The code signature of a Mach-O file.
    public static let codeSignature = Self(rawValue: "macho.code-signature")
}

extension FilePart {
    static var codeSignature: Self { Self("code signature", .codeSignature) }
    static var signatureBlob: Self { Self("code signature's blob of slot", .codeSignature) }
    static var codeDirectory: Self { Self("code directory", .codeSignature) }
    static var codePages: Self { Self("signed pages", .codeSignature) }
}

extension MachO.Object {
    /// Reads the code signature, absent where no load command names one.
    public func codeSignature(in file: FileBytes) -> Fact<MachO.CodeSignature> {
        Fact { () throws(ParseError) in
            guard let range = contents.linkEditData[.codeSignature] else { return nil }
            return try MachO.CodeSignature(in: file, at: range, limits: limits)
        }
    }
}
