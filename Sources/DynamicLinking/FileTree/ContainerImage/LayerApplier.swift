internal import ObjectFile

/// Puts the entries of layers one over the other, as container runtimes unpack them.
///
/// Spec: OCI image specification, layer.md, "Applying Changesets". Parent folders are looked for
/// inside the image, links followed; what an entry replaces is not followed.
struct LayerApplier {
    private(set) var nodes = ImageNodes()
    private(set) var diagnostics: [Diagnostic] = []
    /// The number of the layer being put on, from 0 on.
    private var layer: Int32 = -1
    private var name = ""
    private var entries = 0
    /// How many names may still be followed where links lead on.
    private var linkBudget = 1 << 16
    /// What each entry adds to that: links of real images have a few names.
    private static let linkSteps = 32
    private let limits: Limits
    /// Whether names that start with `.wh.` remove others.
    private let hasWhiteouts: Bool
    /// How many diagnostics there may be of entries.
    private static let mostDiagnostics = 100

    init(hasWhiteouts: Bool, _ limits: Limits) {
        self.hasWhiteouts = hasWhiteouts
        self.limits = limits
    }

    /// Goes on with the next layer.
    mutating func beginLayer(_ name: String) {
        layer += 1
        self.name = name
    }

    /// Puts an entry on what is there.
    ///
    /// - Throws: `limit` where there are too many, or links lead to links too often.
    mutating func add(_ entry: TarEntry) throws(ParseError) {
        entries += 1
        linkBudget += Self.linkSteps
        guard entries <= limits.imageEntries else {
            throw ParseError(
                .limit, "has more than \(limits.imageEntries) entries", at: .start, in: name)
        }
        let (names, leadsOut) = Self.clean(entry.path)
        if leadsOut { note(.warning, entry, "leads out of the root, and is taken to stop there") }
        guard let last = names.last else {
            if entry.kind == .directory {
                nodes.setPermissions(entry.permissions, of: ImageNodes.root)
            }
            return
        }
        guard entry.path.count <= PathWalk.mostBytes,
            names.allSatisfy({ $0.count <= PathWalk.mostNameBytes })
        else { return note(.error, entry, "has a name that no Linux system takes") }
        if hasWhiteouts, last.starts(with: ".wh.".utf8) {
            return try whiteOut(entry, names.dropLast(), last.dropFirst(4))
        }
        guard let folder = try folder(names.dropLast(), entry, creates: true) else { return }
        try put(entry, last, in: folder)
    }

    /// The names of a path without `.` and `..`, and whether it leads out of the root.
    ///
    /// As runtimes do it: `..` takes back a name, even that of a link.
    private static func clean(_ path: [UInt8]) -> (names: [ArraySlice<UInt8>], leadsOut: Bool) {
        var names: [ArraySlice<UInt8>] = []
        var leadsOut = false
        for name in path.split(separator: UInt8(ascii: "/")) {
            if name.elementsEqual(".".utf8) { continue }
            if !name.elementsEqual("..".utf8) {
                names.append(name)
            } else if names.popLast() == nil {
                leadsOut = true
            }
        }
        return (names, leadsOut)
    }

    private static func short(_ path: [UInt8]) -> String {
        String(decoding: path.prefix(200), as: UTF8.self)
    }

    private mutating func note(
        _ severity: Diagnostic.Severity, _ entry: TarEntry, _ message: String
    ) {
        guard diagnostics.count <= Self.mostDiagnostics else { return }
        let isLast = diagnostics.count == Self.mostDiagnostics
        let path = Self.short(entry.path)
        diagnostics.append(
            Diagnostic(
                .imageEntry, isLast ? .note : severity,
                isLast ? "more entries are odd" : "“\(path)” in \(name) \(message)",
                at: entry.data.offset, in: name))
    }

    /// The folder of an entry, made where it is missing; nil where there can be none.
    private mutating func folder(
        _ names: ArraySlice<ArraySlice<UInt8>>, _ entry: TarEntry, creates: Bool
    ) throws(ParseError) -> Int? {
        var walk = NodeWalk(names)
        do throws(FileTreeError) {
            while case .missing(let missing) = try walk.run(in: nodes) {
                guard creates else { return nil }
                guard let made = try makeFolder(missing, in: walk.node) else { return nil }
                walk.node = made
            }
            try spend(walk.linkSteps)
        } catch {
            if case .unreadable(let error) = error { throw error }
            note(.error, entry, "cannot be unpacked: \(error.text)")
            return nil
        }
        guard nodes.isDirectory(walk.node) else {
            note(.error, entry, "cannot be unpacked: \(FileTreeError.notDirectory.text)")
            return nil
        }
        return walk.node
    }

    private mutating func spend(_ steps: Int) throws(FileTreeError) {
        linkBudget -= steps
        guard linkBudget >= 0 else {
            throw .unreadable(
                ParseError(
                    .limit, "leads through links more often than an image can need", at: .start,
                    in: name))
        }
    }

    private mutating func makeFolder(
        _ missing: ArraySlice<UInt8>, in folder: Int
    ) throws(FileTreeError) -> Int? {
        do throws(ParseError) {
            let file = nodes.addFile(
                ImageNodes.File(
                    kind: .directory, permissions: 0o755, layer: layer, offset: 0, size: 0))
            nodes.touch(folder, layer: layer)
            return try nodes.add(missing, to: folder, file, layer: layer)
        } catch {
            throw .unreadable(error)
        }
    }
}

extension LayerApplier {
    /// Removes what layers below have.
    private mutating func whiteOut(
        _ entry: TarEntry, _ folder: ArraySlice<ArraySlice<UInt8>>, _ name: ArraySlice<UInt8>
    ) throws(ParseError) {
        // aufs keeps books under other names of that kind.
        let isOpaque = name.elementsEqual(".wh..opq".utf8)
        guard isOpaque || !name.starts(with: ".wh.".utf8) else { return }
        guard !name.isEmpty, !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) else {
            return note(.warning, entry, "removes nothing that can have a name")
        }
        guard let folder = try self.folder(folder, entry, creates: false) else { return }
        if isOpaque {
            nodes.clear(folder, below: layer)
        } else if let child = nodes.child(of: folder, name) {
            if nodes.nodes[child].layer != layer {
                nodes.remove(child)
            } else if nodes.isDirectory(child) {
                nodes.clear(child, below: layer)
            }
        }
    }

    private mutating func put(
        _ entry: TarEntry, _ name: ArraySlice<UInt8>, in folder: Int
    ) throws(ParseError) {
        let existing = nodes.child(of: folder, name)
        if let existing, entry.kind == .directory, nodes.isDirectory(existing) {
            nodes.setPermissions(entry.permissions, of: existing)
            nodes.touch(existing, layer: layer)
            return
        }
        guard let file = try file(for: entry, existing) else { return }
        if let existing { nodes.remove(existing) }
        let added = try nodes.add(name, to: folder, file, layer: layer)
        nodes.touch(Int(nodes.nodes[added].parent), layer: layer)
    }

    /// What the entry's name is to lead to; nil where it stays as it is.
    private mutating func file(
        for entry: TarEntry, _ existing: Int?
    ) throws(ParseError) -> Int? {
        switch entry.kind {
        case .symbolicLink:
            return try nodes.addLink(
                to: entry.link, permissions: entry.permissions, layer: layer)
        case .hardLink: return try linkedFile(entry, existing)
        case .unknown:
            note(.warning, entry, "is of an unknown kind, and is left out")
            return nil
        default:
            return nodes.addFile(
                ImageNodes.File(
                    kind: entry.kind, permissions: entry.permissions, layer: layer,
                    offset: entry.data.offset.rawValue, size: entry.data.size))
        }
    }

    /// The file that a hard link names, in this layer or in one below.
    private mutating func linkedFile(
        _ entry: TarEntry, _ existing: Int?
    ) throws(ParseError) -> Int? {
        let (names, _) = Self.clean(entry.link)
        var target: Int?
        if let last = names.last,
            let folder = try folder(names.dropLast(), entry, creates: false)
        {
            target = nodes.child(of: folder, last)
        }
        guard let target, !nodes.isDirectory(target) else {
            let link = Self.short(entry.link)
            note(.error, entry, "is a second name of “\(link)”, which is no file there")
            return nil
        }
        guard target != existing else {
            note(.warning, entry, "is a second name of itself")
            return nil
        }
        return Int(nodes.nodes[target].file)
    }
}
