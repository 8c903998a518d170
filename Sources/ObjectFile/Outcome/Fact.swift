/// What is known of one thing in a file: its value, that it is not there, or why it cannot be read.
///
/// The three are different answers: "no build information" is not "build information damaged".
public enum Fact<Value> {
    /// It is there and was read.
    case known(Value)
    /// The file has none.
    case absent
    /// It is there, and damaged or beyond a limit.
    case unreadable(ParseError)

    /// The value, nil where it is absent or unreadable.
    public var value: Value? {
        if case .known(let value) = self { value } else { nil }
    }

    /// The error, nil where the value is known or absent.
    public var error: ParseError? {
        if case .unreadable(let error) = self { error } else { nil }
    }

    /// Reads a value; nil means absent, and an error is kept.
    public init(_ read: () throws(ParseError) -> Value?) {
        do throws(ParseError) {
            if let value = try read() { self = .known(value) } else { self = .absent }
        } catch {
            self = .unreadable(error)
        }
    }
}

extension Fact: Sendable where Value: Sendable {}
extension Fact: Equatable where Value: Equatable {}
extension Fact: Hashable where Value: Hashable {}
