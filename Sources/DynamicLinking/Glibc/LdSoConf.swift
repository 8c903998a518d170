internal import ObjectFile

/// The directories that ldconfig puts into its table: those of `/etc/ld.so.conf` and of the files
/// that it includes.
///
/// glibc itself never reads it: a library in one of these directories is found only once ldconfig
/// has run.
///
/// Spec: glibc, elf/ldconfig.c, `parse_conf` and `parse_conf_include`.
struct LdSoConf {
    /// Where it lies.
    static let path: ByteString = "/etc/ld.so.conf"

    /// The directories in order, each once and with a slash at the end.
    private(set) var directories: [[UInt8]] = []
    private var seen: Set<[UInt8]> = []
    private let files: any FileTree
    /// How many files may still be read, and how many bytes.
    private var filesLeft = 1000
    /// How many names of folders may still be held against a pattern.
    private var namesLeft = 1 << 17
    private var bytesLeft: UInt64 = 1 << 20

    /// Reads the file; what cannot be read names no directory.
    init(in files: any FileTree) {
        self.files = files
        read(Self.path, depth: 0)
    }

    private mutating func read(_ path: ByteString, depth: Int) {
        guard depth < 10, filesLeft > 0, let text = text(of: path) else { return }
        filesLeft -= 1
        for line in text.split(separator: 10) {
            let words = line.prefix { $0 != UInt8(ascii: "#") }
                .split(whereSeparator: { $0 == 32 || $0 == 9 || $0 == 13 })
            guard let first = words.first else { continue }
            if first.elementsEqual("include".utf8) {
                for pattern in words.dropFirst() { include(Array(pattern), from: path, depth) }
            } else if !first.elementsEqual("hwcap".utf8) {
                add(Array(first.prefix { $0 != UInt8(ascii: "=") }))
            }
        }
    }

    private mutating func text(of path: ByteString) -> [UInt8]? {
        do throws(FileTreeError) {
            let file = try files.open(path)
            guard file.bytes.size <= bytesLeft else { return nil }
            bytesLeft -= file.bytes.size
            do throws(ParseError) {
                let part = FilePart("ld.so.conf", .read)
                let bytes = try file.bytes.bytes(in: .first(file.bytes.size), reading: part)
                return bytes.span.copied
            } catch {
                return nil
            }
        } catch {
            return nil
        }
    }

    private mutating func add(_ name: [UInt8]) {
        var path = name
        guard path.first == UInt8(ascii: "/") else { return }
        while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
        path.append(UInt8(ascii: "/"))
        if directories.count < 4096, seen.insert(path).inserted { directories.append(path) }
    }

    /// Reads all files whose names fit a pattern, in order; relative ones lie beside the file.
    private mutating func include(_ pattern: [UInt8], from path: ByteString, _ depth: Int) {
        let isAbsolute = pattern.first == UInt8(ascii: "/")
        let folder = isAbsolute ? [] : (directory(of: path) ?? []) + [UInt8(ascii: "/")]
        let whole = folder + pattern
        // To list a folder is work, too, however many files of it fit.
        filesLeft -= 1
        guard filesLeft > 0, let slash = whole.lastIndex(of: UInt8(ascii: "/")) else { return }
        let last = Array(whole[(slash + 1)...])
        let parent = Array(whole[...slash])
        guard last.contains(where: { "*?[".utf8.contains($0) }) else {
            return read(ByteString(whole.span), depth: depth + 1)
        }
        do throws(FileTreeError) {
            let names = try files.names(in: ByteString(parent.span))
            namesLeft -= names.count
            guard namesLeft > 0 else { return }
            for name in names where fits(name.utf8, last) {
                read(joined(parent, name.utf8), depth: depth + 1)
            }
        } catch { return }
    }

    /// Whether a name fits a pattern of `*` and `?`; names that begin with a dot do not.
    private func fits(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
        guard name.first != UInt8(ascii: ".") else { return false }
        var (i, j) = (0, 0)
        var star: (pattern: Int, name: Int)?
        while i < name.count {
            if j < pattern.count, pattern[j] == UInt8(ascii: "*") {
                star = (j, i)
                j += 1
            } else if j < pattern.count, pattern[j] == UInt8(ascii: "?") || pattern[j] == name[i] {
                i += 1
                j += 1
            } else if let last = star {
                // The last star takes one byte more.
                star = (last.pattern, last.name + 1)
                i = last.name + 1
                j = last.pattern + 1
            } else {
                return false
            }
        }
        return pattern[j...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
