import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

/// The texts are those that the programs printed when they were run with these plugins.
@Suite("A plugin for a program")
struct PluginMismatchTests {
    private func verdict(_ plugin: String, host: String) throws -> Verdict {
        let host = try PluginHost(path: try CheckedFile.binary(host))
        var settings = RunSettings()
        settings.root = "/"
        var place = try CheckPlace(settings)
        place.host = host
        return try CheckedFile.verdict(plugin, in: place)
    }

    @Test("is taken where all packages are the same")
    func same() throws {
        let verdict = try verdict(
            try CheckedFile.binary("plugged-asan-amd64-go1.19"), host: "plugin-asan-amd64-go1.19")
        #expect(verdict.finding(.pluginMismatch) == nil)
    }

    @Test("is refused where they were built by other flags, the first one named")
    func flags() throws {
        let path = try CheckedFile.binary("plugged-amd64-go1.19")
        let verdict = try verdict(path, host: "plugin-asan-amd64-go1.19")
        let finding = try #require(verdict.finding(.pluginMismatch))
        #expect(verdict.runs == .no && finding.severity == .error)
        #expect(
            finding.predictedError == "plugin.Open(\"\(path)\"): plugin was built with a different "
                + "version of package runtime/internal/atomic")
        #expect(finding.evidence.first?.detail == "runtime/internal/atomic")
    }

    @Test("is not even found where Go is another one")
    func otherGo() throws {
        let verdict = try verdict(
            try CheckedFile.binary("plugged-amd64-go1.27"), host: "plugin-asan-amd64-go1.19")
        let finding = try #require(verdict.finding(.pluginMismatch))
        #expect(finding.predictedError == "fatal error: runtime: no plugin module data")
        #expect(finding.remedy == ["build both with Go 1.19.8"])
    }

    @Test("is not opened by a program that opens none")
    func noHost() throws {
        let verdict = try verdict(
            try CheckedFile.binary("plugged-amd64-go1.27"), host: "tiny-static-amd64-go1.27")
        let finding = try #require(verdict.finding(.pluginMismatch))
        #expect(finding.predictedError == nil)
        #expect(finding.message.contains("opens no plugins"))
    }

    @Test("has to be a plugin")
    func noPlugin() throws {
        let verdict = try verdict(
            try CheckedFile.binary("shared-amd64-go1.27"), host: "plugin-asan-amd64-go1.19")
        #expect(
            verdict.finding(.pluginMismatch)?.predictedError
                == "fatal error: runtime: no plugin module data")
    }

    @Test("differs by one byte of a sum")
    func oneByte() throws {
        let scratch = try Scratch()
        let reader = try PluginHost(path: try CheckedFile.binary("plugin-asan-amd64-go1.19"))
        let sum = try #require(reader.sums["runtime"])
        let path = try CheckedFile.changed("plugged-asan-amd64-go1.19", in: scratch) {
            $0.replace(sum, by: [sum[0] ^ 1] + sum.dropFirst())
        }
        let verdict = try verdict(path, host: "plugin-asan-amd64-go1.19")
        let finding = try #require(verdict.finding(.pluginMismatch))
        #expect(finding.message.hasSuffix("different versions of package runtime"))
    }
}
