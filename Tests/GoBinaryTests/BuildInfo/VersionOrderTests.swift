import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import GoBinary

/// `compare_versions.py` runs these on longer lists.
@Suite("Order of versions")
struct VersionOrderTests {
    /// A version as Go sorted it.
    private struct Row {
        let text: String
        /// `=` where it is worth as much as the one above, `<` where more, `!` for no version.
        let mark: Character
    }

    private static func rows(_ name: String) throws -> [Row] {
        let folder =
            ProcessInfo.processInfo.environment["GOELF_VERSION_LISTS"]
            .map { URL(fileURLWithPath: $0) }
            ?? TestBinary.folder.appendingPathComponent("versions")
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        return text.split(separator: "\n").compactMap { line in
            line.first.map { Row(text: String(line.dropFirst()), mark: $0) }
        }
    }

    /// Sorts versions, and compares each with the one above it.
    private static func check<Version: Comparable>(
        _ name: String, _ version: (String) -> Version, text: (Version) -> String,
        isValid: (Version) -> Bool, order: (Version, Version) -> Int
    ) throws {
        let rows = try rows(name)
        #expect(rows.count >= 1000)
        let versions = rows.map { version($0.text) }
        #expect(versions.reversed().sorted().map(text) == rows.map(\.text))
        for (index, row) in rows.enumerated() {
            #expect(isValid(versions[index]) == (row.mark != "!"), "\(row.text)")
            guard index > 0 else { continue }
            let found = order(versions[index - 1], versions[index])
            let back = order(versions[index], versions[index - 1])
            #expect((found < 0) == (row.mark == "<"), "\(rows[index - 1].text) \(row.text)")
            #expect(back.signum() == -found.signum(), "\(row.text)")
        }
    }

    @Test("modules: as golang.org/x/mod/semver sorts them")
    func modules() throws {
        try Self.check(
            "modules.txt", { ModuleVersion($0) }, text: \.text.text, isValid: \.isValid,
            order: { $0.order(to: $1) })
    }

    @Test("Go: as go/version sorts them")
    func releases() throws {
        try Self.check(
            "go.txt", { GoRelease($0) }, text: \.text.text, isValid: \.isValid,
            order: { $0.order(to: $1) })
    }

    @Test(
        "what toolchains write of themselves is a version",
        arguments: [
            ("go1.27.3", "go1.27.3"), ("go1.22.1 X:arenas", "go1.22.1"),
            ("go1.27.3-X:jsonv2", "go1.27.3-X:jsonv2"),
            ("go1.19.8 (Red Hat 1.19.8-1.el9)", "go1.19.8"),
            ("devel go1.27-f1c2a3b Mon Jun 1 00:00:00 2026 +0000", "go1.27-f1c2a3b"),
        ])
    func toolchains(_ written: String, _ version: String) {
        let release = GoRelease(toolchain: ByteString(written))
        #expect(release.isValid && release == GoRelease(version))
    }

    @Test("of what is none of Go's the version is not known", arguments: ["", "unknown", "devel"])
    func noVersions(_ written: String) {
        #expect(!GoRelease(toolchain: ByteString(written)).isValid)
        #expect(GoRelease(toolchain: ByteString(written)).order(to: GoRelease("go1")) < 0)
    }

    @Test("tells languages and pre-releases from releases")
    func kinds() {
        #expect(GoRelease("go1.21").isLanguage && !GoRelease("go1.20").isLanguage)
        #expect(!GoRelease("go1.21.0").isLanguage && !GoRelease("go1.21rc1").isLanguage)
        #expect(ModuleVersion("v1.0.0-rc.1").isPreRelease && !ModuleVersion("v1.0.0").isPreRelease)
    }
}
