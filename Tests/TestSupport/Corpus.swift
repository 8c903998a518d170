import Foundation
public import ObjectFile

/// An ELF file to compare readers on: a whole file, or a member of an archive.
public struct CorpusFile: Sendable {
    /// How a message names it.
    public let name: String
    private let path: String
    private let part: FileRange?

    init(name: String, path: String, part: FileRange? = nil) {
        self.name = name
        self.path = path
        self.part = part
    }

    /// The bytes as goelf reads them.
    public func file() throws -> FileBytes {
        let file = try FileBytes(path: path)
        return part.flatMap { file.slice($0) } ?? file
    }

    /// All bytes, for the judge.
    public func bytes() throws -> [UInt8] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        guard let part else { return Array(data) }
        return Array(data[Int(part.offset.rawValue)..<Int(part.end.rawValue)])
    }
}

/// The files that differential tests compare.
public enum Corpus {
    /// The test binaries, those of the folder `$GOELF_CORPUS` and a sample of this machine's own.
    public static let all: [CorpusFile] = testBinaries + named + system

    /// The ELF files among the test binaries, and the members of their archives.
    public static let testBinaries: [CorpusFile] = TestBinary.elf.flatMap { binary in
        members(binary) ?? [CorpusFile(name: binary.id, path: binary.path)]
    }

    private static let named: [CorpusFile] = {
        guard let folder = ProcessInfo.processInfo.environment["GOELF_CORPUS"] else { return [] }
        return files(under: folder).filter { isELF($0, largest: .max) }.map {
            CorpusFile(name: $0, path: $0)
        }
    }()

    /// 300 of the files in `/usr/bin` and `/usr/lib`, evenly taken; none on other systems.
    private static let system: [CorpusFile] = {
        let all = ["/usr/bin", "/usr/lib"].flatMap { files(under: $0) }.filter {
            // Most files there are data, and to open them all takes ten seconds; of the ELF files,
            // large ones cost a debug build seconds each.
            mayBeELF($0) && isELF($0, largest: 4 << 20)
        }
        let wanted = min(300, all.count)
        return (0..<wanted).map { all[$0 * all.count / wanted] }.map {
            CorpusFile(name: $0, path: $0)
        }
    }()

    /// Whether a name is that of a library or an object, or has no extension as programs have none.
    private static func mayBeELF(_ path: String) -> Bool {
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "" } ?? ""
        let parts = name.utf8.split(separator: UInt8(ascii: "."))
        return parts.count == 1 || parts.dropFirst().contains { ["so", "o"].contains(String($0)) }
    }

    private static func members(_ binary: TestBinary) -> [CorpusFile]? {
        guard let file = try? FileBytes(path: binary.path), (try? Container(file)) == .archive
        else { return nil }
        return Archive(file).members.map {
            CorpusFile(name: "\(binary.id)(\($0.name))", path: binary.path, part: $0.range)
        }
    }

    /// The files below a folder, sorted; folders and links may be among them.
    private static func files(under folder: String) -> [String] {
        let paths = FileManager.default.enumerator(atPath: folder)?.allObjects ?? []
        return paths.compactMap { $0 as? String }.sorted().map { folder + "/" + $0 }
    }

    private static func isELF(_ path: String, largest: UInt64) -> Bool {
        // A link would bring the same file again.
        guard (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil,
            let file = try? FileBytes(path: path), file.size <= largest
        else { return false }
        return (try? Container(file)) == .elf
    }
}
