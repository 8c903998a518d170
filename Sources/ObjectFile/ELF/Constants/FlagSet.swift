/// A set of bits that a specification or a vendor may extend.
///
/// Bits without a name are kept and printed in hexadecimal, never refused.
public protocol FlagSet: OptionSet, Hashable, Sendable, BitwiseCopyable
where RawValue: UnsignedInteger & FixedWidthInteger & Sendable {
    /// The bits known here with their names in the specification, in numeric order.
    static var names: [(value: RawValue, name: String)] { get }
}

extension FlagSet {
    /// The names of the bits set, in numeric order, and last the bits left over as one `0x…`.
    @inlinable public var labels: [String] {
        var rest = rawValue
        var labels: [String] = []
        for (bit, name) in Self.names where rest & bit != 0 {
            labels.append(name)
            rest &= ~bit
        }
        if rest != 0 { labels.append("0x" + String(rest, radix: 16)) }
        return labels
    }
}

/// A set of bits of which some belong to the processor's supplement, where one bit means different
/// things on different machines.
public protocol ProcessorFlagSet: FlagSet {
    /// The names that one machine's supplement gives, in numeric order.
    static func names(on machine: ELF.Machine) -> [(value: RawValue, name: String)]
}

extension ProcessorFlagSet {
    /// The names of the bits set on this machine, in numeric order, and last those left over.
    ///
    /// Where machine and specification both name a bit, the machine's name is given.
    @inlinable public func labels(on machine: ELF.Machine) -> [String] {
        let own = Self.names(on: machine)
        if own.isEmpty { return labels }
        var labels: [String] = []
        var (rest, unknown): (RawValue, RawValue) = (rawValue, 0)
        while rest != 0 {
            let bit = rest & (~rest &+ 1)
            rest &= ~bit
            if let name = Self.name(of: bit, in: own) ?? Self.name(of: bit, in: Self.names) {
                labels.append(name)
            } else {
                unknown |= bit
            }
        }
        if unknown != 0 { labels.append("0x" + String(unknown, radix: 16)) }
        return labels
    }

    @inlinable static func name(
        of bit: RawValue, in names: [(value: RawValue, name: String)]
    ) -> String? {
        for entry in names where entry.value == bit { return entry.name }
        return nil
    }
}
