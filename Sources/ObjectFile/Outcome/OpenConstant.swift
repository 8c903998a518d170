/// A set of numbers that a specification or a vendor may extend.
///
/// A value without a name is kept and printed in hexadecimal, never refused.
public protocol OpenConstant: RawRepresentable, Hashable, Sendable, BitwiseCopyable,
    CustomStringConvertible
where RawValue: UnsignedInteger & FixedWidthInteger & Sendable {
    /// The values known here with their names in the specification, in the order declared.
    static var names: [(value: RawValue, name: String)] { get }
}

extension OpenConstant {
    // These are inlinable because a call that is generic across modules takes 30 times as long.

    /// The specification's name, nil for a value unknown here.
    @inlinable public var name: String? {
        for entry in Self.names where entry.value == rawValue { return entry.name }
        return nil
    }

    /// The specification's name, or the value as `0x…`.
    @inlinable public var description: String {
        name ?? "0x" + String(rawValue, radix: 16)
    }
}
