internal import ObjectFile

extension FunctionName {
    /// What a function is, as far as its name tells.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A function with a name of its own, or one that is no Go.
        case function
        /// A method: it has a receiver.
        case method
        /// A function literal (`func1`), or the body of a loop over a function (`-range1`).
        case closure
        /// What runs before `main.main`: `init`, `init.0`, `map.init.0`.
        case initializer = "init"
        /// What the compiler puts around a call: a method used as a value (`-fm`), the arguments of
        /// `go` (`gowrap1`) and of `defer` (`deferwrap1`).
        case wrapper
        /// What the compiler or the linker made up: `type:.eq.T`, `go:buildid`.
        case generated
    }

    /// What a name says behind its package.
    ///
    /// A closure in a function that was inlined somewhere else may look like one in a method: Go
    /// 1.21 names it `main.outer.inlined.func1`.
    ///
    /// Spec: `closureName` in Go's `cmd/compile/internal/ir`, `MethodSymSuffix` beside it,
    /// `cmd/compile/internal/staticinit` for `map.init`.
    public static func parts(
        of name: Span<UInt8>, _ format: FunctionTable.Format
    ) -> (kind: Kind, receiver: Range<Int>?) {
        let package = FunctionName(name, format).packageLength
        guard package > 0 else {
            return (isMadeUp(name, format) ? .generated : .function, nil)
        }
        var parts = NameParts(name, from: package + 1)
        let receiver = parts.receiver()
        let kind = parts.kind(hasReceiver: receiver != nil)
        return (kind, receiver)
    }
}

/// The parts between the dots of a name, behind its package; dots in brackets and parentheses are
/// inside a part.
private struct NameParts: ~Escapable {
    private let name: Span<UInt8>
    private var parts: [Range<Int>] = []

    @_lifetime(copy name)
    init(_ name: Span<UInt8>, from start: Int) {
        self.name = name
        var depth = 0
        var begin = start
        for index in start..<name.count {
            switch name[index] {
            case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: ".") where depth == 0:
                parts.append(begin..<index)
                begin = index + 1
            default: break
            }
        }
        parts.append(begin..<name.count)
    }

    /// The type of a method, `*T` or `T`, taken away from the front.
    mutating func receiver() -> Range<Int>? {
        guard parts.count > 1, let first = parts.first, !first.isEmpty else { return nil }
        if name[first.lowerBound] == UInt8(ascii: "(") {
            parts.removeFirst()
            return (first.lowerBound + 1)..<max(first.lowerBound + 1, first.upperBound - 1)
        }
        for own in ["glob", "init", "map"] where text(first, equals: own) { return nil }
        guard !isClosure(parts[1]), !isWrapper(parts[1]), !text(parts[1], equals: "abi0") else {
            return nil
        }
        parts.removeFirst()
        return first
    }

    func kind(hasReceiver: Bool) -> FunctionName.Kind {
        guard let last = parts.last else { return .function }
        if isWrapper(last) || ends(last, "-fm") { return .wrapper }
        if parts.count > 1, isClosure(last), !isInitNumber { return .closure }
        if hasRange(last) { return .closure }
        if hasReceiver { return .method }
        return isInit ? .initializer : .function
    }

    /// `init`, `init.0`, `map.init.0`.
    private var isInit: Bool {
        guard let first = parts.first else { return false }
        if parts.count == 1 { return text(first, equals: "init") }
        return isInitNumber
    }

    private var isInitNumber: Bool {
        guard let first = parts.first, let last = parts.last, isNumber(last, from: 0) else {
            return false
        }
        if parts.count == 2 { return text(first, equals: "init") }
        return parts.count == 3 && text(first, equals: "map") && text(parts[1], equals: "init")
    }

    /// `func1`; `1` and `1-range2` behind it.
    private func isClosure(_ part: Range<Int>) -> Bool {
        isNumber(part, from: 0) || text(part, startsWith: "func") && isNumber(part, from: 4)
    }

    private func isWrapper(_ part: Range<Int>) -> Bool {
        text(part, startsWith: "gowrap") && isNumber(part, from: 6)
            || text(part, startsWith: "deferwrap") && isNumber(part, from: 9)
    }

    /// Whether there are digits from a place of the part on, up to its end or to `-range`.
    private func isNumber(_ part: Range<Int>, from skipped: Int) -> Bool {
        var index = part.lowerBound + skipped
        let start = index
        while index < part.upperBound, name[index] >= 0x30, name[index] <= 0x39 { index += 1 }
        guard index > start else { return false }
        return index == part.upperBound || name[index] == UInt8(ascii: "-")
    }

    private func hasRange(_ part: Range<Int>) -> Bool {
        guard let dash = part.last(where: { name[$0] == UInt8(ascii: "-") }) else { return false }
        let rest = dash..<part.upperBound
        return text(rest, startsWith: "-range") && isNumber(rest, from: 6)
    }

    private func text(_ part: Range<Int>, equals text: String) -> Bool {
        name.extracting(part).equals(text)
    }

    private func text(_ part: Range<Int>, startsWith text: String) -> Bool {
        name.extracting(part).starts(with: text)
    }

    private func ends(_ part: Range<Int>, _ text: String) -> Bool {
        let length = text.utf8.count
        guard part.count >= length else { return false }
        return self.text((part.upperBound - length)..<part.upperBound, equals: text)
    }
}
