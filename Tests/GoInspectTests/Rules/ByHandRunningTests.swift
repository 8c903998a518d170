import DynamicLinking
import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

/// Rows of the list of what people find out by hand stand in the names of the tests.
@Suite("What is done by hand elsewhere, after the start")
struct ByHandRunningTests {
    private func findings(_ bytes: [UInt8], _ target: String) throws -> [Finding] {
        let scratch = try Scratch()
        return try findings(path: try scratch.program("app", bytes), target)
    }

    private func findings(path: String, _ target: String) throws -> [Finding] {
        var settings = RunSettings()
        // What is made up here is built for it.
        settings.processor = "x86-64-v3"
        let place = CheckPlace(try #require(try Target.list(target).first), settings)
        return try CheckedFile.verdict(path, in: place).findings
    }

    /// A program of Go 1.24 that has `time.LoadLocation`, and functions of these names.
    private func program(_ names: [String] = []) -> [UInt8] {
        FunctionTableFixture(.go1_20, is64Bit: true, isBig: false, .module, mentioned: names).bytes
    }

    @Test("row 42: a program that looks up time zones fails where there are none")
    func zones() throws {
        for (target, severity) in [
            ("scratch", Diagnostic.Severity.warning), ("alpine:3.20", .warning),
            ("busybox:musl", .warning), ("ubuntu:24.04", .note),
        ] {
            let found = try findings(program(), target)
            #expect(found.map(\.rule) == ["time-zones-missing"], "\(target)")
            #expect(found.first?.severity == severity)
            #expect(found.first?.predictedError == "unknown time zone {zone}")
        }
        for target in ["debian:12", "distroless/static", "rocky:9"] {
            #expect(try findings(program(), target).isEmpty, "\(target)")
        }
        #expect(try findings(program(["time/tzdata.init.0"]), "scratch").isEmpty)
    }

    @Test("row 42: so does one that verifies servers without root certificates")
    func certificates() throws {
        let client = program([
            "time/tzdata.init.0", "crypto/x509.loadSystemRoots",
            "crypto/tls.(*Conn).clientHandshake", "crypto/tls.Client",
        ])
        let found = try findings(client, "scratch")
        #expect(found.map(\.rule) == ["certificates-missing"])
        #expect(
            found.first?.predictedError
                == "tls: failed to verify certificate: x509: certificate signed by unknown authority"
        )
        #expect(try findings(client, "debian:12").map(\.severity) == [.note])
        #expect(try findings(client, "alpine:3.20").isEmpty)
    }

    @Test("row 42: and one that asks who runs it, without a list of users and without variables")
    func users() throws {
        let path = try CheckedFile.binary("netuser-nocgo-amd64-go1.22")
        let found = try #require(try findings(path: path, "scratch").first)
        #expect(found.rule == "users-missing" && found.severity == .warning)
        #expect(
            found.predictedError
                == "user: Current requires cgo or $USER, $HOME set in environment")
        #expect(try findings(path: path, "distroless/static").isEmpty)
    }

    @Test("rows 15 and 26: names that only the C library's services know are not found without C")
    func services() throws {
        var place = SmallPlace.empty
        place.tree.add("/etc/passwd", [])
        place.tree.add("/etc/resolv.conf", [])
        let hosts = "hosts: files mdns4_minimal [NOTFOUND=return] dns"
        place.tree.add(
            "/etc/nsswitch.conf", Array("passwd:\tfiles sss # local\n\(hosts)".utf8))
        let found = try place.verdict("netuser-nocgo-amd64-go1.22").findings
        #expect(
            found.map(\.message) == [
                "it looks up users in files alone, and not by sss",
                "it looks up hosts in files and by DNS alone, and not by mdns4_minimal",
            ])
        #expect(found.allSatisfy { $0.severity == .note })
    }

    @Test("row 32: a static program with C looks up users otherwise than one without")
    func lookups() throws {
        var place = SmallPlace.empty
        place.tree.add("/etc/passwd", [])
        place.tree.add("/etc/group", [])
        place.tree.add("/etc/resolv.conf", [])
        let rules = try place.verdict("netuser-nocgo-amd64-go1.22").findings.map(\.rule)
        #expect(rules.isEmpty)
        var program = FixtureLibrary()
        program.type = 2
        program.hasDynamic = false
        program.notes = [.kernel(3, 2, 0)]
        program.constants = ["libnss_%s.so.%d.%d"]
        #expect(try place.verdict(program).findings.map(\.rule) == ["static-glibc-lookups"])
    }

    @Test("nothing is said of what does not start, or is not of Linux")
    func others() throws {
        let dynamic = try CheckedFile.binary("netuser-cgo-amd64-go1.22")
        #expect(try findings(path: dynamic, "scratch").map(\.rule) == ["interpreter-missing"])
        let macOS = try CheckedFile.binary("tiny-darwin-arm64-go1.27")
        #expect(try findings(path: macOS, "scratch").map(\.rule) == ["wrong-machine"])
    }

    @Test("a target that is given a file by a variable is not judged")
    func variables() throws {
        let target = try #require(try Target.list("scratch").first)
        var settings = RunSettings()
        settings.variables = [.init(name: "ZONEINFO", value: "/zones.zip")]
        let scratch = try Scratch()
        let path = try scratch.program("app", program())
        #expect(try CheckedFile.verdict(path, in: CheckPlace(target, settings)).findings.isEmpty)
    }
}
