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
    private var looked = 0

    /// Works out the requirement, nil where the file needs no version of glibc.
    ///
    /// - Throws: `elfSymbols` or `elfStrings` where a symbol's name cannot be read.
    public init?(
        _ required: ELF.RequiredVersions, _ names: inout ELF.SymbolNames,
        on architecture: Architecture
    ) throws(ParseError) {
        // The versions of glibc by number, each with its place: library and version.
        var numbers: [UInt32] = []
        var places: [UInt32] = []
        var needsGlibc = false
        for (library, entry) in required.libraries.enumerated() where library <= 0xffff {
            for (version, needed) in entry.versions.enumerated() where version <= 0xffff {
                guard let number = GlibcVersion(versionName: needed.name) else {
                    needsGlibc = needsGlibc || needed.name.isGlibcVersion
                    continue
                }
                needsGlibc = true
                numbers.append(number.rawValue)
                places.append(UInt32(library) << 16 | UInt32(version))
            }
        }
        guard needsGlibc else { return nil }
        var order = [UInt32](repeating: 0, count: numbers.count)
        for index in order.indices { order[index] = UInt32(index) }
        order.sort { numbers[Int($0)] > numbers[Int($1)] }
        floor = order.first.map { GlibcVersion(rawValue: numbers[Int($0)]) }
        for index in order {
            let number = GlibcVersion(rawValue: numbers[Int(index)])
            // One below the best answer so far cannot raise it any more.
            if let apiFloor, number <= apiFloor, number != floor { break }
            let place = Int(places[Int(index)])
            let version = required.libraries[place >> 16].versions[place & 0xffff]
            try add(required.symbols(needing: version), number, &names, on: architecture)
        }
    }

    private mutating func add(
        _ symbols: ArraySlice<UInt32>, _ number: GlibcVersion, _ names: inout ELF.SymbolNames,
        on architecture: Architecture
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
            raise(min(GlibcSymbols.introduced(name, on: architecture) ?? number, number))
            if number == floor { culprits.append(ByteString(name)) }
        }
    }

    private mutating func raise(_ version: GlibcVersion) {
        if apiFloor.map({ $0 < version }) ?? true { apiFloor = version }
    }
}
