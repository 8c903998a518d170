internal import ObjectFile

/// String variables that Go's linker was told to set (`-X`), by the symbols that it makes for their
/// texts: `main.version.str`.
struct StringVariables {
    private(set) var causes: [Reproduction.Cause] = []
    /// The texts of variables that differ, in memory: of the old file and of the new one.
    private(set) var oldTexts: [Range<UInt64>] = []
    private(set) var newTexts: [Range<UInt64>] = []

    private struct Text {
        let address: UInt64
        let bytes: ByteString
        let offset: FileOffset
    }

    private static let suffix = ".str"
    private static let mostVariables = 1024
    private static let mostBytes: UInt64 = 1 << 16

    /// Where symbols are missing, nothing is known.
    init() {}

    init(_ old: ImageReport, _ new: ImageReport) throws(ParseError) {
        let before = try Self.texts(old)
        let after = try Self.texts(new)
        for name in Set(before.keys).union(after.keys).sorted(by: { $0.text < $1.text }) {
            let (a, b) = (before[name], after[name])
            guard a?.bytes != b?.bytes else { continue }
            if let a { oldTexts.append(a.address..<a.address &+ UInt64(a.bytes.length)) }
            if let b { newTexts.append(b.address..<b.address &+ UInt64(b.bytes.length)) }
            add(String(Substring(name.text.utf8.dropLast(Self.suffix.utf8.count))), a, b)
        }
    }

    private mutating func add(_ variable: String, _ a: Text?, _ b: Text?) {
        let place = Reproduction.Cause.Place(section: ".rodata", old: a?.offset, new: b?.offset)
        switch variable {
        // Build information tells of these.
        case "runtime.modinfo", "runtime.buildVersion", "runtime.godebugDefault": return
        case "runtime.defaultGOROOT":
            causes.append(
                Reproduction.Cause(
                    .path, "GOROOT", a?.bytes, b?.bytes, "where Go was installed", at: place))
        default:
            causes.append(
                Reproduction.Cause(
                    .variable, variable, a?.bytes, b?.bytes,
                    a == nil || b == nil
                        ? "-X sets it in one of them only" : "-X sets it to something else",
                    Self.remedies(a, b), at: place))
        }
    }

    private static func remedies(_ a: Text?, _ b: Text?) -> [String]? {
        guard let a, let b, Clue.isTime(a.bytes.utf8), Clue.isTime(b.bytes.utf8) else { return nil }
        return Reproduction.Cause.Kind.time.remedies + Reproduction.Cause.Kind.variable.remedies
    }

    private static func texts(_ report: ImageReport) throws(ParseError) -> [ByteString: Text] {
        var symbols: [(ByteString, ImageSymbol)] = []
        _ = try report.image.forEachDefinedSymbol(in: report.file) { name, symbol in
            guard symbols.count < mostVariables, name.count > suffix.utf8.count,
                name.extracting(last: suffix.utf8.count).equals(suffix)
            else { return }
            symbols.append((ByteString(name), symbol))
        }
        var window = ByteWindow(report.file)
        var texts: [ByteString: Text] = [:]
        for (name, symbol) in symbols where texts[name] == nil {
            guard let range = report.image.bytes(from: symbol.address) else { continue }
            // The text ends with a zero where no size is known.
            let most = symbol.size > 0 ? min(symbol.size, mostBytes) : 4096
            let bytes = try window.bytes(
                at: range.offset.rawValue, most: Int(min(most, range.size)))
            texts[name] = Text(
                address: symbol.address.rawValue, bytes: ByteString(bytes.span.untilZero),
                offset: range.offset)
        }
        return texts
    }
}
