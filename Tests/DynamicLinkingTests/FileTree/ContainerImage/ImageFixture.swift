import DynamicLinking
import ObjectFile
import TestSupport

/// Puts an image together in memory, as a layout or as docker save writes it.
struct ImageFixture {
    /// What is done to an archive to make a layer of it.
    enum Method: CaseIterable { case plain, gzip, zstd }

    var files: [String: [UInt8]] = [:]
    var manifests: [String] = []
    var config = "{}"

    static func digest(_ bytes: [UInt8]) -> String { "sha256:" + SHA256.hexadecimal(bytes) }

    static func layer(_ archive: [UInt8], _ method: Method) -> [UInt8] {
        switch method {
        case .plain: archive
        case .gzip: StoredStreams.gzip(archive)
        case .zstd: StoredStreams.zstd(archive)
        }
    }

    /// Puts a blob into it and gives back its descriptor, with more members behind.
    mutating func blob(_ bytes: [UInt8], _ more: String = "") -> String {
        let digest = Self.digest(bytes)
        files["/blobs/sha256/" + digest.dropFirst(7)] = bytes
        return "{\"digest\":\"\(digest)\",\"size\":\(bytes.count)\(more)}"
    }

    /// Adds an image and gives back its descriptor.
    mutating func add(
        _ archives: [[UInt8]], _ method: Method = .plain, platform: String = "linux/amd64",
        name: String? = nil
    ) -> String {
        let parts = platform.split(separator: "/")
        let sums = archives.map { "\"" + Self.digest($0) + "\"" }.joined(separator: ",")
        let variant = parts.count > 2 ? ",\"variant\":\"\(parts[2])\"" : ""
        let place = "\"os\":\"\(parts[0])\",\"architecture\":\"\(parts[1])\"" + variant
        let configuration = blob(
            Array("{\(place),\"config\":\(config),\"rootfs\":{\"diff_ids\":[\(sums)]}}".utf8))
        let layers = archives.map { blob(Self.layer($0, method)) }.joined(separator: ",")
        let manifest = "{\"schemaVersion\":2,\"config\":\(configuration),\"layers\":[\(layers)]}"
        let named = name.map {
            ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"\($0)\"}"
        }
        return blob(Array(manifest.utf8), ",\"platform\":{\(place)}" + (named ?? ""))
    }

    /// Lists images in the outermost index.
    mutating func list(_ descriptors: [String]) {
        files["/index.json"] = Array(Self.index(descriptors).utf8)
        files["/oci-layout"] = Array("{\"imageLayoutVersion\":\"1.0.0\"}".utf8)
    }

    static func index(_ descriptors: [String]) -> String {
        "{\"schemaVersion\":2,\"manifests\":[" + descriptors.joined(separator: ",") + "]}"
    }

    var tree: MemoryTree {
        var tree = MemoryTree()
        for (path, bytes) in files { tree.add(path, bytes) }
        return tree
    }

    /// The files in a tar archive.
    var archive: [UInt8] {
        var builder = TarBuilder()
        for path in files.keys.sorted() {
            builder.file(String(path.dropFirst()), files[path] ?? [])
        }
        return builder.build()
    }

    /// The image of these archives, one over the other.
    static func image(
        _ archives: [[UInt8]], _ method: Method = .plain
    ) throws(ParseError) -> ImageTree {
        var fixture = ImageFixture()
        fixture.list([fixture.add(archives, method)])
        return try ImageTree(layout: fixture.tree, platform: "linux/amd64")
    }

    /// The image of archives that are written here.
    static func image(
        _ layers: (inout TarBuilder) -> Void...
    ) throws(ParseError) -> ImageTree {
        try image(
            layers.map { write in
                var builder = TarBuilder()
                write(&builder)
                return builder.build()
            })
    }
}

extension FileTree {
    /// The contents of a file, or why there are none.
    func contents(_ path: String) -> Result<String, FileTreeError> {
        do throws(FileTreeError) {
            let file = try open(ByteString(path)).bytes
            do throws(ParseError) {
                let bytes = try file.bytes(in: .first(file.size), reading: FilePart("file", .read))
                return .success(String(decoding: bytes.span.copied, as: UTF8.self))
            } catch {
                return .failure(.unreadable(error))
            }
        } catch {
            return .failure(error)
        }
    }

    /// The names in a folder as texts, empty where it is none.
    func list(_ path: String) -> [String] {
        do throws(FileTreeError) { return try names(in: ByteString(path)).map(\.text) } catch {
            return []
        }
    }
}

/// The code of what is thrown, nil where nothing is.
func code(_ body: () throws(ParseError) -> Void) -> ParseError.Code? {
    do throws(ParseError) {
        try body()
        return nil
    } catch {
        return error.code
    }
}
