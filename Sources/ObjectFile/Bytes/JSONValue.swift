/// A value of a JSON text.
///
/// Spec: RFC 8259.
public indirect enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A number as it is spelt: no number type holds all of them.
    case number(String)
    /// A text.
    case string(String)
    /// Values in their order.
    case array([JSONValue])
    /// Members by their names.
    case object(JSONObject)

    /// The member of an object; nil where this is none, or has none of that name.
    public subscript(name: String) -> JSONValue? {
        if case .object(let object) = self { object[name] } else { nil }
    }

    /// The text, nil where it is another kind of value.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The values of an array, nil where it is another kind of value.
    public var array: [JSONValue]? {
        if case .array(let values) = self { values } else { nil }
    }

    /// The members, nil where it is another kind of value.
    public var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// `true` or `false`, nil where it is another kind of value.
    public var boolean: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }

    /// The number where it is spelt as a whole one that fits, else nil.
    public var integer: Int64? {
        if case .number(let digits) = self { Int64(digits) } else { nil }
    }

    /// The texts of an array; nil where it is none, or has anything else in it.
    public var strings: [String]? {
        guard let values = array else { return nil }
        var texts: [String] = []
        for value in values {
            guard let text = value.string else { return nil }
            texts.append(text)
        }
        return texts
    }

    /// Whether it is `null`.
    public var isNull: Bool { self == .null }
}

/// The members of a JSON object, in their order.
public struct JSONObject: Hashable, Sendable {
    /// A name and its value.
    public struct Member: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The value.
        public let value: JSONValue
    }

    /// All members in their order; no name is there twice.
    public private(set) var members: [Member] = []
    /// Where the members stand; only large objects have it.
    private var places: [ByteString: Int] = [:]

    /// How many members are looked through one by one.
    private static let few = 8

    /// Makes an object without members.
    public init() {}

    /// The value of a member; names are compared byte for byte.
    public subscript(name: String) -> JSONValue? { place(of: name).map { members[$0].value } }

    private func place(of name: String) -> Int? {
        if members.count > Self.few { return places[ByteString(name)] }
        return members.firstIndex { ByteString($0.name) == ByteString(name) }
    }

    /// Adds a member; false where its name is there already.
    mutating func add(_ name: String, _ value: JSONValue) -> Bool {
        guard place(of: name) == nil else { return false }
        members.append(Member(name: name, value: value))
        if members.count > Self.few + 1 {
            places[ByteString(name)] = members.count - 1
        } else if members.count == Self.few + 1 {
            for (index, member) in members.enumerated() { places[ByteString(member.name)] = index }
        }
        return true
    }
}
