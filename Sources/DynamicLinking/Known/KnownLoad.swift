internal import ObjectFile

/// What glibc's loader loads of a known system for every program that needs the same libraries: it
/// is found by the first of them, and only versions are left to be checked for the others.
///
/// This is the one place where programs share what was found. Only the file itself, the first node,
/// and what is said of its versions are a program's own; what else may decide its start keeps it out
/// (``ProgramNames/key``, ``key(_:_:)``, ``graph(_:at:_:)``).
final class KnownLoad: Sendable {
    /// The first node is of another program.
    private let nodes: [DependencyGraph.Node]
    private let diagnostics: [Diagnostic]
    private let isComplete: Bool
    private let providers: [Provider]
    /// The names that were not found, of which nothing is checked.
    private let lost: [ByteString]

    /// Under which name a library was asked for, and what it defines.
    struct Provider: Sendable {
        let name: ByteString
        let library: VersionedLibrary
        let versions: KnownVersions?
    }

    /// How many versions of a program are checked here.
    private static let mostVersions = 1024

    /// Takes what was loaded before anything is checked.
    init(_ graph: DependencyGraph, _ providers: [Provider]) {
        nodes = graph.nodes
        diagnostics = graph.diagnostics
        isComplete = graph.isComplete
        lost = graph.nodes.filter { $0.status == .notFound }.map(\.name)
        self.providers = providers
    }

    /// What programs have in common that share a load; nil for one in which more counts than names.
    static func key(_ start: ProgramStart, _ surroundings: LoaderSurroundings) -> ByteString? {
        guard surroundings.made != nil, let program = surroundings.program,
            let key = program.names.key, isPlain(surroundings),
            start.isProgram, start.graph.problems.isEmpty, start.graph.diagnostics.isEmpty,
            start.graph.isComplete, start.interpreter?.identity?.isMadeUp ?? false
        else { return nil }
        program.accepted = ProgramFacts.Acceptance(surroundings)
        return key
    }

    /// Whether nothing is said of the surroundings besides a known system.
    private static func isPlain(_ surroundings: LoaderSurroundings) -> Bool {
        surroundings.variables.isEmpty && !surroundings.isSecure && !surroundings.assumesCache
            && surroundings.opens.isEmpty && !surroundings.keepsSearches
            && surroundings.steps == LoaderBudget.most && surroundings.files is KnownTree
    }

    /// What comes of a program where another one with the same loader and libraries was started,
    /// and a kernel like that took this one elsewhere; nil where that has to be looked at.
    static func graph(
        at path: ByteString, _ surroundings: LoaderSurroundings
    ) -> DependencyGraph? {
        guard let made = surroundings.made, let program = surroundings.program,
            program.accepted == ProgramFacts.Acceptance(surroundings), isPlain(surroundings),
            let key = program.names.key
        else { return nil }
        return made.load(key)?.graph(program, at: path, surroundings)
    }

    /// What comes of it for another program; nil where that has to be found by loading.
    func graph(
        _ program: ProgramFacts, at path: ByteString, _ surroundings: LoaderSurroundings
    ) -> DependencyGraph? {
        // Every processor has the lowest level.
        guard program.neededLevel ?? 1 <= 1, let other = nodes.first else { return nil }
        var graph = DependencyGraph()
        var own = DependencyGraph.Node(name: path, path: path, status: .found, requester: nil)
        own.needs = other.needs
        graph.nodes = nodes
        graph.nodes[0] = own
        graph.loader = .glibc
        graph.diagnostics = diagnostics
        graph.isComplete = isComplete
        guard checkVersions(of: program.names, path.text, surroundings, &graph),
            graph.starts != true || program.needsVersionsAlone
        else { return nil }
        return graph
    }

    /// Complains of versions that a program needs and that are not there; false where that cannot
    /// be told.
    private func checkVersions(
        of names: ProgramNames, _ program: String, _ surroundings: LoaderSurroundings,
        _ graph: inout DependencyGraph
    ) -> Bool {
        guard names.tables.needCount <= Self.mostVersions else { return false }
        var last = -1
        var place: Int?
        for index in 0..<names.tables.needCount {
            let need = names.tables.need(index)
            if need.library != last {
                last = need.library
                let name = names.pool.utf8(last)
                place = providers.firstIndex { $0.name.hasBytes(name.span) }
                guard place != nil || lost.contains(where: { $0.hasBytes(name.span) }) else {
                    return false
                }
            }
            guard let place else { continue }
            let provider = providers[place]
            if let versions = provider.versions,
                names.tables.isNeed(index, in: versions, names.pool)
            {
                continue
            }
            let version = names.pool[LoadedTables.name(of: need.version)]
            graph.complain(
                of: version, isWeak: need.isWeak, of: provider.library, by: program, node: 0,
                of: program, surroundings.known)
        }
        return true
    }
}

extension GlibcLoader {
    /// Keeps what was loaded for other programs, unless something was complained of.
    func keepLoad(_ key: ByteString) {
        guard graph.problems.isEmpty, let made = surroundings.made else { return }
        var providers: [KnownLoad.Provider] = []
        for object in objects.dropFirst() {
            guard object.identity?.isMadeUp ?? false else { return }
            let library = library(object)
            for name in object.numbers {
                providers.append(
                    KnownLoad.Provider(
                        name: pool[name], library: library, versions: object.tables.known))
            }
        }
        made.keep(KnownLoad(graph, providers), key)
    }
}
