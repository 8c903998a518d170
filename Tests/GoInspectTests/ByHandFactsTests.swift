import Foundation
import GoInspect
import ObjectFile
import TestSupport
import Testing

/// What people find out with a shell of what a program relies on.
///
/// Where a claim that is widely repeated is wrong, the test holds the truth.
@Suite("What is done by hand elsewhere, of facts")
struct ByHandFactsTests {
    /// The bytes of a binary, changed.
    private func bytes(
        _ id: String, replacing old: String = "", by new: String = ""
    ) throws -> FileBytes {
        let url = TestBinary.folder.appendingPathComponent("bin/\(id)")
        var bytes = [UInt8](try Data(contentsOf: url))
        // Go writes its settings twice: for itself and for the program.
        for place in old.isEmpty ? [] : bytes.ranges(of: Array(old.utf8)) {
            let rest = [UInt8](repeating: 0, count: max(0, place.count - new.utf8.count))
            bytes.replaceSubrange(place, with: Array(new.utf8) + rest)
        }
        return FileBytes(bytes)
    }

    private func report(
        _ id: String, replacing old: String = "", by new: String = ""
    ) throws -> ImageReport {
        var inspection = Inspection(
            try bytes(id, replacing: old, by: new), path: id, [.dependencies, .build])
        var reports: [ImageReport] = []
        inspection.forEachImage {
            reports.append($0)
            return true
        }
        try #require(reports.count == 1 && inspection.error == nil)
        return reports[0]
    }

    private func fact(_ report: ImageReport, _ name: String) throws -> GoFact {
        let found = report.goFacts()
        #expect(found.diagnostics == [])
        return try #require(found.facts.first { $0.name == name })
    }

    private func functions(_ report: ImageReport) throws -> Set<String> {
        var functions = try #require(report.functions().value)
        var names: Set<String> = []
        while try functions.next() { names.insert(ByteString(try functions.name()).text) }
        return names
    }

    @Test("row 3: an experiment shows in the settings, whatever the environment says")
    func experiment() throws {
        let id = "tiny-static-amd64-go1.27"
        #expect(try fact(report(id), "goexperiment").value == .list([]))
        let changed = try report(id, replacing: "-buildmode=exe", by: "GOEXPERIMENT=x")
        #expect(try fact(changed, "goexperiment").value == .list(["x"]))
    }

    @Test("row 15: netgo does not ignore resolv.conf, Go's resolver reads it")
    func resolver() throws {
        let pure = try report("netuser-tags-amd64-go1.22")
        let fact = try fact(pure, "dns-resolver")
        #expect(fact.value == .text("go"))
        #expect(fact.note?.contains("/etc/resolv.conf") == true)
        #expect(try functions(pure).contains("net.dnsReadConfig"))
        let both = try self.fact(report("netuser-cgo-amd64-go1.22"), "dns-resolver")
        #expect(both.value == .text("cgo-capable"))
        #expect(both.evidence.first?.detail == "net._C2func_getaddrinfo")
    }

    @Test(
        "row 24: profiles and variables served over HTTP are seen in stripped programs",
        arguments: [
            // Real ones take megabytes; the list of their functions is in linked.json.
            ("http-pprof", "net/http/pprof.Index"), ("expvar", "expvar.init.0"),
        ])
    func served(_ name: String, _ function: String) throws {
        let id = "tiny-static-amd64-go1.24"
        #expect(try fact(report(id), name).value == .flag(false))
        let changed = try report(
            id, replacing: "runtime.(*TypeAssertionError).Error\0", by: function)
        #expect(try fact(changed, name).value == .flag(true))
    }

    @Test("row 32: functions tell whether C is asked, the flags of the build do not")
    func proof() throws {
        let tags = try report("netuser-tags-amd64-go1.22")
        let none = try report("netuser-nocgo-amd64-go1.22")
        #expect(tags.build?.value?.setting("CGO_ENABLED") == "1")
        #expect(none.build?.value?.setting("CGO_ENABLED") == "0")
        #expect(try functions(tags) == functions(none))
        for name in ["dns-resolver", "os-user"] {
            #expect(try fact(tags, name).value == .text("go"))
            #expect(try fact(none, name).value == .text("go"))
        }
    }

    @Test("row 35: a macOS program needs libSystem, cgo or not, and nothing of it is missing")
    func sharedCache() throws {
        let report = try report("tiny-darwin-arm64-go1.27")
        #expect(report.build?.value?.setting("CGO_ENABLED") == "0")
        #expect(report.image.needed.contains("/usr/lib/libSystem.B.dylib"))
        #expect(report.dependencies?.libc == "libsystem")
        #expect(Set(report.libraryPlaces) == ["shared-cache"])
    }

    @Test("row 43: without symbols the names of functions stay, and all that they prove")
    func stripped() throws {
        let whole = try report("tiny-variable-pie-amd64-go1.27")
        let stripped = try report("tiny-pie-amd64-go1.27")
        #expect(try functions(whole) == functions(stripped))
        // Which symbols alone tell: the strings of the runtime, and that there are symbols.
        let lost: Set = ["symbol-table", "go-version-sources", "modinfo-agrees"]
        let (first, second) = (whole.goFacts().facts, stripped.goFacts().facts)
        #expect(first.map(\.name) == second.map(\.name))
        for (one, other) in zip(first, second) {
            #expect((one.value == other.value) == !lost.contains(one.name), "\(one.name)")
        }
        #expect(whole.goVariables(["main.version"]).variables[0].value == "1.2.3")
        let variables = stripped.goVariables(["main.version"])
        #expect(variables.variables[0].value == nil)
        #expect(variables.diagnostics.map(\.code) == [.variable])
    }

    @Test("row 44: a PIE that was declared an exe is told of, but on macOS every exe is one")
    func buildMode() throws {
        let changed = try report(
            "tiny-pie-amd64-go1.27", replacing: "-buildmode=pie", by: "-buildmode=exe")
        let mode = try fact(changed, "build-mode")
        #expect(mode.value == .text("pie"))
        #expect(mode.note?.contains("-ldflags=-buildmode=pie does that") == true)
        let program = try report("tiny-darwin-arm64-go1.27")
        #expect(program.build?.value?.setting("-buildmode") == "exe")
        #expect(try fact(program, "build-mode").value == .text("pie"))
        #expect(try fact(program, "build-mode").note == nil)
    }

    @Test("row 45: -X is proven by the variable, recorded without -trimpath alone")
    func variable() throws {
        let proven = try report("tiny-variable-s390x-go1.27").goVariables(["main.version"])
        #expect(proven.variables[0].value == "1.2.3" && proven.diagnostics == [])
        let trimmed = try report("tiny-trimpath-amd64-go1.24")
        #expect(trimmed.build?.value?.setting("-trimpath") == "true")
        #expect(trimmed.build?.value?.setting("-ldflags") == nil)
        #expect(trimmed.goVariables(["main.version"]).variables[0].evidence == [])
    }

    @Test("row 45: -X of a variable that is not there is lost without a word")
    func lost() throws {
        let id = "tiny-variable-s390x-go1.27"
        let changed = try report(id, replacing: "-X main.version=", by: "-X main.Version=")
        let variable = changed.goVariables(["main.Version"]).variables[0]
        #expect(variable.value == nil)
        #expect(variable.note?.contains("no such variable") == true)
        #expect(variable.evidence.map(\.detail) == ["-X main.Version=1.2.3"])
    }
}
