import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

/// Rules about files, held against what other tools recorded of the test binaries.
@Suite("Rules about files")
struct RecordedRulesTests {
    private func findings(_ binary: TestBinary) throws -> [Finding] {
        try CheckedFile.findings(of: binary.id)
    }

    // The judges are llvm-readobj and pyelftools.
    @Test(
        "find of the structure what other tools' tables come to",
        arguments: TestBinary.elf.filter { !$0.id.hasPrefix("archive") })
    func structure(_ binary: TestBinary) throws {
        guard let facts = try Recorded(binary).readelf, [2, 3].contains(facts.header.type),
            // Debug information in a file of its own has no code.
            facts.segments.contains(where: { $0.type == "PT_LOAD" && $0.filesz > 0x1000 })
                || facts.segments.contains(where: { $0.flags & 1 != 0 && $0.filesz > 0 })
        else { return }
        let found = Set(try findings(binary).map(\.rule))
        let loads = facts.segments.filter { $0.type == "PT_LOAD" }
        let stack = facts.segments.last { $0.type == "PT_GNU_STACK" }
        let expected: [String: Bool] = [
            "no-pie": facts.header.type == 2,
            "writable-code": loads.contains { $0.flags & 3 == 3 },
            "text-relocations": facts.has(22) || facts.value(30) & 4 != 0,
            "relro": !(facts.isProtected && facts.bindsAtStart),
        ]
        for (rule, isThere) in expected {
            #expect(found.contains(rule) == isThere, "\(binary.id): \(rule)")
        }
        if let stack {
            #expect(found.contains("executable-stack") == (stack.flags & 1 != 0), "\(binary.id)")
        }
        if facts.header.machine == 62, found.contains("branch-protection") {
            #expect(!facts.hasBothProtections)
        }
    }

    // The judge is `go version -m -json`.
    @Test(
        "find of build information what Go's own reader comes to",
        arguments: TestBinary.elf.filter { $0.goVersion != nil })
    func build(_ binary: TestBinary) throws {
        guard let build = try binary.expected()["goVersionJSON"] as? [String: Any] else { return }
        let found = Set(try findings(binary).map(\.rule))
        let main = build["Main"] as? [String: Any]
        let modules = (build["Deps"] as? [[String: Any]] ?? []).map {
            $0["Replace"] as? [String: Any] ?? $0
        }
        var settings: [String: String] = [:]
        for setting in build["Settings"] as? [[String: String]] ?? [] {
            settings[setting["Key"] ?? ""] = setting["Value"] ?? ""
        }
        let version = main?["Version"] as? String
        let own = build["GoVersion"] as? String ?? ""
        let minor = own.split(separator: ".").dropFirst().first.flatMap { Int($0) } ?? 99
        let expected: [String: Bool] = [
            "vcs-modified": settings["vcs.modified"] == "true",
            "built-from-files": build["Path"] as? String == "command-line-arguments",
            "modules-unlisted": main?["Path"] == nil && modules.isEmpty,
            "version-untagged": version == "(devel)",
            "module-sum-missing": modules.contains {
                $0["Sum"] == nil && $0["Version"] as? String != "(devel)"
            },
            "local-replace": modules.contains { ($0["Path"] as? String)?.first == "." },
            "go-end-of-life": minor < 26,
        ]
        for (rule, isThere) in expected {
            #expect(found.contains(rule) == isThere, "\(binary.id): \(rule)")
        }
    }
}

extension RecordedFacts {
    fileprivate func has(_ tag: UInt64) -> Bool { dynamic.contains { $0.tag == tag } }

    fileprivate func value(_ tag: UInt64) -> UInt64 { dynamic.last { $0.tag == tag }?.value ?? 0 }

    fileprivate var isProtected: Bool {
        segments.contains { $0.type == "PT_GNU_RELRO" && $0.memsz > 0 }
    }

    fileprivate var bindsAtStart: Bool {
        has(24) || value(30) & 8 != 0 || value(0x6fff_fffb) & 1 != 0
    }

    /// IBT and SHSTK in a note of properties.
    fileprivate var hasBothProtections: Bool {
        notes.contains {
            $0.owner == "GNU" && $0.type == 5 && $0.desc.contains("020000c00400000003")
        }
    }
}

@Suite("Tables of rules about files")
struct RuleTablesTests {
    @Test("the release that ends the support of one is the second one after it")
    func releases() {
        #expect(GoReleases.endOfSupport(22)?.minor == 24)
        #expect(GoReleases.endOfSupport(22)?.date == "February 2025")
        #expect(GoReleases.endOfSupport(GoReleases.newest.minor - 1) == nil)
        #expect(GoReleases.endOfSupport(-1) == nil)
        #expect(GoReleases.endOfSupport(.max - 3) == nil)
        // Two a year since Go 1.4, but for one that was late.
        #expect(GoReleases.all.map(\.minor) == Array(0...GoReleases.newest.minor))
        let years = GoReleases.all.compactMap { Int($0.date.suffix(4)) }
        #expect(years == years.sorted() && years.count == GoReleases.all.count)
    }

    @Test("of a GODEBUG setting that stands there twice the last counts")
    func settings() {
        let found = GODEBUGSetting.all("tls3des=1,panicnil=1,x=2,tls3des=0,")
        #expect(found.map(\.text) == ["panicnil=1", "x=2", "tls3des=0"])
        #expect(found.map(\.isOld) == [true, false, false])
        #expect(GODEBUGSetting.all("tls3des=1").first?.weakened?.package == "crypto/tls")
        #expect(GODEBUGSetting.all("").isEmpty)
    }
}
