public import ObjectFile

extension Baseline {
    /// Reads a file that ``Baseline`` was written to; people may have merged it.
    ///
    /// - Throws: all that is wrong with it.
    public init(path: String) throws(PolicyError) { try self.init(path: ByteString(path)) }

    /// The same of a path that may be no UTF-8.
    public init(path: ByteString) throws(PolicyError) {
        try self.init(try LineFile.open(path), path: path.text)
        rawPath = path
    }

    /// Reads bytes that are there already, as if they were of that file.
    public init(_ file: FileBytes, path: String) throws(PolicyError) {
        let document = try JSONDocument(file, path: path, bounds: .ofBaseline)
        var reader = BaselineReader(document, path: path)
        let entries = reader.read()
        if !reader.problems.isEmpty { throw PolicyError(problems: reader.problems) }
        self.init(entries, path: path)
    }
}

/// Reads a baseline, and collects all that is wrong with it.
private struct BaselineReader {
    let document: JSONDocument
    let path: String
    private(set) var problems: [PolicyError.Problem] = []

    init(_ document: JSONDocument, path: String) {
        self.document = document
        self.path = path
    }

    mutating func read() -> [Baseline.Entry] {
        let root = document.root
        guard let findings = root["findings"], findings.value.array != nil else {
            complain(
                root, "this is no baseline: it has no list “findings” (--write-baseline makes one)")
            return []
        }
        let version = root["schemaVersion"]
        if version?.value.integer != 1 {
            complain(version ?? root, "“schemaVersion” is not 1: a later goelf has written it")
        }
        return findings.children.compactMap { entry($0) }
    }

    private mutating func entry(_ node: JSONNode) -> Baseline.Entry? {
        var texts: [String: String] = [:]
        for (name, node) in node.members {
            let isOptional = name == "slice" || name == "target"
            guard isOptional || ["file", "rule", "message"].contains(name) else {
                complain(node, at: node.nameOffset, "a finding has no key “\(name)”")
                continue
            }
            if isOptional, node.value.isNull { continue }
            texts[name] = node.value.string
            if texts[name] == nil { complain(node, "wants a text here") }
        }
        guard let file = texts["file"], let rule = texts["rule"], let message = texts["message"]
        else {
            complain(node, "a finding has “file”, “rule” and “message”")
            return nil
        }
        return Baseline.Entry(
            file: file, slice: texts["slice"], rule: rule, target: texts["target"],
            message: message)
    }

    private mutating func complain(_ node: JSONNode, at offset: Int? = nil, _ message: String) {
        guard problems.count < 20 else { return }
        let position = document.position(of: offset ?? node.offset)
        problems.append(.init(path, at: position, message, .baseline))
    }
}

extension JSONReader.Bounds {
    /// As much as some thousand files can have.
    static let ofBaseline: Self = {
        var bounds = Self()
        bounds.depth = 8
        return bounds
    }()
}
