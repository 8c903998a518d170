import DynamicLinking
import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("What kernel and loader complain of")
struct GraphProblemsTests {
    /// The little roots in which real loaders were asked.
    private static let roots: [String] = {
        let folder = TestBinary.folder.appendingPathComponent("loaders")
        let names = ["glibc", "musl"].flatMap { kind in
            (try? FileManager.default.contentsOfDirectory(
                atPath: folder.appendingPathComponent(kind).path
            ).map { "\(kind)/\($0)" }) ?? []
        }
        return names.sorted()
    }()

    @Test("there are enough of them")
    func count() { #expect(Self.roots.count > 100) }

    @Test("has one rule for each, and the verdict is what it comes to", arguments: roots)
    func rules(_ root: String) throws {
        var settings = RunSettings()
        settings.root = TestBinary.folder.appendingPathComponent("loaders/\(root)").path
        settings.processor = "x86-64-v1"
        settings.looksUpSymbols = true
        let place = try CheckPlace(settings)
        let run = try RunPlace(settings)
        for name in ["/app/main", "/bin/tool", "/usr/lib/app/main", "/usr/bin/main"] {
            var resolved: ResolvedDependencies?
            var graph = Inspection(path: name, [], in: run)
            graph.forEachImage {
                resolved = $0.resolved; return true
            }
            var checked = Inspection(path: name, [.dependencies, .build], checking: [place])
            checked.forEachImage { image in
                guard let resolved, let verdict = image.verdicts?.first else { return true }
                check(verdict, against: resolved)
                return true
            }
        }
    }

    private func check(_ verdict: Verdict, against resolved: ResolvedDependencies) {
        let expected: Verdict.Runs =
            switch resolved.starts {
            case true?: .yes
            case false?: .no
            case nil: .unknown
            }
        #expect(verdict.runs == expected)
        #expect(verdict.predictedError == resolved.predictedError)
        let errors = verdict.findings.filter(\.stopsStart)
        #expect(errors.isEmpty == (resolved.starts != false))
        for finding in verdict.findings {
            #expect(Rule(named: finding.rule) != nil)
            // A cause is told once.
            #expect(verdict.findings.filter { $0 == finding }.count == 1)
        }
    }
}
