public import ObjectFile

/// The runtime's record of the program (`runtime.firstmoduledata`): where its tables and its code
/// lie.
///
/// Spec: `moduledata` in Go's `runtime/symtab.go`; the linker fills it in `cmd/link/internal/ld`
/// (`symtab`).
public struct ModuleData: Hashable, Sendable {
    /// Where it lies in memory.
    public let address: VirtualAddress
    /// Where it lies in the file.
    public let offset: FileOffset
    /// `text`: the start of Go's code.
    public let text: VirtualAddress
    /// `etext`: the end of Go's code.
    public let textEnd: VirtualAddress
    /// Whether it has a section of its own, as since Go 1.26.
    public internal(set) var hasSection = false

    /// Its words, relocated, as many of them as the longest record known has.
    let words: [UInt64]
    /// Which of them is `text`.
    let textIndex: Int

    /// `findfunctab`: the table that leads from an address to its function, which counts from `text`.
    public var functionSearch: VirtualAddress { VirtualAddress(rawValue: words[textIndex - 3]) }

    /// How many words of it are looked at.
    static let wordCount: UInt64 = 72

    /// Takes the words of a record, relocated; nil where they are not those of a record for this
    /// table.
    ///
    /// Which word is which depends on the version of Go. `minpc`, `maxpc`, `text` and `etext` have
    /// always followed one another, and the first two are the table's first and last address: so
    /// they are found in versions not known here, too.
    init?(
        _ words: [UInt64], at address: VirtualAddress, _ offset: FileOffset,
        _ table: FunctionTable, _ bounds: FunctionTable.Bounds
    ) {
        guard words.first == table.source.address.rawValue, words.count > 12 else { return nil }
        for index in 8..<(words.count - 3) {
            let (lowest, highest) = (words[index], words[index + 1])
            let (text, end) = (words[index + 2], words[index + 3])
            let base = table.format.hasOffsets ? text : 0
            if text != 0, lowest < highest, lowest == base &+ bounds.first,
                highest == base &+ bounds.last, text <= lowest, highest <= end
            {
                self.address = address
                self.offset = offset
                self.text = VirtualAddress(rawValue: text)
                textEnd = VirtualAddress(rawValue: end)
                self.words = words
                textIndex = index + 2
                return
            }
        }
        return nil
    }
}
