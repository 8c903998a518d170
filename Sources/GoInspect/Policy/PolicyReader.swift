internal import ObjectFile

/// Reads a policy out of a text, and collects all that is wrong with it.
struct PolicyReader {
    private let document: JSONDocument
    private let path: String
    /// The folder of the file, with a `/` behind it; empty for the working directory.
    private let folder: String
    private(set) var policy = Policy()
    private(set) var problems: [PolicyError.Problem] = []

    /// How many mistakes are told at once.
    private static let mostProblems = 50

    init(_ document: JSONDocument, path: String) {
        self.document = document
        self.path = path
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        folder = slash.map { String(path[...$0]) } ?? ""
        policy.rawPath = ByteString(path)
    }

    /// Reads it all.
    mutating func read() {
        guard document.root.value.object != nil else {
            return complain(document.root, "a policy is an object: {\"targets\": [\"debian:12\"]}")
        }
        for (name, node) in document.root.members {
            guard let key = key(name, node, among: PolicyKey.allCases) else { continue }
            switch key {
            case .schema: _ = text(node, "the place of the schema")
            case .targets: readTargets(node)
            case .failOn: policy.failsOn = severity(node)
            case .files: readFiles(node)
            default: policy.demands += demands(key, node)
            }
        }
    }

    private mutating func readTargets(_ node: JSONNode) {
        for item in items(node, "places, such as [\"debian:12\", \"alpine\"]") {
            guard let name = text(item, "the name of a place") else { continue }
            do throws(UnknownTarget) {
                _ = try Target.list(name)
                policy.targets.append(name)
            } catch {
                complain(item, error.description)
            }
        }
    }

    private mutating func severity(_ node: JSONNode) -> Diagnostic.Severity? {
        let names = [Policy.Level.error, .warning, .note].map(\.rawValue)
        return choice(node, "a severity", names).flatMap { Diagnostic.Severity(rawValue: $0) }
    }

    private mutating func readFiles(_ node: JSONNode) {
        let what = "patterns of file names with what is wanted of these"
        for (pattern, node) in members(node, what) {
            if pattern.isEmpty { complain(node, at: node.nameOffset, "a pattern has no letters") }
            var demands: [Policy.Demand] = []
            for (name, node) in members(node, "what is wanted of these files") {
                let keys = PolicyKey.allCases.filter(\.isOfFiles)
                guard let key = key(name, node, among: keys) else { continue }
                demands += self.demands(key, node)
            }
            policy.overrides.append(Policy.Override(pattern: pattern, demands: demands))
        }
    }

    /// What a key says that files can have of their own.
    private mutating func demands(_ key: PolicyKey, _ node: JSONNode) -> [Policy.Demand] {
        let said = said(node)
        switch key {
        case .severities: return severities(node)
        case .ignore: return ignores(node)
        case .libraries:
            if node.value.isNull { return [.libraries(nil, said)] }
            let names = items(node, "libraries, such as [\"libc.so.6\"]")
            return [.libraries(names.compactMap { text($0, "the name of a library") }, said)]
        case .forbid:
            if node.value.isNull { return [.forbidden([], said)] }
            let names = items(node, "packages and functions, such as [\"net/http/pprof\"]")
            return [.forbidden(names.compactMap { forbidden($0) }, said)]
        case .require: return requirements(node)
        case .goSum: return [.sums(sums(node), said)]
        case .checksums: return [.checksums(checksums(node), said)]
        case .variables:
            return members(node, "variables with their values").map { name, node in
                .variable(name, variable(name, node), self.said(node))
            }
        case .settings:
            return members(node, "build settings with their values").map { name, node in
                .setting(name, setting(node), self.said(node))
            }
        case .maxSize: return [.size(node.value.isNull ? nil : size(node), said)]
        case .schema, .targets, .failOn, .files: return []
        }
    }
}

// One key each.
extension PolicyReader {
    private mutating func severities(_ node: JSONNode) -> [Policy.Demand] {
        var demands: [Policy.Demand] = []
        for (name, node) in members(node, "rules with severities") {
            let isRule = check(rule: name, node, at: node.nameOffset)
            let level = choice(node, "a severity", Policy.Level.allCases.map(\.rawValue))
            guard isRule, let level = level.flatMap({ Policy.Level(rawValue: $0) }) else {
                continue
            }
            demands.append(.severity(name, level))
        }
        return demands
    }

    private mutating func ignores(_ node: JSONNode) -> [Policy.Demand] {
        items(node, "rules to ignore, each with a reason and an end").compactMap { item in
            ignore(item).map { .ignore($0) }
        }
    }

    private mutating func ignore(_ item: JSONNode) -> Policy.Ignore? {
        let what = "{\"rule\": \"…\", \"reason\": \"…\", \"until\": \"2027-01-31\"}"
        var (rule, reason, until): (String?, String?, CalendarDate?)
        var hasOthers = item.value.object == nil
        for (name, node) in members(item, what) {
            guard check(name, Self.keysOfIgnore, node) else {
                hasOthers = true
                continue
            }
            guard let text = text(node, "a text") else { continue }
            switch name {
            case "rule": rule = check(rule: text, node, at: node.offset) ? text : nil
            case "reason": reason = text
            default:
                do throws(PolicyMistake) { until = try CalendarDate(text) } catch {
                    complain(node, error.message)
                }
            }
        }
        // A key that is missed may well be the one that was misspelt.
        for name in Self.keysOfIgnore where !hasOthers && item[name] == nil {
            complain(item, "what is ignored has “\(name)”, too: \(what)")
        }
        guard let rule, let reason, let until else { return nil }
        return Policy.Ignore(rule: rule, reason: reason, until: until)
    }

    private static let keysOfIgnore = ["rule", "reason", "until"]

    private mutating func forbidden(_ node: JSONNode) -> ForbiddenName? {
        guard let name = text(node, "a package or a function") else { return nil }
        do throws(PolicyMistake) { return try ForbiddenName(name) } catch {
            complain(node, error.message)
            return nil
        }
    }

    private mutating func requirements(_ node: JSONNode) -> [Policy.Demand] {
        var demands: [Policy.Demand] = []
        for (name, node) in members(node, "\"go\" and modules with versions") {
            do throws(PolicyMistake) { try Policy.Demand.check(module: name) } catch {
                complain(node, at: node.nameOffset, error.message)
            }
            do throws(PolicyMistake) {
                let isGone = node.value.isNull
                let text = isGone ? nil : text(node, "a version, such as \">=1.26\"")
                if isGone || text != nil {
                    demands.append(try .requirement(name, text, said(node)))
                }
            } catch {
                complain(node, error.message)
            }
        }
        return demands
    }

    private mutating func sums(_ node: JSONNode) -> [GoSum] {
        if node.value.isNull { return [] }
        let nodes = node.value.array == nil ? [node] : node.children
        return nodes.compactMap { node in
            file(node, "the path of a go.sum, or a list of such") { path throws(PolicyError) in
                try GoSum(path: path)
            }
        }
    }

    private mutating func checksums(_ node: JSONNode) -> Checksums? {
        if node.value.isNull { return nil }
        return file(node, "the path of a list of checksums") { path throws(PolicyError) in
            try Checksums(path: path)
        }
    }

    /// Reads a file that lies beside the policy.
    private mutating func file<Value>(
        _ node: JSONNode, _ what: String, _ read: (String) throws(PolicyError) -> Value
    ) -> Value? {
        guard let name = text(node, what) else { return nil }
        do throws(PolicyError) { return try read(name.hasPrefix("/") ? name : folder + name) } catch
        {
            if let problem = error.problems.first, problem.position == nil {
                complain(node, "\(problem.path) \(problem.message)")
            } else {
                problems += error.problems
            }
            return nil
        }
    }

    private mutating func variable(_ name: String, _ node: JSONNode) -> String? {
        if !name.utf8.dropFirst().contains(UInt8(ascii: ".")) {
            complain(
                node, at: node.nameOffset,
                "“\(name)” is no variable: a package and a name, such as \"main.version\"")
        }
        return node.value.isNull ? nil : text(node, "the value, a text or a pattern")
    }

    private mutating func setting(_ node: JSONNode) -> String? {
        switch node.value {
        case .null: return nil
        case .string(let text): return text
        case .number(let digits): return digits
        case .boolean(let value): return value ? "true" : "false"
        default:
            complain(node, "wants the value of a build setting here: a text, true or false")
            return nil
        }
    }

    private mutating func size(_ node: JSONNode) -> ByteSize? {
        do throws(PolicyMistake) {
            if case .number(let digits) = node.value { return try ByteSize(digits) }
            return try text(node, "a size, such as \"80MB\"").map { text throws(PolicyMistake) in
                try ByteSize(text)
            }
        } catch {
            complain(node, error.message)
            return nil
        }
    }
}

// What keys have in common.
extension PolicyReader {
    private func said(_ node: JSONNode) -> Policy.Said {
        Policy.Said(text: "\(path) line \(document.position(of: node.offset).line)")
    }

    private mutating func complain(_ node: JSONNode, at offset: Int? = nil, _ message: String) {
        guard problems.count < Self.mostProblems else { return }
        let position = document.position(of: offset ?? node.offset)
        problems.append(.init(path, at: position, message))
    }

    private mutating func key(
        _ name: String, _ node: JSONNode, among keys: [PolicyKey]
    ) -> PolicyKey? {
        guard check(name, keys.map(\.rawValue), node) else { return nil }
        return PolicyKey(rawValue: name)
    }

    /// Whether a name is one of some; a mistake if not.
    private mutating func check(_ name: String, _ names: [String], _ node: JSONNode) -> Bool {
        if names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { return true }
        // A place that is not for this key is worth other words than a name that is none.
        let isKey = PolicyKey(rawValue: name) != nil
        let near = NearNames.of(name, among: names)
        let what = isKey ? "“\(name)” does not belong here" : "there is no key “\(name)”"
        let help =
            near.isEmpty
            ? "; there are \(names.joined(separator: ", "))"
            : ": did you mean \(near.joined(separator: " or "))?"
        complain(node, at: node.nameOffset, what + help)
        return false
    }

    private mutating func check(rule name: String, _ node: JSONNode, at offset: Int) -> Bool {
        if let message = Rule.mistake(inName: name) {
            complain(node, at: offset, message)
            return false
        }
        return true
    }

    private mutating func text(_ node: JSONNode, _ what: String) -> String? {
        if let text = node.value.string, !text.isEmpty { return text }
        complain(node, "wants \(what) here, as a text in quotes")
        return nil
    }

    private mutating func items(_ node: JSONNode, _ what: String) -> [JSONNode] {
        if node.value.array != nil { return node.children }
        complain(node, "wants a list of \(what)")
        return []
    }

    private mutating func members(
        _ node: JSONNode, _ what: String
    ) -> [(name: String, node: JSONNode)] {
        if node.value.object != nil { return node.members }
        complain(node, "wants an object here: \(what)")
        return []
    }

    private mutating func choice(
        _ node: JSONNode, _ what: String, _ names: [String]
    ) -> String? {
        guard let text = text(node, what) else { return nil }
        if names.contains(text) { return text }
        complain(node, "“\(text)” is not \(what): \(names.joined(separator: ", "))")
        return nil
    }
}

extension Policy.Demand {
    /// A requirement of Go or of a module; no text takes one away.
    static func requirement(
        _ name: String, _ text: String?, _ said: Policy.Said
    ) throws(PolicyMistake) -> Self {
        if name == "go" {
            guard let text else { return .go(nil, said) }
            return .go(try VersionConstraint(text, of: .go), said)
        }
        guard let text else { return .module(name, nil, said) }
        return .module(name, try VersionConstraint(text, of: .module), said)
    }

    /// Refuses names that are not `go`, and can be the path of no module.
    static func check(module name: String) throws(PolicyMistake) {
        let first = name.utf8.prefix { $0 != UInt8(ascii: "/") }
        let isPath = first.contains(UInt8(ascii: ".")) || first.count < name.utf8.count
        guard isPath && name.utf8.allSatisfy({ $0 > 0x20 }) || name == "go" else {
            throw PolicyMistake(
                "“\(name)” is not go and no path of a module, such as golang.org/x/net")
        }
    }
}

extension Rule {
    /// Why a name is none of a rule, with what may be meant; nil where it is one.
    static func mistake(inName name: String) -> String? {
        let names = all.map(\.name)
        if names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { return nil }
        let near = NearNames.of(name, among: names)
        let help =
            near.isEmpty
            ? "goelf explain --list names them" : "did you mean \(near.joined(separator: " or "))?"
        return "there is no rule “\(name)”: \(help)"
    }
}
