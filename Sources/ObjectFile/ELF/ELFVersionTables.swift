extension ELF {
    /// The name of a version as loaders compare it: by hash, then by bytes.
    public struct VersionName: Hashable, Sendable {
        /// `vna_hash`, `vd_hash`: the hash of the name.
        public let hash: UInt32
        /// The name.
        public let name: ByteString
    }

    /// One version that a file needs of a library.
    public struct VersionNeed: Hashable, Sendable {
        /// `vn_file`: the library, by the name under which it is needed.
        public let library: ByteString
        /// `vna_flags`: whether the loader may go on without it.
        public let flags: VersionFlags
        /// `vna_name` and `vna_hash`: the version.
        public let version: VersionName
    }
}

extension ELF.Object {
    /// The names of the versions that the file defines, in file order; empty where it has no table.
    ///
    /// - Throws: `elfVersions` where the table is damaged, `elfStrings` where a name is.
    public func definedVersionNames(in file: FileBytes) throws(ParseError) -> [ELF.VersionName] {
        guard let section = dynamic.value,
            var records = try versionTable(
                section, .versionDefinitions, count: .versionDefinitionsCount, in: file,
                .definedVersions)
        else { return [] }
        var names = try section.names(in: file, limits, window: 512)
        var versions: [ELF.VersionName] = []
        versions.reserveCapacity(16)
        while try records.next(recordSize: 20) {
            let hash = records.word(at: 8)
            let next = UInt64(records.word(at: 16))
            records.enter(records.rest.dropping(UInt64(records.word(at: 12))), count: 1)
            if try records.next(recordSize: 8) {
                let name = try names.text(at: UInt64(records.word(at: 0)))
                versions.append(ELF.VersionName(hash: hash, name: name))
            }
            records.leave(next: next)
        }
        return versions
    }

    /// The versions that the file needs, record by record; empty where it needs none.
    ///
    /// - Throws: `elfVersions` where the table is damaged, `elfStrings` where a name is.
    public func versionNeeds(in file: FileBytes) throws(ParseError) -> [ELF.VersionNeed] {
        guard let section = dynamic.value,
            var records = try versionTable(
                section, .versionNeeds, count: .versionNeedsCount, in: file, .neededVersions)
        else { return [] }
        var names = try section.names(in: file, limits, window: 512)
        var needs: [ELF.VersionNeed] = []
        needs.reserveCapacity(16)
        while try records.next(recordSize: 16) {
            let count = records.half(at: 2)
            let library = try names.text(at: UInt64(records.word(at: 4)))
            let next = UInt64(records.word(at: 12))
            records.enter(records.rest.dropping(UInt64(records.word(at: 8))), count: count)
            while try records.next(recordSize: 16) {
                let hash = records.word(at: 0)
                let flags = ELF.VersionFlags(rawValue: records.half(at: 4))
                let name = try names.text(at: UInt64(records.word(at: 8)))
                needs.append(
                    ELF.VersionNeed(
                        library: library, flags: flags,
                        version: ELF.VersionName(hash: hash, name: name)))
                records.advance(by: UInt64(records.word(at: 12)))
            }
            records.leave(next: next)
        }
        return needs
    }
}
