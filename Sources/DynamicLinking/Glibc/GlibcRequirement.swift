public import ObjectFile

/// How new a glibc a file needs, and why.
public struct GlibcRequirement: Hashable, Sendable {
    /// The highest version needed: an older glibc refuses to load the file.
    ///
    /// Nil where only versions without a number are needed.
    public private(set) var floor: GlibcVersion?
    /// The oldest glibc in which all symbols needed exist under any version: how far down a build on
    /// an older system could bring the floor, with no change to the program.
    public private(set) var apiFloor: GlibcVersion?
    /// The symbols that are imported under the floor's version, in file order.
    public private(set) var culprits: [ByteString] = []
    /// Whether versions without a number are needed, too.
    public private(set) var hasUnnumbered = false
    private var looked = 0

    /// Works out the requirement, nil where the file needs no version of glibc.
    ///
    /// - Throws: `elfSymbols` or `elfStrings` where a symbol's name cannot be read.
    public init?(
        _ required: ELF.RequiredVersions, _ names: inout ELF.SymbolNames,
        on architecture: Architecture
    ) throws(ParseError) {
        guard let order = Self.numbered(required.libraries, &hasUnnumbered) else { return nil }
        floor = order.first.map { GlibcVersion(rawValue: UInt32($0 >> 32)) }
        let baseline = GlibcSymbols.baseline(architecture)
        for entry in order {
            let number = GlibcVersion(rawValue: UInt32(entry >> 32))
            // One below the best answer so far cannot raise it any more.
            if let apiFloor, number <= apiFloor, number != floor { break }
            let index = Int(entry & 0xffff)
            try add(
                required.symbols(needing: index), number, &names, on: architecture, baseline)
        }
    }

    /// The numbered versions of glibc, the highest first.
    ///
    /// Each is its number above the index by which symbols refer to it; nil where not even one
    /// without a number is needed.
    private static func numbered(
        _ libraries: [ELF.LibraryVersions], _ hasUnnumbered: inout Bool
    ) -> [UInt64]? {
        var order: [UInt64] = []
        for library in libraries {
            for version in library.versions {
                if let number = GlibcVersion(versionName: version.name) {
                    if order.isEmpty { order.reserveCapacity(16) }
                    // Inverted, so that they are in file order where numbers are equal.
                    let place = UInt64(0xffff &- UInt16(truncatingIfNeeded: order.count))
                    order.append(
                        UInt64(number.rawValue) << 32 | place << 16 | UInt64(version.index))
                } else {
                    hasUnnumbered = hasUnnumbered || version.name.isGlibcVersion
                }
            }
        }
        guard hasUnnumbered || !order.isEmpty else { return nil }
        order.sort(by: >)
        return order
    }

    private mutating func add(
        _ symbols: ArraySlice<UInt32>, _ number: GlibcVersion, _ names: inout ELF.SymbolNames,
        on architecture: Architecture, _ baseline: GlibcVersion?
    ) throws(ParseError) {
        looked += symbols.count
        guard looked <= Limits().versionedSymbols else {
            throw ParseError(
                .limit, "need more symbols than there are", at: .start, in: "versions of glibc")
        }
        // A version that no symbol asks for is asked for all the same.
        if symbols.isEmpty { raise(number) }
        for symbol in symbols {
            let name = try names.bytes(of: symbol)
            let first = baseline.flatMap {
                GlibcSymbols.introduced(name, on: architecture, baseline: $0)
            }
            raise(min(first ?? number, number))
            if number == floor { culprits.append(ByteString(name)) }
        }
    }

    private mutating func raise(_ version: GlibcVersion) {
        if apiFloor.map({ $0 < version }) ?? true { apiFloor = version }
    }
}
