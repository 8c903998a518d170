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

        /// Where it lies in memory, as far as there is any.
        var range: Range<UInt64> {
            let end = address.addingReportingOverflow(UInt64(bytes.length))
            return address..<(end.overflow ? .max : end.partialValue)
        }
    }

    private static let suffix = ".str"
    private static let mostVariables = 1024
    private static let mostBytes: UInt64 = 1 << 16

    /// Where symbols are missing, nothing is known.
    init() {}

    init(
        _ old: ImageReport, _ oldParts: ImageParts, _ new: ImageReport, _ newParts: ImageParts
    ) throws(SideError) {
        let before = try Self.texts(old, isOld: true)
        let after = try Self.texts(new, isOld: false)
        for name in Set(before.keys).union(after.keys).sorted(by: { $0.text < $1.text }) {
            let (a, b) = (before[name], after[name])
            guard a?.bytes != b?.bytes else { continue }
            if let a { oldTexts.append(a.range) }
            if let b { newTexts.append(b.range) }
            let section = oldParts.name(at: a?.offset) ?? newParts.name(at: b?.offset)
            let place = Reproduction.Cause.Place(
                section: section ?? "data", old: a?.offset, new: b?.offset)
            let variable = name.text.utf8.dropLast(Self.suffix.utf8.count)
            add(String(Substring(variable)), a, b, place)
        }
    }

    /// The symbol of a variable's text.
    static func symbol(of variable: String) -> [UInt8] { Array((variable + suffix).utf8) }

    private mutating func add(
        _ variable: String, _ a: Text?, _ b: Text?, _ place: Reproduction.Cause.Place
    ) {
        switch variable {
        // Build information tells of these.
        case "runtime.modinfo", "runtime.buildVersion", "runtime.godebugDefault": return
        // Up to Go 1.16, and after. Without -trimpath, or with another Go, one of them has none.
        case "runtime/internal/sys.DefaultGoroot", "runtime.defaultGOROOT":
            guard a != nil, b != nil else { return }
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

    private static func texts(
        _ report: ImageReport, isOld: Bool
    ) throws(SideError) -> [ByteString: Text] {
        var symbols: [(ByteString, ImageSymbol)] = []
        try reading(isOld) { () throws(ParseError) in
            _ = try report.image.forEachDefinedSymbol(in: report.file) { name, symbol in
                guard symbols.count < mostVariables, name.count > suffix.utf8.count,
                    name.extracting(last: suffix.utf8.count).equals(suffix)
                else { return }
                symbols.append((ByteString(name), symbol))
            }
        }
        var window = ByteWindow(report.file, isOld: isOld)
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
