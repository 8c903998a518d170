import DynamicLinking
import Foundation
import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

/// What people find out with a shell about whether a program will start elsewhere, and what goelf
/// tells them at once.
@Suite("What is done by hand elsewhere to know whether it starts")
struct ByHandCheckTests {
    private func verdicts(_ binary: String, _ targets: String) throws -> [Verdict] {
        let places = try Target.list(targets).map { CheckPlace($0) }
        let path = TestBinary.folder.appendingPathComponent("bin/\(binary)").path
        return try verdicts(Inspection(path: path, [.dependencies, .build], checking: places))
    }

    private func verdicts(_ inspection: Inspection) throws -> [Verdict] {
        var inspection = inspection
        var verdicts: [Verdict] = []
        inspection.forEachImage { image in
            verdicts += image.verdicts ?? []
            return true
        }
        return try #require(inspection.error == nil ? verdicts : nil)
    }

    private func runs(_ binary: String, _ targets: String) throws -> [Verdict.Runs] {
        try verdicts(binary, targets).map(\.runs)
    }

    @Test("row 9: distroless/static starts static programs, and neither cgo nor PIE")
    func row9() throws {
        #expect(try runs("tiny-static-amd64-go1.27", "distroless/static") == [.yes])
        for binary in ["cgo-dynamic-amd64-go1.27", "tiny-pie-amd64-go1.27"] {
            let verdict = try #require(try verdicts(binary, "distroless/static").first)
            #expect(verdict.runs == .no)
            #expect(verdict.findings.first?.rule == "interpreter-missing")
            #expect(verdict.predictedError == "No such file or directory")
        }
        let trap = try #require(try verdicts("tiny-pie-amd64-go1.27", "scratch").first)
        #expect(
            trap.findings.first?.evidence.contains {
                $0.detail.text == "needs no library: ldd says statically linked"
            } == true)
    }

    @Test("row 19: the C library of the build host shows in where it starts")
    func row19() throws {
        let targets = "debian:11,debian:12,debian:13"
        #expect(try runs("cgo-dynamic-amd64-go1.27", targets) == [.no, .yes, .yes])
        #expect(try runs("cgo-gnu2.17-amd64-go1.27", targets) == [.yes, .yes, .yes])
    }

    @Test("row 25: ENOENT of a program that is there, for the loader that is not")
    func row25() throws {
        let verdict = try #require(try verdicts("netuser-cgo-amd64-go1.22", "alpine:3.20").first)
        #expect(verdict.predictedError == "No such file or directory")
        let finding = try #require(verdict.findings.first)
        #expect(finding.rule == "glibc-on-musl")
        #expect(
            finding.evidence.contains { $0.detail.text == "/lib64/ld-linux-x86-64.so.2" })
    }

    @Test("row 28: what helps is what fits the program")
    func row28() throws {
        func remedies(_ binary: String) throws -> [String] {
            try verdicts(binary, "scratch").first?.findings.first?.remedy ?? []
        }
        #expect(
            try remedies("netuser-cgo-amd64-go1.22") == [
                "CGO_ENABLED=0 go build: only net and os/user call C here, and Go has code of its "
                    + "own for both",
                "go build -tags netgo,osusergo: the same, with cgo left on",
            ])
        #expect(
            try remedies("tiny-pie-amd64-go1.27") == [
                "build it without -buildmode=pie: nothing in it needs a loader"
            ])
        #expect(
            try remedies("runtimecgo-internal-amd64-go1.27") == [
                "CGO_ENABLED=0 go build: no package of it calls C"
            ])
        // Its own package calls C: no setting takes that away.
        #expect(
            try remedies("cgo-dynamic-amd64-go1.27") == [
                "go build -tags netgo,osusergo -ldflags '-linkmode external -extldflags -static'"
            ])
        #expect(try remedies("c-hello-dynamic-amd64") == ["link it with -static"])
    }

    @Test("row 39: a build on an older glibc brings the floor down, as far as the API floor")
    func row39() throws {
        let verdict = try #require(try verdicts("cgo-dynamic-amd64-go1.27", "debian:11").first)
        let finding = try #require(verdict.findings.first)
        #expect(finding.rule == "glibc-too-old" && finding.message == "it needs glibc 2.34")
        let evidence = finding.evidence.map(\.detail.text)
        #expect(evidence.contains { $0.hasPrefix("GLIBC_2.34: ") })
        #expect(evidence.contains("every symbol exists in glibc 2.2.5, under some version"))
        #expect(finding.remedy.contains { $0.contains("x86_64-linux-gnu.2.17") })
    }

    @Test("row 40: musl and glibc, crosswise and with gcompat")
    func row40() throws {
        let targets = "debian:12,alpine:3.20,alpine:3.20+gcompat,scratch"
        #expect(try runs("cgo-dynamic-amd64-go1.27", targets) == [.yes, .no, .yes, .no])
        #expect(try runs("cgo-musl-static-amd64-go1.27", targets) == [.yes, .yes, .yes, .yes])
        let verdicts = try verdicts("c-musl-dynamic-amd64", targets)
        #expect(verdicts.map(\.runs) == [.no, .yes, .yes, .no])
        #expect(
            verdicts.map { $0.findings.first?.rule } == [
                "musl-on-glibc", nil, nil, "interpreter-missing",
            ])
    }

    @Test("row 41: what manylinux promises is a glibc to check against")
    func row41() throws {
        let targets = "manylinux_2_17,manylinux_2_28,manylinux_2_34"
        #expect(try runs("cgo-gnu2.17-amd64-go1.27", targets) == [.yes, .yes, .yes])
        #expect(try runs("cgo-dynamic-amd64-go1.27", targets) == [.no, .no, .yes])
    }

    @Test("row 49: the final image is checked, its program with its own root")
    func row49() throws {
        let scratch = try Scratch()
        let folder = TestBinary.folder.appendingPathComponent("bin")
        // Built on golang:bookworm, copied into alpine.
        let program = try Data(contentsOf: folder.appendingPathComponent("c-hello-dynamic-amd64"))
        var layer = TarBuilder()
        layer.file("usr/bin/app", Array(program), mode: 0o755)
        layer.file("lib/ld-musl-x86_64.so.1", FixtureLibrary.muslLoader().bytes, mode: 0o755)
        let archive = layer.build()
        let sum = SHA256.hexadecimal(archive)
        let config = """
            {"os":"linux","architecture":"amd64","config":{"Entrypoint":["/usr/bin/app"]},\
            "rootfs":{"diff_ids":["sha256:\(sum)"]}}
            """
        var image = TarBuilder()
        image.file("config.json", Array(config.utf8))
        image.file("layer.tar", archive)
        let manifest = #"[{"Config":"config.json","RepoTags":null,"Layers":["layer.tar"]}]"#
        image.file("manifest.json", Array(manifest.utf8))
        var settings = RunSettings()
        settings.image = try scratch.file("image.tar", Data(image.build()))
        let place = try CheckPlace(settings)
        let path = try #require(try place.opened?.program())
        #expect(path == "/usr/bin/app")
        let verdict = try #require(
            try verdicts(
                Inspection(path: path, [.dependencies, .build], checking: [place])
            ).first)
        #expect(verdict.runs == .no)
        #expect(verdict.findings.map(\.rule) == ["glibc-on-musl"])
        #expect(verdict.predictedError == "No such file or directory")
    }
}
