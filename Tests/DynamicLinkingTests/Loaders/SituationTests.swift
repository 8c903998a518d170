import DynamicLinking
import ObjectFile
import Testing

/// Judge: glibc's and musl's own loaders, and Linux, in a chroot; see TestBinaries/README.md.
@Suite("Situations that real loaders were asked about")
struct SituationTests {
    @Test("lists the files that the loader lists, in its order", arguments: Situation.all)
    func list(_ situation: Situation) throws {
        guard let rows = situation.listed else { return }
        let graph = try situation.resolve()
        var expected: [String] = []
        for row in rows where !situation.isLoader(row.path, graph) {
            // What may be missing is none of the graph's.
            if row.path == nil, situation.loaded != nil { continue }
            let line = row.path ?? "\(row.name) not found"
            // A loader that goes on looks for the same name for each that needs it.
            if !expected.contains(line) { expected.append(line) }
        }
        let found = situation.files(of: graph)
        // The loader puts what is filtered in front of who asks; the graph, behind.
        if situation.name.hasSuffix("-filter") {
            #expect(found.sorted() == expected.sorted())
        } else {
            #expect(found == expected)
        }
    }

    @Test("loads the files that the loader loads, in its order", arguments: Situation.all)
    func load(_ situation: Situation) throws {
        let graph = try situation.resolve()
        // A program without a loader loads nothing, and says so.
        let isReached = situation.loaded != nil || situation.exitStatus == 0
        #expect(graph.starts == isReached)
        guard let loaded = situation.loaded else { return }
        let found = situation.files(of: graph).filter { !$0.hasSuffix(" not found") }
        let expected = loaded.filter { !situation.isLoader($0, graph) }
        if situation.name.hasSuffix("-filter") {
            #expect(found.sorted() == expected.sorted())
        } else {
            #expect(found == expected)
        }
    }

    @Test("predicts what is said, and the status", arguments: Situation.all)
    func words(_ situation: Situation) throws {
        let graph = try situation.resolve()
        let fatal = graph.fatalProblems
        if fatal.isEmpty {
            // What ends a program later than its start is known, but not when.
            let later = graph.problems.filter { $0.kind == .symbolMissing }.map(\.text)
            let warnings = graph.problems.filter { $0.kind != .symbolMissing }.map(\.text)
            #expect(situation.lines.starts(with: warnings))
            #expect(situation.lines.dropFirst(warnings.count).allSatisfy { later.contains($0) })
        } else {
            #expect(graph.printedProblems.map(\.text) == situation.lines)
            #expect(fatal.first?.exitStatus == situation.exitStatus)
        }
    }
}

extension Situation {
    /// What was printed to standard error, or the kernel's word.
    fileprivate var lines: [String] { error.split(separator: "\n").map(String.init) }

    /// Whether it is the loader's own path, which may be a link.
    fileprivate func isLoader(_ path: String?, _ graph: DependencyGraph) -> Bool {
        path != nil
            && (path == loaderPath
                || graph.nodes.contains { $0.rule == .interpreter && $0.path?.text == path })
    }

    /// The graph as a loader's list: paths, and names that are not found, without the loader and
    /// what is only preloaded.
    fileprivate func files(of graph: DependencyGraph) -> [String] {
        graph.nodes.dropFirst().filter { $0.path != nil || $0.requester != nil }
            .map { $0.path?.text ?? "\($0.name.text) not found" }
            .filter { !isLoader($0, graph) }
    }
}
