internal import ObjectFile

/// The functions that run before `main.main`, one number in the function table each.
public struct InitOrder: Hashable, Sendable {
    /// What the order was read from.
    public enum Source: String, Hashable, Sendable {
        /// The tasks that the runtime's module data list (Go 1.21 and later): the order in which
        /// they run.
        case moduleData = "module data"
        /// The tasks of each package and what they depend on, found by symbols (Go 1.13 to 1.20):
        /// the order in which they run.
        case symbols = "symbols"
        /// Nothing but the names of functions: the order of the function table, which is not that
        /// in which they run.
        case table = "function table"
    }

    /// What the order was read from.
    public let source: Source
    /// The functions, each once.
    public let functions: [UInt32]
}

extension FilePart {
    static var initTask: Self { Self("Go init task", .goFunctionTable) }
}
