extension ELF {
    /// A version that a file needs of a library.
    ///
    /// Spec: Linux Standard Base Core 5.0, 10.7.3, "Version Requirements" (`Elfxx_Vernaux`).
    public struct NeededVersion: Hashable, Sendable {
        /// The name, such as `GLIBC_2.34`.
        public let name: ByteString
        /// `vna_other` without the hidden bit: how symbols refer to the version.
        public let index: UInt16
        /// `vna_other` as it stands in the file.
        public let rawIndex: UInt16
        /// `vna_flags`: `VER_FLG_WEAK` where the loader may go on without it.
        public let flags: VersionFlags
        /// `vna_hash`: the hash of the name.
        public let hash: UInt32
    }

    /// The versions that a file needs of one library (`Elfxx_Verneed`).
    public struct LibraryVersions: Hashable, Sendable {
        /// `vn_file`: the library, by the name under which it is needed.
        public let library: ByteString
        /// The versions in file order.
        public internal(set) var versions: [NeededVersion]
    }

    /// A version that a library defines.
    ///
    /// Spec: Linux Standard Base Core 5.0, 10.7.2, "Version Definitions" (`Elfxx_Verdef`).
    public struct DefinedVersion: Hashable, Sendable {
        /// The name; of the first definition, the library's own.
        public let name: ByteString
        /// `vd_ndx`: how symbols refer to the version.
        public let index: UInt16
        /// `vd_flags`: `VER_FLG_BASE` for the library's own name.
        public let flags: VersionFlags
        /// `vd_hash`: the hash of the name.
        public let hash: UInt32
        /// The versions that this one goes on from.
        public let parents: [ByteString]
    }
}

extension ELF.Object {
    /// Reads the versions that the file needs, library by library.
    ///
    /// Found by `DT_VERNEED`; empty where there are none.
    ///
    /// - Throws: `elfVersions` where the table is damaged, `elfStrings` where a name is.
    /// - Complexity: O(*n*) in the records; at most `limits.versionRecords`.
    public func neededVersions(in file: FileBytes) throws(ParseError) -> [ELF.LibraryVersions] {
        guard let section = dynamic.value,
            let table = try versionTable(
                section, .versionNeeds, count: .versionNeedsCount, in: file, .neededVersions)
        else { return [] }
        var names = try section.names(in: file, limits)
        var libraries: [ELF.LibraryVersions] = []
        libraries.reserveCapacity(4)
        var records = table
        while try records.next(recordSize: 16) {
            let count = records.half(at: 2)
            let library = try names.text(at: UInt64(records.word(at: 4)))
            let next = UInt64(records.word(at: 12))
            var versions: [ELF.NeededVersion] = []
            versions.reserveCapacity(min(16, Int(count)))
            records.enter(records.rest.dropping(UInt64(records.word(at: 8))), count: count)
            while try records.next(recordSize: 16) {
                let index = records.half(at: 6)
                versions.append(
                    ELF.NeededVersion(
                        name: try names.text(at: UInt64(records.word(at: 8))),
                        index: index & ELF.SymbolVersions.indexMask, rawIndex: index,
                        flags: ELF.VersionFlags(rawValue: records.half(at: 4)),
                        hash: records.word(at: 0)))
                records.advance(by: UInt64(records.word(at: 12)))
            }
            libraries.append(ELF.LibraryVersions(library: library, versions: versions))
            records.leave(next: next)
        }
        return libraries
    }

    /// Reads the versions that the file defines.
    ///
    /// Found by `DT_VERDEF`; empty where there are none.
    ///
    /// - Throws: `elfVersions` where the table is damaged, `elfStrings` where a name is.
    /// - Complexity: O(*n*) in the records; at most `limits.versionRecords`.
    public func definedVersions(in file: FileBytes) throws(ParseError) -> [ELF.DefinedVersion] {
        guard let section = dynamic.value,
            let table = try versionTable(
                section, .versionDefinitions, count: .versionDefinitionsCount, in: file,
                .definedVersions)
        else { return [] }
        var names = try section.names(in: file, limits)
        var definitions: [ELF.DefinedVersion] = []
        var records = table
        while try records.next(recordSize: 20) {
            let flags = ELF.VersionFlags(rawValue: records.half(at: 2))
            let index = records.half(at: 4)
            let count = records.half(at: 6)
            let hash = records.word(at: 8)
            let next = UInt64(records.word(at: 16))
            var own: [ByteString] = []
            records.enter(records.rest.dropping(UInt64(records.word(at: 12))), count: count)
            while try records.next(recordSize: 8) {
                own.append(try names.text(at: UInt64(records.word(at: 0))))
                records.advance(by: UInt64(records.word(at: 4)))
            }
            records.leave(next: next)
            definitions.append(
                ELF.DefinedVersion(
                    name: own.first ?? "", index: index, flags: flags, hash: hash,
                    parents: Array(own.dropFirst())))
        }
        return definitions
    }

    func versionTable(
        _ section: ELF.DynamicSection, _ tag: ELF.DynamicTag, count: ELF.DynamicTag,
        in file: FileBytes, _ part: FilePart
    ) throws(ParseError) -> ELF.VersionRecords? {
        guard let address = section.lastValue(of: tag) else { return nil }
        guard let range = addresses.bytes(from: VirtualAddress(rawValue: address)) else {
            throw part.error(
                "is at address \(hexadecimal(address)), which no segment maps",
                at: section.range.offset)
        }
        // glibc follows the chain alone; the count is there for those who read it first.
        return ELF.VersionRecords(
            file, range, count: section.lastValue(of: count) ?? .max, header.layout,
            limit: limits.versionRecords, part)
    }
}

extension ELF {
    /// Which version each index of a symbol's version stands for.
    public struct SymbolVersions: Sendable {
        /// The bit of `vs_vers` that hides a symbol from those who name no version.
        public static let hiddenBit: UInt16 = 0x8000
        /// The bits of `vs_vers` that are the index.
        public static let indexMask: UInt16 = 0x7fff
        /// `VER_NDX_GLOBAL`, and below it `VER_NDX_LOCAL`: no version.
        public static let global: UInt16 = 1

        /// A version of this file or of a library.
        public struct Version: Hashable, Sendable {
            /// The name of the version.
            public let name: ByteString
            /// The library that has to define it, nil where this file does.
            public let library: ByteString?
        }

        /// By their indexes: each symbol asks for one.
        private var versions: [Version?] = []

        /// Makes the table of a file's needed and defined versions.
        public init(needed: [LibraryVersions], defined: [DefinedVersion]) {
            for library in needed {
                for version in library.versions {
                    set(version.index, Version(name: version.name, library: library.library))
                }
            }
            for version in defined where !version.flags.contains(.base) {
                set(version.index, Version(name: version.name, library: nil))
            }
        }

        private mutating func set(_ index: UInt16, _ version: Version) {
            let place = Int(index & Self.indexMask)
            if place >= versions.count {
                let more = place + 1 - versions.count
                versions.append(contentsOf: repeatElement(nil, count: more))
            }
            versions[place] = version
        }

        /// The version of an index as it stands in the table of symbol versions; nil for none.
        public func version(_ index: UInt16) -> Version? {
            let place = Int(index & Self.indexMask)
            return place < versions.count ? versions[place] : nil
        }
    }
}
