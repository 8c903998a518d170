internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    /// The key `tree` of `deps --tree`.
    mutating func dependencyTree(_ resolved: ResolvedDependencies?) {
        guard let resolved else { return }
        beginObject("tree")
        string("loader", orNull: resolved.loader)
        text("root", resolved.rawRoot)
        beginArray("nodes")
        for (id, node) in resolved.nodes.enumerated() { dependency(node, id: id) }
        endArray()
        beginArray("problems")
        for problem in resolved.problems {
            beginObject()
            string("kind", problem.kind)
            count("node", problem.node)
            string("message", problem.message)
            string("text", problem.text)
            bool("isFatal", problem.isFatal)
            endObject()
        }
        endArray()
        opened(resolved)
        if let starts = resolved.starts { bool("starts", starts) } else { null("starts") }
        string("predictedError", orNull: resolved.predictedError)
        if let status = resolved.exitStatus {
            integer("exitStatus", status)
        } else {
            null("exitStatus")
        }
        endObject()
    }

    private mutating func opened(_ resolved: ResolvedDependencies) {
        beginArray("opened")
        for library in resolved.opened {
            beginObject()
            text("name", library.name)
            text("path", orNull: library.path)
            count("node", library.node)
            string("reason", library.reason)
            string("feature", orNull: library.feature)
            string("priority", orNull: library.priority)
            endObject()
        }
        endArray()
    }

    private mutating func dependency(_ node: ResolvedDependencies.Node, id: Int) {
        beginObject()
        count("id", id)
        text("name", node.name)
        text("path", orNull: node.path)
        string("status", node.status)
        string("foundBy", orNull: node.foundBy)
        text("foundIn", orNull: node.foundIn)
        texts("searched", node.searched.map(\.path))
        beginArray("needs")
        for need in node.needs { count(nil, need) }
        endArray()
        // A weak library of Mach-O, which may be missing.
        if node.isOptional { bool("optional", true) }
        endObject()
    }
}

/// The nodes of a tree in the order in which people read it: what a file needs stands below the
/// file that asked for it first, and nowhere else.
struct TreeOrder {
    /// One line of the tree.
    struct Line {
        let node: Int
        /// How far below the file itself: 1 for what it needs.
        let depth: Int
        /// A bit for each level above and for this one, the lowest for the first: whether more
        /// follows there.
        let hasMore: UInt64

        /// How many levels are drawn.
        var levels: Int { min(depth, TreeOrder.mostLevels) }
    }

    /// How many levels are drawn; what lies deeper stands below the last of them.
    fileprivate static let mostLevels = 32

    private let nodes: [ResolvedDependencies.Node]
    /// Below which node each stands; -1 for the file itself.
    private var parents: [Int]

    init(_ resolved: ResolvedDependencies) {
        nodes = resolved.nodes
        parents = [Int](repeating: -1, count: nodes.count)
        // Breadth first, as the loader goes, so that a library stands where it was asked for first.
        var queue = [0]
        // What the environment asks for stands below the file itself.
        for place in nodes.indices.dropFirst() where nodes[place].requester == nil {
            parents[place] = 0
            queue.append(place)
        }
        var next = 0
        while next < queue.count {
            for need in nodes[queue[next]].needs where need > 0 && parents[need] < 0 {
                parents[need] = queue[next]
                queue.append(need)
            }
            next += 1
        }
        for place in nodes.indices.dropFirst() where parents[place] < 0 { parents[place] = 0 }
    }

    /// Visits all nodes but the file itself, each once.
    func forEachLine(_ visit: (Line) -> Void) {
        // Lists as chains: the first child of each node, and the next one of the same parent.
        var first = [Int](repeating: -1, count: nodes.count)
        var next = first
        var isLinked = [Bool](repeating: false, count: nodes.count)
        for place in nodes.indices {
            var last = -1
            func link(_ child: Int) {
                guard parents[child] == place, !isLinked[child] else { return }
                isLinked[child] = true
                if last < 0 { first[place] = child } else { next[last] = child }
                last = child
            }
            if place == 0 {
                for child in nodes.indices where child > 0 && nodes[child].requester == nil {
                    link(child)
                }
            }
            for need in nodes[place].needs { link(need) }
        }
        var pending: [Line] = []
        func push(_ place: Int, depth: Int, above: UInt64) {
            guard place >= 0 else { return }
            let level = min(depth, Self.mostLevels) - 1
            let bit: UInt64 = next[place] >= 0 ? 1 << UInt64(level) : 0
            let mask: UInt64 = (1 << UInt64(level)) - 1
            pending.append(Line(node: place, depth: depth, hasMore: above & mask | bit))
        }
        push(first[0], depth: 1, above: 0)
        while let line = pending.popLast() {
            visit(line)
            push(next[line.node], depth: line.depth, above: line.hasMore)
            push(first[line.node], depth: line.depth + 1, above: line.hasMore)
        }
    }

    /// What a node needs that stands elsewhere.
    func elsewhere(_ node: Int) -> [Int] {
        var elsewhere: [Int] = []
        for need in nodes[node].needs where parents[need] != node { elsewhere.append(need) }
        return elsewhere
    }

    /// The names from the file itself down to a node, by way of those that asked first.
    func chain(to node: Int) -> [Int] {
        var chain = [node]
        var place = parents[node]
        while place >= 0, chain.count <= nodes.count {
            chain.append(place)
            place = parents[place]
        }
        return chain.reversed()
    }
}
