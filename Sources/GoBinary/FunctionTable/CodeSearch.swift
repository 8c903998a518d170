public import ObjectFile

/// Looks for functions of some packages, or of some names, among those of a program and the calls
/// that were inlined into them.
public struct CodeSearch: Sendable {
    /// What is looked for.
    public enum Query: Hashable, Sendable {
        /// A name that is that of a package or of a function: `gopkg.in/yaml.v3` can be both.
        case name(String)
        /// A package and all below it.
        case tree(String)
    }

    /// What was found of a query.
    public struct Match: Hashable, Sendable {
        /// The first function.
        public let name: ByteString
        /// Where the table tells of it, or of the function that it was inlined into; nil where it
        /// has no record of its own.
        public let offset: FileOffset?
        /// The function that it was inlined into; nil where it stands for itself.
        public let caller: ByteString?
        /// How many functions of the table fit the query.
        public internal(set) var count: Int
    }

    /// What was found.
    public struct Answer: Sendable {
        /// For each query in its order; nil where nothing was.
        public internal(set) var matches: [Match?]
        /// Whether all names were read: only then is what was not found not there.
        public internal(set) var isWhole = false
        /// Why not.
        public internal(set) var error: ParseError?
    }

    private let queries: [Query]
    private let table: FunctionTable
    private let names: NameTable
    /// The queries that a pattern is of, and how far the package of a name goes that fits.
    private var uses: [NamePattern: [(query: Int, package: Int?)]] = [:]

    /// Makes a search in a table.
    public init(_ queries: [Query], in table: FunctionTable) {
        self.queries = queries
        self.table = table
        var uses: [NamePattern: [(query: Int, package: Int?)]] = [:]
        for (index, query) in queries.enumerated() {
            for (pattern, package) in Self.patterns(query) {
                uses[pattern, default: []].append((index, package))
            }
        }
        self.uses = uses
        names = NameTable(Array(uses.keys))
    }

    /// Names as the table has them: dots of a package's last name are escaped there.
    private static func patterns(_ query: Query) -> [(NamePattern, package: Int?)] {
        switch query {
        case .tree(let path):
            let escaped = escape(path)
            return [
                (NamePattern(path + "/…"), nil), (NamePattern(escaped + ".…"), escaped.utf8.count),
            ]
        case .name(let name):
            let escaped = escape(name)
            var patterns = [(NamePattern(escaped + ".…"), package: Int?(escaped.utf8.count))]
            let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) ?? name.startIndex
            // Which dot ends the package cannot be seen.
            for dot in name.utf8[slash...].indices where name.utf8[dot] == UInt8(ascii: ".") {
                let package = escape(String(name[..<dot]))
                let function = package + name[dot...]
                for pattern in [
                    NamePattern(exactly: function), NamePattern(function + "[…"),
                    NamePattern(function + ".func…"), NamePattern(exactly: function + "-fm"),
                ] {
                    patterns.append((pattern, package.utf8.count))
                }
            }
            return patterns
        }
    }

    private static func escape(_ path: String) -> String {
        String(GoVariableReader.escaped(path + ".").text.dropLast())
    }

    /// The queries that a name is an answer to.
    private func queries(for name: Span<UInt8>, _ found: (Int) -> Void) {
        names.matches(name) { pattern in
            let package = FunctionName(name, table.format).packageLength
            // What compiler and linker make up has no package.
            guard package > 0 else { return }
            if pattern.isPrefix, pattern.text.hasSuffix(".func") {
                // Closures have a number, methods of that name have none.
                let next = pattern.text.utf8.count
                guard next < name.count, (0x30...0x39).contains(name[next]) else { return }
            }
            for use in uses[pattern] ?? [] where use.package == nil || use.package == package {
                found(use.query)
            }
        }
    }
}

extension CodeSearch {
    /// Looks through all functions, and for what is not among them through inlined calls.
    ///
    /// - Complexity: O(*n*) in the number of functions, then in that of inlined calls.
    public func find(
        _ image: Image, in file: FileBytes, limits: Limits = Limits()
    ) -> Answer {
        var answer = Answer(matches: queries.map { _ in nil })
        answer.error = table.missing
        do throws(ParseError) {
            try findFunctions(in: file, limits, &answer)
            if answer.matches.contains(where: { $0 == nil }), answer.error == nil {
                try findInlined(image, in: file, limits, &answer)
            }
        } catch {
            answer.error = answer.error ?? error
        }
        answer.isWhole = answer.error == nil
        return answer
    }

    private func findFunctions(
        in file: FileBytes, _ limits: Limits, _ answer: inout Answer
    ) throws(ParseError) {
        var functions = FunctionCursor(table, in: file, limits: limits)
        while let function = try functions.next() {
            do throws(ParseError) {
                let name = try functions.name(of: function)
                var found: [Int] = []
                queries(for: name) { if !found.contains($0) { found.append($0) } }
                for query in found {
                    if let match = answer.matches[query] {
                        answer.matches[query]?.count = match.count + 1
                    } else {
                        answer.matches[query] = Match(
                            name: ByteString(name), offset: function.record, caller: nil, count: 1)
                    }
                }
            } catch {
                answer.error = answer.error ?? error
                if error.code == .limit { throw error }
            }
        }
    }

    private func findInlined(
        _ image: Image, in file: FileBytes, _ limits: Limits, _ answer: inout Answer
    ) throws(ParseError) {
        let reader = try InlineTreeReader(
            table, image, in: file, limits: limits, allowingNone: true)
        guard var trees = reader else {
            throw ParseError(
                .goFunctionTable, "cannot be found", at: table.source.offset,
                in: "Go inline tree")
        }
        var functions = FunctionCursor(table, in: file, limits: limits)
        while let function = try functions.next() {
            for call in try trees.calls(in: function) {
                var found: [Int] = []
                let bytes = call.name.utf8
                queries(for: bytes.span) { found.append($0) }
                for query in found where answer.matches[query] == nil {
                    let caller = ByteString(try functions.name(of: function))
                    answer.matches[query] = Match(
                        name: call.name, offset: function.record, caller: caller, count: 0)
                }
            }
        }
    }
}
