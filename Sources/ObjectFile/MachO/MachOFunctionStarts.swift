extension MachO {
    /// Walks the starts of functions (`LC_FUNCTION_STARTS`): distances, each from the one before.
    ///
    /// Spec: `<mach-o/loader.h>`, `LC_FUNCTION_STARTS`.
    public struct FunctionStarts: Sendable {
        private var reader: LinkEditReader
        private var address: UInt64
        private var isDone = false

        /// Starts at the first function of an image that starts at `base`.
        ///
        /// - Throws: `machOFunctionStarts` where the numbers end past the file.
        public init(
            _ range: FileRange, in file: FileBytes, base: VirtualAddress
        ) throws(ParseError) {
            reader = try LinkEditReader(file, range, reading: .functionStarts)
            address = base.rawValue
        }

        /// The address of the next function, nil after the last.
        ///
        /// - Throws: `machOFunctionStarts` where a number has no end or addresses overflow.
        public mutating func next() throws(ParseError) -> VirtualAddress? {
            guard !isDone, !reader.isAtEnd else { return nil }
            let place = reader.offset
            let distance = try reader.unsigned()
            // A zero ends the list; more of them fill it up.
            guard distance > 0 else {
                isDone = true
                return nil
            }
            let (sum, overflow) = address.addingReportingOverflow(distance)
            guard !overflow else {
                throw FilePart.functionStarts.error("go past the greatest address", at: place)
            }
            address = sum
            return VirtualAddress(rawValue: sum)
        }
    }
}
