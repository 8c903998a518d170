import ObjectFile
import Testing

@testable import GoInspect

/// What differs between two made-up images, for what no pair of test binaries has.
@Suite("Comparing two images")
struct PairComparisonTests {
    private func pair(
        _ change: (inout Snapshot, inout Snapshot) -> Void
    ) -> (differences: [Difference], sentences: [String]) {
        var old = Snapshot()
        (old.format, old.architecture, old.linkage) = ("elf", "x86_64", "static")
        old.build = Snapshot.Build(goVersion: "go1.26.1", path: "example.com/app")
        var new = old
        change(&old, &new)
        var found = PairComparison(old, new, Comparison.Options())
        found.run()
        return (found.differences, found.sentences.map(\.text))
    }

    private func module(
        _ version: String, sum: String = "", replacement: Snapshot.Module? = nil
    ) -> Snapshot.Dependency {
        Snapshot.Dependency(
            module: Snapshot.Module(path: "golang.org/x/net", version: version, sum: sum),
            replacement: replacement)
    }

    @Test(
        "knows newer from older modules by Go's order of versions",
        arguments: [
            ("v0.9.0", "v0.25.0", "module-up", Diagnostic.Severity.note),
            ("v0.25.0", "v0.9.0", "module-down", .warning),
            ("v1.0.0-rc.1", "v1.0.0", "module-up", .note),
            (
                "v0.0.0-20200101000000-abcdefabcdef", "v0.0.0-20190101000000-abcdefabcdef",
                "module-down", .warning
            ),
            ("v2.0.0+incompatible", "v2.0.0", "module-version", .note),
        ])
    func modules(_ old: String, _ new: String, _ kind: String, _ severity: Diagnostic.Severity) {
        let found = pair {
            $0.build?.dependencies = [module(old)]
            $1.build?.dependencies = [module(new)]
        }
        #expect(found.differences.map(\.kind) == [kind])
        #expect(found.differences.map(\.severity) == [severity])
    }

    @Test("warns of the same version with another checksum")
    func sums() {
        let found = pair {
            $0.build?.dependencies = [module("v1.0.0", sum: "h1:a")]
            $1.build?.dependencies = [module("v1.0.0", sum: "h1:b")]
        }
        #expect(found.differences.map(\.kind) == ["module-sum"])
        #expect(found.differences.map(\.severity) == [.warning])
        #expect(found.sentences.first?.hasPrefix("golang.org/x/net v1.0.0 has another") == true)
    }

    @Test("does not take a sum that is missing for another")
    func vendored() {
        let found = pair {
            $0.build?.dependencies = [module("v1.0.0", sum: "h1:a")]
            $1.build?.dependencies = [module("v1.0.0")]
        }
        #expect(found.differences.map(\.severity) == [.note])
        #expect(found.sentences.isEmpty)
    }

    @Test("tells of a module in the place of another, and compares what was built")
    func replaced() {
        let fork = Snapshot.Module(path: "example.com/fork", version: "v1.0.0", sum: "")
        var newer = fork
        newer.version = "v1.1.0"
        let replaced = pair {
            $0.build?.dependencies = [module("v1.0.0")]
            $1.build?.dependencies = [module("v1.0.0", replacement: fork)]
        }
        #expect(replaced.differences.map(\.kind) == ["module-replaced"])
        let raised = pair {
            $0.build?.dependencies = [module("v1.0.0", replacement: fork)]
            $1.build?.dependencies = [module("v1.0.0", replacement: newer)]
        }
        #expect(raised.differences.map(\.kind) == ["module-up"])
    }

    @Test(
        "knows newer from older Go, whatever stands behind the version",
        arguments: [
            ("go1.9.7", "go1.26.1", Diagnostic.Severity.note), ("go1.26.1", "go1.9.7", .warning),
            ("go1.26rc2", "go1.26.0", .note), ("go1.26.0", "go1.26rc10", .warning),
            ("go1.26rc2", "go1.26rc10", .note),
            ("go1.26.1", "go1.26.1 X:nocoverageredesign", .note),
            ("devel go1.27-abcdef", "go1.26.1", .warning),
        ])
    func go(_ old: String, _ new: String, _ severity: Diagnostic.Severity) {
        let found = pair {
            $0.build?.goVersion = old
            $1.build?.goVersion = new
        }
        #expect(found.differences.map(\.kind) == ["go-version"])
        #expect(found.differences.map(\.severity) == [severity])
    }

    @Test("warns where something that protects is gone, and not where Go needs none")
    func hardening() {
        func change(_ verdict: String) -> [Difference] {
            pair {
                ($0.linkage, $1.linkage) = ("dynamic", "dynamic")
                $0.hardening = [Snapshot.Fact(name: "relro", value: "full")]
                $1.hardening = [Snapshot.Fact(name: "relro", value: "partial")]
                let cgo = Snapshot.Cgo(verdict: verdict, linkMode: "internal", packages: [])
                ($0.cgo, $1.cgo) = (cgo, cgo)
            }.differences
        }
        #expect(change("calls-c").map(\.severity) == [.warning])
        #expect(change("none").map(\.severity) == [.note])
        let gained = pair {
            $0.hardening = [Snapshot.Fact(name: "stack", value: "executable")]
            $1.hardening = [Snapshot.Fact(name: "stack", value: "not-executable")]
        }
        #expect(gained.differences.map(\.severity) == [.note])
    }

    @Test("warns of floors that were raised, in numbers and not in letters")
    func floors() {
        let glibc = pair {
            ($0.glibcFloor, $1.glibcFloor) = ("2.9", "2.34")
            $1.culprits = ["pthread_create"]
        }
        #expect(glibc.differences.map(\.severity) == [.warning])
        #expect(
            glibc.sentences == ["NEW needs glibc 2.34 or later, for pthread_create; OLD needs 2.9"])
        let system = pair {
            $0.minimumOS = Snapshot.MinimumOS(platform: "macos", version: "10.13", sdk: nil)
            $1.minimumOS = Snapshot.MinimumOS(platform: "macos", version: "9.0", sdk: nil)
        }
        #expect(system.differences.map(\.severity) == [.note])
    }

    @Test("warns of symbols that a library does not define any more")
    func exports() {
        let found = pair {
            ($0.linkage, $1.linkage) = ("shared-library", "shared-library")
            $0.exports.add("gone".utf8.span, "V1")
            $0.exports.add("kept".utf8.span, "V1")
            $1.exports.add("kept".utf8.span, "V2")
            $1.exports.add("new".utf8.span, "")
            ($0.exportCount, $1.exportCount) = (2, 2)
        }
        #expect(
            found.differences.map(\.kind) == ["export-removed", "export-added", "export-version"])
        #expect(found.differences.map(\.severity) == [.warning, .note, .warning])
        #expect(found.sentences == ["NEW does not define gone any more"])
    }

    @Test("warns of what is not for release")
    func instrumented() {
        let found = pair {
            $0.facts = [Snapshot.Fact(name: "race", value: "no")]
            $1.facts = [Snapshot.Fact(name: "race", value: "yes")]
            $1.build?.settings = [Snapshot.Fact(name: "vcs.modified", value: "true")]
        }
        #expect(found.differences.map(\.kind) == ["vcs", "instrumentation"])
        #expect(found.differences.map(\.severity) == [.warning, .warning])
    }

    @Test("compares no facts that one of both does not know")
    func unknown() {
        let found = pair {
            $0.facts = [Snapshot.Fact(name: "race", value: nil)]
            $1.facts = [Snapshot.Fact(name: "race", value: "yes")]
        }
        #expect(found.differences.isEmpty)
    }

    @Test("says of which places that were asked for one of both tells nothing")
    func otherPlaces() {
        var (old, new) = (Snapshot(), Snapshot())
        old.verdicts = [.init(target: "debian:12", runs: .yes)]
        new.verdicts = ["debian:12", "wolfi"].map { .init(target: $0, runs: .yes) }
        var options = Comparison.Options()
        let said = "whether they run on wolfi: of one of both that is not known"
        for (places, limits) in [([], []), (["debian:12"], []), (["debian:12", "wolfi"], [said])] {
            options.places = places
            var found = PairComparison(old, new, options)
            found.run()
            #expect(found.limits == limits)
        }
    }

    @Test("takes names that are there several times for one, with the sizes together")
    func repeated() {
        func names(_ sizes: [UInt64]) -> SizedNames {
            var names = SizedNames()
            for size in sizes { names.add("slices.Sort[...]".utf8.span, size: size, group: 0) }
            names.add("main.main".utf8.span, size: 1, group: 1)
            return names
        }
        #expect(NameDifferences(names([1, 2]), names([2, 1])).resized.isEmpty)
        let found = NameDifferences(names([1, 2]), names([4]))
        #expect(found.resized.map(\.oldSize) == [3] && found.resized.map(\.newSize) == [4])
        #expect(found.added.isEmpty && found.removed.isEmpty)
        #expect(found.oldCount == 2)
    }
}
