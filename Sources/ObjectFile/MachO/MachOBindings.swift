extension MachO {
    /// Walks one of the three streams of bindings of `LC_DYLD_INFO`: pointers to symbols.
    ///
    /// Spec: `<mach-o/loader.h>`, "dyld_info_command" and `BIND_OPCODE_*`; for
    /// `BIND_OPCODE_THREADED` dyld, `MachOAnalyzer.cpp`.
    public struct BindCursor: Sendable {
        /// Which of the streams it is.
        public enum Stream: String, Hashable, Sendable {
            /// `bind_off`: bound at the start.
            case bind
            /// `weak_bind_off`: bound to whichever definition wins.
            case weak = "weak-bind"
            /// `lazy_bind_off`: bound when first called.
            case lazy = "lazy-bind"
        }

        private let stream: Stream
        private let limits: Limits
        private let part: FilePart
        private var reader: LinkEditReader
        private var place: FixupPlace
        private var threads: BindThreads
        private var symbol = BoundSymbol()
        private var opcode: FileOffset
        /// How many pointers the last opcode has still to bind.
        private var times: UInt64 = 0
        /// How far they lie apart.
        private var distance: UInt64 = 0
        private var isDone = false

        /// Starts at the first opcode.
        ///
        /// - Throws: `machOBindings` where the opcodes end past the file.
        public init(
            _ stream: Stream, _ range: FileRange, in file: FileBytes, _ segments: [SegmentPlace],
            _ layout: Layout, _ limits: Limits
        ) throws(ParseError) {
            self.stream = stream
            self.limits = limits
            part =
                switch stream {
                case .bind: .bindOpcodes
                case .weak: .weakBindOpcodes
                case .lazy: .lazyBindOpcodes
                }
            reader = try LinkEditReader(file, range, reading: part)
            place = FixupPlace(segments, in: file, layout, reading: part)
            threads = BindThreads(segments, in: file, layout, reading: part)
            opcode = range.offset
            // Streams of lazy bindings do not say their type.
            if stream == .lazy { symbol.type = .pointer }
        }

        /// The next binding, nil after the last.
        ///
        /// - Throws: `machOBindings` where opcodes are damaged or write outside the segments,
        ///   `limit` where they write more than the segments have room for.
        public mutating func next() throws(ParseError) -> Fixup? {
            while true {
                if times > 0 {
                    times -= 1
                    let (segment, address) = try place.use(opcode)
                    place.move(by: distance)
                    return fixup(segment, address)
                }
                if let fixup = try threads.next(opcode) { return fixup }
                if isDone || reader.isAtEnd { return nil }
                if let definition = try step() { return definition }
            }
        }

        private func fixup(_ segment: Int?, _ address: VirtualAddress?) -> Fixup {
            let kind: Fixup.Kind =
                switch stream {
                case .bind: .bind
                case .weak: .weakBind
                case .lazy: .lazyBind
                }
            return symbol.fixup(kind, segment, address, hasLibrary: stream != .weak)
        }

        /// Does what one opcode says; returns what it tells of a definition.
        private mutating func step() throws(ParseError) -> Fixup? {
            opcode = reader.offset
            let byte = try reader.byte()
            let immediate = byte & 0x0f
            switch BindOpcode(rawValue: byte & 0xf0) {
            // In the stream of lazy bindings each one ends so.
            case .done: isDone = stream != .lazy
            case .setOrdinal: symbol.library = LibraryOrdinal(rawValue: Int32(immediate))
            case .setLongOrdinal: symbol.library = try ordinal()
            case .setSpecialOrdinal:
                let negative = immediate == 0 ? 0 : Int8(bitPattern: immediate | 0xf0)
                symbol.library = LibraryOrdinal(rawValue: Int32(negative))
            case .setSymbol:
                symbol.flags = BindFlags(rawValue: immediate)
                symbol.name = try reader.name(limits)
                if stream == .weak, symbol.flags.contains(.nonWeakDefinition) {
                    return fixup(nil, nil)
                }
            case .setType: symbol.type = BindType(rawValue: immediate)
            case .setAddend: symbol.addend = try reader.signed()
            case .setPlace: place.set(segment: Int(immediate), offset: try reader.unsigned())
            case .addAddress: place.move(by: try reader.unsigned())
            case .threaded: try thread(immediate)
            default: try bind(byte)
            }
            return nil
        }

        private mutating func ordinal() throws(ParseError) -> LibraryOrdinal {
            let number = try reader.unsigned()
            guard let ordinal = Int32(exactly: number) else {
                throw part.error("name library \(number)", at: opcode)
            }
            return LibraryOrdinal(rawValue: ordinal)
        }

        private mutating func bind(_ byte: UInt8) throws(ParseError) {
            let size = place.pointerSize
            switch BindOpcode(rawValue: byte & 0xf0) {
            // While there is a table of symbols, this fills it.
            case .bind where threads.isOpen: try threads.add(symbol, opcode)
            case .bind: (times, distance) = (1, size)
            case .bindAddAddress: (times, distance) = (1, try reader.unsigned() &+ size)
            case .bindAddScaled: (times, distance) = (1, UInt64(byte & 0x0f) * size + size)
            case .bindTimesSkipping:
                times = try reader.unsigned()
                distance = try reader.unsigned() &+ size
            default:
                throw part.error("have the unknown opcode \(hexadecimal(byte))", at: opcode)
            }
        }

        private mutating func thread(_ immediate: UInt8) throws(ParseError) {
            switch immediate {
            // `BIND_SUBOPCODE_THREADED_SET_BIND_ORDINAL_TABLE_SIZE_ULEB`
            case 0: threads.open(try reader.unsigned())
            // `BIND_SUBOPCODE_THREADED_APPLY`
            case 1:
                let (segment, address) = try place.use(opcode)
                threads.start(segment, address)
            default:
                throw part.error(
                    "have the unknown opcode \(hexadecimal(0xd0 | immediate))", at: opcode)
            }
        }
    }

    /// What the opcodes have said of a symbol so far.
    struct BoundSymbol: Sendable {
        var name: ByteString = ""
        var flags: BindFlags = []
        var type = BindType(rawValue: 0)
        var library = LibraryOrdinal.own
        var addend: Int64 = 0

        func fixup(
            _ kind: Fixup.Kind, _ segment: Int?, _ address: VirtualAddress?, hasLibrary: Bool
        ) -> Fixup {
            Fixup(
                kind: kind, form: .bind(type), segment: segment, address: address, symbol: name,
                library: hasLibrary ? library : nil, flags: flags, addend: addend)
        }
    }
}
