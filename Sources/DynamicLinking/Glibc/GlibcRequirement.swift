public import ObjectFile

/// How new a glibc a file needs, and why.
public struct GlibcRequirement: Hashable, Sendable {
    /// The highest version needed: an older glibc refuses to load the file. Nil where only versions
    /// without a number are needed.
    public private(set) var floor: GlibcVersion?
    /// The oldest glibc in which all symbols needed exist under any version: how far down a build on
    /// an older system could bring the floor, with no change to the program.
    public private(set) var apiFloor: GlibcVersion?
    /// The symbols that are imported under the floor's version, in file order.
    public private(set) var culprits: [ByteString] = []

    /// Works out the requirement, nil where the file needs no version of glibc.
    ///
    /// - Throws: `elfSymbols` or `elfStrings` where a symbol's name cannot be read.
    public init?(
        _ libraries: [ELF.LibraryVersions], _ names: inout ELF.SymbolNames,
        on architecture: Architecture
    ) throws(ParseError) {
        var needsGlibc = false
        var numbers: [UInt32] = []
        for library in libraries {
            for version in library.versions where version.name.isGlibcVersion {
                needsGlibc = true
                if let number = GlibcVersion(versionName: version.name) {
                    numbers.append(number.rawValue)
                }
            }
        }
        guard needsGlibc else { return nil }
        numbers.sort(by: >)
        floor = numbers.first.map { GlibcVersion(rawValue: $0) }
        // From the highest version down: one below the best answer so far cannot raise it any more.
        var last: UInt32?
        for number in numbers where number != last {
            if let apiFloor, number <= apiFloor.rawValue { break }
            last = number
            for library in libraries {
                for version in library.versions
                where GlibcVersion(versionName: version.name)?.rawValue == number {
                    try add(version, GlibcVersion(rawValue: number), &names, on: architecture)
                }
            }
        }
    }

    private mutating func add(
        _ version: ELF.NeededVersion, _ number: GlibcVersion, _ names: inout ELF.SymbolNames,
        on architecture: Architecture
    ) throws(ParseError) {
        // A version that no symbol asks for is asked for all the same.
        if version.symbols.isEmpty { raise(number) }
        for symbol in version.symbols {
            let name = try names.text(of: symbol)
            raise(min(GlibcSymbols.introduced(name, on: architecture) ?? number, number))
            if number == floor { culprits.append(name) }
        }
    }

    private mutating func raise(_ version: GlibcVersion) {
        if apiFloor.map({ $0 < version }) ?? true { apiFloor = version }
    }
}
