internal import CSystemCalls

/// A name or a path as a file spells it: text, or bytes that are none.
public struct ByteString: Sendable {
    /// The text; a byte that is no UTF-8 shows as U+FFFD.
    public let text: String
    /// The bytes, where they are not valid UTF-8 and `text` has lost something; else nil.
    public let bytes: [UInt8]?

    /// Takes bytes as they are.
    public init(_ bytes: Span<UInt8>) {
        do {
            text = String(copying: try UTF8Span(validating: bytes))
            self.bytes = nil
        } catch {
            let copy = bytes.copied
            text = String(decoding: copy, as: UTF8.self)
            self.bytes = copy
        }
    }

    /// Takes a text.
    public init(_ text: String) {
        self.text = text
        bytes = nil
    }

    /// The bytes as the file has them.
    public var utf8: [UInt8] { bytes ?? Array(text.utf8) }

    /// Whether the bytes begin with those of a text.
    public func starts(with prefix: String) -> Bool { text.startsWithBytes(of: prefix) }

    /// Whether it has no bytes.
    public var isEmpty: Bool { text.utf8.isEmpty }
}

extension ByteString: Hashable {
    /// Whether both are the same bytes.
    public static func == (a: Self, b: Self) -> Bool {
        // Not `==` of the texts: Unicode calls some different bytes equal.
        a.text.utf8.count == b.text.utf8.count && a.text.startsWithBytes(of: b.text)
            && a.bytes == b.bytes
    }

    /// Feeds the bytes.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension String {
    /// Whether the bytes begin with those of a text; `hasPrefix` compares characters and is slow.
    public func startsWithBytes(of prefix: String) -> Bool {
        var bytes = utf8.makeIterator()
        for byte in prefix.utf8 where bytes.next() != byte { return false }
        return true
    }
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

    /// Whether these are the bytes of `text`.
    public func equals(_ text: String) -> Bool {
        count == text.utf8.count && starts(with: text)
    }

    /// Whether these begin with the bytes of `text`.
    public func starts(with text: String) -> Bool {
        var index = 0
        for byte in text.utf8 {
            guard index < count, self[index] == byte else { return false }
            index += 1
        }
        return true
    }
}
