internal import CSystemCalls
internal import ObjectFile

/// What a path leads to.
enum PathKind {
    case file, directory, stream, nothing

    init(_ path: ByteString) {
        let name = path.utf8 + [0]
        switch goelf_kind_of_path(name.span) {
        case Int32(goelf_regular.rawValue): self = .file
        case Int32(goelf_directory.rawValue): self = .directory
        case Int32(goelf_stream.rawValue): self = .stream
        default: self = .nothing
        }
    }
}

/// The files below a folder in lexical order, as Go's `filepath.WalkDir` goes: links to files count,
/// links to folders are not followed, devices and pipes are passed over.
struct DirectoryWalk {
    /// A folder that could not be listed.
    struct Failure: Sendable {
        let path: ByteString
        let number: Int32
    }

    private enum Kind: UInt8 { case file, directory, link, other }

    private struct Entry {
        let path: ByteString
        let kind: Kind
    }

    /// What is still to be visited, the next one last.
    private var pending: [Entry]
    /// The folders that could not be listed.
    private(set) var failures: [Failure] = []

    init(_ path: ByteString) {
        pending = [Entry(path: path, kind: .directory)]
    }

    /// The next file.
    mutating func next() -> ByteString? {
        while let entry = pending.popLast() {
            switch entry.kind {
            case .file: return entry.path
            case .link: if PathKind(entry.path) == .file { return entry.path }
            case .other: continue
            case .directory: list(entry.path)
            }
        }
        return nil
    }

    private mutating func list(_ path: ByteString) {
        let name = path.utf8 + [0]
        let descriptor = goelf_open(name.span)
        guard descriptor >= 0 else {
            return failures.append(Failure(path: path, number: descriptor))
        }
        defer { goelf_close(descriptor) }
        var entries: [(name: [UInt8], kind: Kind)] = []
        var buffer = [UInt8](repeating: 0, count: 32768)
        while true {
            var target = buffer.mutableSpan
            let count = goelf_list(descriptor, &target)
            if count < 0 {
                failures.append(Failure(path: path, number: Int32(truncatingIfNeeded: count)))
            }
            guard count > 0 else { break }
            var rest = buffer[..<count]
            while let kind = rest.popFirst(), let end = rest.firstIndex(of: 0) {
                entries.append((Array(rest[..<end]), Kind(rawValue: kind) ?? .other))
                rest = rest[(end + 1)...]
            }
        }
        entries.sort { $1.name.lexicographicallyPrecedes($0.name) }
        var prefix = path.utf8
        if prefix.last != UInt8(ascii: "/") { prefix.append(UInt8(ascii: "/")) }
        for entry in entries {
            let whole = prefix + entry.name
            pending.append(Entry(path: ByteString(whole.span), kind: entry.kind))
        }
    }
}
