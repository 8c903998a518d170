internal import CSystemCalls

/// A name or a path as a file spells it: text, or bytes that are none.
public struct ByteString: Sendable {
    /// The bytes, where they are not valid UTF-8 and `text` has lost something; else nil.
    public let bytes: [UInt8]?
    /// The text where it is valid, else empty: what stands for bytes takes three times their room.
    @usableFromInline let valid: String

    /// Takes bytes as they are.
    public init(_ bytes: Span<UInt8>) {
        do {
            valid = String(copying: try UTF8Span(validating: bytes))
            self.bytes = nil
        } catch {
            valid = ""
            self.bytes = bytes.copied
        }
    }

    /// Takes a text.
    public init(_ text: String) {
        valid = text
        bytes = nil
    }

    /// The text; a byte that is no UTF-8 shows as U+FFFD.
    @inlinable public var text: String {
        guard let bytes else { return valid }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text where it is ASCII, as all names are that a specification gives; else nil.
    ///
    /// Swift compares other texts by Unicode's rules, which takes a hundred times as long.
    public var ascii: String? {
        bytes == nil && valid.utf8.allSatisfy { $0 < 0x80 } ? valid : nil
    }

    /// The bytes as the file has them.
    public var utf8: [UInt8] { bytes ?? Array(valid.utf8) }

    /// Whether the bytes begin with those of a text.
    public func starts(with prefix: String) -> Bool {
        bytes.map { $0.span.starts(with: prefix) } ?? valid.startsWithBytes(of: prefix)
    }

    /// Whether the bytes are those of a text.
    public func equals(_ text: String) -> Bool { length == text.utf8.count && starts(with: text) }

    /// Whether one of its bytes is `byte`.
    public func contains(_ byte: UInt8) -> Bool {
        bytes.map { $0.span.contains(byte) } ?? valid.utf8.span.contains(byte)
    }

    /// Whether it has just these bytes.
    public func hasBytes(_ other: Span<UInt8>) -> Bool {
        bytes.map { $0.span.isEqual(to: other) } ?? valid.utf8.span.isEqual(to: other)
    }

    /// How many bytes it has.
    public var length: Int { bytes?.count ?? valid.utf8.count }

    /// Whether it has no bytes.
    public var isEmpty: Bool { bytes == nil && valid.utf8.isEmpty }
}

extension ByteString: Hashable {
    /// Whether both are the same bytes.
    public static func == (a: Self, b: Self) -> Bool {
        // Not `==` of the texts: Unicode calls some different bytes equal.
        guard a.valid.utf8.count == b.valid.utf8.count,
            a.valid.utf8.span.isEqual(to: b.valid.utf8.span)
        else { return false }
        switch (a.bytes, b.bytes) {
        case (nil, nil): return true
        case (let a?, let b?): return a == b
        default: return false
        }
    }

    /// Feeds the bytes, eight at a time: one by one, a long name takes longer than to read it.
    public func hash(into hasher: inout Hasher) {
        if let bytes {
            Self.feed(bytes.span, to: &hasher)
        } else {
            Self.feed(valid.utf8.span, to: &hasher)
        }
    }

    private static func feed(_ bytes: Span<UInt8>, to hasher: inout Hasher) {
        var index = 0
        while index &+ 8 <= bytes.count {
            hasher.combine(bytes.number64(at: index, .little))
            index &+= 8
        }
        while index < bytes.count {
            hasher.combine(bytes[index])
            index &+= 1
        }
        hasher.combine(bytes.count)
    }
}

extension String {
    /// Whether the bytes begin with those of a text; `hasPrefix` compares characters and is slow.
    public func startsWithBytes(of prefix: String) -> Bool { utf8.span.starts(with: prefix) }
}

extension ByteString: CustomStringConvertible {
    /// The text.
    public var description: String { text }
}

extension ByteString: ExpressibleByStringLiteral {
    /// Takes a literal.
    public init(stringLiteral value: String) { self.init(value) }
}

extension Span<UInt8> {
    /// The same bytes in an array of their own.
    public var copied: [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(count)
        for index in indices { copy.append(self[index]) }
        return copy
    }

    /// These bytes up to the first zero, or to the end where there is none.
    public var untilZero: Span<UInt8> {
        @_lifetime(copy self)
        get { extracting(first: goelf_length(self)) }
    }

    /// What stands behind the last slash, nil where there is none.
    public var lastPathComponent: Span<UInt8>? {
        @_lifetime(copy self)
        get {
            var start = count
            while start > 0, self[start - 1] != UInt8(ascii: "/") { start -= 1 }
            return start > 0 ? extracting(droppingFirst: start) : nil
        }
    }

    /// Whether these are the bytes of `text`.
    public func equals(_ text: String) -> Bool {
        count == text.utf8.count && starts(with: text)
    }

    /// Whether these begin with the bytes of `text`.
    public func starts(with text: String) -> Bool {
        let start = text.utf8.span
        guard start.count <= count else { return false }
        for index in start.indices where self[index] != start[index] { return false }
        return true
    }
}
