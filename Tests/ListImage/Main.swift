internal import CSystemCalls
internal import DynamicLinking
internal import Glibc
internal import ObjectFile

/// Lists all that is in a container image, a line each: kind, mode, digest of the contents or target
/// of the link, and path, all in hexadecimal digits where they may have any bytes.
///
/// `ListImage [--index] [--some N] [--platform PLATFORM] PATH`: with `--index` the image is read and
/// not listed, with `--some` N of its files are opened, the last first.
@main enum Main {
    static func main() {
        var rest = CommandLine.arguments.dropFirst()
        var platform: String?
        var isShort = false
        var some = 0
        var path = ""
        while let word = rest.popFirst() {
            switch word {
            case "--platform": platform = rest.popFirst()
            case "--index": isShort = true
            case "--some": some = rest.popFirst().flatMap { Int($0) } ?? 0
            default: path = word
            }
        }
        do throws(ParseError) {
            let image = try ImageTree(path: path, platform: platform)
            for diagnostic in image.diagnostics {
                say(
                    "# \(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.code.rawValue)]"
                )
            }
            say("# platform \(image.configuration.platform), names \(image.names)")
            if let program = image.program {
                say("# program \(program.name) \(program.path?.text ?? "not found")")
            }
            if some > 0 {
                Lister(image).open(some)
            } else if !isShort {
                Lister(image).list()
            }
        } catch {
            say("error: \(error)")
            exit(2)
        }
    }
}

/// Writes a line.
func say(_ line: String) {
    _ = goelf_write(1, Array((line + "\n").utf8).span)
}

/// Goes through a tree.
private struct Lister {
    let image: ImageTree

    init(_ image: ImageTree) { self.image = image }

    func list() {
        var folders: [[UInt8]] = [[]]
        while let folder = folders.popLast() {
            let path = folder.isEmpty ? [UInt8(ascii: "/")] : folder
            let names: [ByteString]
            do throws(FileTreeError) { names = try image.names(in: ByteString(path.span)) } catch {
                say("error: \(error)")
                continue
            }
            for name in names {
                let inner = folder + [UInt8(ascii: "/")] + name.utf8
                if add(inner) { folders.append(inner) }
            }
        }
    }

    /// Opens some of the files and reads their bytes.
    func open(_ count: Int) {
        var folders: [[UInt8]] = [[]]
        var files: [[UInt8]] = []
        while let folder = folders.popLast() {
            let path = folder.isEmpty ? [UInt8(ascii: "/")] : folder
            do throws(FileTreeError) {
                for name in try image.names(in: ByteString(path.span)) {
                    let inner = folder + [UInt8(ascii: "/")] + name.utf8
                    switch image.kind(of: ByteString(inner.span)) {
                    case .directory?: folders.append(inner)
                    case .file?: files.append(inner)
                    default: break
                    }
                }
            } catch { say("error: \(error)") }
        }
        let start = clock()
        let step = max(1, files.count / count)
        for index in stride(from: files.count - 1, through: 0, by: -step) {
            _ = add(files[index])
        }
        say("# \(count) files in \((clock() - start) / 1000) ms")
    }

    /// Writes what a path is; whether it is a folder.
    private func add(_ path: [UInt8]) -> Bool {
        let kind = image.kind(of: ByteString(path.span))
        let name = hex(path)
        switch kind {
        case nil: say("missing \(name)")
        case .directory(let mode)?:
            say("dir \(octal(mode)) - \(name)")
            return true
        case .link(let target)?: say("link - \(hex(target.utf8)) \(name)")
        case .special?: say("special - - \(name)")
        case .file(let mode)?:
            do throws(FileTreeError) {
                let file = try image.open(ByteString(path.span))
                say("file \(octal(mode)) \(try digest(file.bytes)) \(name)")
            } catch {
                say("file \(octal(mode)) unreadable:\(error.text) \(name)")
            }
        }
        return false
    }

    private func digest(_ file: FileBytes) throws(FileTreeError) -> String {
        var sum = SHA256()
        var rest = FileRange.first(file.size)
        do throws(ParseError) {
            while rest.size > 0 {
                let piece = rest.first(min(rest.size, 1 << 20)) ?? rest
                let bytes = try file.bytes(in: piece, reading: FilePart("contents", .read))
                sum.update(bytes.span)
                rest = rest.dropping(piece.size)
            }
        } catch {
            throw .unreadable(error)
        }
        return hex(sum.digest())
    }

    private func octal(_ mode: UInt16) -> String { String(mode, radix: 8) }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
