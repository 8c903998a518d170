/// The bytes of a compressed file, to be read from anywhere: only what is asked for is expanded,
/// and what lies between it and the nearest place from where that is possible.
///
/// Of gzip such places are made every megabyte or more, 40 KiB each; of zstd they are the starts of
/// its frames, of which there may be just one.
public struct ExpandedFile: ByteSource {
    /// A place from which the file can be expanded.
    struct Checkpoint: Sendable {
        /// How many expanded bytes lie in front of it.
        let position: UInt64
        /// The compressed bytes behind it.
        let rest: FileRange
        /// A stream to be copied; nil for a new one.
        let stream: ExpansionStream?
    }

    let file: FileBytes
    let method: CompressionMethod
    let pool: ExpansionPool
    let number: Int
    let part: FilePart
    let checkpoints: [Checkpoint]
    /// How many bytes the file has, expanded.
    public let size: UInt64

    private static var blockSize: UInt64 { UInt64(ExpansionPool.blockSize) }
    /// How many blocks in front of the one wanted are remembered.
    private static let blocksBefore: UInt64 = 16

    /// Expands a range.
    public func bytes(at offset: UInt64, count: Int) throws(ParseError) -> Bytes {
        guard count > 0 else { return Bytes([]) }
        let first = offset / Self.blockSize
        let start = Int(offset % Self.blockSize)
        let block = try block(first)
        if start + count <= block.count { return block.slice(from: start, count: count) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        bytes.append(block, from: start, most: count)
        var number = first + 1
        while bytes.count < count {
            let next = try self.block(number)
            guard next.count > 0 else { break }
            bytes.append(next, from: 0, most: count - bytes.count)
            number += 1
        }
        guard bytes.count == count else { throw changed() }
        return Bytes(bytes)
    }

    private func changed() -> ParseError {
        ParseError(
            .shrank, "gives fewer bytes than when it was read first", at: .start,
            in: part.description)
    }

    private func block(_ wanted: UInt64) throws(ParseError) -> Bytes {
        let key = ExpansionPool.Key(file: number, block: wanted)
        if let block = pool.block(key) { return block }
        let start = wanted * Self.blockSize
        guard start < size else { throw changed() }
        var cursor = try cursor(before: start)
        var piece = [UInt8](repeating: 0, count: ExpansionPool.blockSize)
        // Frames of zstd start anywhere, blocks do not.
        let odd = cursor.position % Self.blockSize
        if odd != 0 { _ = try fill(&piece, Int(Self.blockSize - odd), &cursor) }
        while true {
            let number = cursor.position / Self.blockSize
            let count = try fill(&piece, ExpansionPool.blockSize, &cursor)
            guard number == wanted || count == ExpansionPool.blockSize else { throw changed() }
            guard number + Self.blocksBefore >= wanted else { continue }
            let block = Bytes(piece, from: 0, count: count)
            pool.remember(block, ExpansionPool.Key(file: self.number, block: number))
            guard number == wanted else {
                piece = [UInt8](repeating: 0, count: ExpansionPool.blockSize)
                continue
            }
            pool.putCursor(cursor, of: self.number)
            return block
        }
    }

    private func fill(
        _ piece: inout [UInt8], _ count: Int, _ cursor: inout ExpansionCursor
    ) throws(ParseError) -> Int {
        var filled = 0
        while filled < count {
            let more = try cursor.read(
                into: &piece, at: filled, count - filled, of: file, part, { _ in })
            if more == 0 { break }
            filled += more
        }
        return filled
    }

    /// What expands the bytes from `position` on with the fewest in front of them.
    private func cursor(before position: UInt64) throws(ParseError) -> ExpansionCursor {
        var low = 0
        var high = checkpoints.count
        while low < high {
            let middle = (low + high) / 2
            if checkpoints[middle].position <= position { low = middle + 1 } else { high = middle }
        }
        let nearest = low > 0 ? checkpoints[low - 1] : nil
        if let waiting = pool.takeCursor(of: number, before: position) {
            if waiting.position >= nearest?.position ?? 0 { return waiting }
            pool.putCursor(waiting, of: number)
        }
        guard let nearest else { return try ExpansionCursor(file, method, part) }
        let stream =
            nearest.stream.map { ExpansionStream(copying: $0) } ?? ExpansionStream(method)
        guard let stream else { throw ExpansionCursor.noMemory(part) }
        return ExpansionCursor(stream, rest: nearest.rest, position: nearest.position)
    }
}

extension [UInt8] {
    /// Adds bytes from a place on, no more than `most`.
    fileprivate mutating func append(_ block: Bytes, from start: Int, most: Int) {
        let part = block.slice(from: start, count: most)
        let span = part.span
        for index in span.indices { append(span[index]) }
    }
}
