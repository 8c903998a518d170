/// Why a structure of a file could not be read.
///
/// It is one word wide, so that what may be an error costs little where it is none.
public struct ParseError: Error, Sendable {
    /// The kind of fault, stable from version to version: what a program may compare.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name that stands in brackets behind a message, such as `elf.section-table`.
        public let rawValue: String

        /// Makes a code of any name: the set grows with the formats.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    private final class Details: Sendable {
        let code: Code
        let offset: FileOffset
        let structure: String
        let message: String

        init(_ code: Code, _ message: String, _ offset: FileOffset, _ structure: String) {
            self.code = code
            self.message = message
            self.offset = offset
            self.structure = structure
        }
    }

    private let details: Details

    /// Makes an error of the field at `offset` in `structure`.
    public init(_ code: Code, _ message: String, at offset: FileOffset, in structure: String) {
        details = Details(code, message, offset, structure)
    }

    /// The kind of fault.
    public var code: Code { details.code }
    /// The place of the field at fault.
    public var offset: FileOffset { details.offset }
    /// The structure being read, such as `section header 12`.
    public var structure: String { details.structure }
    /// The fact, the place and the remedy in a few words, without the structure's name in front.
    public var message: String { details.message }
}

extension ParseError: Hashable {
    /// Whether both say the same.
    public static func == (a: Self, b: Self) -> Bool {
        a.code == b.code && a.offset == b.offset && a.structure == b.structure
            && a.message == b.message
    }

    /// Feeds code and place.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(offset)
    }
}

extension ParseError: CustomStringConvertible {
    /// The structure and what is wrong with it, with the code in brackets.
    public var description: String { "\(structure) \(message) [\(code.rawValue)]" }
}

extension ParseError.Code {
    /// The file cannot be opened.
    public static let open = Self(rawValue: "file.open")
    /// The path leads to a folder.
    public static let directory = Self(rawValue: "file.directory")
    /// The system refused to read bytes that the file should have.
    public static let read = Self(rawValue: "file.read")
    /// The file became shorter while it was read.
    public static let shrank = Self(rawValue: "file.shrank")
    /// Reading on would take more time or memory than a sound file of this size can need.
    public static let limit = Self(rawValue: "limit.reached")
}
