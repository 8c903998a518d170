extension ELF {
    /// The versions that a library defines, as a loader looks them up: by hash, then by name.
    public struct DefinedVersionTable: Sendable {
        private var hashes: [UInt32] = []
        private var nameOffsets: [UInt32] = []
        private var names: StringCursor

        fileprivate init(_ names: StringCursor) { self.names = names }

        fileprivate mutating func add(hash: UInt32, nameOffset: UInt32) {
            hashes.append(hash)
            nameOffsets.append(nameOffset)
        }

        /// Whether a version of that name is defined.
        ///
        /// - Throws: `elfStrings` where a name that has to be compared cannot be read.
        public mutating func defines(
            _ name: Span<UInt8>, hash: UInt32
        ) throws(ParseError) -> Bool {
            for index in hashes.indices where hashes[index] == hash {
                let defined = try names.bytes(at: UInt64(nameOffsets[index]))
                if defined.isEqual(to: name) { return true }
            }
            return false
        }
    }

    /// One version that a file needs, its names not read yet.
    public struct VersionNeed: Hashable, Sendable, BitwiseCopyable {
        /// `vn_file`: where the library's name starts in the dynamic strings.
        public let libraryOffset: UInt32
        /// `vna_name`: where the version's name does.
        public let nameOffset: UInt32
        /// `vna_hash`: the hash of the version's name.
        public let hash: UInt32
        /// `vna_flags`: whether the loader may go on without it.
        public let flags: VersionFlags
    }
}

extension ELF.Object {
    /// The versions that the file defines, for lookups; nil where it has no table of them.
    ///
    /// - Throws: `elfVersions` where the table is damaged.
    public func definedVersionTable(
        in file: FileBytes
    ) throws(ParseError) -> ELF.DefinedVersionTable? {
        guard let section = dynamic.value,
            var records = try versionTable(
                section, .versionDefinitions, count: .versionDefinitionsCount, in: file,
                .definedVersions)
        else { return nil }
        var table = ELF.DefinedVersionTable(try section.names(in: file, limits, window: 64))
        while try records.next(recordSize: 20) {
            let hash = records.word(at: 8)
            let next = UInt64(records.word(at: 16))
            records.enter(records.rest.dropping(UInt64(records.word(at: 12))), count: 1)
            if try records.next(recordSize: 8) {
                table.add(hash: hash, nameOffset: records.word(at: 0))
            }
            records.leave(next: next)
        }
        return table
    }

    /// The versions that the file needs, record by record; empty where it needs none.
    ///
    /// - Throws: `elfVersions` where the table is damaged.
    public func versionNeeds(in file: FileBytes) throws(ParseError) -> [ELF.VersionNeed] {
        guard let section = dynamic.value,
            var records = try versionTable(
                section, .versionNeeds, count: .versionNeedsCount, in: file, .neededVersions)
        else { return [] }
        var needs: [ELF.VersionNeed] = []
        needs.reserveCapacity(8)
        while try records.next(recordSize: 16) {
            let count = records.half(at: 2)
            let library = records.word(at: 4)
            let next = UInt64(records.word(at: 12))
            records.enter(records.rest.dropping(UInt64(records.word(at: 8))), count: count)
            while try records.next(recordSize: 16) {
                needs.append(
                    ELF.VersionNeed(
                        libraryOffset: library, nameOffset: records.word(at: 8),
                        hash: records.word(at: 0),
                        flags: ELF.VersionFlags(rawValue: records.half(at: 4))))
                records.advance(by: UInt64(records.word(at: 12)))
            }
            records.leave(next: next)
        }
        return needs
    }
}
