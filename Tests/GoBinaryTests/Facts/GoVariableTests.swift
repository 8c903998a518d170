import ObjectFile
import TestSupport
import Testing

@testable import GoBinary

@Suite("String variables")
struct GoVariableTests {
    private func image(_ id: String) throws -> (Image, FileBytes) {
        let binary = try #require(TestBinary.all.first { $0.id == id })
        let file = try FileBytes(path: binary.path)
        return (try Image(elf: file), file)
    }

    private func read(_ id: String, _ names: String...) throws -> [GoVariable] {
        let (image, file) = try image(id)
        let build = BuildInformationReader(image, in: file).read().value
        let found = GoVariableReader(image, in: file, build: build).read(names)
        #expect(found.diagnostics == [])
        return found.variables
    }

    @Test(
        "are read by their symbols, whatever the version, the processor and the way of linking",
        arguments: [
            ("tiny-static-amd64-go1.15", "dev", "go1.15.15"),
            ("tiny-static-amd64-go1.19", "dev", "go1.19.8"),
            ("tiny-static-amd64-go1.22", "dev", "go1.22.10"),
            ("tiny-static-amd64-go1.27", "dev", "go1.27.3"),
            ("tiny-variable-pie-amd64-go1.27", "1.2.3", "go1.27.3"),
            ("tiny-variable-s390x-go1.27", "1.2.3", "go1.27.3"),
        ])
    func values(_ id: String, _ version: String, _ go: String) throws {
        let variables = try read(id, "main.version", "runtime.buildVersion")
        #expect(variables.map { $0.value?.text } == [version, go])
        #expect(variables.allSatisfy { $0.note == nil && $0.offset != nil })
        #expect(variables[0].evidence[0].source == "symbol table")
    }

    @Test("what C compilers linked is read too", arguments: ["go1.19", "go1.27"])
    func external(_ version: String) throws {
        let variable = try read("cgo-dynamic-amd64-" + version, "runtime.buildVersion")[0]
        #expect(variable.value?.text.hasPrefix(version) == true)
    }

    @Test("where strippers were there is no value, but what was meant is said")
    func stripped() throws {
        let variable = try read("deps-amd64-go1.27", "main.version")[0]
        #expect(variable.value == nil && variable.offset == nil)
        #expect(variable.note?.contains("no symbols") == true)
        let intent = try #require(variable.evidence.first)
        #expect(intent.source == "build settings" && intent.confidence == .weak)
        #expect(intent.detail == #"-X main.version=1.2.3 "quoted""#)
    }

    @Test("what is not there, or no string, has a reason")
    func reasons() throws {
        let id = "tiny-static-amd64-go1.27"
        let variables = try read(id, "main.nothing", "runtime.iscgo", "main.main", "nothing", "")
        #expect(variables.allSatisfy { $0.value == nil && $0.note != nil })
        #expect(variables[0].note?.contains("no such variable") == true)
        #expect(variables[1].note == "is no string: it has 1 bytes, not 16")
        #expect(variables[2].note?.hasPrefix("is no string") == true)
    }

    @Test("the length of an address is none: an interface has two words too")
    func interface() throws {
        for id in ["tiny-static-amd64-go1.27", "tiny-variable-pie-amd64-go1.27"] {
            let variable = try read(id, "runtime.shiftError")[0]
            #expect(variable.value == nil)
            #expect(variable.note?.contains("not an address and a length") == true)
        }
    }

    @Test("variables keep the order in which they are asked for, and may repeat")
    func order() throws {
        let names = ["runtime.buildVersion", "main.version", "runtime.buildVersion"]
        let variables = try read("tiny-static-amd64-go1.27", names[0], names[1], names[2])
        #expect(variables.map(\.name) == names)
        #expect(variables[0] == variables[2])
    }

    @Test(
        "dots in the last part of a package's path are escaped, as the linker does it",
        arguments: [
            ("main.version", "main.version"),
            ("example.com/app.Version", "example.com/app.Version"),
            ("gopkg.in/yaml.v3.Version", "gopkg.in/yaml%2ev3.Version"),
            ("example.com/a%b c.Name", "example.com/a%25b%20c.Name"), ("nodots", "nodots"),
            ("a/é.X", "a/%c3%a9.X"),
        ])
    func escapes(_ name: String, _ symbol: String) {
        #expect(GoVariableReader.escaped(name) == NamePattern(exactly: symbol))
    }

    @Test("a header that lies costs no more than an answer")
    func damaged() throws {
        let (image, file) = try image("tiny-static-amd64-go1.27")
        let offset = try #require(
            GoVariableReader(image, in: file, build: nil).read(["main.version"]).variables[0].offset
        )
        let all = try file.bytes(in: .first(file.size), reading: FilePart("file", .read))
        let place = Int(offset.rawValue)
        for value in [UInt64.max, 1 << 63, 1 << 40, file.size] {
            for word in 0..<2 {
                var bytes = all.span.copied
                for index in 0..<8 {
                    bytes[place + 8 * word + index] = UInt8(
                        truncatingIfNeeded: value >> (8 * index))
                }
                let changed = FileBytes(bytes)
                let reader = GoVariableReader(try Image(elf: changed), in: changed, build: nil)
                let found = reader.read(["main.version"])
                #expect(found.variables[0].value == nil && found.diagnostics == [])
            }
        }
    }
}
