internal import ObjectFile

/// What the name of a function says of C.
///
/// Spec: Go's `cmd/cgo` (`out.go`), which makes the names up.
enum CgoName {
    /// `net._C2func_getaddrinfo`: Go code of a package that calls a C function. That of `malloc` is
    /// `net._cgo_cmalloc`; the wrappers around it are small enough to be inlined.
    case call(function: Range<Int>)
    /// `_cgo_97ab22c4dc7b_Cfunc_free`: C code on the way to a C function; in the table only where
    /// Go's own linker made the file.
    case bridge
    /// `_cgoexp_53b2872c2fec_GoAdd`: Go code that C code may call.
    case export(function: Range<Int>)
    /// `crosscall2`: how C calls Go, linked with `runtime/cgo`. Every program has functions that
    /// are named much like it.
    case runtime

    /// How much a wrapper's name has behind the package at least: `._Cfunc_f`.
    private static let shortest = 9

    /// Whether a name may say something of C, of which so many bytes are the package: what few
    /// names get past.
    @inline(__always)
    static func isPossible(_ name: Span<UInt8>, _ packageLength: Int) -> Bool {
        guard name.count > 0 else { return false }
        if name[0] == UInt8(ascii: "_") || name[0] == UInt8(ascii: "c") && name.count == 10 {
            return true
        }
        return packageLength &+ shortest <= name.count
            && name[packageLength &+ 1] == UInt8(ascii: "_")
            && name[packageLength] == UInt8(ascii: ".")
    }

    /// Reads a name, of which so many bytes are the package; nil where it says nothing of C.
    init?(_ name: Span<UInt8>, packageLength: Int) {
        guard Self.isPossible(name, packageLength) else { return nil }
        if name.equals("crosscall2") {
            self = .runtime
            return
        }
        if let start = Self.afterHash(name, "_cgoexp_") {
            self = .export(function: start..<name.count)
            return
        }
        if let start = Self.afterHash(name, "_cgo_"),
            Self.afterPrefix(name.extracting(start...)) != nil
        {
            self = .bridge
            return
        }
        guard let start = Self.start(name, packageLength) else { return nil }
        var end = start
        // A function inside the wrapper has a name of its own behind a dot.
        while end < name.count, name[end] != UInt8(ascii: ".") { end += 1 }
        self = .call(function: start..<end)
    }

    /// The C function that a wrapper of that name calls; nil for helpers that are written in Go.
    static func function(_ name: ByteString) -> ByteString? {
        switch name.text {
        case "_CMalloc", "_Cmalloc", "CString", "CBytes", "_cgo_cmalloc": "malloc"
        case "GoString", "GoStringN", "GoBytes": nil
        default: name
        }
    }

    private static func afterPrefix(_ name: Span<UInt8>) -> Int? {
        for prefix in ["Cfunc_", "C2func_", "Cmacro_"] where name.starts(with: prefix) {
            return prefix.utf8.count
        }
        return nil
    }

    /// Where the C function's name starts in that of a wrapper: behind the package.
    private static func start(_ name: Span<UInt8>, _ packageLength: Int) -> Int? {
        guard packageLength &+ shortest <= name.count, name[packageLength] == UInt8(ascii: "."),
            name[packageLength &+ 1] == UInt8(ascii: "_")
        else { return nil }
        let start = packageLength &+ 1
        return beforeFunction(name.extracting(start...)).map { start + $0 }
    }

    /// How much of a name without its package stands before the C function's.
    private static func beforeFunction(_ name: Span<UInt8>) -> Int? {
        switch name[1] {
        case UInt8(ascii: "C"): afterPrefix(name.extracting(1...)).map { $0 + 1 }
        case UInt8(ascii: "c") where name.equals("_cgo_cmalloc"): 0
        default: nil
        }
    }

    /// What follows a prefix and a hash of twelve digits.
    private static func afterHash(_ name: Span<UInt8>, _ prefix: String) -> Int? {
        let start = prefix.utf8.count
        guard name.count > start + 13, name.starts(with: prefix),
            name[start + 12] == UInt8(ascii: "_")
        else { return nil }
        for index in start..<(start + 12) {
            switch name[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"):
                continue
            default: return nil
            }
        }
        return start + 13
    }
}
