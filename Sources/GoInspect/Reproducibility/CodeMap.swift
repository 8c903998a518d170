internal import ObjectFile

/// The functions of an image by address, without their names: what stands for these is enough to find
/// each one's counterpart.
struct CodeMap {
    /// One function.
    struct Entry {
        let address: UInt64
        let size: UInt64
        /// What stands for its name.
        let key: UInt64
    }

    /// By address, none over another.
    private(set) var entries: [Entry] = []
    /// What could not be read.
    private(set) var diagnostics: [Diagnostic] = []

    /// How many are kept; what lies behind counts as code without a name.
    private static let mostEntries = 1 << 22

    /// Nothing is known.
    init() {}

    init(_ report: ImageReport, _ memory: MemoryMap) {
        do throws(ParseError) {
            let hasTable = try addFunctions(report)
            let first = entries.first?.address ?? 0
            let last = entries.last.map { $0.address &+ $0.size } ?? 0
            // C code that another linker put beside Go's is known by symbols alone.
            try addSymbols(report, memory, except: hasTable ? first..<max(first, last) : 0..<0)
        } catch {
            diagnostics.append(Diagnostic(error))
        }
        settle()
    }

    /// The variables of an image, where symbols name them: by these it is known what lies where, even
    /// where nothing is in the file.
    init(variablesOf report: ImageReport, _ memory: MemoryMap) {
        // In Mach-O no symbol has a size: each ends where the next one starts.
        var size: UInt64?
        if case .machO = report.image.contents { size = .max }
        var found: [Entry] = []
        do throws(ParseError) {
            _ = try report.image.forEachDefinedSymbol(in: report.file) { name, symbol in
                let address = symbol.address.rawValue
                guard size ?? symbol.size > 0, found.count < Self.mostEntries,
                    let range = memory.range(of: address), range.isWritable, address < range.end
                else { return }
                found.append(
                    Entry(
                        address: address, size: min(size ?? symbol.size, range.end - address),
                        key: name.key))
            }
        } catch {
            // It is said elsewhere what cannot be read.
            return
        }
        entries = found
        settle()
    }

    private mutating func addFunctions(_ report: ImageReport) throws(ParseError) -> Bool {
        guard case .known(var functions) = report.functions() else { return false }
        while entries.count < Self.mostEntries, try functions.next() {
            let address = functions.entry
            let size = functions.size
            entries.append(Entry(address: address, size: size, key: try functions.name().key))
        }
        return !entries.isEmpty
    }

    private mutating func addSymbols(
        _ report: ImageReport, _ memory: MemoryMap, except known: Range<UInt64>
    ) throws(ParseError) {
        var found: [Entry] = []
        _ = try report.image.forEachDefinedSymbol(in: report.file) { name, symbol in
            let address = symbol.address.rawValue
            guard symbol.size > 0, !known.contains(address), found.count < Self.mostEntries,
                let range = memory.range(of: address), range.isCode, address < range.end
            else { return }
            found.append(Entry(address: address, size: symbol.size, key: name.key))
        }
        entries += found
    }

    /// Puts them in order, and cuts what reaches into the next.
    private mutating func settle() {
        var isSorted = true
        for index in entries.indices.dropFirst()
        where entries[index - 1].address > entries[index].address {
            isSorted = false
        }
        if !isSorted { entries.sort { ($0.address, $0.key) < ($1.address, $1.key) } }
        var kept: [Entry] = []
        kept.reserveCapacity(entries.count)
        for (index, entry) in entries.enumerated() {
            if let last = kept.last, last.address == entry.address { continue }
            let next = index + 1 < entries.count ? entries[index + 1].address : .max
            let room = next > entry.address ? next - entry.address : entry.size
            kept.append(
                Entry(address: entry.address, size: min(entry.size, room), key: entry.key))
        }
        entries = kept
    }

    /// The function that an address lies in, nil where it lies in none.
    func function(at address: UInt64) -> Entry? {
        let next = index(after: address)
        guard next > 0 else { return nil }
        let entry = entries[next - 1]
        return address - entry.address < entry.size ? entry : nil
    }

    /// The next functions that start behind an address and in front of another, as many as are asked
    /// for at most.
    func functions(after address: UInt64, upTo end: UInt64, most: Int) -> ArraySlice<Entry> {
        entries[index(after: address)...].prefix(most).prefix { $0.address < end }
    }

    /// The index of the first function that starts behind an address.
    private func index(after address: UInt64) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].address <= address { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension ImageReport {
    /// The names of functions for which some numbers stand.
    func functionNames(_ keys: Set<UInt64>) -> [UInt64: ByteString] {
        var names: [UInt64: ByteString] = [:]
        guard !keys.isEmpty else { return names }
        _ = Fact { () throws(ParseError) -> Bool? in
            if case .known(var functions) = self.functions() {
                while names.count < keys.count, try functions.next() {
                    let name = try functions.name()
                    let key = name.key
                    if keys.contains(key) { names[key] = ByteString(name) }
                }
            }
            guard names.count < keys.count else { return true }
            return try image.forEachDefinedSymbol(in: file) { name, _ in
                let key = name.key
                if keys.contains(key), names[key] == nil { names[key] = ByteString(name) }
            }
        }
        return names
    }
}
