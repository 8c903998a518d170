internal import ObjectFile

/// A relocation that names a symbol.
struct SymbolReference: Sendable {
    let symbol: UInt32
    /// Whether the symbol's contents are copied (`R_*_COPY`).
    let isCopy: Bool
    /// Whether it is one of calls, which glibc binds when they are first made.
    let isCall: Bool
    /// Whether the object does without the symbol.
    let isWeak: Bool

    /// Visits those of an object that name certain symbols, in the order of a loader, until `visit`
    /// says no.
    static func forEach(
        of object: ELF.Object, in file: FileBytes, isMusl: Bool, where isNamed: (UInt32) -> Bool,
        _ visit: (Self) -> Bool
    ) throws(ParseError) {
        let weak = try weakSymbols(of: object, in: file)
        let copy = copyType(object.header.machine)
        var tables = try object.dynamicRelocationTables()
        // musl begins with those of calls.
        if isMusl, let last = tables.last, last.name == "PLT" {
            tables = [last] + tables.dropLast().reversed()
        }
        for table in tables {
            let isCall = table.name == "PLT"
            var cursor = ELF.RelocationCursor(table, of: object, in: file)
            while let entry = try cursor.next() {
                guard isNamed(entry.symbol) else { continue }
                let reference = Self(
                    symbol: entry.symbol, isCopy: entry.type.rawValue == copy, isCall: isCall,
                    isWeak: weak.contains(entry.symbol))
                guard visit(reference) else { return }
            }
        }
    }

    private static func weakSymbols(
        of object: ELF.Object, in file: FileBytes
    ) throws(ParseError) -> Set<UInt32> {
        var weak: Set<UInt32> = []
        guard let table = try object.dynamicSymbolTable(in: file) else { return weak }
        var cursor = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
        while let symbol = try cursor.symbol() {
            if symbol.isUndefined, symbol.binding == .weak { weak.insert(symbol.index) }
        }
        return weak
    }

    /// The variables of which a program has a copy: it defines them, and what is copied has to come
    /// from elsewhere.
    static func copied(
        of object: ELF.Object, in file: FileBytes
    ) throws(ParseError) -> Set<UInt32> {
        var copied: Set<UInt32> = []
        guard let copy = copyType(object.header.machine) else { return copied }
        for table in try object.dynamicRelocationTables() {
            var cursor = ELF.RelocationCursor(table, of: object, in: file)
            while let entry = try cursor.next() {
                if entry.type.rawValue == copy { copied.insert(entry.symbol) }
            }
        }
        return copied
    }

    /// `R_*_COPY`, nil where it is not known.
    static func copyType(_ machine: ELF.Machine) -> UInt32? {
        switch machine {
        case .x86_64, .i386: 5
        case .aarch64: 1024
        case .arm: 20
        case .riscv, .loongArch: 4
        case .s390: 9
        case .ppc64: 19
        case .mips: 126
        default: nil
        }
    }
}
