internal import GoInspect
internal import ObjectFile

extension TextWriter {
    /// The answer in one line, the tree, and what is wrong.
    mutating func dependencyTree(_ report: ImageReport, _ path: String) {
        guard let resolved = report.resolved else { return }
        write(path: path, report.part)
        out.write(": ")
        begin(.heading)
        report.writeLinkage(&out)
        end(.heading)
        if let loader = resolved.loader, resolved.root != "/" {
            out.write(", as \(loader) loads it in ")
            out.write(safe: resolved.root)
        }
        newline()
        let order = TreeOrder(resolved)
        order.forEachLine { line in
            branches(line)
            treeNode(resolved.nodes[line.node])
            alsoNeeds(order.elsewhere(line.node), resolved)
            newline()
        }
        for (id, node) in resolved.nodes.enumerated() where isVerbose || !node.isThere {
            searched(node, id, resolved)
        }
        problems(resolved)
        for library in resolved.opened { opened(library) }
        for note in resolved.notes where note.severity != .error {
            write("  note: ", .label)
            out.write(safe: note.message)
            newline()
        }
    }

    /// What may be opened later.
    private mutating func opened(_ library: ResolvedDependencies.Opened) {
        write("  may open ", .label)
        write(from: library.name)
        if let path = library.path {
            out.write(" => ")
            write(from: path)
        } else {
            write("  not found", .doubtful)
        }
        let what = library.reason == "nss" ? "for users and hosts (NSS)" : library.feature
        if let what {
            begin(.label)
            out.write("  ")
            out.write(safe: what)
            end(.label)
        }
        newline()
    }

    /// What is drawn in front of a name.
    private mutating func branches(_ line: TreeOrder.Line) {
        begin(.label)
        for level in 0..<line.levels {
            let hasMore = line.hasMore >> UInt64(level) & 1 == 1
            let isLast = level == line.levels - 1
            out.write(isLast ? (hasMore ? "├─ " : "└─ ") : hasMore ? "│  " : "   ")
        }
        if line.depth > line.levels { out.write("(\(line.depth)) ") }
        end(.label)
    }

    /// What stands elsewhere in the tree; the loader and the C library, which all need, only where
    /// more is wanted.
    private mutating func alsoNeeds(_ elsewhere: [Int], _ resolved: ResolvedDependencies) {
        var names: [Int] = []
        for place in elsewhere {
            let node = resolved.nodes[place]
            let isEverywhere =
                node.foundBy == "interpreter" || node.name.starts(with: "libc.")
                || node.name.starts(with: "/usr/lib/libSystem.")
            if isVerbose || !isEverywhere { names.append(place) }
        }
        guard !names.isEmpty else { return }
        begin(.label)
        out.write(", also ")
        let shown = isVerbose ? names.count : 3
        for (index, place) in names.prefix(shown).enumerated() {
            if index > 0 { out.write(", ") }
            write(from: resolved.nodes[place].name)
        }
        if names.count > shown { out.write(" and \(names.count - shown) more") }
        end(.label)
    }

    private mutating func treeNode(_ node: ResolvedDependencies.Node) {
        write(from: node.name)
        guard node.isThere else {
            let words = node.status == "not-found" ? "  not found" : "  only for another processor"
            write(words, node.isOptional ? .doubtful : .bad)
            if node.isOptional { write("  need not be there", .label) }
            return
        }
        if let path = node.path, path != node.name {
            out.write(" => ")
            write(from: path)
        }
        switch node.status {
        case "builtin": write("  the loader itself", .label)
        case "shared-cache": write("  in the dyld shared cache (no file)", .label)
        default: if let rule = node.foundBy { write("  \(rule)", .label) }
        }
    }

    /// Where a library was looked for.
    private mutating func searched(
        _ node: ResolvedDependencies.Node, _ id: Int, _ resolved: ResolvedDependencies
    ) {
        guard !node.searched.isEmpty else { return }
        out.write("  ")
        write(from: node.name)
        if let requester = node.requester {
            out.write(", which ")
            write(from: resolved.nodes[requester].name)
            out.write(" needs,")
        }
        out.write(node.isThere ? " was looked for in" : " is not in")
        newline()
        for place in node.searched {
            out.write("    ")
            column(place.rule, 15, .label)
            write(from: place.path)
            newline()
        }
    }

    private mutating func problems(_ resolved: ResolvedDependencies) {
        if let error = resolved.predictedError {
            write("  it does not start", .bad)
            if let status = resolved.exitStatus { out.write(", status \(status)") }
            out.write(":")
            newline()
            for line in error.split(separator: "\n") {
                out.write("    ")
                out.write(safe: String(line))
                newline()
            }
        }
        let said = resolved.predictedError ?? ""
        for problem in resolved.problems where !said.utf8.elementsEqual(problem.text.utf8) {
            guard
                isVerbose || problem.isFatal == (resolved.predictedError == nil) || !problem.isFatal
            else { continue }
            write(problem.isFatal ? "  then " : "  it warns: ", .doubtful)
            for (index, line) in problem.text.split(separator: "\n").enumerated() {
                if index > 0 { out.write("    ") }
                out.write(safe: String(line))
                newline()
            }
        }
    }
}
