public import ObjectFile

/// `go:fipsinfo`: what a program checks its cryptographic code by when it starts in FIPS 140 mode.
///
/// Go's linker writes it into every program since Go 1.24, plugins excepted.
///
/// Spec: Go's `cmd/link/internal/ld` (`fips140.go`); `crypto/internal/fips140/check`.
public struct FIPSInformation: Hashable, Sendable {
    /// What led to it.
    public enum Way: Hashable, Sendable {
        /// A section of its own, of that name.
        case section(String)
        /// A search through what the program may write to.
        case search
    }

    /// A part of the program that the sum covers, as addresses.
    public struct Range: Hashable, Sendable {
        /// Its first byte.
        public let start: VirtualAddress
        /// The first byte behind it.
        public let end: VirtualAddress
    }

    /// Whether the sum is that of the program's bytes.
    public enum Verdict: Hashable, Sendable {
        /// It is.
        case matches
        /// It is another one: a program in FIPS 140 mode would refuse to start.
        case differs
        /// It is that of no bytes at all: lld left the addresses of the parts to the loader, and
        /// Go's linker believed the zeros. A program in FIPS 140 mode would refuse to start.
        case coversNothing
        /// No sum was written, which such a program refuses, too.
        case missing
        /// It cannot be computed, for that reason.
        case notComputable(String)
    }

    /// What led to it.
    public let way: Way
    /// Where it lies in the file.
    public let offset: FileOffset
    /// The sum as the linker wrote it: 32 bytes.
    public let sum: [UInt8]
    /// Its own address as the file has it, 0 where the loader fills it in.
    public let ownAddress: VirtualAddress
    /// Code, constants, data without pointers, data.
    public let ranges: [Range]

    static let magic: [UInt8] = [0xff] + Array(" Go fipsinfo ".utf8) + [0xff, 0]
    static let sumSize = 32

    /// How many bytes it takes.
    static func size(_ layout: Layout) -> UInt64 {
        UInt64(magic.count + sumSize) + 9 * layout.wordSize
    }
}

extension FilePart {
    static var fips: Self { Self("Go FIPS information", .goFIPSInformation) }
}

extension ParseError.Code {
    /// What Go's linker writes for the check of FIPS 140.
    public static let goFIPSInformation = Self(rawValue: "go.fips-information")
}
