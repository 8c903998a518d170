/// An open set of numbers of which a part belongs to the processor's supplement, where one number
/// means different things on different machines.
public protocol ProcessorConstant: OpenConstant {
    /// The names that one machine's supplement gives, in numeric order.
    static func names(on machine: ELF.Machine) -> [(value: RawValue, name: String)]
}

extension ProcessorConstant {
    /// The specification's name on this machine, nil for a value unknown there.
    public func name(on machine: ELF.Machine) -> String? {
        Self.names(on: machine).first { $0.value == rawValue }?.name ?? name
    }

    /// The specification's name on this machine, or the value as `0x…`.
    public func description(on machine: ELF.Machine) -> String {
        name(on: machine) ?? description
    }
}
