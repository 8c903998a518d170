extension MachO {
    /// Where the loader looks for a symbol: in a library by its number among those that the image
    /// loads, counted from 1, or elsewhere.
    ///
    /// Spec: `<mach-o/loader.h>`, `BIND_SPECIAL_DYLIB_*`.
    public struct LibraryOrdinal: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
        /// The number, not above 0 for those that name no library.
        public let rawValue: Int32

        /// Makes an ordinal of any number, known or not.
        public init(rawValue: Int32) { self.rawValue = rawValue }

        /// `BIND_SPECIAL_DYLIB_SELF`: in the image itself.
        public static let own = Self(rawValue: 0)
        /// `BIND_SPECIAL_DYLIB_MAIN_EXECUTABLE`: in the program.
        public static let mainExecutable = Self(rawValue: -1)
        /// `BIND_SPECIAL_DYLIB_FLAT_LOOKUP`: in all images, in the order loaded.
        public static let flatLookup = Self(rawValue: -2)
        /// `BIND_SPECIAL_DYLIB_WEAK_LOOKUP`: in all images that have weak definitions.
        public static let weakLookup = Self(rawValue: -3)

        /// Those that name no library, with their names.
        public static let names: [(value: Int32, name: String)] = [
            (0, "BIND_SPECIAL_DYLIB_SELF"),
            (-1, "BIND_SPECIAL_DYLIB_MAIN_EXECUTABLE"),
            (-2, "BIND_SPECIAL_DYLIB_FLAT_LOOKUP"),
            (-3, "BIND_SPECIAL_DYLIB_WEAK_LOOKUP"),
        ]

        /// The specification's name, nil where it is the number of a library or unknown.
        public var name: String? { Self.names.first { $0.value == rawValue }?.name }
    }
}

extension MachO.LibraryOrdinal: CustomStringConvertible {
    /// The specification's name, or the number.
    public var description: String { name ?? String(rawValue) }
}
