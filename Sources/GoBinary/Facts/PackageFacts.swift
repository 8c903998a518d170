internal import ObjectFile

/// How many packages are in a program by its functions, which also builds tell that list no modules.
enum PackageFacts {
    /// The first parts of the import paths of Go's standard library that have functions.
    ///
    /// Source: the folders of `src` in Go 1.15 to 1.27.
    private static let standard: Set<ByteString> = [
        "archive", "arena", "bufio", "builtin", "bytes", "cmp", "compress", "container",
        "context", "crypto", "database", "debug", "embed", "encoding", "errors", "expvar", "flag",
        "fmt", "go", "hash", "html", "image", "index", "internal", "io", "iter", "log", "maps",
        "math", "mime", "net", "os", "path", "plugin", "reflect", "regexp", "runtime", "simd",
        "slices", "sort", "strconv", "strings", "structs", "sync", "syscall", "testing", "text",
        "time", "unicode", "unique", "uuid", "vendor", "weak",
    ]

    /// Those that handle what strangers send: settings of GODEBUG weaken them.
    private static let exposed: [ByteString] = [
        "archive/tar", "archive/zip", "crypto/rsa", "crypto/tls", "crypto/x509", "html/template",
        "math/rand", "mime/multipart", "net/http", "net/url", "os/exec",
    ]

    static func facts(of sources: GoFactSources) -> [GoFact] {
        let names = ["packages", "exposed-packages"]
        guard let table = sources.functions.table else {
            return names.map { GoFact($0, .unknown) }
        }
        guard let packages = sources.functions.packages.value else {
            let error = sources.functions.packages.error
            return names.map { GoFact($0, .unknown, note: error?.description) }
        }
        let own = packages.filter { isStandard($0) }.count
        let evidence = [
            Evidence(
                "function table", at: table.source.offset,
                ByteString("packages of \(table.count) functions"))
        ]
        return [
            GoFact(
                names[0], .text(ByteString("\(packages.count)")),
                note: "\(own) of the standard library, \(packages.count - own) others",
                evidence: evidence),
            exposed(names[1], packages, sources, evidence),
        ]
    }

    private static func exposed(
        _ name: String, _ packages: Set<ByteString>, _ sources: GoFactSources,
        _ evidence: [Evidence]
    ) -> GoFact {
        // What is not found proves nothing where names are made up.
        guard sources.functions.isWhole, !sources.hasUnknownVersion else {
            return GoFact(name, .unknown)
        }
        return GoFact(name, .list(exposed.filter(packages.contains)), evidence: evidence)
    }

    static func isStandard(_ package: ByteString) -> Bool {
        let first = package.utf8.prefix { $0 != UInt8(ascii: "/") }
        return standard.contains(ByteString(Array(first).span))
    }
}

/// The packages that functions are of.
struct PackageNames: Sendable {
    private(set) var all: Set<ByteString> = []
    private(set) var isCut = false
    /// How many are kept.
    let most: Int

    init(most: Int) { self.most = most }

    /// Takes the name of a function of another package than the one before, of which so many bytes
    /// are the package.
    mutating func add(_ name: Span<UInt8>, packageLength length: Int) {
        let package = name.extracting(first: length)
        // Closures that Go 1.27 moves (`_.goready.func1`), and what gcc splits off of C.
        guard !package.equals("_"), !name.extracting(droppingFirst: length).equals(".cold") else {
            return
        }
        guard all.count < most else {
            isCut = true
            return
        }
        all.insert(FunctionName.path(package))
    }
}
