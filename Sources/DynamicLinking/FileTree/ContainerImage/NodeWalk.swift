internal import ObjectFile

/// Follows a path from node to node as the kernel does for a program whose root this is.
///
/// Spec: Linux, path_resolution(7).
struct NodeWalk {
    /// Where it came to a halt.
    enum Halt {
        /// At what the path leads to.
        case end
        /// In a folder that does not have the next name.
        case missing(ArraySlice<UInt8>)
    }

    /// The node that was reached.
    var node = ImageNodes.root
    /// How many names links had to say.
    private(set) var linkSteps = 0
    /// The names still to be followed, the next one last.
    private var pending: [ArraySlice<UInt8>] = []
    private var links = 0
    private var followsLast: Bool

    /// Starts at the root.
    ///
    /// - Throws: `notFound` for a path without bytes, `nameTooLong`.
    init(_ path: [UInt8], followsLast: Bool) throws(FileTreeError) {
        guard !path.isEmpty else { throw .notFound }
        self.followsLast = followsLast
        try push(path[...])
    }

    /// Starts at the root with names that were taken apart before.
    init(_ names: some BidirectionalCollection<ArraySlice<UInt8>>) {
        followsLast = true
        pending = names.reversed()
    }

    private mutating func push(_ path: ArraySlice<UInt8>) throws(FileTreeError) {
        guard path.count <= PathWalk.mostBytes else { throw .nameTooLong }
        // A slash at the end asks for a folder, so that a link is followed.
        if path.last == UInt8(ascii: "/"), pending.isEmpty { pending.append([UInt8(ascii: ".")]) }
        for name in path.split(separator: UInt8(ascii: "/")).reversed() {
            guard name.count <= PathWalk.mostNameBytes else { throw .nameTooLong }
            pending.append(name)
        }
    }

    /// Goes on as far as there are nodes.
    ///
    /// - Throws: `notDirectory`, `tooManyLinks`, `nameTooLong`, and `notFound` for an empty link.
    mutating func run(in nodes: borrowing ImageNodes) throws(FileTreeError) -> Halt {
        while let name = pending.popLast() {
            guard nodes.isDirectory(node) else { throw .notDirectory }
            if name.elementsEqual(".".utf8) { continue }
            if name.elementsEqual("..".utf8) {
                node = Int(nodes.nodes[node].parent)
                continue
            }
            guard let child = nodes.child(of: node, name) else { return .missing(name) }
            let file = nodes.file(of: child)
            guard file.kind == .symbolicLink, followsLast || !pending.isEmpty else {
                node = child
                continue
            }
            try follow(nodes.target(of: file))
        }
        return .end
    }

    private mutating func follow(_ target: ArraySlice<UInt8>) throws(FileTreeError) {
        links += 1
        guard links <= PathWalk.mostLinks else { throw .tooManyLinks }
        guard !target.isEmpty else { throw .notFound }
        if target.first == UInt8(ascii: "/") { node = ImageNodes.root }
        let before = pending.count
        try push(target)
        linkSteps += pending.count - before
    }
}
