extension ELF {
    /// Where the bytes of a memory address lie in the file, by the segments that are loaded.
    public struct AddressMap: Hashable, Sendable {
        private let loaded: [Segment]

        /// Makes a map of the `PT_LOAD` segments, or of segments of any type: some readers that are
        /// no loaders go by those.
        public init(_ segments: [Segment], ofAnyType: Bool = false) {
            // A loop, as `filter` would make an array of another kind first.
            var loaded: [Segment] = []
            loaded.reserveCapacity(min(8, segments.count))
            for segment in segments where ofAnyType || segment.type == .load {
                if segment.fileSize > 0 { loaded.append(segment) }
            }
            self.loaded = loaded
        }

        /// Whether nothing is loaded, as in relocatable objects.
        public var isEmpty: Bool { loaded.isEmpty }

        /// The file's bytes from `address` to the end of its segment, nil where it is not mapped.
        ///
        /// Where segments overlap the first one counts, as in Go's own reader.
        public func bytes(from address: VirtualAddress) -> FileRange? {
            for segment in loaded where segment.address <= address {
                let distance = address.rawValue - segment.address.rawValue
                if distance < segment.fileSize { return segment.fileRange?.dropping(distance) }
            }
            return nil
        }

        /// The file's `size` bytes at `address`, nil where not all of them are mapped in one piece.
        public func range(at address: VirtualAddress, size: UInt64) -> FileRange? {
            guard let rest = bytes(from: address), size <= rest.size else { return nil }
            return FileRange(offset: rest.offset, size: size)
        }

        /// The memory address of a place in the file, nil where it is not loaded.
        public func address(of offset: FileOffset) -> VirtualAddress? {
            for segment in loaded where segment.offset <= offset {
                let distance = offset.rawValue - segment.offset.rawValue
                if distance < segment.fileSize {
                    return VirtualAddress(rawValue: segment.address.rawValue &+ distance)
                }
            }
            return nil
        }
    }
}
