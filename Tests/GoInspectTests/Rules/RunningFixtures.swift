import DynamicLinking
import GoFixtures
import ObjectFile
import TestSupport

@testable import GoInspect

extension RuleFixture {
    /// Fixtures of rules on what fails after the start.
    static let ofRunning: [RuleFixture] =
        ofZones + ofCertificates + ofUsers + ofServices + ofLibraries

    private static let ofZones: [RuleFixture] = [
        .found("time-zones-missing", "a program that has time.LoadLocation, and nothing there") {
            try SmallPlace.empty.verdict(goProgram().bytes)
        },
        .found("time-zones-missing", "TZ, and a program that shows local times") {
            var place = SmallPlace.empty
            place.settings.variables = [.init(name: "TZ", value: "Europe/Paris")]
            return try place.verdict(goProgram(["time.initLocal"]).bytes)
        },
        .passed("time-zones-missing", "a program that carries them") {
            try SmallPlace.empty.verdict(goProgram(["time/tzdata.init.0"]).bytes)
        },
        .passed("time-zones-missing", "a directory of them") {
            var place = SmallPlace.empty
            place.tree.add("/usr/share/zoneinfo/Europe/Paris", [])
            return try place.verdict(goProgram().bytes)
        },
        .passed("time-zones-missing", "another program") {
            try SmallPlace.empty.verdict("tiny-static-amd64-go1.27")
        },
    ]

    private static let ofCertificates: [RuleFixture] = [
        .found("certificates-missing", "a client, and nothing there") {
            try SmallPlace.empty.verdict(client.bytes)
        },
        .found("certificates-missing", "a file without one in front of one that has") {
            var place = SmallPlace.empty
            place.tree.add("/etc/ssl/certs/ca-certificates.crt", [])
            place.tree.add("/etc/ssl/cert.pem", certificate)
            return try place.verdict(client.bytes)
        },
        .passed("certificates-missing", "a file of certificates") {
            var place = SmallPlace.empty
            place.tree.add("/etc/ssl/cert.pem", certificate)
            return try place.verdict(client.bytes)
        },
        .passed("certificates-missing", "a directory of them that a variable names") {
            var place = SmallPlace.empty
            place.settings.variables = [.init(name: "SSL_CERT_DIR", value: "/none:/opt/roots")]
            place.tree.add("/opt/roots/one.pem", certificate)
            return try place.verdict(client.bytes)
        },
        .passed("certificates-missing", "a program that carries them") {
            try SmallPlace.empty.verdict(
                goProgram(tls + ["crypto/tls.dial", "crypto/x509.SetFallbackRoots"]).bytes)
        },
        .passed("certificates-missing", "a server of Go 1.24, which makes clients of no use") {
            try SmallPlace.empty.verdict(
                goProgram(
                    tls + ["crypto/tls.Client", "net/http.(*conn).maybeServeUnencryptedHTTP2"]
                ).bytes)
        },
    ]

    private static let ofUsers: [RuleFixture] = [
        .found("users-missing", "a program that asks who runs it") {
            try SmallPlace.empty.verdict(goProgram(["os/user.current"]).bytes)
        },
        .found("users-missing", "a program that looks up groups, and a list of users alone") {
            var place = SmallPlace.empty
            place.tree.add("/etc/passwd", [])
            return try place.verdict(goProgram(["os/user.lookupGroup"]).bytes)
        },
        .passed("users-missing", "the variables that do instead") {
            var place = SmallPlace.empty
            place.settings.variables = [
                .init(name: "USER", value: "u"), .init(name: "HOME", value: "/"),
            ]
            return try place.verdict(goProgram(["os/user.current"]).bytes)
        },
        .passed("users-missing", "a list of users") {
            var place = SmallPlace.empty
            place.tree.add("/etc/passwd", [])
            return try place.verdict(goProgram(["os/user.current"]).bytes)
        },
    ]

    private static let ofServices: [RuleFixture] = [
        .found("static-glibc-lookups", "glibc 2.31 inside, and none there") {
            try SmallPlace.empty.verdict(staticProgram("libnss_%s.so.%d.%d"))
        },
        .found("static-glibc-lookups", "glibc 2.31 inside, and a newer one there") {
            try SmallPlace.glibc(versions: ["GLIBC_2.36"]).verdict(
                staticProgram("libnss_%s.so.%d.%d"))
        },
        .found("static-glibc-lookups", "another service that is there") {
            var place = SmallPlace.glibc()
            place.tree.add("/etc/nsswitch.conf", Array("passwd: files sss\n".utf8))
            place.add("/usr/lib/x86_64-linux-gnu/libnss_sss.so.2", FixtureLibrary())
            return try place.verdict(staticProgram("libnss_%s.so%s", "/etc/passwd"))
        },
        .passed("static-glibc-lookups", "glibc 2.36 inside, and none there") {
            try SmallPlace.empty.verdict(staticProgram("libnss_%s.so%s", "/etc/passwd"))
        },
        .passed("static-glibc-lookups", "a static program that looks up nothing") {
            try SmallPlace.empty.verdict("cgo-static-amd64-go1.27")
        },
        .found("name-services-left-out", "a directory of users, and Go's own code") {
            var place = SmallPlace.empty
            place.tree.add(
                "/etc/nsswitch.conf", Array("# x\npasswd:files [NOTFOUND=return] sss\n".utf8))
            place.tree.add("/etc/passwd", [])
            return try place.verdict(goProgram(["os/user.lookupUser"]).bytes)
        },
        .passed("name-services-left-out", "files and DNS") {
            var place = SmallPlace.empty
            place.tree.add("/etc/nsswitch.conf", Array("hosts: files dns\n".utf8))
            return try place.verdict(goProgram(["net.(*Resolver).lookupHost"]).bytes)
        },
        .passed("name-services-left-out", "a program with C, which asks them") {
            var place = SmallPlace.empty
            place.tree.add("/etc/nsswitch.conf", Array("hosts: files mdns dns\n".utf8))
            return try place.verdict(
                goProgram(["net.(*Resolver).lookupHost", "net._C2func_getaddrinfo"]).bytes)
        },
        .found("name-servers-missing", "no resolv.conf") {
            try SmallPlace.empty.verdict(goProgram(["net.(*Resolver).lookupHost"]).bytes)
        },
        .passed("name-servers-missing", "one that is there") {
            var place = SmallPlace.empty
            place.tree.add("/etc/resolv.conf", [])
            return try place.verdict(goProgram(["net.(*Resolver).lookupHost"]).bytes)
        },
    ]

    private static let ofLibraries: [RuleFixture] = [
        .found("library-opened-missing", "a thread that is cancelled, without gcc's library") {
            try SmallPlace.glibc().verdict(cancelling)
        },
        .found("library-opened-missing", "a note of the program") {
            try SmallPlace.glibc().verdict(opening("required"))
        },
        .passed("library-opened-missing", "gcc's library") {
            var place = SmallPlace.glibc()
            place.add("/lib/x86_64-linux-gnu/libgcc_s.so.1", FixtureLibrary())
            return try place.verdict(cancelling)
        },
        .passed("library-opened-missing", "a note of what is only suggested") {
            try SmallPlace.glibc().verdict(opening("suggested"))
        },
        .foundInFile("plugin-in-static", "a static program that opens plugins by C") {
            try findings(goProgram(["plugin.Open", "plugin._Cfunc_pluginOpen"]))
        },
        .passedInFile("plugin-in-static", "a package of that name, and none of its words") {
            try findings(goProgram(["plugin.Open"]))
        },
        .passedInFile("plugin-in-static", "a dynamic program that opens them") {
            try CheckedFile.findings(try CheckedFile.binary("plugin-asan-amd64-go1.19"))
        },
    ]
}

extension RuleFixture {
    private static let tls = ["crypto/x509.loadSystemRoots", "crypto/tls.(*Conn).clientHandshake"]
    private static var client: FunctionTableFixture {
        goProgram(tls + ["net/http.(*persistConn).addTLS"])
    }
    private static let certificate = Array("-----BEGIN CERTIFICATE-----\n".utf8)

    /// A static program of Go 1.24 with the names of these functions, and of `time.LoadLocation`.
    private static func goProgram(_ names: [String] = []) -> FunctionTableFixture {
        FunctionTableFixture(.go1_20, is64Bit: true, isBig: false, .module, mentioned: names)
    }

    /// A static program of glibc with these constants.
    private static func staticProgram(_ constants: String...) -> FixtureLibrary {
        var program = FixtureLibrary()
        program.type = 2
        program.hasDynamic = false
        program.notes = [.kernel(3, 2, 0)]
        program.constants = constants
        return program
    }

    private static var cancelling: FixtureLibrary {
        var program = FixtureLibrary.program(needed: ["libc.so.6"])
        program.symbols = [.wanted("pthread_cancel", version: "GLIBC_2.2.5", of: "libc.so.6")]
        program.neededVersions = [.init("GLIBC_2.2.5", of: "libc.so.6")]
        program.isLazy = true
        return program
    }

    /// A program whose note says that it opens a library.
    private static func opening(_ priority: String) -> FixtureLibrary {
        let text = "[{\"priority\":\"\(priority)\",\"soname\":[\"libopened.so.1\"]}]"
        var bytes = Array(text.utf8)
        while bytes.count % 4 != 0 { bytes.append(0) }
        let words = stride(from: 0, to: bytes.count, by: 4).map { place in
            (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }
        var program = FixtureLibrary.program(needed: ["libc.so.6"])
        program.notes = [.init("FDO", 0x407c_0c0a, words)]
        return program
    }

    private static func findings(_ program: FunctionTableFixture) throws -> [Finding] {
        let scratch = try Scratch()
        return try CheckedFile.findings(try scratch.program("app", program.bytes))
    }
}
