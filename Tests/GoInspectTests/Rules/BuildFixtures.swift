import Foundation
import GoFixtures
import ObjectFile
import TestSupport

@testable import GoInspect

extension CheckedFile {
    /// What rules find of a made-up file wherever it is.
    static func findings(_ bytes: [UInt8]) throws -> [Finding] {
        var found: [Finding]?
        var inspection = Inspection(
            FileBytes(bytes), path: "app", [.dependencies, .build], checking: [place()])
        inspection.forEachImage { image in
            found = image.findings
            return false
        }
        if let error = inspection.error { throw error }
        guard let found else { throw Missing() }
        return found
    }

    /// What rules find of a real binary, with other bytes in it, wherever it is.
    static func findings(
        of id: String, replacing old: String = "", by new: String = ""
    ) throws -> [Finding] {
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: try binary(id))))
        bytes.replace(Array(old.utf8), by: Array(new.utf8))
        return try findings(bytes)
    }
}

extension RuleFixture {
    /// A made-up Go program of which a rule finds something.
    private static func found(
        _ rule: String, _ says: String, _ program: GoProgramFixture
    ) -> Self {
        .foundInFile(rule, says) { try CheckedFile.findings(program.bytes) }
    }

    /// A made-up Go program of which a rule finds nothing.
    private static func passed(
        _ rule: String, _ says: String, _ program: GoProgramFixture
    ) -> Self {
        .passedInFile(rule, says) { try CheckedFile.findings(program.bytes) }
    }

    /// A made-up Go program with these lines of build information.
    private static func lines(_ lines: String...) -> GoProgramFixture {
        GoProgramFixture(lines: lines)
    }

    private static let main = "mod\texample.com/app\tv1.2.3\th1:a="

    /// Fixtures of rules on what was not built for a release.
    static let ofBuild: [RuleFixture] =
        ofPackage + ofInstruments + ofVersion + ofModules + ofToolchain + ofSettings + ofMachine
        + ofPacking

    private static let ofPackage: [RuleFixture] = [
        found("built-from-files", "go build main.go", .init(path: "command-line-arguments")),
        passed("built-from-files", "a package", .init(path: "example.com/app")),
        found(
            "test-code", "go test -c",
            GoProgramFixture(["testing.init", "testing.(*M).Run"]).from("_testmain.go")),
        found("test-code", "a package for tests", .init(["net/http/httptest.NewServer"])),
        passed("test-code", "none", .init(["example.com/testing.init"])),
        found("debug-pages", "profiles", .init(["net/http/pprof.Index"])),
        found("debug-pages", "variables", .init(["expvar.init.0"])),
        passed("debug-pages", "profiles that are written to files", .init(["runtime/pprof.Do"])),
    ]

    private static let ofInstruments: [RuleFixture] = [
        .foundInFile("instrumented", "-race") {
            try CheckedFile.findings(of: "roots-race-arm64-go1.21")
        },
        .foundInFile("instrumented", "-cover") {
            try CheckedFile.findings(of: "relies-amd64-go1.21")
        },
        .foundInFile("instrumented", "-msan") {
            try CheckedFile.findings(of: "tiny-msan-amd64-go1.19")
        },
        .foundInFile("instrumented", "-asan") {
            try CheckedFile.findings(of: "plugged-asan-amd64-go1.19")
        },
        .passedInFile("instrumented", "none of them") {
            try CheckedFile.findings(of: "tiny-static-amd64-go1.27")
        },
        found("unoptimized", "-gcflags=-N -l", lines(main, "build\t-gcflags=\"all=-N -l\"")),
        found("unoptimized", "-gcflags=-l", lines(main, "build\t-gcflags=-l")),
        passed("unoptimized", "another flag", lines(main, "build\t-gcflags=all=-spectre=all")),
        .passedInFile("unoptimized", "the compiler says nothing of it") {
            try CheckedFile.findings(of: "tiny-dwarf-s390x-go1.27")
        },
    ]

    private static let ofVersion: [RuleFixture] = [
        found("vcs-modified", "the setting", lines(main, "build\tvcs.modified=true")),
        found("vcs-modified", "the version", lines("mod\texample.com/app\tv1.2.3+dirty\t")),
        found(
            "vcs-modified", "the version of Go 1.24 with another suffix",
            lines("mod\texample.com/app\tv2.0.0+incompatible.dirty\t")),
        passed("vcs-modified", "a clean tree", lines(main, "build\tvcs.modified=false")),
        found("version-untagged", "(devel)", lines("mod\texample.com/app\t(devel)\t")),
        found(
            "version-untagged", "a commit",
            lines("mod\texample.com/app\tv0.0.0-20240102150405-0123456789ab\t")),
        found(
            "version-untagged", "a commit behind a tag",
            lines("mod\texample.com/app\tv1.2.4-0.20240102150405-0123456789ab+dirty\t")),
        passed("version-untagged", "a tag", lines(main)),
        passed(
            "version-untagged", "a tag of what comes before a release",
            lines("mod\texample.com/app\tv1.2.3-rc.1-linux\t")),
    ]

    private static let ofModules: [RuleFixture] = [
        found("modules-unlisted", "none", lines("build\t-compiler=gc")),
        passed("modules-unlisted", "the main module", lines(main)),
        passed("modules-unlisted", "Go's own tools", .init(path: "cmd/gofmt")),
        found(
            "local-replace", "a folder beside it",
            lines(main, "dep\texample.com/a\tv1.0.0", "=>\t../a\t(devel)\t")),
        found("local-replace", "go.work", lines(main, "dep\texample.com/a\t(devel)\t")),
        found(
            "local-replace", "a folder inside",
            lines(main, "dep\texample.com/a\tv1.0.0", "=>\t./a\t(devel)\t")),
        passed(
            "local-replace", "the main module of a build from files",
            .init(lines: ["dep\texample.com/app\t(devel)\t"], path: "command-line-arguments")),
        passed(
            "local-replace", "another module",
            lines(main, "dep\texample.com/a\tv1.0.0", "=>\texample.com/b\tv1.0.1\th1:b=")),
        found("module-sum-missing", "vendor", lines(main, "dep\texample.com/a\tv1.0.0\t")),
        found(
            "module-sum-missing", "some of them",
            lines(main, "dep\texample.com/a\tv1.0.0\t", "dep\texample.com/b\tv1.0.0\th1:b=")),
        passed("module-sum-missing", "all have one", lines(main, "dep\ta.b/c\tv1.0.0\th1:a=")),
        passed(
            "module-sum-missing", "folders have none",
            lines(main, "dep\texample.com/a\tv1.0.0", "=>\t../a\t(devel)\t")),
    ]

    private static let ofToolchain: [RuleFixture] = [
        found("go-end-of-life", "Go 1.25", .init(lines: [main], go: "go1.25.5")),
        found("go-end-of-life", "Go 1.3", .init(lines: [main], go: "go1.3")),
        passed("go-end-of-life", "Go 1.26", .init(lines: [main], go: "go1.26.6")),
        passed("go-end-of-life", "one that is not known yet", .init(lines: [main], go: "go1.40")),
        found("go-prerelease", "a candidate", .init(lines: [main], go: "go1.27rc1")),
        found(
            "go-prerelease", "the repository",
            .init(lines: [main], go: "devel go1.28-0123456789 Thu Jan 1")),
        passed("go-prerelease", "a release", .init(lines: [main], go: "go1.27.3 X:nodwarf5")),
        found("go-experiment", "in the version", .init(lines: [main], go: "go1.26.6-X:jsonv2")),
        found("go-experiment", "in the settings", lines(main, "build\tGOEXPERIMENT=arenas")),
        passed("go-experiment", "none", lines(main)),
        // The function table is of Go 1.26 or later.
        found("toolchains-mixed", "another table", .init(lines: [main], go: "go1.17.1")),
        passed("toolchains-mixed", "the same", lines(main)),
        .foundInFile("build-information-differs", "a byte that was changed") {
            try CheckedFile.findings(copiesOfSettings(1))
        },
        .passedInFile("build-information-differs", "none was") {
            try CheckedFile.findings(copiesOfSettings(0))
        },
    ]

    /// A program with symbols, in whose build information alone a setting is another one.
    private static func copiesOfSettings(_ changed: Int) throws -> [UInt8] {
        let path = try CheckedFile.binary("tiny-variable-pie-amd64-go1.27")
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        for place in bytes.ranges(of: Array("-buildmode=pie".utf8)).suffix(changed) {
            bytes.replaceSubrange(place, with: Array("-buildmode=piq".utf8))
        }
        return bytes
    }

    private static let ofSettings: [RuleFixture] = [
        .foundInFile("cgo-mismatch", "1, and none") {
            try CheckedFile.findings(of: "netuser-tags-amd64-go1.22")
        },
        .foundInFile("cgo-mismatch", "0, and some") {
            try CheckedFile.findings(
                of: "cgo-dynamic-amd64-go1.27", replacing: "CGO_ENABLED=1", by: "CGO_ENABLED=0")
        },
        .passedInFile("cgo-mismatch", "0, and none") {
            try CheckedFile.findings(of: "netuser-nocgo-amd64-go1.22")
        },
        .passedInFile("cgo-mismatch", "0, and the race detector") {
            try CheckedFile.findings(of: "tiny-darwin-arm64-go1.27")
        },
        found("buildmode-mismatch", "pie", lines(main, "build\t-buildmode=pie")),
        .foundInFile("buildmode-mismatch", "row 44: a PIE that was declared an exe") {
            try CheckedFile.findings(
                of: "tiny-pie-amd64-go1.27", replacing: "-buildmode=pie", by: "-buildmode=exe")
        },
        passed("buildmode-mismatch", "exe", lines(main, "build\t-buildmode=exe")),
        .passedInFile("buildmode-mismatch", "macOS, where an exe is a PIE") {
            try CheckedFile.findings(of: "tiny-darwin-arm64-go1.27")
        },
        .passedInFile("buildmode-mismatch", "Android, too") {
            try CheckedFile.findings(of: "tiny-android-arm64-go1.27")
        },
        found("platform-mismatch", "GOARCH", lines(main, "build\tGOARCH=arm64")),
        .foundInFile("platform-mismatch", "GOOS") {
            try CheckedFile.findings(
                of: "tiny-freebsd-amd64-go1.21", replacing: "GOOS=freebsd", by: "GOOS=illumos")
        },
        found("platform-mismatch", "GOAMD64", lines(main, "build\tGOAMD64=v2")),
        passed(
            "platform-mismatch", "all as it is",
            lines(main, "build\tGOARCH=amd64", "build\tGOOS=linux", "build\tGOAMD64=v3")),
        found(
            "godebug-downgrade", "TLS",
            .init(["crypto/tls.Dial"], lines: [main, "build\tDefaultGODEBUG=a=1,tlsrsakex=1"])),
        found("godebug-downgrade", "of no danger", lines(main, "build\tDefaultGODEBUG=panicnil=1")),
        passed("godebug-downgrade", "fips140=on", lines(main, "build\tDefaultGODEBUG=fips140=on")),
        found("gomaxprocs-cgroup", "Go 1.24", .init(lines: [main], go: "go1.24.1")),
        found(
            "gomaxprocs-cgroup", "row 23: go 1.24 in go.mod",
            lines(main, "build\tDefaultGODEBUG=containermaxprocs=0")),
        passed("gomaxprocs-cgroup", "Go 1.27", lines(main)),
        passed(
            "gomaxprocs-cgroup", "automaxprocs",
            .init(["go.uber.org/automaxprocs/maxprocs.Set"], lines: [main], go: "go1.24.1")),
    ]

    private static let ofMachine: [RuleFixture] = [
        found("build-machine-paths", "row 22: a name", lines(main).from("/home/jane/app/main.go")),
        found("build-machine-paths", "a folder", lines(main).from("/build/app/main.go")),
        found(
            "build-machine-paths", "a setting",
            lines(main, "build\tCGO_CFLAGS=-I/home/jane/include")),
        passed("build-machine-paths", "-trimpath", lines(main)),
        .foundInFile("rpath-build-folder", "a home") { try libraries(rpath: "/home/jane/lib") },
        .foundInFile("rpath-build-folder", "a temporary one") {
            try libraries(rpath: "/usr/lib/app:/tmp/go-build12/b001")
        },
        .passedInFile("rpath-build-folder", "beside the program") {
            try libraries(rpath: "$ORIGIN/../lib:/usr/lib/app")
        },
        .foundInFile("debug-information", "all of it") {
            try CheckedFile.findings(of: "tiny-dwarf-s390x-go1.27")
        },
        .passedInFile("debug-information", "none") {
            try CheckedFile.findings(of: "tiny-static-s390x-go1.27")
        },
    ]

    /// What is found of a program that looks for libraries there.
    static func libraries(rpath: String) throws -> [Finding] {
        var program = FixtureLibrary.program(needed: ["libc.so.6"])
        program.runpath = rpath
        return try CheckedFile.findings(program.bytes)
    }

    private static let ofPacking: [RuleFixture] = [
        .foundInFile("packed", "row 24: UPX") { try CheckedFile.findings(of: "c-packed-amd64") },
        .passedInFile("packed", "as it was linked") {
            try CheckedFile.findings(of: "tiny-static-amd64-go1.27")
        },
        .foundInFile("obfuscated", "garble") {
            try CheckedFile.findings(obfuscated)
        },
        .passedInFile("obfuscated", "as it was compiled") {
            try CheckedFile.findings(GoProgramFixture(lines: [main]).bytes)
        },
    ]

    /// A program without a version, whose function table has a number of its own.
    private static var obfuscated: [UInt8] {
        var bytes = GoProgramFixture(lines: [main], go: "unknown").bytes
        let magic: [UInt8] = [0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8]
        bytes.replace(magic, by: [0x12, 0x34, 0x56, 0x78] + magic.dropFirst(4))
        return bytes
    }
}
