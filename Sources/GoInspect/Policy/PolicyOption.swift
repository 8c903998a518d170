public import ObjectFile

extension Policy {
    /// An option of the command line that wants something.
    public enum Option: Hashable, Sendable {
        /// `--require golang.org/x/net@>=v0.25`, `--require go@>=1.26`.
        case require(String)
        /// `--go-sum FILE`.
        case goSum(ByteString)
        /// `--checksums FILE`.
        case checksums(ByteString)
        /// `--max-size 80MB`.
        case maxSize(String)
        /// `--expect-var main.version=1.2.3`.
        case variable(String)
        /// `--forbid net/http/pprof`.
        case forbid(String)
        /// `--ignore RULE`.
        case ignore(String)
        /// `--severity RULE=warning`.
        case severity(String)

        /// `--go-sum FILE`, the path being a text.
        public static func goSum(_ path: String) -> Self { .goSum(ByteString(path)) }

        /// `--checksums FILE`, the path being a text.
        public static func checksums(_ path: String) -> Self { .checksums(ByteString(path)) }

        /// Whether it names a file that is read with it.
        public var readsFile: Bool {
            switch self {
            case .goSum, .checksums: true
            default: false
            }
        }
    }

    /// Adds what options want; what they say holds over what the file says.
    ///
    /// - Throws: what is wrong with the first that has a mistake, and all that is with a go.sum.
    public mutating func add(_ wanted: [Option]) throws(PolicyError) {
        var forbidden: [ForbiddenName] = []
        var sums: [GoSum] = []
        for option in wanted {
            if case .goSum(let path) = option { sums.append(try GoSum(path: path)) }
            if case .checksums(let path) = option {
                options.append(.checksums(try Checksums(path: path), Said(text: "--checksums")))
            }
            do throws(PolicyMistake) {
                switch option {
                case .goSum, .checksums: break
                case .forbid(let name): forbidden.append(try ForbiddenName(name))
                default: options.append(try Self.demand(option))
                }
            } catch {
                throw PolicyError(problems: [.init("command line", error.message)])
            }
        }
        if !forbidden.isEmpty { options.append(.alsoForbidden(forbidden, Said(text: "--forbid"))) }
        // Several of these together take the place of the file's.
        if !sums.isEmpty { options.append(.sums(sums, Said(text: "--go-sum"))) }
    }

    private static func demand(_ option: Option) throws(PolicyMistake) -> Demand {
        switch option {
        case .require(let text):
            let (name, version) = try split(text, "@", "--require golang.org/x/net@>=v0.25")
            try Demand.check(module: name)
            return try .requirement(name, version, Said(text: "--require"))
        case .maxSize(let text): return .size(try ByteSize(text), Said(text: "--max-size"))
        case .variable(let text):
            let (name, value) = try split(text, "=", "--expect-var main.version=1.2.3")
            guard name.utf8.dropFirst().contains(UInt8(ascii: ".")) else {
                throw PolicyMistake("“\(name)” is no variable: a package and a name: main.version")
            }
            return .variable(name, value, Said(text: "--expect-var"))
        case .ignore(let rule):
            if let mistake = Rule.mistake(inName: rule) { throw PolicyMistake(mistake) }
            return .severity(rule, .off)
        case .severity(let text):
            let (rule, word) = try split(text, "=", "--severity not-executable=warning")
            if let mistake = Rule.mistake(inName: rule) { throw PolicyMistake(mistake) }
            guard let level = Level(rawValue: word) else {
                let names = Level.allCases.map(\.rawValue).joined(separator: ", ")
                throw PolicyMistake("“\(word)” is not a severity: \(names)")
            }
            return .severity(rule, level)
        case .goSum, .checksums, .forbid: throw PolicyMistake("is of several")
        }
    }

    private static func split(
        _ text: String, _ mark: Character, _ example: String
    ) throws(PolicyMistake) -> (String, String) {
        guard let place = text.firstIndex(of: mark), place != text.startIndex else {
            throw PolicyMistake("“\(text)” has no “\(mark)”: \(example)")
        }
        return (String(text[..<place]), String(text[text.index(after: place)...]))
    }
}
