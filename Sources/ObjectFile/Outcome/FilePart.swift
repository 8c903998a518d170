/// A structure of a file by its name, for messages: made without any work, spelt out on failure.
public struct FilePart: Hashable, Sendable {
    private let name: String
    private let code: ParseError.Code
    private let index: UInt64?

    /// Names a structure, the code of its errors, and its number where there are many.
    public init(_ name: String, _ code: ParseError.Code, _ index: UInt64? = nil) {
        self.name = name
        self.code = code
        self.index = index
    }

    /// The same structure's entry of that number.
    public func entry(_ index: some BinaryInteger) -> FilePart {
        FilePart(name, code, UInt64(clamping: index))
    }

    /// An error in this part.
    public func error(
        _ message: @autoclosure () -> String, at offset: FileOffset
    ) -> ParseError {
        ParseError(code, message(), at: offset, in: description)
    }

    /// The error of a part that reaches past the end of what holds it.
    public func error(_ range: FileRange, pastEndOf size: UInt64) -> ParseError {
        error(
            "ends at \(range.end), past the end of the file (\(hexadecimal(size)))",
            at: range.offset)
    }

    /// The error of a part that a limit keeps from being read further.
    public func limit(_ message: @autoclosure () -> String, at offset: FileOffset) -> ParseError {
        ParseError(.limit, message(), at: offset, in: description)
    }
}

extension FilePart: CustomStringConvertible {
    /// The name, and the number behind it.
    public var description: String {
        guard let index else { return name }
        return name + " " + String(index)
    }
}
