extension MachO {
    /// Walks the rebases of `LC_DYLD_INFO`: the pointers into the image itself.
    ///
    /// Spec: `<mach-o/loader.h>`, "dyld_info_command" and `REBASE_OPCODE_*`.
    public struct RebaseCursor: Sendable {
        private var reader: LinkEditReader
        private var place: FixupPlace
        private var type = RebaseType(rawValue: 0)
        private var opcode: FileOffset
        /// How many pointers the last opcode has still to rebase.
        private var times: UInt64 = 0
        /// How far they lie apart.
        private var distance: UInt64 = 0
        private var isDone = false

        /// Starts at the first opcode.
        ///
        /// - Throws: `machOBindings` where the opcodes end past the file.
        public init(
            _ range: FileRange, in file: FileBytes, _ segments: [SegmentPlace], _ layout: Layout
        ) throws(ParseError) {
            reader = try LinkEditReader(file, range, reading: .rebaseOpcodes)
            place = FixupPlace(segments, in: file, layout, reading: .rebaseOpcodes)
            opcode = range.offset
        }

        /// The next rebase, nil after the last.
        ///
        /// - Throws: `machOBindings` where opcodes are damaged or write outside the segments,
        ///   `limit` where they write more than the segments have room for.
        public mutating func next() throws(ParseError) -> Fixup? {
            while times == 0 {
                if isDone || reader.isAtEnd { return nil }
                try step()
            }
            times -= 1
            let (segment, address) = try place.use(opcode)
            place.move(by: distance)
            return Fixup(kind: .rebase, form: .rebase(type), segment: segment, address: address)
        }

        private mutating func step() throws(ParseError) {
            opcode = reader.offset
            let byte = try reader.byte()
            let immediate = UInt64(byte & 0x0f)
            let size = place.pointerSize
            switch RebaseOpcode(rawValue: byte & 0xf0) {
            case .done: isDone = true
            case .setType: type = RebaseType(rawValue: UInt8(immediate))
            case .setPlace: place.set(segment: Int(immediate), offset: try reader.unsigned())
            case .addAddress: place.move(by: try reader.unsigned())
            case .addScaled: place.move(by: immediate * size)
            case .rebaseTimes: (times, distance) = (immediate, size)
            case .rebaseManyTimes: (times, distance) = (try reader.unsigned(), size)
            case .rebaseAddAddress: (times, distance) = (1, try reader.unsigned() &+ size)
            case .rebaseTimesSkipping:
                times = try reader.unsigned()
                distance = try reader.unsigned() &+ size
            default:
                throw FilePart.rebaseOpcodes.error(
                    "have the unknown opcode \(hexadecimal(byte))", at: opcode)
            }
        }
    }
}
