import ObjectFile
import Testing

@testable import DynamicLinking

/// A file of a system that is known by table, with what a loader reads of it.
struct KnownFile {
    let file: TreeFile
    let object: ELF.Object
    /// The names of the versions that it defines, without its own.
    let versions: [String]
    /// The names of the symbols that it defines.
    let symbols: [String]

    init(_ path: String, in tree: any FileTree) throws {
        file = try tree.open(ByteString(path))
        object = try ELF.Object(file.bytes)
        let soname = object.dynamic.value?.soname
        versions = try object.definedVersionNames(in: file.bytes).map(\.name)
            .filter { $0 != soname }.map(\.text)
        symbols = try Self.symbols(object, in: file.bytes)
    }

    private static func symbols(_ object: ELF.Object, in file: FileBytes) throws -> [String] {
        guard let table = try object.dynamicSymbolTable(in: file) else { return [] }
        var cursor = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
        var names: [String] = []
        while let symbol = try cursor.symbol() {
            guard !symbol.isUndefined else { continue }
            let name = try cursor.name(of: symbol)
            names.append(ByteString(name).text)
        }
        return names
    }

    var needed: [String] { object.dynamic.value?.needed.map(\.text) ?? [] }
    var soname: String? { object.dynamic.value?.soname?.text }
}

extension KnownSystem {
    /// One of glibc, by its version.
    static func glibc(
        _ version: String, layout: Layout = .multiarch, _ libraries: [KnownLibrary] = [],
        markers: [String]? = nil, isWhole: Bool = false
    ) throws -> Self {
        Self(
            .glibc(try #require(GlibcVersion(version))), layout: layout, libraries: libraries,
            markers: markers, isWhole: isWhole)
    }

    /// One of musl, by its version.
    static func musl(
        _ version: String, _ libraries: [KnownLibrary] = [], hasGcompat: Bool = false,
        isWhole: Bool = false
    ) throws -> Self {
        Self(
            .musl(try #require(MuslVersion(version))), libraries: libraries,
            hasGcompat: hasGcompat, isWhole: isWhole)
    }

    func tree(_ architecture: String = "x86_64") throws -> any FileTree {
        try #require(files(for: Architecture(name: architecture)))
    }

    /// What comes of a program that is put into it.
    func start(_ bytes: [UInt8], looksUpSymbols: Bool = true) throws -> DependencyGraph {
        let identity = TreeFile.Identity(device: 1, number: 1)
        let file = TreeFile(FileBytes(bytes), identity, permissions: 0o755)
        let image = try Image(elf: file.bytes)
        let tree = OverlayTree(
            try #require(files(for: image.architecture)), with: file, at: "/app")
        var surroundings = LoaderSurroundings(tree)
        surroundings.processor = "x86-64-v1"
        surroundings.known = self
        surroundings.looksUpSymbols = looksUpSymbols
        return DependencyGraph(file, image, at: "/app", surroundings)
    }
}
