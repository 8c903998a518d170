public import ObjectFile

/// The parts of a function's name: `net/http.(*Server).Serve` is of package `net/http`.
///
/// Spec: Go's `debug/gosym` (`Sym.PackageName`); `cmd/internal/objabi` (`PathToPrefix`) for the
/// escapes.
public struct FunctionName {
    /// How many bytes the package takes at the start of the name, 0 where the name has none:
    /// C code, what the linker made, methods of types without a name.
    public let packageLength: Int

    /// Takes a name as the table of that format has it.
    public init(_ name: Span<UInt8>, _ format: FunctionTable.Format) {
        packageLength = Self.packageLength(name, format)
    }

    /// The import path of the package, with its escapes undone; nil where the name has none.
    public static func package(
        of name: Span<UInt8>, _ format: FunctionTable.Format
    ) -> ByteString? {
        let length = packageLength(name, format)
        return length > 0 ? path(name.extracting(first: length)) : nil
    }

    /// An import path as it was written: the linker escapes dots behind the last slash, and what
    /// might end a name, as `%2e`.
    public static func path(_ escaped: Span<UInt8>) -> ByteString {
        guard escaped.contains(UInt8(ascii: "%")) else { return ByteString(escaped) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(escaped.count)
        var index = 0
        while index < escaped.count {
            if escaped[index] == UInt8(ascii: "%"), index + 2 < escaped.count,
                let high = hexadecimalDigit(escaped[index + 1]),
                let low = hexadecimalDigit(escaped[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(escaped[index])
                index += 1
            }
        }
        return ByteString(bytes.span)
    }

    /// Whether the function is one that runs before `main.main`: `init`, which sets up the variables
    /// of a package, or one of those called so in the sources, `init.0`, `init.1` ….
    public static func isInit(_ name: Span<UInt8>, _ format: FunctionTable.Format) -> Bool {
        let length = packageLength(name, format)
        guard length > 0, length + 5 <= name.count else { return false }
        let rest = name.extracting(droppingFirst: length + 1)
        guard rest.starts(with: "init") else { return false }
        if rest.count == 4 { return true }
        guard rest.count > 5, rest[4] == UInt8(ascii: ".") else { return false }
        for index in 5..<rest.count {
            guard case UInt8(ascii: "0")...UInt8(ascii: "9") = rest[index] else { return false }
        }
        return true
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Everything up to the first dot behind the last slash, type arguments left out of sight.
    private static func packageLength(
        _ name: Span<UInt8>, _ format: FunctionTable.Format
    ) -> Int {
        if isMadeUp(name, format) { return 0 }
        if let length = lengthWithoutBrackets(name) { return length }
        return dot(name, hidingArguments: true) ?? dot(name, hidingArguments: false) ?? 0
    }

    /// The same of a name without brackets, as most are, in a quarter of the time; nil for others.
    private static func lengthWithoutBrackets(_ name: Span<UInt8>) -> Int? {
        var start = 0
        var index = 0
        while index &+ 8 <= name.count {
            let word = name.number64(at: index, .little)
            let brackets =
                word.bytes(equalTo: UInt8(ascii: "[")) | word.bytes(equalTo: UInt8(ascii: "]"))
            if brackets != 0 { return nil }
            let slashes = word.bytes(equalTo: UInt8(ascii: "/"))
            if slashes != 0 { start = index &+ 8 &- slashes.leadingZeroBitCount / 8 }
            index &+= 8
        }
        while index < name.count {
            switch name[index] {
            case UInt8(ascii: "["), UInt8(ascii: "]"): return nil
            case UInt8(ascii: "/"): start = index &+ 1
            default: break
            }
            index &+= 1
        }
        while start < name.count, name[start] != UInt8(ascii: ".") { start &+= 1 }
        return start < name.count ? start : 0
    }

    /// The dot that ends the package, nil where brackets do not pair or there is none.
    private static func dot(_ name: Span<UInt8>, hidingArguments: Bool) -> Int? {
        var depth = 0
        var dot: Int?
        for index in name.indices {
            switch name[index] {
            case UInt8(ascii: "[") where hidingArguments: depth += 1
            case UInt8(ascii: "]") where hidingArguments:
                depth -= 1
                if depth < 0 { return nil }
            case UInt8(ascii: "/") where depth == 0: dot = nil
            case UInt8(ascii: ".") where depth == 0: dot = dot ?? index
            default: continue
            }
        }
        return depth == 0 ? dot : nil
    }

    /// Whether compiler or linker made up the name: `go:buildid`, `type:.eq.…`; before Go 1.20 with
    /// a dot, which import paths such as `go.uber.org/zap` start with, too.
    static func isMadeUp(_ name: Span<UInt8>, _ format: FunctionTable.Format) -> Bool {
        guard name.count > 0, name[0] == UInt8(ascii: "g") || name[0] == UInt8(ascii: "t") else {
            return false
        }
        if format.hasStartLine { return name.starts(with: "go:") || name.starts(with: "type:") }
        if name.starts(with: "type..") { return true }
        guard name.starts(with: "go.") || name.starts(with: "type.") else { return false }
        for index in name.indices {
            switch name[index] {
            case UInt8(ascii: "/"): return false
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: " "),
                UInt8(ascii: "*"):
                return true
            default: continue
            }
        }
        return true
    }
}
