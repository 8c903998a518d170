extension MachO {
    /// `maxprot`, `initprot`: what may be done with a segment's memory.
    ///
    /// Spec: `<mach/vm_prot.h>`.
    public struct Protection: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt32

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `VM_PROT_READ`: it may be read.
        public static let read = Self(rawValue: 1)
        /// `VM_PROT_WRITE`: it may be changed.
        public static let write = Self(rawValue: 2)
        /// `VM_PROT_EXECUTE`: what is in it may run.
        public static let execute = Self(rawValue: 4)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt32, name: String)] = [
            (1, "VM_PROT_READ"),
            (2, "VM_PROT_WRITE"),
            (4, "VM_PROT_EXECUTE"),
        ]
    }
}
