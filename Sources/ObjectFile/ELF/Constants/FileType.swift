extension ELF {
    /// `e_type`: what kind of object file it is.
    ///
    /// Spec: gABI 4.1, ch. 4, "ELF Header".
    public struct FileType: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt16

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// `ET_NONE`: no type was set.
        public static let unspecified = Self(rawValue: 0)
        /// `ET_REL`: input for a linker: an object file or a kernel module.
        public static let relocatable = Self(rawValue: 1)
        /// `ET_EXEC`: a program at fixed addresses.
        public static let executable = Self(rawValue: 2)
        /// `ET_DYN`: a shared library, or a program that may be loaded anywhere.
        public static let sharedObject = Self(rawValue: 3)
        /// `ET_CORE`: the memory of a process that died.
        public static let core = Self(rawValue: 4)

        /// The values known here.
        public static let names: [(value: UInt16, name: String)] = [
            (0, "ET_NONE"),
            (1, "ET_REL"),
            (2, "ET_EXEC"),
            (3, "ET_DYN"),
            (4, "ET_CORE"),
        ]
    }
}
