internal import ObjectFile

/// What the symbols of a file show of C: the runtime's own flag, the C side of `runtime/cgo`, and
/// allocators that take the place of the C library's.
struct CgoSymbols {
    private(set) var evidence: [Evidence] = []
    private(set) var allocators = Allocators()
    private let image: Image
    private var flags = 0

    /// Reads the tables of symbols.
    ///
    /// - Complexity: O(*n*) in the number of symbols.
    init(_ image: Image, in file: FileBytes, _ limits: Limits) throws(ParseError) {
        self.image = image
        switch image.contents {
        case .elf(let object):
            for table in try object.symbolTables(in: file) {
                try read(table, of: object, in: file, limits)
            }
        case .machO(let object): try read(object, in: file)
        }
    }

    private mutating func read(
        _ table: ELF.SymbolTable, of object: ELF.Object, in file: FileBytes, _ limits: Limits
    ) throws(ParseError) {
        let layout = object.header.layout
        var symbols = ELF.SymbolCursor(table, in: file, layout, limits)
        while let symbol = try symbols.symbol() {
            guard symbol.nameOffset != 0 else { continue }
            let name = try symbols.name(of: symbol)
            guard let kind = Kind(name) else { continue }
            let size = UInt64(ELF.Symbol.recordSize(layout))
            let place = table.range.offset.advanced(by: UInt64(symbol.index) * size)
            switch kind {
            case .allocator(let allocator): add(allocator, name, at: place)
            case .flag: try addFlag(symbol, of: object, place, in: file)
            case .runtime:
                // The other table has it again.
                if !symbol.isUndefined, table.kind == .full {
                    evidence.append(Evidence("symbol table", at: place, ByteString(name)))
                }
            }
        }
    }

    private mutating func read(_ object: MachO.Object, in file: FileBytes) throws(ParseError) {
        guard var symbols = try object.symbols(in: file),
            let table = object.contents.symbolTable
        else { return }
        while let symbol = try symbols.symbol() {
            guard !symbol.isStab, symbol.nameOffset != 0 else { continue }
            let name = try symbols.name(of: symbol).withoutUnderscore
            guard let kind = Kind(name) else { continue }
            let size = UInt64(MachO.Symbol.recordSize(object.header.layout))
            let place = table.range.offset.advanced(by: UInt64(symbol.index) * size)
            switch kind {
            case .allocator(let allocator): add(allocator, name, at: place)
            case .flag:
                guard symbol.place == .section else { continue }
                try addFlag(at: VirtualAddress(rawValue: symbol.value), place, in: file)
            case .runtime:
                if symbol.place == .section {
                    evidence.append(Evidence("symbol table", at: place, ByteString(name)))
                }
            }
        }
    }

    private mutating func add(_ allocator: String, _ name: Span<UInt8>, at place: FileOffset) {
        guard allocators.insert(allocator) else { return }
        evidence.append(
            Evidence(
                "symbol table", at: place, "\(ByteString(name)) is of \(allocator)", .strong))
    }

    /// The same where addresses are those of memory, whatever section they are in.
    private mutating func addFlag(
        at address: VirtualAddress, _ place: FileOffset, in file: FileBytes
    ) throws(ParseError) {
        guard flags < 2 else { return }
        flags += 1
        if image.isZeroFilled(at: address, 1) {
            evidence.append(Evidence("symbol table", at: place, "runtime.iscgo is false"))
        } else if let byte = image.bytes(from: address)?.first(1) {
            addFlag(at: byte, in: file)
        }
    }

    private enum Kind {
        case allocator(String)
        case flag
        case runtime

        init?(_ name: Span<UInt8>) {
            guard name.count > 6, name.count < 24 else { return nil }
            // Few names end so: most are not looked at any further.
            switch name[name.count - 1] {
            case UInt8(ascii: "c"), UInt8(ascii: "x"):
                guard let name = Allocators.allocator(ofSymbol: name) else { return nil }
                self = .allocator(name)
            case UInt8(ascii: "o") where name.equals("runtime.iscgo"): self = .flag
            case UInt8(ascii: "2") where name.equals("crosscall2"): self = .runtime
            case UInt8(ascii: "t") where name.equals("x_cgo_init"): self = .runtime
            default: return nil
            }
        }
    }

    /// `runtime.iscgo`: `runtime/cgo` sets it to true where it is linked; without it the variable
    /// has no byte in the file.
    private mutating func addFlag(
        _ symbol: ELF.Symbol, of object: ELF.Object, _ place: FileOffset, in file: FileBytes
    ) throws(ParseError) {
        // Both tables of symbols may have it, and a hostile one in every entry.
        guard flags < 2, var sections = try ELF.SectionCursor(object, in: file),
            let section = try sections.section(at: symbol.section.rawValue)
        else { return }
        flags += 1
        guard let range = section.fileRange else {
            evidence.append(Evidence("symbol table", at: place, "runtime.iscgo is false"))
            return
        }
        let isObject = object.header.type == .relocatable
        let (distance, overflow) = symbol.value.subtractingReportingOverflow(
            isObject ? 0 : section.address.rawValue)
        guard !overflow, distance < range.size, let byte = range.dropping(distance).first(1) else {
            return
        }
        addFlag(at: byte, in: file)
    }

    private mutating func addFlag(at byte: FileRange, in file: FileBytes) {
        do throws(ParseError) {
            let bytes = try file.bytes(in: byte, reading: FilePart("symbol value", .elfSymbols))
            let value = bytes.span[0] == 0 ? "false" : "true"
            evidence.append(
                Evidence("symbol table", at: byte.offset, "runtime.iscgo is \(value)"))
        } catch {
            // The place is past the end of a file that is cut short, which is said elsewhere.
            return
        }
    }
}

extension Evidence {
    fileprivate init(
        _ source: String, at offset: FileOffset?, _ detail: String,
        _ confidence: Confidence = .certain
    ) {
        self.init(source, at: offset, ByteString(detail), confidence)
    }
}

extension CgoReader {
    /// What the symbols show, nil where they cannot be read.
    func symbols(_ diagnostics: inout [Diagnostic]) -> CgoSymbols? {
        do throws(ParseError) {
            return try CgoSymbols(image, in: file, limits)
        } catch {
            // The imports are of the same table.
            let diagnostic = Diagnostic(error)
            if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
            return nil
        }
    }

    /// The allocators by symbols, libraries and calls, with what shows those that no symbol does.
    func allocators(
        _ symbols: CgoSymbols?, _ functions: CgoFunctions
    ) -> ([String], [Evidence]) {
        var found = symbols?.allocators ?? Allocators()
        var evidence: [Evidence] = []
        for library in image.needed {
            guard let name = Allocators.allocator(ofLibrary: library) else { continue }
            _ = found.insert(name)
            evidence.append(
                Evidence(librarySource, at: nil, "\(library) is \(name)", .strong))
        }
        for package in functions.packages {
            for call in package.calls {
                let symbol = call.utf8
                guard let name = Allocators.allocator(ofSymbol: symbol.span), found.insert(name)
                else { continue }
                evidence.append(
                    Evidence("function table", at: nil, "\(call) is of \(name)", .strong))
            }
        }
        return (found.names, evidence)
    }

    /// One piece of evidence for each compiler with each language, by its first unit.
    func evidence(_ units: [CompileUnit]) -> [Evidence] {
        var groups: [(first: CompileUnit, count: Int)] = []
        var indexes: [CompilerKey: Int] = [:]
        for unit in units {
            let key = CompilerKey(producer: unit.producer, language: unit.language)
            if let index = indexes[key] {
                groups[index].count += 1
            } else if groups.count < Self.mostCompilers {
                indexes[key] = groups.count
                groups.append((unit, 1))
            }
        }
        return groups.map { unit, count in
            let language = unit.language.map { " of \($0)" } ?? ""
            let noun = count == 1 ? "unit" : "units"
            let producer = unit.producer.isEmpty ? "" : " by \(unit.producer.text)"
            return Evidence(
                "debug information", at: unit.offset, "\(count) \(noun)\(language)\(producer)",
                .strong)
        }
    }

    private struct CompilerKey: Hashable {
        let producer: ByteString
        let language: SourceLanguage?
    }

    private static let mostCompilers = 16
}

/// Allocators that are put in place of the C library's.
struct Allocators {
    private var found: Set<String> = []

    /// The names of those found, in a fixed order.
    var names: [String] { Self.known.map(\.name).filter { found.contains($0) } }

    /// Adds one; false where it was there.
    mutating func insert(_ name: String) -> Bool { found.insert(name).inserted }

    private static let known: [(name: String, library: String, symbols: [String])] = [
        (
            "jemalloc", "libjemalloc",
            ["mallocx", "je_malloc", "je_mallocx", "_rjem_malloc", "_rjem_mallocx"]
        ),
        ("tcmalloc", "libtcmalloc", ["tc_malloc", "TCMallocInternalMalloc"]),
        ("mimalloc", "libmimalloc", ["mi_malloc"]),
    ]

    /// The allocator that defines a symbol of that name, nil for all others.
    static func allocator(ofSymbol name: Span<UInt8>) -> String? {
        guard name.count > 6, name.count < 24 else { return nil }
        switch name[0] {
        case UInt8(ascii: "m"), UInt8(ascii: "j"), UInt8(ascii: "t"), UInt8(ascii: "T"),
            UInt8(ascii: "_"):
            for allocator in known {
                for symbol in allocator.symbols where name.equals(symbol) { return allocator.name }
            }
            return nil
        default: return nil
        }
    }

    /// The allocator of a library: `libtcmalloc_minimal.so.4` and the like.
    static func allocator(ofLibrary name: ByteString) -> String? {
        known.first { allocator in
            guard name.starts(with: allocator.library) else { return false }
            let next = name.utf8.dropFirst(allocator.library.utf8.count).first
            return next == UInt8(ascii: ".") || next == UInt8(ascii: "_")
                || next == UInt8(ascii: "-")
        }?.name
    }
}
