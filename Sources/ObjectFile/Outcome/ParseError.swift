/// Why a structure of a file could not be read.
public struct ParseError: Error, Hashable, Sendable {
    /// The kind of fault, stable from version to version: what a program may compare.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name that stands in brackets behind a message, such as `elf.section-table`.
        public let rawValue: String

        /// Makes a code of any name: the set grows with the formats.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The kind of fault.
    public let code: Code
    /// The place of the field at fault.
    public let offset: FileOffset
    /// The structure being read, such as `section header 12`.
    public let structure: String
    /// The fact, the place and the remedy in a few words, without the structure's name in front.
    public let message: String

    /// Makes an error of the field at `offset` in `structure`.
    public init(_ code: Code, _ message: String, at offset: FileOffset, in structure: String) {
        self.code = code
        self.message = message
        self.offset = offset
        self.structure = structure
    }
}

extension ParseError: CustomStringConvertible {
    /// The structure and what is wrong with it, with the code in brackets.
    public var description: String { "\(structure) \(message) [\(code.rawValue)]" }
}

extension ParseError.Code {
    /// The file cannot be opened.
    public static let open = Self(rawValue: "file.open")
    /// The system refused to read bytes that the file should have.
    public static let read = Self(rawValue: "file.read")
    /// The file became shorter while it was read.
    public static let shrank = Self(rawValue: "file.shrank")
    /// Reading on would take more time or memory than a sound file of this size can need.
    public static let limit = Self(rawValue: "limit.reached")
}
