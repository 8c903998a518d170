internal import DynamicLinking
internal import GoFixtures
internal import GoInspect
internal import GoReport
internal import ObjectFile

/// Keeps what is written to it.
private final class KeptBytes {
    private(set) var bytes: [UInt8] = []

    func take(_ more: Span<UInt8>) -> Int32 {
        bytes += more.copied
        return 0
    }
}

/// A layer of an image in three forms, docker save's archive of it, and a manifest.
enum ImageFixtures {
    static func all() throws(ParseError) -> [Fixture] {
        let compressed = bytes(gzip)
        let archive = try expand(compressed)
        let manifest = Array(
            #"{"schemaVersion":2,"a":[{"\u00e9\ud83d\ude00":-1.5e+3,"b":[true,false,null]},"x"]}"#
                .utf8)
        return [
            Fixture("layer-tar", archive, [.layer, .summedLayer]),
            Fixture("layer-gzip", compressed, [.layer]),
            Fixture("layer-zstd", bytes(zstd), [.layer]),
            Fixture("json", manifest, [.json]),
            Fixture("snapshot", snapshot, Question.comparisons),
        ]
    }

    /// A snapshot that was kept, of a program with functions.
    private static var snapshot: [UInt8] {
        var options = FileSnapshot.Options()
        options.places = []
        options.keepsSymbols = true
        let fixture = FunctionTableFixture.all[0]
        let file = FileSnapshot(FileBytes(fixture.bytes), path: "app", options)
        let kept = KeptBytes()
        var request = CompareRequest()
        request.format = .json
        var errors = ByteWriter { _ in 0 }
        var report = CompareReport(request, to: ByteWriter { kept.take($0) })
        report.write(file, &errors)
        return kept.bytes
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.utf8.compactMap { Character(.init($0)).hexDigitValue }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }

    private static func expand(_ file: [UInt8]) throws(ParseError) -> [UInt8] {
        var pass = try ExpansionPass(
            FileBytes(file), .gzip, in: ExpansionPool(), checkpoints: 2, takesDigest: false,
            reading: FilePart("layer", .read))
        let bytes = try pass.next()
        return bytes.span.copied
    }

    /// A tar archive with long names of both kinds, links, whiteouts and a pipe, compressed.
    private static let gzip = [
        "1f8b0800000000000203ed99cf4e843010877bf629fa046da77f4f261e4de4e02ba090c5ac02ae18f1ed",
        "6539982c211836e980e97c81b4e1d2c38fafd38142b2e8a881e0dc380e4cc799b987a018770c81cf8f2e",
        "3f0d4bb23429e42b4efe21acc93f68c7b8164296947fe4fcfbedfd0f769abff19e7145fe47277f7abefa",
        "62c4bf474821ef1ef3febecc8bf214cfff19ef7f9dd74a5ffa0fc3a3c0784ffe47078ce26dde55b7f546",
        "dc90835b8211f1596a6fedc2f90f2efd37c668aaff38fe9302495348f155894353476cb4fef67f3a0f4e",
        "5bf21f2ffff16edaf79de40f0a2ce58f4285b0c67affbdd3c038607c9c483cffb1ffcb9afa90bdd4c788",
        "f92ff57fe061baff076718cfd0fce73cd5faff868afca613577af95fd1ff81d698f53f5dff35299034bb",
        "a8ff61befe3f90ffd1e93682ccdb0747843556ffff37d60f4702ae315ec4c4fd6fb1faff85fd7fa6ff57",
        "e7fddfd3fe4f1004118d1fbff0bc3a002a0000",
    ].joined()

    /// The same.
    private static let zstd = [
        "28b52ffd04686d0900728b2218707903d0e561e5b0ccd31327cf5d8aec9d32f9f3eaee192994299d2e67",
        "2ae3ff3b17f1eedebb41689d2bdcc6f9dfb4d7899a6289a4428349bb6d9f949791cd4d4d92f4f9ab44d2",
        "f298ecc1a43dc6d852d2088802e6aa93e3d89adb67e776f64a49aa3268d510e0836f91a3b25b4aa37c4d",
        "81efb9dbe9ffffc06499b7aa9785ed74cbdf9477cee7854946a090d0d824495a030095eab401fd558055",
        "a3575ed10ad8ee041fd481d204e810a49442ab534e014635280a061015bf53051b801a40d0792035e3ea",
        "aa54fa9437484d77e64c0cb810baa8eaa5ce0a905145a0c4a83900acc60cb5b7e200c228c32454321879",
        "a912d90052a59400cd60608a3daa829a6e30d492bf3800aa53c040bdfd1c60d40f247f00a9f0a26ed7cc",
        "182065f328028eb4a7c8290602f7e98dc2bccfcc",
    ].joined()
}

/// An archive with the checksums of its records put right: else no damage gets past them.
func summed(_ archive: [UInt8]) -> [UInt8] {
    var archive = archive
    for start in stride(from: 0, to: archive.count - 511, by: 512) {
        guard archive[(start + 257)..<(start + 262)].elementsEqual("ustar".utf8) else { continue }
        for index in (start + 148)..<(start + 156) { archive[index] = 0x20 }
        var sum = archive[start..<(start + 512)].reduce(0) { $0 + Int($1) }
        for index in stride(from: start + 153, through: start + 148, by: -1) {
            archive[index] = 0x30 + UInt8(sum & 7)
            sum >>= 3
        }
    }
    return archive
}

/// Reads a layer, put into an image around it, and all files that it has; whether it can be.
func readLayer(_ layer: [UInt8]) -> Bool {
    var sum = SHA256()
    sum.update(layer.span)
    let digest = sum.digest().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    // Of a kind that is not computed: nobody knows here what the layer expands to.
    let unknown = "sha512:" + String(repeating: "0", count: 128)
    let config =
        "{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{\"Cmd\":[\"x\"]},"
        + "\"rootfs\":{\"diff_ids\":[\"\(unknown)\"]}}"
    var tree = MemoryTree()
    tree.add("/blobs/sha256/" + digest, layer)
    tree.add("/config", Array(config.utf8))
    tree.add(
        "/manifest.json",
        Array("[{\"Config\":\"config\",\"Layers\":[\"blobs/sha256/\(digest)\"]}]".utf8))
    let layout = tree
    let image = Fact { () throws(ParseError) in
        try ImageTree(layout: layout, platform: "linux/amd64")
    }
    guard let image = image.value else { return false }
    _ = image.program
    return readAll(image, "/", depth: 0)
}

private func readAll(_ image: ImageTree, _ folder: String, depth: Int) -> Bool {
    do throws(FileTreeError) {
        for name in try image.names(in: ByteString(folder)) {
            let path = ByteString((Array((folder + "/").utf8) + name.utf8).span)
            if case .directory? = image.kind(of: path), depth < 8 {
                _ = readAll(image, path.text, depth: depth + 1)
            } else {
                _ = Fact { () throws(ParseError) -> ByteString? in
                    do throws(FileTreeError) { return try image.realPath(path) } catch {
                        return nil
                    }
                }
            }
            let file: TreeFile
            do throws(FileTreeError) { file = try image.open(path) } catch { continue }
            do throws(ParseError) {
                _ = try file.bytes.bytes(
                    in: .first(file.bytes.size), reading: FilePart("file", .read))
            } catch { continue }
        }
        return true
    } catch {
        return false
    }
}

/// Reads a text as JSON; whether it is.
func readJSON(_ text: [UInt8]) -> Bool {
    Fact { () throws(ParseError) in try JSONReader.value(of: FileBytes(text), "text") }.value != nil
}
