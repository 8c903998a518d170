import ObjectFile

/// One set of constants in a form that tests can go through.
struct ConstantTable: Sendable, CustomStringConvertible {
    let description: String
    let names: [Entry]
    let machineNames: [MachineNames]
    let declared: [Declared]

    struct Entry: Sendable {
        let value: UInt64
        let name: String
    }

    struct MachineNames: Sendable {
        let machine: ELF.Machine
        let names: [Entry]
    }

    /// A constant's name in the specification, and the one it says itself.
    struct Declared: Sendable {
        let expected: String
        let given: String
    }

    init<T: OpenConstant>(_ type: T.Type, _ declared: [(T, String)]) {
        description = "\(type)"
        names = Self.entries(T.names)
        machineNames = []
        self.declared = declared.map { Declared(expected: $1, given: $0.description) }
    }

    init<T: ProcessorConstant>(
        _ type: T.Type, _ declared: [(T, String)],
        onMachines machineDeclared: [(T, ELF.Machine, String)]
    ) {
        description = "\(type)"
        names = Self.entries(T.names)
        machineNames = ELF.Machine.names.map {
            let machine = ELF.Machine(rawValue: $0.value)
            return MachineNames(machine: machine, names: Self.entries(T.names(on: machine)))
        }
        self.declared =
            declared.map { Declared(expected: $1, given: $0.description) }
            + machineDeclared.map { Declared(expected: $2, given: $0.description(on: $1)) }
    }

    init<T: FlagSet>(_ type: T.Type, _ declared: [(T, String)]) {
        description = "\(type)"
        names = Self.entries(T.names)
        machineNames = []
        self.declared = declared.map {
            Declared(expected: $1, given: $0.labels.joined(separator: " "))
        }
    }

    init<T: ProcessorFlagSet>(
        _ type: T.Type, _ declared: [(T, String)],
        onMachines machineDeclared: [(T, ELF.Machine, String)]
    ) {
        description = "\(type)"
        names = Self.entries(T.names)
        machineNames = ELF.Machine.names.map {
            let machine = ELF.Machine(rawValue: $0.value)
            return MachineNames(machine: machine, names: Self.entries(T.names(on: machine)))
        }
        self.declared =
            declared.map { Declared(expected: $1, given: $0.labels.joined(separator: " ")) }
            + machineDeclared.map {
                Declared(expected: $2, given: $0.labels(on: $1).joined(separator: " "))
            }
    }

    private static func entries<V: FixedWidthInteger>(
        _ names: [(value: V, name: String)]
    ) -> [Entry] {
        names.map { Entry(value: UInt64($0.value), name: $0.name) }
    }
}
