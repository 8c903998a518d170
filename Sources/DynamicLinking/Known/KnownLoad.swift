internal import ObjectFile

/// What glibc's loader loads of a known system for every program that needs the same libraries: it
/// is found by the first of them, and only versions are left to be checked for the others.
final class KnownLoad: Sendable {
    /// The first node is of another program.
    private let nodes: [DependencyGraph.Node]
    private let diagnostics: [Diagnostic]
    private let isComplete: Bool
    /// Under which names libraries were asked for, and what they define.
    private let providers: [(name: ByteString, versions: KnownVersions?)]
    /// The names that were not found, of which nothing is checked.
    private let lost: [ByteString]

    /// Takes what was loaded before anything is checked.
    init(
        _ graph: DependencyGraph, _ providers: [(name: ByteString, versions: KnownVersions?)]
    ) {
        nodes = graph.nodes
        diagnostics = graph.diagnostics
        isComplete = graph.isComplete
        lost = graph.nodes.filter { $0.status == .notFound }.map(\.name)
        self.providers = providers
    }

    /// What programs have in common that share a load; nil for one in which more counts than names.
    static func key(_ start: ProgramStart, _ surroundings: LoaderSurroundings) -> ByteString? {
        guard surroundings.made != nil, let names = surroundings.program?.names,
            surroundings.variables.isEmpty, !surroundings.isSecure, !surroundings.assumesCache,
            surroundings.opens.isEmpty,
            !surroundings.keepsSearches, surroundings.steps == LoaderBudget.most,
            start.isProgram, start.graph.problems.isEmpty, start.graph.diagnostics.isEmpty,
            start.graph.isComplete, start.interpreter?.identity?.isMadeUp ?? false,
            surroundings.files is KnownTree
        else { return nil }
        return names.key
    }

    /// What comes of it for another program; nil where that has to be found by loading.
    func graph(_ start: ProgramStart, _ program: ProgramFacts) -> DependencyGraph? {
        // Every processor has the lowest level.
        guard !isComplete || program.needsVersionsAlone, program.neededLevel ?? 1 <= 1,
            areDefined(program.names)
        else { return nil }
        var graph = start.graph
        guard var own = graph.nodes.first, let other = nodes.first else { return nil }
        own.needs = other.needs
        graph.nodes = nodes
        graph.nodes[0] = own
        graph.loader = .glibc
        graph.diagnostics = diagnostics
        graph.isComplete = isComplete
        return graph
    }

    /// Whether all versions that a program needs are there.
    private func areDefined(_ names: ProgramNames) -> Bool {
        var library = -1
        var versions: KnownVersions?
        var isChecked = true
        for index in 0..<names.tables.needCount {
            let need = names.tables.need(index)
            if need.library != library {
                library = need.library
                let (provider, isLost) = provider(names.pool.utf8(library))
                guard provider != nil || isLost else { return false }
                versions = provider?.versions
                isChecked = !isLost
            }
            guard isChecked else { continue }
            guard let versions, names.tables.isNeed(index, in: versions, names.pool) else {
                return false
            }
        }
        return true
    }

    private func provider(
        _ name: [UInt8]
    ) -> (provider: (name: ByteString, versions: KnownVersions?)?, isLost: Bool) {
        for provider in providers where provider.name.hasBytes(name.span) {
            return (provider, false)
        }
        for other in lost where other.hasBytes(name.span) { return (nil, true) }
        return (nil, false)
    }
}

extension GlibcLoader {
    /// Keeps what was loaded for other programs, unless something was complained of.
    func keepLoad(_ key: ByteString) {
        guard graph.problems.isEmpty, let made = surroundings.made else { return }
        var providers: [(name: ByteString, versions: KnownVersions?)] = []
        for object in objects.dropFirst() {
            guard object.identity?.isMadeUp ?? false else { return }
            for name in object.numbers {
                providers.append((pool[name], object.tables.known))
            }
        }
        made.keep(KnownLoad(graph, providers), key)
    }
}
