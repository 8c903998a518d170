internal import Synchronization

/// What several compressed files share: expanded blocks and open decompressors, as many as memory
/// is set aside for.
public final class ExpansionPool: Sendable {
    struct Key: Hashable, Sendable {
        let file: Int
        let block: UInt64
    }

    private struct State: Sendable {
        var files = 0
        var blocks: [Key: Bytes] = [:]
        /// The blocks in the order in which they came; the oldest is at `next` once it is full.
        var order: [Key] = []
        var next = 0
        var kept: [Key: Bytes] = [:]
        var keptBytes = 0
        var cursors: [(file: Int, cursor: ExpansionCursor)] = []
    }

    /// How many bytes a block has.
    static let blockSize = 1 << 16
    /// How many blocks are remembered: 32 MiB.
    private static let mostBlocks = 512
    /// How many bytes are kept of what cannot be reached by a shorter way.
    private static let mostKeptBytes = 64 << 20
    /// How many decompressors stay where they are, to go on from there.
    private static let mostCursors = 4

    private let state = Mutex(State())

    /// Makes a pool with nothing in it.
    public init() {}

    /// A number for one more file.
    func addFile() -> Int {
        state.withLock { state in
            state.files += 1
            return state.files
        }
    }

    func block(_ key: Key) -> Bytes? {
        state.withLock { $0.kept[key] ?? $0.blocks[key] }
    }

    func remember(_ block: Bytes, _ key: Key) {
        state.withLock { state in
            guard state.blocks.updateValue(block, forKey: key) == nil else { return }
            guard state.order.count == Self.mostBlocks else { return state.order.append(key) }
            state.blocks[state.order[state.next]] = nil
            state.order[state.next] = key
            state.next = (state.next + 1) % Self.mostBlocks
        }
    }

    /// Keeps a block for good, where there is room for it.
    func keep(_ block: Bytes, _ key: Key) {
        state.withLock { state in
            guard state.keptBytes + block.count <= Self.mostKeptBytes else { return }
            guard state.kept.updateValue(block, forKey: key) == nil else { return }
            state.keptBytes += block.count
        }
    }

    /// Takes out the decompressor of a file that stands in front of a place and nearest to it.
    func takeCursor(of file: Int, before position: UInt64) -> ExpansionCursor? {
        state.withLock { state in
            var best: Int?
            for (index, entry) in state.cursors.enumerated()
            where entry.file == file && entry.cursor.position <= position {
                if let best, state.cursors[best].cursor.position >= entry.cursor.position {
                    continue
                }
                best = index
            }
            return best.map { state.cursors.remove(at: $0).cursor }
        }
    }

    /// Puts a decompressor back; the one that waited longest goes where there are too many.
    func putCursor(_ cursor: ExpansionCursor, of file: Int) {
        // Bound first: closing one takes time, and needs no lock.
        let oldest: ExpansionCursor? = state.withLock { state in
            state.cursors.append((file, cursor))
            return state.cursors.count > Self.mostCursors ? state.cursors.removeFirst().cursor : nil
        }
        _ = oldest
    }
}
