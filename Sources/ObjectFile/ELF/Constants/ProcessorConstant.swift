/// An open set of numbers of which a part belongs to the processor's supplement, where one number
/// means different things on different machines.
public protocol ProcessorConstant: OpenConstant {
    /// The names that one machine's supplement gives, in numeric order.
    static func names(on machine: ELF.Machine) -> [(value: RawValue, name: String)]
}

extension ProcessorConstant {
    /// The specification's name on this machine, nil for a value unknown there.
    @inlinable public func name(on machine: ELF.Machine) -> String? {
        for entry in Self.names(on: machine) where entry.value == rawValue { return entry.name }
        return name
    }

    /// The specification's name on this machine, or the value as `0x…`.
    @inlinable public func description(on machine: ELF.Machine) -> String {
        name(on: machine) ?? description
    }
}
