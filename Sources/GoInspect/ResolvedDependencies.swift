internal import DynamicLinking
public import ObjectFile
internal import Synchronization

/// What kernel and loader would make of a file in a given place: each file that is loaded, each that
/// is missing, and the words with which the start would end.
///
/// An object, as it is handed on with every report: one word that is mostly nil.
public final class ResolvedDependencies: Sendable {
    /// A place where a file was looked for.
    public struct Place: Hashable, Sendable {
        /// By which rule, such as `runpath`.
        public let rule: String
        /// The path that was tried, or of a table that has no entry of the name.
        public let path: ByteString
    }

    /// A file that is loaded, or a name for which none is found.
    public struct Node: Sendable {
        /// The name under which it was first asked for.
        public let name: ByteString
        /// The path as the loader knows the file, seen from inside the root; nil where there is none.
        public let path: ByteString?
        /// `found`, `not-found`, `wrong-architecture`, `builtin` or `shared-cache`.
        public let status: String
        /// By which rule it was found, such as `runpath` or `ld.so.cache`; nil for the file itself
        /// and where nothing was.
        public let foundBy: String?
        /// Where a file was looked for in vain, in order: the rule and the path.
        public let searched: [Place]
        /// What it needs, in its own order, as places in ``nodes``.
        public let needs: [Int]
        /// Who asked for it first; nil for the file itself and for what the environment asks for.
        public let requester: Int?
        /// Whether all that ask for it do without where it is missing.
        public let isOptional: Bool

        /// The directory in which it was found.
        public var foundIn: ByteString? {
            guard foundBy != nil, let bytes = path?.utf8,
                let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
            else { return nil }
            let directory = bytes[..<max(slash, 1)]
            return ByteString(directory.span)
        }

        /// Whether it is there, as a file or otherwise.
        public var isThere: Bool { status != "not-found" && status != "wrong-architecture" }
    }

    /// A library that may be opened while the program runs; it starts without it.
    public struct Opened: Sendable {
        /// The name.
        public let name: ByteString
        /// Where it would be found now, nil where nowhere.
        public let path: ByteString?
        /// Who opens it, as a place in ``nodes``.
        public let node: Int
        /// How that is known: `note.dlopen` or `nss`.
        public let reason: String
        /// What it is for, where the file says.
        public let feature: String?
        /// `required`, `recommended` or `suggested`, where the file says.
        public let priority: String?
    }

    /// Something that stops the start, or that the loader warns of.
    public struct Problem: Hashable, Sendable {
        /// What kind of thing, such as `library-missing`.
        public let kind: String
        /// The file that is concerned, as a place in ``nodes``.
        public let node: Int
        /// What is the matter.
        public let message: String
        /// What kernel or loader says, word for word; dyld in several lines.
        public let text: String
        /// Whether the program does not start for it.
        public let isFatal: Bool
        /// Whether its text is among what is printed up to the end.
        let isPrinted: Bool
        /// The version or symbol that is missing; nil where it is neither.
        let missing: ByteString?
        /// Who needs that, as a place in ``nodes``.
        let requester: Int?

        fileprivate init(_ problem: DependencyGraph.Problem, isPrinted: Bool) {
            kind = problem.kind.rawValue
            node = problem.node
            message = problem.message
            text = problem.text
            isFatal = problem.isFatal
            self.isPrinted = isPrinted
            missing = problem.missing
            requester = problem.requester
        }
    }

    /// The loader whose rules hold: `glibc`, `musl` or `dyld`; nil where none is at work, or none
    /// whose rules are known.
    public let loader: String?
    /// The folder or image in which everything was looked for, byte for byte; `/` for the running
    /// system.
    public let rawRoot: ByteString
    /// The same as a text.
    public var root: String { rawRoot.text }
    /// The files and names, the file itself first.
    public var nodes: [Node] {
        made.withLock { made in
            if let made { return made }
            var nodes: [Node] = []
            nodes.reserveCapacity(found.count)
            for node in found { nodes.append(Node(node)) }
            made = nodes
            return nodes
        }
    }
    private let found: [DependencyGraph.Node]
    /// Made when they are first asked for: where all is well, nobody does.
    private let made = Mutex<[Node]?>(nil)
    /// What is wrong, in the order in which kernel and loader meet it.
    public let problems: [Problem]
    /// What may be opened later.
    public let opened: [Opened]
    /// What else is to be said: of tables that are missing or damaged, for instance.
    public let notes: [Diagnostic]
    /// Whether it starts; nil where that cannot be told.
    public let starts: Bool?
    /// Whether all is there that was asked for, and nothing stops the start.
    public let isSound: Bool
    /// What is printed when it does not start, lines and all; nil where it does.
    public let predictedError: String?
    /// The status with which the process ends; nil where the kernel starts none.
    public let exitStatus: Int32?

    init(_ graph: DependencyGraph, root: ByteString) {
        rawRoot = root
        loader = graph.loader?.rawValue
        found = graph.nodes
        let fatal = graph.fatalProblems
        let printed = fatal.isEmpty ? [] : graph.printedProblems
        let isPrinted = ProblemSet(printed)
        problems = graph.problems.map { Problem($0, isPrinted: isPrinted.contains($0)) }
        notes = graph.diagnostics
        opened = graph.opened.map {
            Opened(
                name: $0.name, path: $0.path, node: $0.node, reason: $0.reason.rawValue,
                feature: $0.feature, priority: $0.priority)
        }
        starts = graph.starts
        predictedError =
            fatal.isEmpty ? nil : printed.map(\.text).joined(separator: "\n")
        exitStatus = fatal.first?.exitStatus
        isSound = graph.starts != false && !graph.isIncomplete
    }
}

extension ResolvedDependencies.Node {
    fileprivate init(_ node: DependencyGraph.Node) {
        name = node.name
        path = node.path
        status = node.status.rawValue
        foundBy = node.rule?.rawValue
        var searched: [ResolvedDependencies.Place] = []
        for place in node.searched {
            searched.append(.init(rule: place.rule.rawValue, path: place.path))
        }
        self.searched = searched
        needs = node.needs
        requester = node.requester
        isOptional = node.isOptional
    }
}
