import DynamicLinking
import ObjectFile
import TestSupport
import Testing

@Suite struct ImageTreeTests {
    private static let archive: [UInt8] = {
        var builder = TarBuilder()
        builder.file("bin/app", Array("program".utf8), mode: 0o755)
        builder.file("large", (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
        builder.file("bin/data", [1])
        return builder.build()
    }()

    private static func fixture(_ method: ImageFixture.Method = .plain) -> ImageFixture {
        var fixture = ImageFixture()
        fixture.list([fixture.add([archive], method, name: "tag")])
        return fixture
    }

    private func refusal(
        _ fixture: ImageFixture, name: String? = nil, platform: String? = "linux/amd64"
    ) -> ParseError.Code? {
        let tree = fixture.tree
        return code { () throws(ParseError) in
            _ = try ImageTree(layout: tree, name: name, platform: platform)
        }
    }

    @Test("reads layers and archives of every compression", arguments: ImageFixture.Method.allCases)
    func compressed(_ method: ImageFixture.Method) throws {
        for outer in ImageFixture.Method.allCases {
            let archive = ImageFixture.layer(Self.fixture(method).archive, outer)
            let image = try ImageTree(archive: FileBytes(archive), platform: "amd64")
            #expect(image.contents("/bin/app") == .success("program"))
            let large = try image.open("/large").bytes
            #expect(large.size == 300_000)
            for place in [0, 65_535, 65_536, 131_000, 299_999, 1000] {
                let range = try #require(
                    FileRange(offset: FileOffset(rawValue: UInt64(place)), size: 1))
                let bytes = try large.bytes(in: range, reading: FilePart("file", .read))
                let byte = bytes.span[0]
                #expect(byte == UInt8(truncatingIfNeeded: place / 7))
            }
            #expect(image.names == ["tag"])
        }
    }

    @Test("reads what docker save writes, a layer that is a link included")
    func dockerSave() throws {
        let layer = Self.archive
        let config =
            "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":["
            + "\"\(ImageFixture.digest(layer))\",\"\(ImageFixture.digest(layer))\"]}}"
        let name = SHA256.hexadecimal(Array(config.utf8)) + ".json"
        var builder = TarBuilder()
        builder.file("one/layer.tar", layer)
        builder.link("two/layer.tar", to: "../one/layer.tar")
        builder.file(name, Array(config.utf8))
        let manifest =
            "[{\"Config\":\"\(name)\",\"RepoTags\":[\"registry/app:1.2\"],"
            + "\"Layers\":[\"one/layer.tar\",\"two/layer.tar\"]}]"
        builder.file("manifest.json", Array(manifest.utf8))
        let file = FileBytes(builder.build())
        for asked in [nil, "registry/app:1.2", "app:1.2", "1.2", ":1.2"] {
            let image = try ImageTree(archive: file, name: asked, platform: "amd64")
            #expect(image.contents("/bin/app") == .success("program"))
        }
        #expect(
            code { () throws(ParseError) in
                _ = try ImageTree(archive: file, name: "2", platform: "amd64")
            } == .imageName)
    }

    @Test("takes the first image, or the one named")
    func names() throws {
        var fixture = ImageFixture()
        var other = TarBuilder()
        other.file("other")
        fixture.list([
            fixture.add([Self.archive], name: "one"), fixture.add([other.build()], name: "two"),
        ])
        let tree = fixture.tree
        #expect(try ImageTree(layout: tree, platform: "amd64").list("/") == ["bin", "large"])
        let named = try ImageTree(layout: tree, name: "two", platform: "amd64")
        #expect(named.list("/") == ["other"])
        #expect(refusal(fixture, name: "three") == .imageName)
    }

    @Test("finds a platform in indexes inside each other, and passes over attestations")
    func platforms() throws {
        var fixture = ImageFixture()
        var images: [String] = []
        for platform in ["linux/amd64", "linux/arm/v6", "linux/arm/v7", "linux/arm64/v8"] {
            var builder = TarBuilder()
            builder.file(platform.split(separator: "/").joined(separator: "-"))
            images.append(fixture.add([builder.build()], platform: platform))
        }
        images.insert(
            "{\"digest\":\"\(ImageFixture.digest([]))\",\"size\":0,"
                + "\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"}}", at: 0)
        let inner = fixture.blob(Array(ImageFixture.index(images).utf8))
        fixture.list([fixture.blob(Array(ImageFixture.index([inner]).utf8))])
        let tree = fixture.tree
        let rows = [
            ("linux/arm64", "linux-arm64-v8"), ("aarch64", "linux-arm64-v8"),
            ("linux/arm/v7", "linux-arm-v7"), ("armhf", "linux-arm-v7"),
            ("linux/arm", "linux-arm-v6"), ("x86_64", "linux-amd64"),
        ]
        for (asked, file) in rows {
            #expect(try ImageTree(layout: tree, platform: asked).list("/") == [file], "\(asked)")
        }
        #expect(refusal(fixture, platform: "linux/s390x") == .imagePlatform)
        #expect(refusal(fixture, platform: "a/b/c/d") == .imagePlatform)
    }

    @Test("without a platform asked for, the only one is taken, whatever it is")
    func onlyPlatform() throws {
        var fixture = ImageFixture()
        fixture.list([fixture.add([Self.archive], platform: "plan9/mips")])
        let image = try ImageTree(layout: fixture.tree)
        #expect(image.configuration.platform.description == "plan9/mips")
    }

    @Test("an index that lists itself ends")
    func cycle() {
        var fixture = ImageFixture()
        // It cannot have its own digest, so each lists one more of the same.
        var inner = fixture.blob(Array(ImageFixture.index([]).utf8))
        for _ in 0..<20 { inner = fixture.blob(Array(ImageFixture.index([inner]).utf8)) }
        fixture.list([inner])
        #expect(refusal(fixture) == .imageManifest)
    }

    @Test("what has another digest or size than is said of it is refused")
    func digests() throws {
        for path in Self.fixture(.gzip).files.keys where path.hasPrefix("/blobs") {
            var changed = Self.fixture(.gzip)
            let bytes = try #require(changed.files[path])
            changed.files[path] = bytes.dropLast() + [bytes[bytes.count - 1] ^ 1]
            #expect(refusal(changed) == .imageDigest)
            changed.files[path] = bytes + [0]
            #expect(refusal(changed) == .imageBlob)
            changed.files[path] = nil
            #expect(refusal(changed) == .imageBlob)
        }
    }

    @Test("a layer that is not what the configuration says it expands to is refused")
    func expandedDigest() {
        var fixture = ImageFixture()
        var other = TarBuilder()
        other.file("other")
        let descriptor = fixture.add([Self.archive])
        fixture.list([descriptor])
        let wrong = ImageFixture.digest(other.build())
        let right = ImageFixture.digest(Self.archive)
        // The same image again, its configuration naming another layer.
        var lying = ImageFixture()
        let config = lying.blob(
            Array(
                "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":[\"\(wrong)\"]}}"
                    .utf8))
        let layer = lying.blob(Self.archive)
        let manifest = "{\"config\":\(config),\"layers\":[\(layer)]}"
        lying.list([lying.blob(Array(manifest.utf8))])
        #expect(right != wrong)
        #expect(refusal(lying) == .imageDigest)
    }

    @Test("digests that are none, or of a kind not known, lead to no other folder")
    func malformedDigests() {
        for digest in [
            "sha256:../../x", "sha256:", "md5:00", "",
            "sha256:" + String(repeating: "A", count: 64),
        ] {
            var fixture = ImageFixture()
            fixture.list(["{\"digest\":\"\(digest)\",\"size\":1}"])
            #expect(refusal(fixture) == .imageDigest)
        }
    }

    @Test("damaged compression is refused, and so are kinds that are not read")
    func damaged() {
        for bytes: [UInt8] in [
            [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 7], [0x28, 0xb5, 0x2f, 0xfd, 0xff, 1, 2, 3],
            Array("BZh91AY".utf8), [0xfd] + Array("7zXZ\u{0}".utf8),
            Array(StoredStreams.gzip(Self.archive).dropLast(9)),
            StoredStreams.gzip(Self.archive) + [1],
        ] {
            var fixture = ImageFixture()
            let config = fixture.blob(
                Array(
                    ("{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":"
                        + "[\"\(ImageFixture.digest(Self.archive))\"]}}").utf8))
            let layer = fixture.blob(bytes)
            let manifest = "{\"config\":\(config),\"layers\":[\(layer)]}"
            fixture.list([fixture.blob(Array(manifest.utf8))])
            #expect(refusal(fixture) == .imageCompression)
        }
    }

    @Test("what is no image is called none")
    func noImage() {
        #expect(refusal(ImageFixture()) == .imageLayout)
        for bytes in [[], Array("hello".utf8), [UInt8](repeating: 7, count: 2000), Self.archive] {
            #expect(
                code { () throws(ParseError) in _ = try ImageTree(archive: FileBytes(bytes)) }
                    == .imageLayout)
        }
        #expect(
            code { () throws(ParseError) in _ = try ImageTree(path: "/no/such/file#tag") } == .open)
    }

    @Test("manifests of other kinds, or without what they need, are refused")
    func manifests() {
        for (text, expected) in [
            ("{\"schemaVersion\":1,\"fsLayers\":[]}", ParseError.Code.imageManifest),
            ("{\"layers\":[]}", .imageManifest), ("[]", .imageManifest), ("{", .json),
            ("{\"config\":{},\"layers\":[]}", .imageManifest),
            (String(repeating: "[", count: 1000), .limit),
        ] {
            var fixture = ImageFixture()
            fixture.list([fixture.blob(Array(text.utf8))])
            #expect(refusal(fixture) == expected, "\(text.prefix(30))")
        }
    }

    @Test(
        "finds the program as runtimes do",
        arguments: [
            ("{\"Entrypoint\":[\"app\"],\"Env\":[\"PATH=/usr/bin:/bin\"]}", "/bin/app"),
            ("{\"Entrypoint\":[\"app\"]}", "/bin/app"),
            ("{\"Cmd\":[\"/bin/app\",\"-x\"]}", "/bin/app"),
            ("{\"Entrypoint\":[\"./app\"],\"WorkingDir\":\"/bin\"}", "/bin/app"),
            ("{\"Entrypoint\":null,\"Cmd\":[\"bin/app\"]}", "/bin/app"),
            ("{\"Entrypoint\":[\"app\"],\"Env\":[\"PATH=/usr/bin\"]}", nil),
            ("{\"Entrypoint\":[\"data\"]}", nil),
            (
                "{\"Entrypoint\":[\"app\"],\"Env\":[\"PATH=:/x\"],\"WorkingDir\":\"bin\"}",
                "/bin/app"
            ),
        ])
    func program(_ config: String, _ path: String?) throws {
        var fixture = ImageFixture()
        fixture.config = config
        fixture.list([fixture.add([Self.archive])])
        let image = try ImageTree(layout: fixture.tree, platform: "amd64")
        let program = try #require(image.program)
        #expect(program.path?.text == path)
    }

    @Test("says how it is run, and nothing where it does not")
    func configuration() throws {
        var fixture = ImageFixture()
        fixture.config =
            "{\"Entrypoint\":[\"/a\"],\"Cmd\":[\"b\"],\"Env\":[\"X=1\"],\"WorkingDir\":\"/w\","
            + "\"User\":\"7:8\"}"
        fixture.list([fixture.add([Self.archive], platform: "linux/arm/v7")])
        let configuration = try ImageTree(layout: fixture.tree).configuration
        #expect(configuration.arguments == ["/a", "b"])
        #expect(configuration.environment == ["X=1"])
        #expect(configuration.workingDirectory == "/w")
        #expect(configuration.user == "7:8")
        #expect(configuration.platform.description == "linux/arm/v7")
        #expect(try ImageTree(layout: Self.fixture().tree, platform: "amd64").program == nil)
        fixture.config = "{\"Entrypoint\":\"sh\"}"
        fixture.list([fixture.add([Self.archive])])
        #expect(refusal(fixture) == .imageConfiguration)
    }
}
