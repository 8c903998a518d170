internal import CSystemCalls
internal import GoInspect
internal import GoReport
internal import ObjectFile
internal import Synchronization

/// Several threads that read files at the same time and make one report of them.
///
/// Each takes the next file, makes its part of the report, and takes another. What comes out is what
/// one thread would write.
final class Crew: Sendable {
    private struct State: Sendable {
        var files: FileQueue
        /// How many items were taken.
        var count = 0
        /// How many threads more there may be.
        var free: Int
    }

    private let state: Mutex<State>
    private let parts: OrderedParts
    private let request: Request
    private let expectations: Expectations?

    /// How much output is kept till its turn comes, of all threads together.
    private static let kept = 64 << 20
    /// How many files one thread has open at most, as far as can be told: a program with all its
    /// libraries.
    private static let filesOpen = 64
    /// More threads than these gain nothing.
    private static let most = 256

    init(
        _ jobs: Int, _ files: FileQueue, _ request: Request, _ expectations: Expectations?,
        writing report: consuming sending Report
    ) {
        let room = Int(goelf_open_more_files()) / Self.filesOpen
        let jobs = max(1, min(jobs, room, Self.most))
        state = Mutex(State(files: files, free: jobs - 1))
        parts = OrderedParts(report, keeping: Self.kept)
        self.request = request
        self.expectations = expectations
    }

    /// Reads all files, then lets the report be ended; returns the exit status.
    func run(_ end: @Sendable (inout Report) -> Int32) -> Int32 {
        work()
        return parts.answer(behind: state.withLock { $0.count }, end)
    }

    /// Looks at one file after the other until none is left.
    private func work() {
        while let (number, item) = next() {
            switch item {
            case .remark(let remark): parts.end(number, remark)
            case .file(var inspection, let isWalked):
                startAnother()
                let part = part(number, &inspection, isWalked)
                parts.end(number) { $0.add(part) }
            }
        }
    }

    private func next() -> (number: Int, item: FileQueue.Item)? {
        let isOpen = parts.isOpen
        return state.withLock { state in
            guard let item = state.files.next(isOpen: isOpen) else { return nil }
            state.count += 1
            return (state.count - 1, item)
        }
    }

    /// Starts a thread more, as there was a file for this one.
    private func startAnother() {
        let isFree = state.withLock { state in
            state.free -= 1
            return state.free >= 0
        }
        // Where the system gives no more, fewer do the work.
        if isFree { _ = Threads.start { self.work() } }
    }

    private func part(
        _ number: Int, _ inspection: inout Inspection, _ isWalked: Bool
    ) -> ReportPart {
        let parts = parts
        var report = Report(
            partOf: request, expecting: expectations,
            to: ByteWriter { parts.write($0, isError: false, of: number) },
            errors: ByteWriter { parts.write($0, isError: true, of: number) })
        report.add(&inspection, isWalked: isWalked)
        return report.endPart()
    }
}
