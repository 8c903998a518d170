/// A word of memory that the loader fills in.
public struct RelocatedWord: Hashable, Sendable {
    /// Where the word lies.
    public let address: UInt64
    /// What it holds where the file is not moved.
    public let value: UInt64
}

/// Walks the words that the loader fills in, where the file itself holds something else.
public struct RelocatedWords: Sendable {
    private enum Source: Sendable {
        case elf(ELF.RelativeRelocations)
        case none
    }

    private var source: Source

    init(_ contents: Image.Contents, in file: FileBytes) throws(ParseError) {
        switch contents {
        case .elf(let object): source = .elf(try ELF.RelativeRelocations(object, in: file))
        case .machO: source = .none
        }
    }

    /// The next one, nil after the last.
    ///
    /// - Throws: the relocations' error where they are damaged.
    public mutating func next() throws(ParseError) -> RelocatedWord? {
        switch source {
        case .none: return nil
        case .elf(var relocations):
            // Taken out and put back, so that nothing is copied.
            source = .none
            defer { source = .elf(relocations) }
            return try relocations.next()
        }
    }
}
