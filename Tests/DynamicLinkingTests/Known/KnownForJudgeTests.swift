import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import DynamicLinking

/// Writes the libraries of known systems to `$GOELF_KNOWN_OUT`, where
/// `TestBinaries/compare_known.py` holds them against real packages.
@Suite("Libraries that are made up")
struct KnownForJudgeTests {
    private static let folder = ProcessInfo.processInfo.environment["GOELF_KNOWN_OUT"]
    private static let markers = [
        "GLIBC_ABI_DT_RELR", "GLIBC_ABI_GNU_TLS", "GLIBC_ABI_GNU2_TLS", "GLIBC_ABI_DT_X86_64_PLT",
    ]
    private static let architectures = [
        "x86_64", "i386", "aarch64", "arm", "riscv64", "loong64", "s390x", "ppc64le", "mips64el",
        "mipsel",
    ]

    private static func gcc(_ library: Int, _ abi: Int, _ compiler: Int) -> [KnownLibrary] {
        [
            KnownLibrary(
                "libstdc++.so.6", versions: ["GLIBCXX_3.4.\(library)", "CXXABI_1.3.\(abi)"]),
            KnownLibrary("libgcc_s.so.1", versions: ["GCC_\(compiler).0.0"]),
        ]
    }

    @Test("are written to a folder, where one is named", .enabled(if: folder != nil))
    func write() throws {
        let systems: [(String, KnownSystem)] = [
            ("glibc-2.31", try .glibc("2.31", Self.gcc(28, 12, 10), markers: [])),
            ("glibc-2.36", try .glibc("2.36", Self.gcc(30, 13, 12), markers: [])),
            ("glibc-2.41", try .glibc("2.41", Self.gcc(33, 15, 14), markers: Self.markers)),
            ("glibc-2.43", try .glibc("2.43", Self.gcc(36, 17, 16))),
            ("musl-1.2.2", try .musl("1.2.2")), ("musl-1.2.3", try .musl("1.2.3")),
            ("musl-1.2.5", try .musl("1.2.5")), ("musl-1.2.6", try .musl("1.2.6")),
        ]
        for (name, system) in systems {
            for architecture in Self.architectures {
                guard let tree = system.files(for: Architecture(name: architecture)) else {
                    continue
                }
                try Self.write(tree, to: "\(name)/\(architecture)")
            }
        }
    }

    private static func write(_ tree: any FileTree, to name: String) throws {
        let folder = URL(fileURLWithPath: try #require(folder)).appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var pending: [ByteString] = ["/"]
        while let directory = pending.popLast() {
            for name in try tree.names(in: directory) {
                let path = ByteString(directory.text + (directory == "/" ? "" : "/") + name.text)
                guard try tree.realPath(path) == path else { continue }
                do {
                    let file = try tree.open(path)
                    let bytes = try file.bytes.bytes(
                        in: try #require(FileRange(offset: .start, size: file.bytes.size)),
                        reading: FilePart("library", .read))
                    try Data(bytes.span.copied).write(to: folder.appendingPathComponent(name.text))
                } catch FileTreeError.isDirectory {
                    pending.append(path)
                }
            }
        }
    }

    private static let roots = ProcessInfo.processInfo.environment["GOELF_KNOWN_ROOTS"]

    @Test(
        "start programs as those of real roots do, where a folder of these is named",
        .enabled(if: roots != nil),
        arguments: [
            ("bullseye", "2.31"), ("bookworm", "2.36"), ("trixie", "2.41"), ("sid", "2.43"),
            ("musl-1.2.3", "1.2.3"), ("musl", "1.2.6"),
        ])
    func starts(_ name: String, _ version: String) throws {
        let root = try DirectoryTree(root: try #require(Self.roots) + "/" + name)
        let isMusl = name.hasPrefix("musl")
        var system =
            isMusl
            ? try KnownSystem.musl(version, isWhole: true)
            : try KnownSystem.glibc(version, markers: Self.markers, isWhole: true)
        if version == "2.36" || version == "2.31" { system.markers = [] }
        system.libraries = try Self.libraries(of: root, beside: system)
        for binary in TestBinary.elf where binary.goarch == nil || binary.goarch == "amd64" {
            let bytes = try FileBytes(path: binary.path)
            guard let image = try? Image(elf: bytes), image.architecture.name == "x86_64" else {
                continue
            }
            let real = try Self.graph(binary, image, root, nil)
            let made = try Self.graph(binary, image, try system.tree(), system)
            let label = "\(binary.id) in \(name)"
            #expect(made.starts == real.starts, "\(label): \(real.fatal) \(made.fatal)")
            #expect(made.fatal == real.fatal, "\(label)")
            if made.starts != false { #expect(made.warnings == real.warnings, "\(label)") }
        }
    }

    private static func graph(
        _ binary: TestBinary, _ image: Image, _ tree: any FileTree, _ system: KnownSystem?
    ) throws -> DependencyGraph {
        let identity = TreeFile.Identity(device: 1, number: 1)
        let file = TreeFile(try FileBytes(path: binary.path), identity, permissions: 0o755)
        var surroundings = LoaderSurroundings(OverlayTree(tree, with: file, at: "/app"))
        surroundings.processor = "x86-64-v1"
        surroundings.known = system
        surroundings.looksUpSymbols = true
        return DependencyGraph(file, image, at: "/app", surroundings)
    }

    /// The libraries of a root that are none of its C library's.
    private static func libraries(
        of root: any FileTree, beside system: KnownSystem
    ) throws -> [KnownLibrary] {
        let folders = ["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/usr/lib"]
        let own = Set(
            folders.flatMap { folder in
                (try? system.tree().names(in: ByteString(folder))) ?? []
            })
        var libraries: [KnownLibrary] = []
        var seen: Set<String> = []
        for folder in folders {
            for name in (try? root.names(in: ByteString(folder))) ?? [] {
                let path = folder + "/" + name.text
                guard name.text.contains(".so"), !own.contains(name), !name.text.contains("musl"),
                    let file = try? KnownFile(path, in: root), file.soname == name.text,
                    seen.insert(name.text).inserted
                else { continue }
                libraries.append(KnownLibrary(name.text, versions: file.versions))
            }
        }
        return libraries
    }
}
