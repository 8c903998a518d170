import Foundation
import GoBinary
import ObjectFile
import TestSupport
import Testing

@Suite("Functions that run before main")
struct InitOrderTests {
    /// What `expect_inlined.py` wrote.
    struct Expected: Decodable {
        let packages: [String]
    }

    static let binaries = TestBinary.elf.filter { expected($0) != nil }

    static func expected(_ binary: TestBinary) -> Expected? {
        let url = TestBinary.folder.appendingPathComponent("expected/inits/\(binary.id).json")
        do {
            return try JSONDecoder().decode(Expected.self, from: try Data(contentsOf: url))
        } catch {
            return nil
        }
    }

    /// The order, with the names of the functions.
    private func inits(_ file: FileBytes) throws -> (InitOrder, [String]) {
        let image = try Image(elf: file)
        let table = try #require(FunctionTableReader(image, in: file).read().value)
        let order = try InitOrderReader(table, image, in: file).read()
        var functions = FunctionCursor(table, in: file)
        var names: [String] = []
        for index in order.functions {
            functions.move(to: index)
            let function = try #require(try functions.next())
            names.append(ByteString(try functions.name(of: function)).text)
        }
        return (order, names)
    }

    @Test("packages come in the order that the runtime traces", arguments: binaries)
    func order(_ binary: TestBinary) throws {
        let (order, names) = try inits(FileBytes(path: binary.path))
        let expected = try #require(Self.expected(binary)).packages
        var packages: [String] = []
        for name in names {
            let bytes = Array(name.utf8)
            let found = FunctionName.package(of: bytes.span, .go1_20)
            let package = try #require(found).text
            if packages.last != package { packages.append(package) }
        }
        // The trace leaves out packages that took no time worth a line.
        #expect(packages.filter(expected.contains) == expected)
        #expect(!expected.isEmpty && Set(names).count == names.count)
        #expect(order.source != .table || binary.id == "deps-amd64-go1.19")
    }

    @Test("up to Go 1.20 it is symbols that tell the order, and without them there is none")
    func sources() throws {
        let folder = TestBinary.folder.appendingPathComponent("bin")
        for (id, source) in [
            ("tiny-static-amd64-go1.15", InitOrder.Source.symbols),
            ("tiny-static-amd64-go1.19", .symbols), ("deps-amd64-go1.19", .table),
            ("tiny-pie-amd64-go1.15", .table), ("tiny-static-386-go1.15", .table),
            ("tiny-static-amd64-go1.21", .moduleData), ("tiny-static-s390x-go1.27", .moduleData),
            ("tiny-static-arm-go1.21", .moduleData), ("shared-amd64-go1.27", .moduleData),
            ("cgo-pie-relr-amd64-go1.24", .moduleData),
        ] {
            let path = folder.appendingPathComponent(id).path
            let (order, names) = try inits(FileBytes(path: path))
            #expect(order.source == source, "\(id)")
            #expect(names.contains("runtime.init"), "\(id)")
        }
    }
}
