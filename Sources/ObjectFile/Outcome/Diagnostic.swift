/// Something that was passed over while a file was read, or is worth knowing of it.
public struct Diagnostic: Hashable, Sendable {
    /// How much it matters.
    public enum Severity: String, Hashable, Sendable, Comparable {
        /// Worth knowing; nothing is missing.
        case note
        /// Odd, and read all the same.
        case warning
        /// Something that the question asked for could not be read.
        case error

        /// Orders from `note` to `error`.
        public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// The kind, stable from version to version.
    public let code: ParseError.Code
    /// How much it matters.
    public let severity: Severity
    /// What is the matter, in a few words.
    public let message: String
    /// The place of the field at fault, nil where there is no one place.
    public let offset: FileOffset?
    /// The structure at fault, nil where it is the file as a whole.
    public let structure: String?

    /// Makes a diagnostic.
    public init(
        _ code: ParseError.Code, _ severity: Severity, _ message: String,
        at offset: FileOffset? = nil, in structure: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.offset = offset
        self.structure = structure
    }

    /// What could not be read, as a diagnostic.
    public init(_ error: ParseError, _ severity: Severity = .error) {
        self.init(
            error.code, severity, "\(error.structure) \(error.message)", at: error.offset,
            in: error.structure)
    }
}
