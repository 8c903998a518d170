internal import CSystemCalls
internal import Synchronization

/// Threads of the system.
enum Threads {
    /// What threads have to do that have been started and have not begun: C calls them with nothing
    /// in hand, and each takes one.
    private static let tasks = Mutex<[@Sendable () -> Void]>([])

    /// Does something in a thread of its own; returns whether the system gave one.
    static func start(_ task: @escaping @Sendable () -> Void) -> Bool {
        tasks.withLock { $0.append(task) }
        let result = goelf_start_thread { Threads.tasks.withLock { $0.popLast() }?() }
        if result != 0 { _ = tasks.withLock { $0.popLast() } }
        return result == 0
    }
}
