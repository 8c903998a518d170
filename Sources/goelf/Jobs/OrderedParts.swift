internal import CSystemCalls
internal import GoReport
internal import ObjectFile
internal import Synchronization

/// Puts the parts of a report, which several threads make at the same time, into their order.
///
/// The part whose turn it is goes out as it is written. What is written of others is kept, and where
/// that becomes too much their threads wait, so that memory is bounded.
final class OrderedParts: Sendable {
    /// What was written of a part whose turn has not come.
    private struct Kept: Sendable {
        var pieces: [(bytes: [UInt8], isError: Bool)] = []
        /// How it is ended; nil while it is being written.
        var end: (@Sendable (inout Report) -> Void)?
    }

    private struct State {
        var report: Report
        /// The number of the part that goes out.
        var turn = 0
        var kept: [Int: Kept] = [:]
        /// How many bytes are kept.
        var size = 0

        /// Writes what was kept of the part whose turn it is, and where that has ended, of those
        /// behind.
        mutating func goOn() {
            while let part = kept.removeValue(forKey: turn) {
                for piece in part.pieces {
                    report.write(piece.bytes.span, isError: piece.isError)
                    size -= piece.bytes.count
                }
                guard let end = part.end else { return }
                end(&report)
                turn += 1
            }
        }
    }

    private let state: Mutex<State>
    private let most: Int

    /// Takes the whole report, and how many bytes are kept at most, but for those in hand.
    init(_ report: consuming sending Report, keeping most: Int) {
        state = Mutex(State(report: report))
        self.most = most
    }

    /// Whether writing more makes sense.
    var isOpen: Bool { state.withLock { $0.report.isOpen } }

    /// Takes what was written of a part; returns the error number of a failure to write.
    func write(_ bytes: Span<UInt8>, isError: Bool, of part: Int) -> Int32 {
        let failure = state.withLock { state in
            if state.turn == part {
                state.report.write(bytes, isError: isError)
            } else {
                state.kept[part, default: Kept()].pieces.append((bytes.copied, isError))
                state.size += bytes.count
            }
            return state.report.failure
        }
        waitForRoom(behind: part)
        return failure
    }

    /// Takes the end of a part.
    func end(_ part: Int, _ end: @escaping @Sendable (inout Report) -> Void) {
        state.withLock { state in
            state.kept[part, default: Kept()].end = end
            if state.turn == part { state.goOn() }
        }
        goelf_tell_change()
        waitForRoom(behind: part)
    }

    /// Waits until as many parts have been written, then asks the whole report something.
    func answer(
        behind count: Int, _ question: @Sendable (inout Report) -> Int32
    ) -> Int32 {
        wait { $0.turn < count }
        return state.withLock { question(&$0.report) }
    }

    /// Waits while too much is kept, unless it is this part's turn, or past it.
    private func waitForRoom(behind part: Int) {
        wait { [most] in $0.turn < part && $0.size > most }
    }

    private func wait(while hasToWait: @Sendable (State) -> Bool) {
        while true {
            let seen = goelf_changes()
            guard state.withLock({ hasToWait($0) }) else { return }
            goelf_wait_for_change(seen)
        }
    }
}
