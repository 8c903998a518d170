public import ObjectFile

/// How new a glibc a file needs, and why.
public struct GlibcRequirement: Hashable, Sendable {
    /// A symbol that needs the floor.
    public struct Culprit: Hashable, Sendable {
        /// The symbol.
        public let symbol: ByteString
        /// The version under which it is imported, such as `GLIBC_2.34`.
        public let version: ByteString
    }

    /// The highest version needed: an older glibc refuses to load the file.
    ///
    /// Nil where only versions without a number are needed.
    public let floor: GlibcVersion?
    /// The oldest glibc in which all symbols needed exist under any version: how far down a build on
    /// an older system could bring the floor, with no change to the program.
    public let apiFloor: GlibcVersion?
    /// The symbols that are imported under the floor's version, in file order.
    public let culprits: [Culprit]

    /// Works out the requirement, nil where the file needs no version of glibc.
    ///
    /// - Throws: `elfSymbols` or `elfStrings` where a symbol's name cannot be read.
    public init?(
        _ required: RequiredVersions, on architecture: Architecture
    ) throws(ParseError) {
        let versions = required.libraries.flatMap(\.versions).filter {
            $0.name.text.utf8.starts(with: "GLIBC_".utf8)
        }
        guard !versions.isEmpty else { return nil }
        var numbered: [Numbered] = []
        for version in versions {
            if let number = GlibcVersion(versionName: version.name) {
                numbered.append(Numbered(number: number, version: version))
            }
        }
        numbered.sort { $0.number > $1.number }
        floor = numbered.first?.number
        guard var names = required.names() else {
            apiFloor = floor
            culprits = []
            return
        }
        culprits = try Self.culprits(numbered, &names)
        apiFloor = try Self.apiFloor(numbered, &names, on: architecture)
    }

    private struct Numbered {
        let number: GlibcVersion
        let version: RequiredVersions.Version
    }

    private static func culprits(
        _ versions: [Numbered], _ names: inout RequiredVersions.SymbolNames
    ) throws(ParseError) -> [Culprit] {
        var culprits: [Culprit] = []
        for entry in versions where entry.number == versions.first?.number {
            for symbol in entry.version.symbols {
                culprits.append(
                    Culprit(symbol: try names.text(of: symbol), version: entry.version.name))
            }
        }
        return culprits
    }

    /// Goes down from the highest version: a symbol that the table knows counts for less than its
    /// version, and a version below the best answer so far cannot raise it any more.
    private static func apiFloor(
        _ versions: [Numbered], _ names: inout RequiredVersions.SymbolNames,
        on architecture: Architecture
    ) throws(ParseError) -> GlibcVersion? {
        var best: GlibcVersion?
        for entry in versions {
            if let best, entry.number <= best { break }
            // A version that no symbol asks for is asked for all the same.
            if entry.version.symbols.isEmpty { return max(best ?? entry.number, entry.number) }
            for symbol in entry.version.symbols {
                let name = try names.bytes(of: symbol)
                let first = GlibcSymbols.introduced(name, on: architecture) ?? entry.number
                best = max(best ?? first, min(first, entry.number))
            }
        }
        return best
    }
}
