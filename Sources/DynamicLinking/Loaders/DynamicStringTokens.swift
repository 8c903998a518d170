internal import ObjectFile

/// The names in search paths that stand for something else: `$ORIGIN`, `$LIB`, `$PLATFORM`, with
/// or without braces.
///
/// Spec: glibc, elf/dl-load.c, `is_dst` and `_dl_dst_substitute`; ld.so(8), "Dynamic string
/// tokens".
struct DynamicStringTokens {
    /// The directory of the file in whose path it stands; nil where that is not known.
    let origin: [UInt8]?
    /// What stands for `$LIB`.
    let library: [UInt8]
    /// What stands for `$PLATFORM`.
    let platform: [UInt8]
    /// Whether `$ORIGIN` counts at the start alone, as for programs with others' rights.
    let isSecure: Bool

    /// A path with all names replaced; nil where a value is not known: loaders drop it then.
    func expanded(_ path: [UInt8]) -> [UInt8]? {
        guard path.contains(UInt8(ascii: "$")) else { return path }
        var result: [UInt8] = []
        var rest = path[...]
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            result += rest[..<dollar]
            let behind = rest[(dollar + 1)...]
            guard let (name, length) = Self.token(behind) else {
                // An unknown name stays as it is.
                result.append(UInt8(ascii: "$"))
                rest = behind
                continue
            }
            guard
                let value = value(
                    of: name, at: dollar, isAlone: behind.dropFirst(length).isEndOfName)
            else { return nil }
            result += value
            rest = behind.dropFirst(length)
            guard result.count <= PathWalk.mostBytes * 4 else { return nil }
        }
        return result + rest
    }

    private enum Name: CaseIterable {
        case origin, library, platform

        var text: String {
            switch self {
            case .origin: "ORIGIN"
            case .library: "LIB"
            case .platform: "PLATFORM"
            }
        }
    }

    private func value(of name: Name, at place: Int, isAlone: Bool) -> [UInt8]? {
        switch name {
        case .library: return library
        case .platform: return platform
        case .origin:
            if isSecure, place != 0 || !isAlone { return nil }
            return origin
        }
    }

    /// The name at the start of what stands behind a dollar sign, and its length with braces.
    private static func token(_ text: ArraySlice<UInt8>) -> (Name, Int)? {
        let isBraced = text.first == UInt8(ascii: "{")
        let word = isBraced ? text.dropFirst() : text
        for name in Name.allCases where word.starts(with: name.text.utf8) {
            let length = name.text.utf8.count
            let next = word.dropFirst(length).first
            if isBraced {
                if next == UInt8(ascii: "}") { return (name, length + 2) }
            } else if !(next.map(isIdentifier) ?? false) {
                return (name, length)
            }
        }
        return nil
    }

    private static func isIdentifier(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension ArraySlice<UInt8> {
    /// Whether a name of a path ends here.
    fileprivate var isEndOfName: Bool { first.map { $0 == UInt8(ascii: "/") } ?? true }
}
