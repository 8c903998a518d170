public import ObjectFile

/// What is wrong with one value of a policy, and what is allowed there.
public struct PolicyMistake: Error, Hashable, Sendable {
    /// A sentence for people, without the place.
    public let message: String

    init(_ message: String) { self.message = message }
}

/// All that is wrong with a file that was written for goelf.
public struct PolicyError: Error, Hashable, Sendable {
    /// One mistake.
    public struct Problem: Hashable, Sendable {
        /// The file, as it is reached from the working directory.
        public let path: String
        /// Where in it; nil where it is about the file as a whole.
        public let position: TextPosition?
        /// What is wrong, and what is allowed.
        public let message: String
        /// What kind of mistake it is.
        public let code: ParseError.Code

        init(
            _ path: String, at position: TextPosition? = nil, _ message: String,
            _ code: ParseError.Code = .policy
        ) {
            self.path = path
            self.position = position
            self.message = message
            self.code = code
        }
    }

    /// The mistakes, in the order in which they stand there.
    public let problems: [Problem]
}

extension ParseError.Code {
    /// A policy says what none can.
    public static let policy = Self(rawValue: "policy")
    /// A baseline is none.
    public static let baseline = Self(rawValue: "baseline")
    /// A `go.sum` is none.
    public static let goSum = Self(rawValue: "go.sum")
}
