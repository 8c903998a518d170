import Foundation
import GoBinary
import GoFixtures
import ObjectFile
import TestSupport
import Testing

@Suite("The packages that plugins are compared by")
struct PackageSumTests {
    private func reader(_ bytes: [UInt8]) throws -> PackageSumReader {
        let file = FileBytes(bytes)
        return PackageSumReader(try Image(elf: file), in: file)
    }

    private func reader(_ id: String) throws -> PackageSumReader {
        let binary = try #require(TestBinary.all.first { $0.id == id })
        let file = try FileBytes(path: binary.path)
        return PackageSumReader(try Image(elf: file), in: file)
    }

    static let plugins = [
        "plugged-amd64-go1.27", "plugged-amd64-go1.19", "plugged-asan-amd64-go1.19",
    ]

    @Test("are listed in a plugin as it shows them to others", arguments: plugins)
    func plugin(_ id: String) throws {
        let reader = try reader(id)
        let plugin = try #require(reader.plugin().value)
        #expect(plugin.path.text == "example%2ecom/plugged" || plugin.path == "example.com/plugged")
        #expect(plugin.packages.first?.package == "example.com/plugged")
        #expect(plugin.packages.contains { $0.package == "runtime" })
        let listed = Dictionary(
            plugin.packages.map { ($0.package, $0.sum) }, uniquingKeysWith: { first, _ in first })
        let exported = try reader.exported()
        #expect(exported.count == listed.count)
        for package in exported { #expect(listed[package.package] == package.sum) }
    }

    @Test("are shown by programs that can open plugins")
    func host() throws {
        let reader = try reader("plugin-asan-amd64-go1.19")
        let sums = try reader.exported()
        #expect(sums.contains { $0.package == "plugin" && $0.sum.count == 8 })
        #expect(reader.plugin().value == nil)
    }

    @Test("are neither in other programs nor in other libraries of Go's")
    func none() throws {
        for id in ["cgo-dynamic-amd64-go1.27", "tiny-static-amd64-go1.27", "shared-amd64-go1.27"] {
            let reader = try reader(id)
            #expect(try reader.exported().isEmpty)
            if case .absent = reader.plugin() { continue }
            Issue.record("\(id) is no plugin")
        }
    }

    @Test("are no matter of trust: a plugin cut short anywhere is read or refused")
    func cut() throws {
        let binary = try #require(TestBinary.all.first { $0.id == "plugged-amd64-go1.19" })
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: binary.path)))
        for size in stride(from: 4096, to: bytes.count, by: bytes.count / 12) {
            do {
                let reader = try reader(Array(bytes[..<size]))
                _ = reader.plugin()
                _ = try reader.exported()
            } catch is ParseError { continue }
        }
    }
}
