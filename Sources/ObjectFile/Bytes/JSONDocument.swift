/// A JSON text that people write, with where everything stands in it.
public struct JSONDocument: Sendable {
    /// Its one value.
    public let root: JSONNode
    private let bytes: Bytes

    init(root: JSONNode, bytes: Bytes) {
        self.root = root
        self.bytes = bytes
    }

    /// The line and column of a byte.
    public func position(of offset: Int) -> TextPosition { TextPosition(of: offset, in: bytes) }
}

/// A value of a ``JSONDocument``, with the place where it stands.
public struct JSONNode: Sendable {
    /// The value.
    public let value: JSONValue
    /// The number of the byte where it starts.
    public let offset: Int
    /// What is in it, in the order of the array or object.
    public let children: [JSONNode]
    /// The number of the byte where its name starts, and where it has none that where it does.
    public let nameOffset: Int

    /// Takes places from the front of a list: those of the value, then of each that is in it.
    init(_ value: JSONValue, named name: Int? = nil, _ places: inout ArraySlice<Int>) {
        self.value = value
        offset = places.popFirst() ?? 0
        nameOffset = name ?? offset
        var children: [JSONNode] = []
        switch value {
        case .array(let values):
            for value in values { children.append(JSONNode(value, &places)) }
        case .object(let object):
            for member in object.members {
                let name = places.popFirst()
                children.append(JSONNode(member.value, named: name, &places))
            }
        default: break
        }
        self.children = children
    }

    /// The members of an object in their order; empty where it is none.
    public var members: [(name: String, node: JSONNode)] {
        guard let object = value.object else { return [] }
        return Array(zip(object.members.map(\.name), children))
    }

    /// The member of an object; nil where this is none, or has none of that name.
    public subscript(name: String) -> JSONNode? {
        members.first { $0.name.utf8.elementsEqual(name.utf8) }?.node
    }
}
