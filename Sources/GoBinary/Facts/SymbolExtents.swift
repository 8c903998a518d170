internal import ObjectFile

/// How many bytes symbols name at most, in files whose symbols have no size: Mach-O's.
///
/// The next symbol or the end of the section ends one.
struct SymbolExtents {
    /// Whether the symbols of the file have sizes of their own.
    let areSizes: Bool
    private var ends = Ends()

    /// Looks for the ends of some symbols; where nothing ends one, or the symbols cannot be read, it
    /// has no size.
    ///
    /// - Complexity: O(*n* log *k*) for *k* of *n* symbols.
    init(of symbols: [ImageSymbol], _ image: Image, in file: FileBytes) {
        areSizes = image.symbolsHaveSizes
        let starts = Set(symbols.map(\.address.rawValue)).sorted()
        guard case .machO(let object) = image.contents, !starts.isEmpty else { return }
        do throws(ParseError) {
            var found = Ends()
            try object.forEachSection { section in
                found.close(section, starts)
                return true
            }
            _ = try image.forEachDefinedSymbol(in: file) { _, symbol in
                found.close(at: symbol.address.rawValue, starts)
            }
            ends = found
        } catch {
            // It is said elsewhere what cannot be read.
            return
        }
    }

    /// How many bytes a symbol names, or can name at most.
    func size(of symbol: ImageSymbol) -> UInt64 {
        guard !areSizes else { return symbol.size }
        let start = symbol.address.rawValue
        return (ends.end(of: start) ?? start) - start
    }
}

/// Where symbols end that start at some addresses.
private struct Ends {
    private var ends: [UInt64: UInt64] = [:]

    /// Where the symbol at an address ends, nil where nothing ends it.
    func end(of start: UInt64) -> UInt64? { ends[start] }

    /// Ends the symbols inside a section where that ends.
    mutating func close(_ section: MachO.Section, _ starts: [UInt64]) {
        let first = section.address.rawValue
        let (end, overflow) = first.addingReportingOverflow(section.size)
        guard !overflow else { return }
        for index in Self.count(of: starts, below: first)..<Self.count(of: starts, below: end) {
            ends[starts[index]] = min(ends[starts[index]] ?? end, end)
        }
    }

    /// Ends the symbol in front of an address; those further in front end with the next one.
    mutating func close(at address: UInt64, _ starts: [UInt64]) {
        let count = Self.count(of: starts, below: address)
        guard count > 0 else { return }
        let start = starts[count - 1]
        // Whatever is in no section has no end.
        if let end = ends[start] { ends[start] = min(end, address) }
    }

    /// How many of some addresses, in their order, are below another.
    private static func count(of starts: [UInt64], below address: UInt64) -> Int {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = low + (high - low) / 2
            if starts[middle] < address { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
