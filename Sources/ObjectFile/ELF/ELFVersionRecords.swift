extension ELF {
    /// Walks the records of a version table: each says how many bytes further on the next one lies,
    /// 0 at the last, and each has a chain of smaller ones of the same kind.
    struct VersionRecords {
        private struct Chain {
            var rest: FileRange
            var left: UInt64

            func following(_ next: UInt64) -> Self {
                Self(rest: rest.dropping(next), left: next == 0 ? 0 : left - 1)
            }
        }

        private let order: ByteOrder
        private let part: FilePart
        private let limit: Int
        private var window: ReadAhead
        private var outer: Chain
        private var inner: Chain?
        private var count = 0
        /// Where the record we are at starts in the window.
        private var place = 0
        /// From the first byte of the record we are at to the end of what is mapped.
        private(set) var rest = FileRange.first(0)

        init(
            _ file: FileBytes, _ range: FileRange, count: UInt64, _ layout: Layout, limit: Int,
            _ part: FilePart
        ) {
            order = layout.byteOrder
            self.part = part
            self.limit = limit
            window = ReadAhead(file)
            outer = Chain(rest: range, left: count)
        }

        /// Goes to the next record of the chain we are in; returns whether there is one.
        mutating func next(recordSize: UInt64) throws(ParseError) -> Bool {
            let chain = inner ?? outer
            guard chain.left > 0 else { return false }
            guard count < limit else {
                throw part.limit("has more than \(limit) records", at: chain.rest.offset)
            }
            guard let range = chain.rest.first(recordSize) else {
                throw part.error("ends inside a record", at: chain.rest.offset)
            }
            count += 1
            place = try window.place(of: range, reading: part)
            rest = chain.rest
            return true
        }

        /// A number of 16 bits in the record we are at.
        @inline(__always)
        func half(at index: Int) -> UInt16 {
            window.window.span.number16(at: place &+ index, order)
        }

        /// A number of 32 bits in the record we are at.
        @inline(__always)
        func word(at index: Int) -> UInt32 {
            window.window.span.number32(at: place &+ index, order)
        }

        /// Goes into the chain of a record.
        mutating func enter(_ rest: FileRange, count: UInt16) {
            inner = Chain(rest: rest, left: UInt64(count))
        }

        /// Goes on in the inner chain, to the record `next` bytes after this one.
        mutating func advance(by next: UInt64) {
            guard let chain = inner else { return }
            inner = chain.following(next)
        }

        /// Leaves the inner chain, and goes on in the outer one.
        mutating func leave(next: UInt64) {
            inner = nil
            outer = outer.following(next)
        }
    }
}
