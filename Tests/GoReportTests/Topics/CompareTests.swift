import Foundation
import GoInspect
import GoReport
import ObjectFile
import TestSupport
import Testing

@Suite("Comparing two builds")
struct CompareTests {
    private let old = "netuser-cgo-amd64-go1.22"
    private let new = "netuser-nocgo-amd64-go1.22"

    private func comparison(
        _ old: String, _ new: String, _ options: Comparison.Options = Comparison.Options()
    ) throws -> Comparison {
        Comparison(try ComparedFiles.snapshot(old), try ComparedFiles.snapshot(new), options)
    }

    @Test("says in sentences what a build without cgo means")
    func meaning() throws {
        let said = try comparison(old, new).summary
        let wanted = [
            "NEW needs no loader and no library any more", "NEW has no C code any more",
            "DNS is Go's resolver now", "NEW runs on debian:11", "103 functions gone",
            "24.7 kB smaller",
        ]
        for start in wanted { #expect(said.contains { $0.hasPrefix(start) }, "\(start)") }
    }

    @Test("proves by functions that tags do what cgo off does (by hand, row 32)")
    func byFunctions() throws {
        let found = try comparison(new, "netuser-tags-amd64-go1.22")
        #expect(found.summary.contains { $0.hasPrefix("both have the same functions") })
        #expect(!found.differences.contains { $0.area == .functions || $0.area == .symbols })
    }

    @Test("lists the functions that only cgo has (by hand, row 6)")
    func functions() throws {
        var options = Comparison.Options()
        options.listsFunctions = true
        let found = try comparison(old, new, options).differences
        let gone = found.filter { $0.kind == "function-removed" }.map(\.what)
        #expect(gone.count == 103)
        #expect(gone.contains("net._C2func_getaddrinfo"))
        #expect(gone == gone.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
        // A type, and so no symbol of either; its method is in both.
        let type = found.filter { $0.what.hasPrefix("runtime.gcTrigger") }
        #expect(type.isEmpty)
    }

    @Test("is a gate with what is allowed left out (by hand, row 22)")
    func gate() throws {
        func status(_ failsOn: Diagnostic.Severity?, _ allowed: Set<String>) throws -> Int32 {
            try ComparedFiles("netuser-nocgo-amd64-go1.22", "netuser-tags-amd64-go1.22", .text) {
                request, _ in
                request.failsOn = failsOn
                request.allowed = allowed
            }.status
        }
        #expect(try status(nil, []) == 0)
        #expect(try status(.note, []) == 1)
        #expect(try status(.warning, []) == 0)
        #expect(try status(.note, ["size", "build-id"]) == 1)
        #expect(try status(.note, ["size", "build-id", "settings"]) == 0)
    }

    @Test("calls a loss a warning, and an error where it runs nowhere any more")
    func severity() throws {
        let lost = try comparison(new, old).differences.filter { $0.kind == "runs" }
        #expect(!lost.isEmpty && lost.allSatisfy { $0.severity == .warning })
        var options = FileSnapshot.Options()
        options.places = [CheckPlace(try Target(named: "alpine:3.20"))]
        let nowhere = Comparison(
            try ComparedFiles.snapshot(new, options), try ComparedFiles.snapshot(old, options))
        #expect(nowhere.differences.filter { $0.kind == "runs" }.map(\.severity) == [.error])
    }

    @Test("has no difference between a file and itself, in text the digest alone")
    func equal() throws {
        let path = TestBinary.folder.appendingPathComponent("bin/" + new).path
        let both = FileSnapshot.both(path, path)
        let comparison = Comparison(both.old, both.new)
        #expect(comparison.isEqual)
        #expect(comparison.differences.isEmpty && comparison.summary.isEmpty)
        let written = try ComparedFiles(both.old, both.new, CompareRequest())
        #expect(written.text.contains(": equal\n  SHA-256         "))
    }

    @Test("refuses what cannot be compared, and says why")
    func refused() throws {
        let written = try ComparedFiles("archive-amd64-go1.19", new, .json)
        #expect(written.status == 2)
        #expect(written.errors.contains("is an archive: compare its members"))
        #expect(written.text.contains("\"comparison\":null"))
    }

    @Test("knows a universal file by all of its bytes")
    func universal() throws {
        let folder = TestBinary.folder.appendingPathComponent("bin/").path + "/"
        let both = FileSnapshot.both(folder + "macho-universal", folder + "macho-universal-fat64")
        let found = Comparison(both.old, both.new)
        #expect(!found.isEqual)
        #expect(found.differences.map(\.kind) == ["content"])
        var options = FileSnapshot.Options()
        options.slice = "arm64"
        let slices = FileSnapshot.both(
            folder + "macho-universal", folder + "macho-universal-fat64", options)
        #expect(Comparison(slices.old, slices.new).isEqual)
    }

    @Test("leaves out sizes below a threshold that was said")
    func threshold() throws {
        var options = Comparison.Options()
        options.threshold = Comparison.Threshold("5k")
        let found = try comparison(old, new, options).differences.filter { $0.area == .size }
        for difference in found {
            let sizes = [difference.old, difference.new].map { $0.flatMap { Int($0) } ?? 0 }
            #expect(abs(sizes[0] - sizes[1]) >= 5120)
        }
        #expect(found.map(\.what).contains("net"))
    }

    @Test(
        "reads thresholds in bytes and in parts of a hundred",
        arguments: [
            ("4096", Comparison.Threshold.bytes(4096)), ("64k", .bytes(65536)),
            ("2M", .bytes(2 << 20)), ("2%", .share(200)), ("1.5%", .share(150)),
            ("0.05%", .share(5)), ("", nil), ("%", nil), ("k", nil), ("1.5k", nil), ("-1", nil),
            ("1.2.3%", nil), ("12345678901", nil), ("5x", nil), ("½%", nil),
        ])
    func thresholds(_ text: String, _ threshold: Comparison.Threshold?) {
        #expect(Comparison.Threshold(text) == threshold)
    }

    @Test("names each kind once, and each that it uses")
    func kinds() throws {
        let kinds = Difference.kinds.flatMap(\.kinds)
        #expect(Set(kinds).count == kinds.count)
        #expect(Difference.kinds.map(\.area) == Difference.Area.allCases)
        for (old, new) in [(old, new), ("deps-amd64-go1.19", "deps-amd64-go1.27")] {
            for difference in try comparison(old, new).differences {
                let own = Difference.kinds.first { $0.area == difference.area }?.kinds ?? []
                #expect(own.contains(difference.kind), "\(difference.kind)")
            }
        }
    }
}
