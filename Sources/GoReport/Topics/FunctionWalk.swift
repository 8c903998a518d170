internal import GoInspect
internal import ObjectFile

/// Walks those functions of an image that are asked for, and keeps the first thing that could not be
/// read.
struct FunctionWalk {
    var functions: Functions
    let naming: Functions.Naming
    private let package: [UInt8]?
    /// What runs before `main.main`, where nothing else is asked for.
    private(set) var inits: Functions.Inits?
    private let initsOnly: Bool
    private var nextInit = 0
    /// Whether inlined calls are asked for and found.
    private(set) var showsInlined = false
    /// Whether receivers and kinds are asked for.
    let showsKinds: Bool
    private var error: ParseError?

    init(_ functions: Functions, _ filter: FunctionFilter, showsKinds: Bool = false) {
        self.showsKinds = showsKinds
        self.functions = functions
        naming = functions.naming
        package = filter.package.map { Array($0.utf8) }
        initsOnly = filter.initsOnly
        do throws(ParseError) {
            if filter.initsOnly { inits = try functions.inits() }
            if filter.showsInlined { showsInlined = try self.functions.findInlined() }
        } catch {
            self.error = error
        }
    }

    /// Goes to the next function; false after the last, and where a limit is reached.
    mutating func next() -> Bool {
        guard error?.code != .limit else { return false }
        do throws(ParseError) {
            while try step() {
                if try fits() { return true }
            }
        } catch {
            note(error)
        }
        return false
    }

    private mutating func step() throws(ParseError) -> Bool {
        guard initsOnly else { return try functions.next() }
        guard let inits, nextInit < inits.functions.count else { return false }
        nextInit += 1
        return try functions.move(to: inits.functions[nextInit - 1])
    }

    /// Whether the function is of a package that is asked for; one whose name cannot be read is of
    /// none.
    private mutating func fits() throws(ParseError) -> Bool {
        guard let package else { return true }
        do throws(ParseError) {
            let name = try functions.name()
            let (length, isEscaped) = naming.package(of: name)
            let escaped = name.extracting(first: length)
            if !isEscaped { return escaped.matches(package) }
            let path = naming.path(escaped).utf8
            return path.span.matches(package)
        } catch {
            if error.code == .limit { throw error }
            note(error)
            return false
        }
    }

    /// The calls inlined into this function; none where they cannot be read, which is noted.
    mutating func inlined() -> [Functions.Inlined] {
        do throws(ParseError) {
            return try functions.inlined()
        } catch {
            note(error)
            return []
        }
    }

    mutating func note(_ error: ParseError) {
        if self.error == nil || error.code == .limit { self.error = error }
    }

    func finish(_ diagnostics: inout [Diagnostic]) {
        if let error { diagnostics.append(Diagnostic(error)) }
    }
}

/// What a package has in a function table.
struct PackageSum {
    let name: ByteString?
    var functions: UInt64 = 0
    var bytes: UInt64 = 0

    /// By name; what belongs to no package comes first.
    static func sums(_ walk: inout FunctionWalk) -> [PackageSum] {
        let most = Limits().packages
        var sums: [PackageSum] = []
        var indexes: [ByteString: Int] = [:]
        let naming = walk.naming
        // Functions of a package follow one another.
        var last: (name: [UInt8], index: Int)?
        while walk.next() {
            let size = walk.functions.size
            do throws(ParseError) {
                let name = try walk.functions.name()
                let (length, isEscaped) = naming.package(of: name)
                let escaped = name.extracting(first: length)
                if let last, escaped.isEqual(to: last.name.span) {
                    sums[last.index].functions += 1
                    sums[last.index].bytes &+= size
                    continue
                }
                let package = isEscaped ? naming.path(escaped) : ByteString(escaped)
                let index = indexes[package] ?? sums.count
                if index == sums.count {
                    guard index < most else {
                        throw FilePart("Go function table", .limit).limit(
                            "has functions of more than \(most) packages", at: .start)
                    }
                    indexes[package] = index
                    sums.append(PackageSum(name: length == 0 ? nil : package))
                }
                sums[index].functions += 1
                sums[index].bytes &+= size
                last = (escaped.copied, index)
            } catch {
                walk.note(error)
            }
        }
        return sums.sorted { a, b in
            (a.name?.utf8 ?? []).lexicographicallyPrecedes(b.name?.utf8 ?? [])
        }
    }
}
