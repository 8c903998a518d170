internal import DynamicLinking
internal import ObjectFile

/// A file as it was named on a command line, before it is put into places.
struct NamedFile: Sendable {
    /// The file.
    let file: TreeFile
    /// How it was named.
    let path: ByteString
    /// Where it lies in the first place that has it; nil for a file of this system.
    let inside: ByteString?
    /// That place.
    let home: RunPlace?
    /// Where it is put that lies nowhere in a place.
    let usualPath: ByteString
    /// Whether it lies nowhere at all: standard input, or a pipe of the shell.
    private let isStream: Bool

    /// Finds it in the first root or image that has it, else in this system.
    ///
    /// - Throws: `open` where it is nowhere, `directory` where it is a folder.
    init(_ path: ByteString, in places: [RunPlace], limits: Limits) throws(ParseError) {
        if path.equals("-") {
            let bytes = try FileBytes.standardInput(limits: limits)
            self.init(Self.program(bytes), path: path, isStream: true)
            return
        }
        for place in places {
            guard let own = try place.own(path) else { continue }
            self.init(own.file, path: path, inside: own.path, home: place)
            return
        }
        do throws(FileTreeError) {
            self.init(try DirectoryTree().open(path), path: path)
        } catch {
            guard error == .notRegular else { throw ParseError(opening: error) }
            let bytes = try FileBytes(path: path, limits: limits)
            self.init(Self.program(bytes), path: path, isStream: true)
        }
    }

    /// Takes bytes for a program that lies nowhere yet.
    init(_ bytes: FileBytes, path: ByteString) { self.init(Self.program(bytes), path: path) }

    private init(
        _ file: TreeFile, path: ByteString, inside: ByteString? = nil, home: RunPlace? = nil,
        isStream: Bool = false
    ) {
        (self.file, self.path, self.inside, self.home) = (file, path, inside, home)
        self.isStream = isStream
        usualPath = Self.usualPath(path)
    }

    private static func program(_ bytes: FileBytes) -> TreeFile {
        TreeFile(bytes, TreeFile.Identity(device: 0, number: 0), permissions: 0o755)
    }

    /// Its bytes.
    var bytes: FileBytes { file.bytes }

    /// Whether it is a file of this system.
    var isOfSystem: Bool { home == nil && !isStream }

    private static func usualPath(_ path: ByteString) -> ByteString {
        if path.equals("-") { return "/usr/local/bin/stdin" }
        let bytes = path.utf8
        let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        let usual = Array("/usr/local/bin/".utf8) + bytes[start...]
        return ByteString(usual.span)
    }
}

/// A file with the places that it is checked for.
final class CheckedFile: Sendable {
    let named: NamedFile
    let places: [CheckPlace]
    /// What it is held against besides; nil where nothing is wanted.
    let expectations: Expectations?
    /// What of that is wanted of this file.
    let demands: Demands?
    /// What became of its checksum; nil where that is not asked.
    let checksum: Checksums.Outcome?

    init(_ named: NamedFile, _ places: [CheckPlace], _ expectations: Expectations? = nil) {
        self.named = named
        self.places = places
        self.expectations = expectations
        // Patterns and names in lists are texts: what is no UTF-8 is matched by what stands for it.
        demands = expectations?.demands(on: named.path.text)
        checksum = demands?.checksums.flatMap { list, _ in
            expectations.map { list.compare(named.bytes, $0.names(of: named.path.text, in: list)) }
        }
    }

    /// The places whose files are all known.
    var opened: [RunPlace] { places.compactMap(\.opened) }

    /// That a file of which nothing else is said has another sum than it should have.
    var wrongSum: [Diagnostic] {
        guard case .differs? = checksum, let list = demands?.checksums?.list else { return [] }
        return [
            Diagnostic(.checksum, .warning, "its SHA-256 sum is not the one in \(list.path)")
        ]
    }

    /// What becomes of a script in these places: one note where it is the same in all.
    func script() -> [Diagnostic] {
        var said: [(diagnostic: Diagnostic, places: [String])] = []
        for place in opened {
            let diagnostic = place.place(named).script()
            if let index = said.firstIndex(where: { $0.diagnostic == diagnostic }) {
                said[index].places.append(place.root)
            } else {
                said.append((diagnostic, [place.root]))
            }
        }
        if said.count == 1 { return said.map(\.diagnostic) }
        return said.map { diagnostic, places in
            Diagnostic(
                diagnostic.code, diagnostic.severity,
                diagnostic.message + " (in \(places.joined(separator: ", ")))")
        }
    }
}
