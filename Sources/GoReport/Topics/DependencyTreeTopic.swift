internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    /// The key `tree` of `deps --tree`.
    mutating func dependencyTree(_ resolved: ResolvedDependencies?) {
        guard let resolved else { return }
        beginObject("tree")
        string("loader", orNull: resolved.loader)
        string("root", resolved.root)
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
        if let starts = resolved.starts { bool("starts", starts) } else { null("starts") }
        string("predictedError", orNull: resolved.predictedError)
        if let status = resolved.exitStatus {
            integer("exitStatus", status)
        } else {
            null("exitStatus")
        }
        endObject()
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
        endObject()
    }
}

/// The nodes of a tree in the order in which people read it: what a file needs stands below the
/// file that asked for it first, and nowhere else.
struct TreeOrder {
    /// One line of the tree.
    struct Line {
        let node: Int
        let depth: Int
        /// Of each level above, and of this one: whether more follows there.
        let hasMore: [Bool]
        /// What it needs that stands elsewhere.
        let elsewhere: [Int]
    }

    /// How many levels are drawn; what lies deeper stands below the last of them.
    private static let mostLevels = 32

    private let nodes: [ResolvedDependencies.Node]
    /// Below which node each stands; nil for the file itself and what nobody needs.
    private var parents: [Int?]

    init(_ resolved: ResolvedDependencies) {
        nodes = resolved.nodes
        parents = Array(repeating: nil, count: nodes.count)
        var isPlaced = [Bool](repeating: false, count: nodes.count)
        // Breadth first, as the loader goes, so that a library stands where it was asked for first.
        var queue = nodes.indices.filter { $0 == 0 || nodes[$0].foundBy == "preload" }
        for place in queue { isPlaced[place] = true }
        var next = 0
        while next < queue.count {
            for need in nodes[queue[next]].needs where !isPlaced[need] {
                isPlaced[need] = true
                parents[need] = queue[next]
                queue.append(need)
            }
            next += 1
        }
        for place in nodes.indices.dropFirst() where parents[place] == nil { parents[place] = 0 }
    }

    /// Visits all nodes but the file itself, each once.
    func forEachLine(_ visit: (Line) -> Void) {
        var children = [[Int]](repeating: [], count: nodes.count)
        for (node, parent) in parents.enumerated() {
            if let parent { children[parent].append(node) }
        }
        // In the order in which the file itself names them.
        for place in children.indices where children[place].count > 1 {
            let rank = Dictionary(
                nodes[place].needs.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
            children[place].sort { (rank[$0] ?? -1, $0) < (rank[$1] ?? -1, $1) }
        }
        var pending: [(node: Int, depth: Int, hasMore: [Bool])] = []
        func push(_ place: Int, _ depth: Int, _ above: [Bool]) {
            for (index, child) in children[place].enumerated().reversed() {
                let more = index < children[place].count - 1
                let levels = above.count < Self.mostLevels ? above + [more] : above
                pending.append((child, depth, levels))
            }
        }
        push(0, 1, [])
        while let line = pending.popLast() {
            let elsewhere = nodes[line.node].needs.filter { parents[$0] != line.node }
            visit(
                Line(
                    node: line.node, depth: line.depth, hasMore: line.hasMore,
                    elsewhere: elsewhere))
            push(line.node, line.depth + 1, line.hasMore)
        }
    }

    /// The names from the file itself down to a node, by way of those that asked first.
    func chain(to node: Int) -> [Int] {
        var chain = [node]
        while let parent = parents[chain[chain.count - 1]], chain.count <= nodes.count {
            chain.append(parent)
        }
        return chain.reversed()
    }
}
