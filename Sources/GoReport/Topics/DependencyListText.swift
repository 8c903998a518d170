internal import GoInspect
internal import ObjectFile

extension TextWriter {
    /// Names and paths as `ldd` lists them, without addresses.
    mutating func dependencyList(_ report: ImageReport) {
        guard let resolved = report.resolved else { return }
        if resolved.nodes.count == 1 { out.write("\tstatically linked\n") }
        // The loader itself comes last, as there.
        let all = resolved.nodes.dropFirst()
        let isGlibc = resolved.loader == "glibc"
        for node in all where !isGlibc || node.foundBy != "interpreter" { listLine(node) }
        for node in all where isGlibc && node.foundBy == "interpreter" { listLine(node) }
    }

    private mutating func listLine(_ node: ResolvedDependencies.Node) {
        out.write("\t")
        write(from: node.name)
        if !node.isThere {
            out.write(" => not found")
        } else if let path = node.path, path != node.name {
            out.write(" => ")
            write(from: path)
        }
        newline()
    }

    /// Who needs a library, by way of whom, and how it is found; returns whether anybody does.
    mutating func dependencyReason(_ report: ImageReport, _ path: String, _ name: String) -> Bool {
        guard let resolved = report.resolved else { return false }
        let order = TreeOrder(resolved)
        let isMeant = resolved.nodes.map { Self.means(name, $0) }
        var askers: [Int: [Int]] = [:]
        for (asker, node) in resolved.nodes.enumerated() {
            for need in node.needs where need > 0 && isMeant[need] {
                askers[need, default: []].append(asker)
            }
        }
        var isNeeded = false
        var left = Self.mostReasons
        for (id, node) in resolved.nodes.enumerated() where id > 0 && isMeant[id] {
            isNeeded = true
            write(path: path, report.part)
            out.write(": ")
            treeNodeHeading(node)
            newline()
            let all = askers[id] ?? []
            for asker in all.prefix(left) { chain(order.chain(to: asker) + [id], resolved) }
            if all.count > left { line("… and \(all.count - left) more") }
            left = max(0, left - all.count)
            if node.requester == nil { line("asked for by the environment") }
            searchedPlaces(node)
        }
        if !isNeeded { heading(path, report.part, "does not need \(name)") }
        return isNeeded
    }

    /// How many ways to a library are told: chains can be as long as there are libraries.
    private static let mostReasons = 1000

    private mutating func searchedPlaces(_ node: ResolvedDependencies.Node) {
        for place in node.searched {
            out.write("    ")
            column(place.rule, 15, .label)
            write(from: place.path)
            newline()
        }
    }

    private mutating func line(_ text: String) {
        out.write("  " + text)
        newline()
    }

    private mutating func treeNodeHeading(_ node: ResolvedDependencies.Node) {
        begin(.heading)
        write(from: node.name)
        end(.heading)
        if let path = node.path, path != node.name {
            out.write(" => ")
            write(from: path)
        }
        if let rule = node.foundBy { write("  \(rule)", .label) }
        if !node.isThere { write("  not found", .bad) }
    }

    /// A way from the file itself to a library; of a long one the middle is left out.
    private mutating func chain(_ chain: [Int], _ resolved: ResolvedDependencies) {
        out.write("  ")
        let isLong = chain.count > 24
        for (index, node) in chain.enumerated() {
            if isLong, index > 20, index < chain.count - 2 { continue }
            if index > 0 { write(" → ", .label) }
            if isLong, index == 20 {
                out.write("…")
            } else {
                write(from: resolved.nodes[node].name)
            }
        }
        newline()
    }

    /// Whether somebody who types a name means this library: by name, path or the start of it.
    private static func means(_ name: String, _ node: ResolvedDependencies.Node) -> Bool {
        if node.name.equals(name) || (node.path?.equals(name) ?? false) { return true }
        return node.name.starts(with: name + ".so") || node.name.starts(with: "lib" + name + ".so")
    }

    /// A graph in the language of Graphviz.
    mutating func dotGraph(_ report: ImageReport, _ path: String) {
        guard let resolved = report.resolved else { return }
        out.write("digraph ")
        quoted(ByteString(path), escape: "\\\"")
        out.write(" {\n  rankdir=LR;\n  node [shape=box];\n")
        for (id, node) in resolved.nodes.enumerated() {
            out.write("  n\(id) [label=")
            quoted(node.name, escape: "\\\"")
            if let path = node.path {
                out.write(", tooltip=")
                quoted(path, escape: "\\\"")
            }
            if !node.isThere { out.write(", color=red, style=dashed") }
            out.write("];\n")
        }
        for (id, node) in resolved.nodes.enumerated() {
            for need in node.needs { out.write("  n\(id) -> n\(need);\n") }
        }
        out.write("}\n")
    }

    /// A graph in the language of Mermaid.
    mutating func mermaidGraph(_ report: ImageReport, _ path: String) {
        guard let resolved = report.resolved else { return }
        out.write("graph LR\n")
        for (id, node) in resolved.nodes.enumerated() {
            out.write("  n\(id)[")
            quoted(node.name, escape: "#quot;")
            out.write("]\n")
        }
        for (id, node) in resolved.nodes.enumerated() {
            for need in node.needs { out.write("  n\(id) --> n\(need)\n") }
        }
        let missing = resolved.nodes.indices.filter { !resolved.nodes[$0].isThere }
        guard !missing.isEmpty else { return }
        out.write("  classDef missing stroke:#c00,stroke-dasharray:4\n  class ")
        out.write(missing.map { "n\($0)" }.joined(separator: ","))
        out.write(" missing\n")
    }

    /// A name between quotation marks, safe for a terminal; `escape` stands for a mark in it.
    private mutating func quoted(_ name: ByteString, escape: String) {
        var text: [UInt8] = []
        for byte in name.text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): text += escape.utf8
            case UInt8(ascii: "\\"): text += "\\\\".utf8
            default: text.append(byte)
            }
        }
        out.write("\"")
        _ = out.write(safe: text.span)
        out.write("\"")
    }
}
