/// A word of memory that the loader fills in.
public struct RelocatedWord: Hashable, Sendable {
    /// Where the word lies.
    public let address: UInt64
    /// What it holds where the file is not moved.
    public let value: UInt64
}

/// Walks the words that the loader fills in, where the file itself holds something else.
public struct RelocatedWords: Sendable {
    // At most one of the two is there; both are moved on where they lie, as copies would cost more
    // than the words.
    private var relocations: ELF.RelativeRelocations?
    private var chains: MachO.ChainCursor?

    init(_ contents: Image.Contents, in file: FileBytes) throws(ParseError) {
        switch contents {
        case .elf(let object): relocations = try ELF.RelativeRelocations(object, in: file)
        case .machO(let object):
            // The other kind of tables leaves addresses in the file as they are.
            guard let fixups = try object.chainedFixups(in: file) else { return }
            chains = MachO.ChainCursor(fixups, in: file)
        }
    }

    /// The next one, nil after the last.
    ///
    /// - Throws: the relocations' error where they are damaged.
    public mutating func next() throws(ParseError) -> RelocatedWord? {
        if relocations != nil { return try relocations?.next() }
        while let fixup = try chains?.next() {
            // The address of an import is not known here.
            guard case .target(let target) = fixup.pointer.meaning else { continue }
            return RelocatedWord(address: fixup.address.rawValue, value: target)
        }
        return nil
    }
}

extension Image {
    /// Whether words that the loader fills in hold the way to the next such word in the file, so
    /// that they are no addresses.
    public var hasEncodedWords: Bool {
        switch contents {
        case .elf: false
        case .machO(let object): object.contents.linkEditData[.chainedFixups] != nil
        }
    }
}
