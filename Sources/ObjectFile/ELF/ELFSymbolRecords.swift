public import CSystemCalls

extension ELF {
    /// Walks the records of a symbol table whose bytes are at hand, as fast as C does.
    ///
    /// It is for tables of hundreds of thousands. `SymbolCursor` reads tables out of files and needs less memory.
    ///
    /// Where the layout is a constant, the loop has no branch for it; so switch on it once, outside.
    public struct SymbolRecords: ~Escapable {
        @usableFromInline let bytes: Span<UInt8>
        @usableFromInline let layout: Layout
        @usableFromInline var start = 0

        /// Starts at record 0, which is never a symbol.
        @inlinable
        @_lifetime(copy bytes)
        public init(_ bytes: Span<UInt8>, _ layout: Layout) {
            self.bytes = bytes
            self.layout = layout
        }

        /// The next record, nil where no whole one is left.
        ///
        /// Its `index` is 0: count where it matters.
        @inlinable
        @inline(__always)
        @_lifetime(self: copy self)
        public mutating func next() -> Symbol? {
            let size = Symbol.recordSize(layout)
            guard bytes.count &- start >= size else { return nil }
            let record = bytes.extracting(start..<(start &+ size))
            start &+= size
            return Symbol(record, at: 0, layout)
        }
    }

    /// The names of a table that is at hand.
    ///
    /// Spec: gABI 4.1, ch. 4, "String Table".
    public struct StringTable: ~Escapable {
        @usableFromInline let bytes: Span<UInt8>

        /// Makes a table of the bytes of its section.
        @inlinable
        @_lifetime(copy bytes)
        public init(_ bytes: Span<UInt8>) { self.bytes = bytes }

        /// The name that starts at an offset, without the zero behind it: empty where it starts
        /// outside, and up to the table's end where no zero follows.
        @inlinable
        @inline(__always)
        @_lifetime(copy self)
        public func name(at offset: UInt32) -> Span<UInt8> {
            let start = Swift.min(Int(offset), bytes.count)
            let rest = bytes.extracting(start..<bytes.count)
            return rest.extracting(0..<goelf_length(rest))
        }
    }
}
