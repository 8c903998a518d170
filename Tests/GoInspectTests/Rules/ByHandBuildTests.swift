import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

/// Rows of the list of what people find out by hand stand in the names of the tests.
@Suite("What is done by hand elsewhere, of the build")
struct ByHandBuildTests {
    private func finding(_ rule: Rule, _ findings: [Finding]) -> Finding? {
        findings.first { $0.rule == rule.name }
    }

    private func findings(_ program: GoProgramFixture) throws -> [Finding] {
        try CheckedFile.findings(program.bytes)
    }

    private static let main = "mod\texample.com/app\tv1.2.3\th1:a="

    @Test("row 2: what go run or go build main.go made is no release")
    func files() throws {
        let findings = try findings(GoProgramFixture(path: "command-line-arguments"))
        let told = try #require(finding(.builtFromFiles, findings))
        #expect(told.severity == .warning)
        #expect(told.evidence.first?.detail == "command-line-arguments")
    }

    @Test("row 3: experiments are in the version or in the settings, whatever the environment says")
    func experiments() throws {
        let program = GoProgramFixture(
            lines: [Self.main, "build\tGOEXPERIMENT=arenas"], go: "go1.26.6-X:jsonv2")
        let told = finding(.goExperiment, try findings(program))
        #expect(told?.message == "built with experiments of Go: jsonv2, arenas")
    }

    @Test("rows 4 and 7: a version that was changed in the file is belied by others in it")
    func version() throws {
        let whole = GoProgramFixture(lines: [Self.main], go: "go1.27.3")
        #expect(finding(.toolchainsMixed, try findings(whole)) == nil)
        let program = GoProgramFixture(lines: [Self.main], go: "go1.21.13")
        let told = try #require(finding(.toolchainsMixed, try findings(program)))
        #expect(told.message.contains("build information says go1.21.13"))
    }

    @Test("row 13: what comes out of a folder vendor has no checksums")
    func vendor() throws {
        let lines = [Self.main, "dep\texample.com/a\tv1.0.0\t"]
        let told = finding(.moduleSumMissing, try findings(GoProgramFixture(lines: lines)))
        #expect(told?.severity == .note)
        #expect(told?.message == "its module has no checksum: built from a folder vendor")
    }

    @Test("row 17: Go's PIE has partial RELRO, and that is explained and no warning")
    func hardening() throws {
        let findings = try CheckedFile.findings(of: "tiny-pie-amd64-go1.27")
        let relro = try #require(finding(.relro, findings))
        #expect(relro.severity == .note)
        #expect(
            relro.message
                == "RELRO is partial: Go's own linker binds functions when they are first called")
        let names: Set = ["executable-stack", "writable-code", "text-relocations", "no-pie"]
        #expect(names.isDisjoint(with: findings.map(\.rule)))
        // Canaries and FORTIFY are C's.
        let ofC: Set = ["stack-protector", "fortify"]
        #expect(ofC.isDisjoint(with: findings.map(\.rule)))
    }

    @Test("row 22: a name of a person in the paths is told, that of a build service is a note")
    func paths() throws {
        let program = GoProgramFixture(lines: [Self.main])
        for (file, severity) in [
            ("/home/jane/app/main.go", Diagnostic.Severity.warning),
            ("/home/runner/work/app/main.go", .note), ("/tmp/build/app/main.go", .note),
        ] {
            let findings = try findings(program.from(file))
            #expect(finding(.buildMachinePaths, findings)?.severity == severity, "\(file)")
        }
    }

    @Test("row 23: GOMAXPROCS heeds the control group since Go 1.25, unless go.mod is older")
    func processors() throws {
        for (go, setting, isFound) in [
            ("go1.24.11", "a=1", true), ("go1.25.5", "a=1", false),
            ("go1.27.3", "containermaxprocs=0", true), ("go1.27.3", "containermaxprocs=1", false),
        ] {
            let program = GoProgramFixture(
                lines: [Self.main, "build\tDefaultGODEBUG=\(setting)"], go: go)
            #expect((finding(.gomaxprocsCgroup, try findings(program)) != nil) == isFound, "\(go)")
        }
    }

    @Test("row 24: what serves profiles is told of, and what is packed")
    func served() throws {
        let program = GoProgramFixture(
            ["net/http/pprof.Index", "expvar.init.0"], lines: [Self.main])
        let pages = try findings(program).filter { $0.rule == "debug-pages" }
        #expect(pages.map(\.severity) == [.warning, .note])
        let packed = try CheckedFile.findings(of: "c-packed-amd64")
        #expect(finding(.packed, packed)?.severity == .warning)
    }

    @Test(
        "row 31: (devel), a version and +dirty are told apart",
        arguments: [
            ("(devel)", false, true), ("v1.2.3", false, false), ("v1.2.3+dirty", true, false),
            ("v0.0.0-20240102150405-0123456789ab+dirty", true, true),
            ("v2.0.0-20240102150405-0123456789ab+incompatible.dirty", true, true),
        ])
    func develop(_ version: String, _ isDirty: Bool, _ isUntagged: Bool) throws {
        let program = GoProgramFixture(lines: ["mod\texample.com/app\t\(version)\t"])
        let found = try findings(program)
        #expect((finding(.vcsModified, found) != nil) == isDirty)
        #expect((finding(.versionUntagged, found) != nil) == isUntagged)
    }

    @Test("row 32: CGO_ENABLED=1 proves no C, functions do")
    func cgo() throws {
        let found = try CheckedFile.findings(of: "netuser-tags-amd64-go1.22")
        let told = try #require(finding(.cgoMismatch, found))
        #expect(told.severity == .note)
        #expect(told.evidence.first?.detail == "CGO_ENABLED=1")
    }

    @Test("row 44: -ldflags=-buildmode=pie makes a PIE that is declared an exe")
    func buildMode() throws {
        let findings = try CheckedFile.findings(of: "fips-amd64-go1.27")
        let told = try #require(finding(.buildmodeMismatch, findings))
        #expect(told.severity == .warning)
        #expect(
            told.message == "the file is a PIE, though the build settings say -buildmode=exe")
    }

    @Test("who has all of testing in it runs no tests, unless go test wrote its main")
    func tests() throws {
        let program = GoProgramFixture(["testing.init", "testing.(*M).Run"], lines: [Self.main])
        #expect(finding(.testCode, try findings(program))?.severity == .note)
        let runner = program.from("_testmain.go")
        #expect(finding(.testCode, try findings(runner))?.severity == .warning)
    }

    @Test("what a distribution built with an old Go is a note")
    func distribution() throws {
        let own = GoProgramFixture(lines: [Self.main], go: "go1.19.8")
        #expect(finding(.goEndOfLife, try findings(own))?.severity == .warning)
        // As Debian and Fedora build: without modules.
        let debian = GoProgramFixture(lines: ["build\t-trimpath=true"], go: "go1.19.8")
        let told = try #require(finding(.goEndOfLife, try findings(debian)))
        #expect(told.severity == .note)
        #expect(told.evidence.contains { $0.detail == "no module: GO111MODULE=off" })
    }
}
