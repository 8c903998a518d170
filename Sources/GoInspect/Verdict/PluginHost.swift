internal import GoBinary
public import ObjectFile

/// A program that opens Go plugins, for which a plugin is judged.
public struct PluginHost: Sendable {
    /// The path as it was given; a byte that is no UTF-8 shows as U+FFFD.
    public let path: String
    /// What the program was built from; nil where nothing tells.
    let build: Build?
    let architecture: Architecture
    /// Its packages by their names: what each plugin's are held against.
    let sums: [ByteString: [UInt8]]
    /// Where the text lies that is all that package `plugin` does without cgo; nil where nowhere.
    let excuse: FileOffset?

    static let excuseText = "plugin: not implemented"

    /// Opens the program and reads what it knows packages by.
    ///
    /// - Throws: `open` where it is not there, `goPlugin` where it is no program for which Go makes
    ///   plugins that can be judged: an ELF file.
    public init(path: String, limits: Limits = Limits()) throws(ParseError) {
        try self.init(path: ByteString(path), limits: limits)
    }

    /// The same of a path that may be no UTF-8.
    ///
    /// - Throws: as above.
    public init(path: ByteString, limits: Limits = Limits()) throws(ParseError) {
        var inspection = Inspection(path: path, [.build], limits: limits)
        var found: ImageReport?
        inspection.forEachImage { report in
            found = found ?? report
            return false
        }
        if let error = inspection.error { throw error }
        guard let report = found, case .elf = report.image.contents else {
            throw ParseError(.goPlugin, "is no ELF program", at: .start, in: "host of the plugin")
        }
        self.path = path.text
        build = report.build?.value
        architecture = report.image.architecture
        var sums: [ByteString: [UInt8]] = [:]
        for package in try PackageSumReader(report.image, in: report.file).exported() {
            sums[package.package] = package.sum
        }
        self.sums = sums
        excuse = sums.isEmpty ? StartFacts(report).text(Self.excuseText) : nil
    }

    /// Whether it can open plugins: only such programs show their packages to others.
    var opensPlugins: Bool { !sums.isEmpty }

    var goVersion: GoVersion? { build.flatMap { GoVersion($0.goVersion) } }
}

/// Where Go's runtime keeps what it looks at in a plugin, by the version of Go: a program reads a
/// plugin's record as if it were its own.
///
/// The plugin's own code chains the record to the program's. Where both keep the next one at
/// different places, the program does not find it at all; where only the list of packages lies
/// elsewhere, it dies of what it reads. Spec: `moduledata` in Go's `runtime/symtab.go`.
struct ModuleLayout: Equatable {
    /// The words in front of `pkghashes`.
    let packages: Int
    /// The words in front of `next`.
    let next: Int

    private static let known = [
        15: Self(packages: 41, next: 56), 19: Self(packages: 53, next: 68),
        21: Self(packages: 55, next: 73), 22: Self(packages: 55, next: 73),
        23: Self(packages: 55, next: 72), 24: Self(packages: 55, next: 72),
        25: Self(packages: 55, next: 72), 26: Self(packages: 56, next: 73),
        27: Self(packages: 53, next: 70),
    ]

    private init(packages: Int, next: Int) { (self.packages, self.next) = (packages, next) }

    /// Nil for versions that nobody compared.
    init?(_ version: GoVersion) {
        guard let known = Self.known[version.minor] else { return nil }
        self = known
    }

    /// That of a plugin which does not tell its version, as those of Go 1.15 and 1.19; nil where it
    /// is of a version that nobody compared.
    init?(packages: Int) {
        let old = Self.known.filter { $0.key < 20 }.values
        guard let first = old.first(where: { $0.packages == packages }) else { return nil }
        self = first
    }
}
