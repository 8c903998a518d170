public import ObjectFile

/// A variable of a Go program as the file has it, before the program runs.
public struct GoVariable: Hashable, Sendable {
    /// The name that was asked for: package and variable, as `main.version`.
    public let name: String
    /// The text that it holds when the program starts; nil where that cannot be told.
    public let value: ByteString?
    /// Where its two words lie in the file, nil where they are not in it.
    public let offset: FileOffset?
    /// A sentence for people, nil where the value says all.
    public let note: String?
    /// What value or note rest on.
    public let evidence: [Evidence]
}

/// Reads string variables by their symbols, which strippers remove (`-ldflags=-s`).
///
/// A variable has an address and a length in two words, the bytes are elsewhere. `-X` of Go's
/// linker makes just that of a variable, and does nothing, silently, where there is none.
public struct GoVariableReader {
    let image: Image
    let file: FileBytes
    let build: BuildInformationReader.Result?
    let limits: Limits

    /// Makes a reader of one image, whose build information was read before; nil for none.
    public init(
        _ image: Image, in file: FileBytes, build: BuildInformationReader.Result?,
        limits: Limits = Limits()
    ) {
        self.image = image
        self.file = file
        self.build = build
        self.limits = limits
    }

    /// Reads some variables, in the order in which they are named.
    ///
    /// - Complexity: O(*n*) in the number of symbols, and of relocations for each variable; where
    ///   symbols have no size, O(*n*) in their number for each variable.
    public func read(_ names: [String]) -> (variables: [GoVariable], diagnostics: [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        var symbols = LinkedSymbols()
        let patterns = names.flatMap { [NamePattern(exactly: $0), Self.escaped($0)] }
        symbols.read(NameTable(patterns), of: image, in: file, &diagnostics)
        let extents = SymbolExtents(of: symbols.all, image, in: file)
        let variables = names.map { name in
            guard
                let symbol = symbols.symbol(NamePattern(exactly: name))
                    ?? symbols.symbol(Self.escaped(name))
            else { return missing(name, symbols) }
            do throws(ParseError) {
                return try variable(name, symbol, extents)
            } catch {
                diagnostics.append(Diagnostic(error))
                return other(name, "cannot be read")
            }
        }
        return (variables, diagnostics)
    }

    /// The name as the linker writes it: of the package, dots behind the last slash are escaped.
    static func escaped(_ name: String) -> NamePattern {
        let bytes = Array(name.utf8)
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else {
            return NamePattern(exactly: name)
        }
        let slash = bytes[..<dot].lastIndex(of: UInt8(ascii: "/")) ?? -1
        var text = ""
        for (index, byte) in bytes.enumerated() {
            let isEscaped =
                byte <= 0x20 || byte >= 0x7f || byte == UInt8(ascii: "%")
                || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ".") && index > slash
            if isEscaped, index < dot {
                let digits = String(byte, radix: 16)
                text += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            } else {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return NamePattern(exactly: text)
    }

    private func missing(_ name: String, _ symbols: LinkedSymbols) -> GoVariable {
        if let error = symbols.error { return other(name, "not found: \(error)") }
        guard symbols.hasTable else {
            return other(
                name,
                "the file has no symbols of Go, which alone lead to it: "
                    + "-ldflags=-s or strip removed them"
            )
        }
        return other(name, "the program has no such variable, or nothing in it uses it")
    }

    private func other(
        _ name: String, _ note: String, _ symbol: ImageSymbol? = nil
    ) -> GoVariable {
        GoVariable(
            name: name, value: nil,
            offset: symbol.flatMap { image.bytes(from: $0.address)?.offset },
            note: note, evidence: intent(name))
    }

    private func variable(
        _ name: String, _ symbol: ImageSymbol, _ extents: SymbolExtents
    ) throws(ParseError) -> GoVariable {
        let size = image.layout.wordSize * 2
        let (extent, isExact) = (extents.size(of: symbol), extents.areSizes)
        // What fills up to the next symbol, or the end of the section, is longer.
        guard extent == size || !isExact && extent > size else {
            let most = isExact ? "" : " at most"
            return other(
                name, "is no string: it has \(extent) bytes\(most), not \(size)", symbol)
        }
        let evidence = Evidence(
            "symbol table", at: image.bytes(from: symbol.address)?.offset,
            ByteString("\(name) at \(symbol.address)"), .strong)
        if image.isZeroFilled(at: symbol.address, size) {
            guard extent == size else {
                return other(name, "is empty, or no string: nothing tells its size", symbol)
            }
            return GoVariable(
                name: name, value: "", offset: nil, note: "empty when the program starts",
                evidence: [evidence] + intent(name))
        }
        guard let header = image.bytes(from: symbol.address)?.first(size) else {
            return other(name, "lies outside of what is loaded", symbol)
        }
        guard let text = try text(header, symbol.address), !text.isEmpty || extent == size else {
            return other(
                name, "is no string: its two words are not an address and a length", symbol)
        }
        return GoVariable(
            name: name, value: text, offset: header.offset, note: nil,
            evidence: [evidence] + intent(name))
    }

    /// The string whose two words lie somewhere, nil where they cannot be a string's.
    private func text(
        _ header: FileRange, _ place: VirtualAddress
    ) throws(ParseError) -> ByteString? {
        let part = FilePart("Go string", .goVariable)
        let words = try file.bytes(in: header, reading: part)
        var reader = ByteReader(words.span, image.layout, at: header.offset, reading: part)
        var address = try reader.address()
        let length = try reader.address()
        var relocations = try image.relocatedWords(in: file)
        while let word = try relocations.next() {
            if word.address == place.rawValue { address = word.value }
            // A length is not moved with the file: this is the second address of an interface.
            if word.address == place.rawValue &+ image.layout.wordSize { return nil }
        }
        if length == 0 { return "" }
        guard length <= limits.buildBytes,
            let range = image.bytes(from: VirtualAddress(rawValue: address))?.first(length)
        else { return nil }
        let bytes = try file.bytes(in: range, reading: part)
        return ByteString(bytes.span)
    }

    /// What the build was told to put there.
    private func intent(_ name: String) -> [Evidence] {
        guard let build, let flags = build.information.setting("-ldflags"),
            let value = LinkerFlags(flags).value(of: name)
        else { return [] }
        return [
            Evidence(
                "build settings", at: build.source.offset, ByteString("-X \(name)=\(value)"), .weak)
        ]
    }
}

extension ParseError.Code {
    /// A variable of a Go program.
    public static let goVariable = Self(rawValue: "go.variable")
}
