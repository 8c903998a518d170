/// The language that a compile unit is written in, as its debug information numbers it.
///
/// Spec: DWARF 5, table 7.17, "Language encodings"; DWARF 6 counts names without versions anew.
public struct SourceLanguage: Hashable, Sendable {
    /// The number in the file.
    public let rawValue: UInt64
    /// Whether it is a name of DWARF 6 (`DW_LNAME_…`), else a language (`DW_LANG_…`).
    public let isName: Bool

    /// Makes a language of any number, known or not.
    public init(rawValue: UInt64, isName: Bool = false) {
        self.rawValue = rawValue
        self.isName = isName
    }

    /// `DW_LANG_Go`: also what gccgo and TinyGo write.
    public static let go = Self(rawValue: 0x16)

    /// Whether it is Go, by either number.
    public var isGo: Bool { self == .go || self == Self(rawValue: 0x0a, isName: true) }

    /// The field's name for it, nil for a number unknown here.
    public var name: String? {
        let names = isName ? Self.names : Self.languages
        return names.first { $0.value == rawValue }?.name
    }

    /// `DW_LANG_…` without that, and `C++` for `C_plus_plus`.
    static let languages: [(value: UInt64, name: String)] = [
        (0x01, "C89"), (0x02, "C"), (0x03, "Ada83"), (0x04, "C++"), (0x05, "Cobol74"),
        (0x06, "Cobol85"), (0x07, "Fortran77"), (0x08, "Fortran90"), (0x09, "Pascal83"),
        (0x0a, "Modula2"), (0x0b, "Java"), (0x0c, "C99"), (0x0d, "Ada95"), (0x0e, "Fortran95"),
        (0x0f, "PLI"), (0x10, "ObjC"), (0x11, "ObjC++"), (0x12, "UPC"), (0x13, "D"),
        (0x14, "Python"), (0x15, "OpenCL"), (0x16, "Go"), (0x17, "Modula3"), (0x18, "Haskell"),
        (0x19, "C++03"), (0x1a, "C++11"), (0x1b, "OCaml"), (0x1c, "Rust"), (0x1d, "C11"),
        (0x1e, "Swift"), (0x1f, "Julia"), (0x20, "Dylan"), (0x21, "C++14"), (0x22, "Fortran03"),
        (0x23, "Fortran08"), (0x24, "RenderScript"), (0x25, "BLISS"), (0x26, "Kotlin"),
        (0x27, "Zig"), (0x28, "Crystal"), (0x2a, "C++17"), (0x2b, "C++20"), (0x2c, "C17"),
        (0x2d, "Fortran18"), (0x2e, "Ada2005"), (0x2f, "Ada2012"), (0x30, "HIP"),
        (0x31, "Assembly"), (0x32, "C#"), (0x33, "Mojo"), (0x34, "GLSL"), (0x35, "GLSL_ES"),
        (0x36, "HLSL"), (0x37, "OpenCL_CPP"), (0x38, "CPP_for_OpenCL"), (0x39, "SYCL"),
        (0x3a, "C++23"), (0x3b, "Odin"), (0x3d, "Metal"), (0x40, "Ruby"), (0x41, "Move"),
        (0x42, "Hylo"), (0x8001, "Assembler"), (0x8765, "UPC"), (0x8e57, "RenderScript"),
        (0xb000, "Delphi"),
    ]

    /// `DW_LNAME_…` without that.
    static let names: [(value: UInt64, name: String)] = [
        (0x01, "Ada"), (0x02, "BLISS"), (0x03, "C"), (0x04, "C++"), (0x05, "Cobol"),
        (0x06, "Crystal"), (0x07, "D"), (0x08, "Dylan"), (0x09, "Fortran"), (0x0a, "Go"),
        (0x0b, "Haskell"), (0x0c, "Java"), (0x0d, "Julia"), (0x0e, "Kotlin"), (0x0f, "Modula2"),
        (0x10, "Modula3"), (0x11, "ObjC"), (0x12, "ObjC++"), (0x13, "OCaml"), (0x14, "OpenCL_C"),
        (0x15, "Pascal"), (0x16, "PLI"), (0x17, "Python"), (0x18, "RenderScript"),
        (0x19, "Rust"), (0x1a, "Swift"), (0x1b, "UPC"), (0x1c, "Zig"), (0x1d, "Assembly"),
        (0x1e, "C#"), (0x1f, "Mojo"), (0x20, "GLSL"), (0x21, "GLSL_ES"), (0x22, "HLSL"),
        (0x23, "OpenCL_CPP"), (0x24, "CPP_for_OpenCL"), (0x25, "SYCL"), (0x26, "Ruby"),
        (0x27, "Move"), (0x28, "Hylo"), (0x2c, "Metal"),
    ]
}

extension SourceLanguage: CustomStringConvertible {
    /// The name, or the number as `0x…`.
    public var description: String { name ?? "0x" + String(rawValue, radix: 16) }
}
