extension MachO {
    /// Where a segment lies in memory and in the file: what fixups count from.
    public struct SegmentPlace: Hashable, Sendable {
        /// Where it starts in memory.
        public let address: UInt64
        /// How many bytes it has in memory.
        public let size: UInt64
        /// Its bytes in the file.
        public let range: FileRange

        /// Makes a place.
        public init(address: UInt64, size: UInt64, range: FileRange) {
            self.address = address
            self.size = size
            self.range = range
        }
    }

    /// A pointer that the loader writes when it has placed the image and its libraries.
    public struct Fixup: Hashable, Sendable {
        /// What the pointer is for.
        public enum Kind: String, Hashable, Sendable {
            /// It points into the image itself, and moves with it.
            case rebase
            /// It points to a symbol, and is set before the program starts.
            case bind
            /// It points to whichever definition of a symbol wins in the process.
            case weakBind = "weak-bind"
            /// It points to a function, and is set when that is first called.
            case lazyBind = "lazy-bind"
        }

        /// How the pointer is to be written.
        public enum Form: Hashable, Sendable {
            /// As an opcode of bindings says.
            case bind(BindType)
            /// As an opcode of rebases says.
            case rebase(RebaseType)
            /// As the pointer itself says.
            case chained(ChainedPointerFormat)
        }

        /// What the pointer is for.
        public let kind: Kind
        /// How the pointer is to be written.
        public let form: Form
        /// The place of its segment among all, from 0; nil where nothing is written: the image only
        /// tells that its definition of the symbol is not weak.
        public let segment: Int?
        /// Where the pointer lies; nil as above.
        public let address: VirtualAddress?
        /// The symbol it is bound to, nil where there is none.
        public var symbol: ByteString?
        /// Where the symbol is looked for, nil where there is none.
        public var library: LibraryOrdinal?
        /// What is said of the symbol.
        public var flags: BindFlags = []
        /// What is added to the symbol's address.
        public var addend: Int64 = 0
        /// Where it points to in this image, where the pointer itself says so.
        public var target: VirtualAddress?
        /// How the pointer is signed, nil where it is not.
        public var authentication: PointerAuthentication?
    }

    /// How a pointer of arm64e is signed.
    public struct PointerAuthentication: Hashable, Sendable {
        /// The key that it is signed with.
        public enum Key: UInt8, Hashable, Sendable {
            /// `IA`: the first one for code.
            case ia
            /// `IB`: the second one for code.
            case ib
            /// `DA`: the first one for data.
            case da
            /// `DB`: the second one for data.
            case db
        }

        /// The key that it is signed with.
        public let key: Key
        /// The number that is mixed in.
        public let diversity: UInt16
        /// Whether the place of the pointer is mixed in, too.
        public let usesAddress: Bool

        /// Says how a pointer is signed.
        public init(key: Key, diversity: UInt16, usesAddress: Bool) {
            self.key = key
            self.diversity = diversity
            self.usesAddress = usesAddress
        }
    }
}

extension MachO.Fixup.Form: CustomStringConvertible {
    /// The specification's name of the type or the pointer format.
    public var description: String {
        switch self {
        case .bind(let type): type.description
        case .rebase(let type): type.description
        case .chained(let format): format.description
        }
    }
}

extension MachO {
    /// The place that opcodes write to, and how often they may: a pointer takes room in the file.
    struct FixupPlace: Sendable {
        private let segments: [SegmentPlace]
        private let part: FilePart
        let pointerSize: UInt64
        private var pointersLeft: UInt64
        private var segment: Int?
        private var offset: UInt64 = 0

        init(
            _ segments: [SegmentPlace], in file: FileBytes, _ layout: Layout, reading part: FilePart
        ) {
            self.segments = segments
            self.part = part
            pointerSize = layout.wordSize
            var bytes: UInt64 = 0
            for segment in segments {
                bytes = bytes.addingReportingOverflow(segment.range.size).partialValue
                // Segments lie apart from each other, so that all are no longer than the file.
                guard bytes < file.size else {
                    bytes = file.size
                    break
                }
            }
            pointersLeft = bytes / layout.wordSize
        }

        mutating func set(segment: Int, offset: UInt64) {
            self.segment = segment
            self.offset = offset
        }

        /// Moves the place; what overflows moves it back, as linkers have it.
        mutating func move(by distance: UInt64) { offset &+= distance }

        /// Uses the place up for one pointer, which is `opcode`'s.
        mutating func use(
            _ opcode: FileOffset
        ) throws(ParseError) -> (segment: Int, address: VirtualAddress) {
            guard let segment else {
                throw part.error("write before they say where", at: opcode)
            }
            guard segment < segments.count else {
                throw part.error(
                    "write to segment \(segment) of \(segments.count)", at: opcode)
            }
            let place = segments[segment]
            guard place.size >= pointerSize, offset <= place.size - pointerSize else {
                throw part.error(
                    "write at \(hexadecimal(offset)) in segment \(segment), which has"
                        + " \(hexadecimal(place.size)) bytes", at: opcode)
            }
            guard pointersLeft > 0 else {
                throw part.limit("write more pointers than the segments have room for", at: opcode)
            }
            pointersLeft -= 1
            return (segment, VirtualAddress(rawValue: place.address &+ offset))
        }
    }
}
