public import Testing
public import Foundation

/// The real binaries beside the tests, with what is known of each from its recipe.
public struct TestBinary: Decodable, Sendable, CustomTestStringConvertible {
    /// What the recipe alone says.
    public struct Truth: Decodable, Sendable {
        /// The linkage by the contract's names, nil where it has no meaning.
        public let linkage: String?
        /// The C library by the contract's names.
        public let libc: String?
        /// The kind of file by the contract's names.
        public let type: String?
        /// Whether there is C code in it.
        public let cgo: Bool?
        /// The API floor, where the recipe proves it.
        public let apiFloor: String?
        /// Facts by their names, where the recipe proves them: `yes`, `no` or a word.
        public let facts: [String: String]?
    }

    /// The name, unique.
    public let id: String
    /// The path inside the folder of test binaries.
    public let file: String
    /// The Go version, nil for C programs.
    public let go: String?
    /// `GOOS` of the build.
    public let goos: String?
    /// `GOARCH` of the build.
    public let goarch: String?
    /// The arguments of `go build`, or of the C compiler.
    public let args: [String]?
    /// The environment of the build.
    public let env: [String: String]?
    /// What the recipe alone says.
    public let truth: Truth

    /// The Go version as the program has it, with experiments; nil for C programs.
    public var goVersion: String? {
        // Plugins had no build information.
        if isPlugin, go?.hasPrefix("go1.19") == true { return nil }
        return go.map { $0 + (env?["GOEXPERIMENT"].map { " X:" + $0 } ?? "") }
    }

    /// Whether the recipe hands the link to a C compiler, or Go does for what it is asked for.
    public var isLinkedByC: Bool {
        let sanitizers = Set(args ?? []).intersection(["-asan", "-msan"])
        let isOther = id.hasPrefix("cgo-") || id.hasPrefix("shared-") || isPlugin
        return isOther || !sanitizers.isEmpty
    }

    /// Whether it is a plugin, which is linked without some of what programs have.
    public var isPlugin: Bool { id.hasPrefix("plugged-") }

    /// Whether it is for one of Apple's systems: a Mach-O file, a universal one, or an archive.
    public var isMachO: Bool { goos == "darwin" }
    /// The whole path.
    public var path: String { Self.folder.appendingPathComponent(file).path }
    /// How a test names it.
    public var testDescription: String { id }

    /// The folder of test binaries.
    public static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("TestBinaries")

    /// The ELF files and archives of them.
    public static let elf = all.filter { !$0.isMachO }

    /// The Mach-O files, universal files and archives.
    public static let machO = all.filter(\.isMachO)

    /// All binaries, in the order of the manifest.
    public static let all: [TestBinary] = {
        do {
            let data = try Data(contentsOf: folder.appendingPathComponent("manifest.json"))
            return try JSONDecoder().decode([TestBinary].self, from: data)
        } catch {
            return []
        }
    }()

    /// What independent tools say of it, as `expect.py` wrote it.
    public func expected() throws -> [String: Any] {
        let url = Self.folder.appendingPathComponent("expected/\(id).json")
        let object = try JSONSerialization.jsonObject(with: try Data(contentsOf: url))
        return object as? [String: Any] ?? [:]
    }
}
