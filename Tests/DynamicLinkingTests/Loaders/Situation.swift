import DynamicLinking
import Foundation
import ObjectFile
import TestSupport
import Testing

/// A little root of `TestBinaries/loaders`, and what a real loader did in it.
struct Situation: Decodable, Sendable, CustomTestStringConvertible {
    /// A line of the loader's own list.
    struct Row: Decodable, Hashable, Sendable {
        let name: String
        let path: String?
    }

    let name: String
    let says: String
    let loader: String
    let loaderPath: String?
    let program: String
    let called: String
    let environment: [String: String]
    let proc: Bool
    let secure: Bool
    let processor: String?
    let hardLinks: [[String]]
    private(set) var listed: [Row]?
    private(set) var loaded: [String]?
    private(set) var exitStatus: Int32?
    private(set) var error: String
    /// The stub of another release, where its loader was asked.
    private(set) var release: String?

    private enum CodingKeys: CodingKey {
        case name, says, loader, loaderPath, program, called, environment, proc, secure, processor
        case hardLinks, listed, loaded, exitStatus, error
    }

    var testDescription: String { "\(release ?? loader): \(says) (\(name))" }

    private var folder: URL { Self.folder.appendingPathComponent("\(loader)/\(name)") }

    /// What kernel and loader would do, by goelf.
    func resolve() throws -> DependencyGraph {
        let tree = try files()
        let file = try tree.open(ByteString(program))
        return DependencyGraph(
            file, try Image(elf: file.bytes), at: ByteString(called), surroundings(tree))
    }

    /// Whether the program is an ELF file, and no script.
    var isELF: Bool {
        let data = try? Data(contentsOf: folder.appendingPathComponent(program))
        return data?.starts(with: [0x7f, 0x45, 0x4c, 0x46]) ?? false
    }

    private func surroundings(_ tree: any FileTree) -> LoaderSurroundings {
        var surroundings = LoaderSurroundings(tree)
        surroundings.variables = environment.map {
            LoaderSurroundings.Variable(name: $0.key, value: $0.value)
        }
        surroundings.isSecure = secure
        surroundings.processor = processor ?? Self.recorded.judged.processor
        surroundings.machine = Architecture(name: "x86_64")
        surroundings.hasProcessFiles = proc
        surroundings.looksUpSymbols = true
        return surroundings
    }

    private func files() throws -> any FileTree {
        if release == nil, hardLinks.isEmpty { return try DirectoryTree(root: folder.path) }
        var tree = MemoryTree()
        try copy("", to: &tree)
        for pair in hardLinks { tree.addName("/" + pair[1], of: "/" + pair[0]) }
        if let release, let loaderPath {
            let stub = Self.folder.appendingPathComponent("stubs/\(release)")
            tree.add(loaderPath, Array(try Data(contentsOf: stub)))
        }
        return tree
    }

    private func copy(_ path: String, to tree: inout MemoryTree) throws {
        let manager = FileManager.default
        for name in try manager.contentsOfDirectory(atPath: folder.path + path) {
            let inside = "\(path)/\(name)"
            let outside = folder.path + inside
            let attributes = try manager.attributesOfItem(atPath: outside)
            switch attributes[.type] as? FileAttributeType {
            case .typeSymbolicLink?:
                tree.addLink(inside, to: try manager.destinationOfSymbolicLink(atPath: outside))
            case .typeDirectory?: try copy(inside, to: &tree)
            default:
                let data = try Data(contentsOf: URL(fileURLWithPath: outside))
                let mode = attributes[.posixPermissions] as? UInt16 ?? 0o755
                tree.add(inside, Array(data), permissions: mode)
            }
        }
    }
}

extension Situation {
    private static let folder = TestBinary.folder.appendingPathComponent("loaders")

    private struct Recorded: Decodable {
        struct Judged: Decodable {
            let processor: String
        }

        let judged: Judged
        let situations: [Situation]
    }

    /// What another release's loader does otherwise; what is null is told from what is not there.
    private struct Changed: Decodable {
        let situations: [Change]
    }

    private struct Change: Decodable {
        let name: String
        let loader: String
        let listed: [Row]??
        let loaded: [String]??
        let exitStatus: Int32??
        let error: String?

        private enum CodingKeys: CodingKey { case name, loader, listed, loaded, exitStatus, error }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            func optional<Value: Decodable>(_ key: CodingKeys) throws -> Value?? {
                guard values.contains(key) else { return nil }
                return .some(try values.decode(Value?.self, forKey: key))
            }
            name = try values.decode(String.self, forKey: .name)
            loader = try values.decode(String.self, forKey: .loader)
            listed = try optional(.listed)
            loaded = try optional(.loaded)
            exitStatus = try optional(.exitStatus)
            error = try values.decodeIfPresent(String.self, forKey: .error)
        }
    }

    private static let recorded: Recorded = {
        do {
            let url = folder.appendingPathComponent("expected.json")
            return try JSONDecoder().decode(Recorded.self, from: try Data(contentsOf: url))
        } catch {
            Issue.record(error)
            return Recorded(judged: Recorded.Judged(processor: ""), situations: [])
        }
    }()

    /// All with an ELF file for a program: those of Debian 12's loaders, then those of others.
    static let all: [Situation] =
        (recorded.situations + others("glibc-2.31") + others("glibc-2.41")).filter {
            $0.isELF && $0.isSimulated
        }

    /// Whether it is none of those that are too rare: versions are needed of a library that knows none,
    /// not even libc's, which older loaders end at an assertion for; the loader is needed, and no
    /// libc; a library is for a later kernel than the running one.
    private var isSimulated: Bool {
        switch name {
        case "version-none-defined", "version-none-defined-now", "loader-without-libc":
            release == "glibc-2.41" || loader == "musl"
        case "later-kernel": release != "glibc-2.31"
        default: true
        }
    }

    private static func others(_ release: String) -> [Situation] {
        do {
            let url = folder.appendingPathComponent("expected-\(release).json")
            let data = try Data(contentsOf: url)
            let changes = try JSONDecoder().decode(Changed.self, from: data).situations
            return recorded.situations.filter {
                $0.loaderPath != nil && release.hasPrefix($0.loader + "-")
            }.map { situation in
                let change = changes.first { $0.name == situation.name }
                return situation.under(release, change)
            }
        } catch {
            Issue.record(error)
            return []
        }
    }

    private func under(_ release: String, _ change: Change?) -> Situation {
        var copy = self
        copy.release = release
        if let listed = change?.listed { copy.listed = listed }
        if let loaded = change?.loaded { copy.loaded = loaded }
        if let status = change?.exitStatus { copy.exitStatus = status }
        if let error = change?.error { copy.error = error }
        return copy
    }
}
