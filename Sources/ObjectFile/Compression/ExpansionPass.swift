/// Expands a file once from its start to its end, and makes what is needed to read it from
/// anywhere later.
public struct ExpansionPass: ~Copyable {
    private let file: FileBytes
    private let method: CompressionMethod
    private let pool: ExpansionPool
    private let part: FilePart
    private let number: Int
    private let mostCheckpoints: Int
    private var cursor: ExpansionCursor
    private var checkpoints: [ExpandedFile.Checkpoint] = []
    private var spacing: UInt64 = 1 << 20
    /// The digest of the compressed bytes, where one was asked for.
    public private(set) var digest: SHA256?

    /// How many bytes were expanded so far.
    public var position: UInt64 { cursor.position }

    /// Starts in front of the first byte.
    ///
    /// `checkpoints` is how many places to go on from are remembered at most.
    ///
    /// - Throws: `limit` where there is no memory for it.
    public init(
        _ file: FileBytes, _ method: CompressionMethod, in pool: ExpansionPool, checkpoints: Int,
        takesDigest: Bool, reading part: FilePart
    ) throws(ParseError) {
        self.file = file
        self.method = method
        self.pool = pool
        self.part = part
        mostCheckpoints = max(2, checkpoints)
        number = pool.addFile()
        cursor = try ExpansionCursor(file, method, part)
        digest = takesDigest ? SHA256() : nil
    }

    /// The next bytes, 64 KiB or what is left; none at the end.
    ///
    /// - Throws: the part's error where the bytes are damaged or end too early.
    public mutating func next() throws(ParseError) -> Bytes {
        var block = [UInt8](repeating: 0, count: ExpansionPool.blockSize)
        var filled = 0
        var sum = digest
        while filled < block.count {
            let more = try cursor.read(
                into: &block, at: filled, block.count - filled, of: file, part,
                { sum?.update($0.span) })
            if more == 0 { break }
            filled += more
            if method == .zstd { addFrame() }
        }
        digest = sum
        if method == .gzip, filled == block.count { addCopy() }
        return Bytes(block, from: 0, count: filled)
    }

    /// Keeps the bytes that came last in memory, where no shorter way leads to them later.
    public func keep(_ block: Bytes) {
        guard method == .zstd, block.count > 0, cursor.position - lastFrame > 1 << 20 else {
            return
        }
        let start = cursor.position - UInt64(block.count)
        let index = start / UInt64(ExpansionPool.blockSize)
        pool.keep(block, ExpansionPool.Key(file: number, block: index))
    }

    /// The file to be read from anywhere; all of it has to have passed.
    public consuming func finish() -> FileBytes {
        FileBytes(
            source: ExpandedFile(
                file: file, method: method, pool: pool, number: number, part: part,
                checkpoints: checkpoints, size: cursor.position))
    }

    private var lastFrame: UInt64 { checkpoints.last?.position ?? 0 }

    private mutating func addFrame() {
        guard cursor.position >= lastFrame + spacing, let rest = cursor.restBehindFrame else {
            return
        }
        add(ExpandedFile.Checkpoint(position: cursor.position, rest: rest, stream: nil))
    }

    private mutating func addCopy() {
        guard cursor.position >= lastFrame + spacing, let rest = cursor.restBehindStream,
            let copy = ExpansionStream(copying: cursor.stream)
        else { return }
        add(ExpandedFile.Checkpoint(position: cursor.position, rest: rest, stream: copy))
    }

    private mutating func add(_ checkpoint: ExpandedFile.Checkpoint) {
        checkpoints.append(checkpoint)
        guard checkpoints.count > mostCheckpoints else { return }
        spacing *= 2
        var kept: [ExpandedFile.Checkpoint] = []
        for (index, checkpoint) in checkpoints.enumerated() where index % 2 == 1 {
            kept.append(checkpoint)
        }
        checkpoints = kept
    }
}
