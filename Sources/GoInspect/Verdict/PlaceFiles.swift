internal import DynamicLinking
internal import ObjectFile

extension RunPlace {
    /// Whether anything lies at a path; what cannot be told for lack of permission counts.
    func has(_ path: String) -> Bool {
        do throws(FileTreeError) {
            _ = try surroundings.files.realPath(ByteString(path))
            return true
        } catch {
            return error == .permissionDenied
        }
    }

    /// The names in a directory; none where there is no such directory.
    func names(in directory: String) -> [ByteString] {
        do throws(FileTreeError) {
            return try surroundings.files.names(in: ByteString(directory))
        } catch {
            return []
        }
    }

    /// Opens a file; nil where there is none that can be read.
    func file(_ path: String) -> FileBytes? {
        do throws(FileTreeError) {
            return try surroundings.files.open(ByteString(path)).bytes
        } catch {
            return nil
        }
    }

    /// The lines of a short file, no more than its first 64 KiB; nil where there is none.
    func lines(of path: String) -> [[UInt8]]? {
        guard let file = file(path) else { return nil }
        do throws(ParseError) {
            let range = FileRange.first(min(file.size, 1 << 16))
            let bytes = try file.bytes(in: range, reading: FilePart("configuration", .read))
            return bytes.span.copied.split(separator: 10).map { Array($0) }
        } catch {
            return nil
        }
    }

    /// Whether a file is there and has a text among its first bytes, no more than 256 KiB.
    func has(_ text: String, in path: String) -> Bool {
        guard let file = file(path) else { return false }
        var rest = FileRange.first(min(file.size, 1 << 18))
        let text = Array(text.utf8)
        while rest.size >= UInt64(text.count) {
            let window = rest.first(min(1 << 16, rest.size)) ?? rest
            do throws(ParseError) {
                let bytes = try file.bytes(in: window, reading: FilePart("file", .read))
                if bytes.span.index(of: text.span) != nil { return true }
            } catch {
                return false
            }
            rest = rest.dropping(max(window.size - min(UInt64(text.count), window.size), 1))
        }
        return false
    }
}
