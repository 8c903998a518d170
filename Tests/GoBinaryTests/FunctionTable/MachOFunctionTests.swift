import GoBinary
import ObjectFile
import TestSupport
import Testing

@Suite("Function tables of Mach-O files")
struct MachOFunctionTests {
    /// A function as both systems have it.
    private struct Place: Equatable {
        let file: String
        let line: Int32
    }

    /// Go's programs for macOS that keep their symbols, with those of the same source, Go and flags
    /// for Linux.
    private static let twins = [
        ("tiny-darwin-dwarf-amd64-go1.15", "tiny-static-amd64-go1.15"),
        ("tiny-darwin-amd64-go1.22", "tiny-static-amd64-go1.22"),
        ("tiny-darwin-amd64-go1.27", "tiny-static-amd64-go1.27"),
        ("tiny-darwin-arm64-go1.27", "tiny-static-arm64-go1.27"),
    ]

    private static func open(_ id: String) throws -> FileBytes {
        let binary = try #require(TestBinary.all.first { $0.id == id })
        return try FileBytes(path: binary.path)
    }

    private static func functions(
        _ file: FileBytes, _ image: Image,
        _ visit: (String, Function, inout FunctionCursor) throws -> Void
    ) throws {
        let table = try #require(FunctionTableReader(image, in: file).read().value)
        var functions = FunctionCursor(table, in: file)
        while let function = try functions.next() {
            try visit(ByteString(try functions.name(of: function)).text, function, &functions)
        }
    }

    @Test("every function lies where its symbol is", arguments: twins.prefix(3).map(\.0))
    func symbols(id: String) throws {
        let file = try Self.open(id)
        let object = try MachO.Object(file)
        var cursor = try #require(try object.symbols(in: file))
        var places: [String: Set<UInt64>] = [:]
        while let symbol = try cursor.symbol() {
            guard !symbol.isStab, symbol.section == 1 else { continue }
            var name = ByteString(try cursor.name(of: symbol)).text
            if name.hasPrefix("_") { name.removeFirst() }
            // Symbols tell a function in assembly from Go's way to call it; function tables don't.
            if name.hasSuffix(".abi0") { name.removeLast(5) }
            places[name, default: []].insert(symbol.value)
        }
        var count = 0
        try Self.functions(file, try Image(machO: file)) { name, function, _ in
            #expect(places[name]?.contains(function.entry.rawValue) == true, "\(name)")
            count += 1
        }
        #expect(count > 1000)
    }

    @Test("functions of both systems stand at the same lines", arguments: twins)
    func lines(darwin: String, linux: String) throws {
        let ours = try Self.places(darwin) { try Image(machO: $0) }
        let theirs = try Self.places(linux) { try Image(elf: $0) }
        // The rest is of files for one system alone.
        let both = ours.filter { theirs[$0.key]?.file == $0.value.file }
        #expect(both.count > 900)
        for (name, place) in both {
            // Their first instructions are for one system or the other, by the preprocessor.
            guard name != "runtime.load_g", name != "runtime.save_g" else { continue }
            #expect(theirs[name] == place, "\(name)")
        }
    }

    private static func places(
        _ id: String, _ image: (FileBytes) throws -> Image
    ) throws -> [String: Place] {
        let file = try open(id)
        var found: [String: Place] = [:]
        try functions(file, try image(file)) { name, function, cursor in
            guard function.size > 0, let index = try cursor.file(of: function) else { return }
            found[name] = Place(
                file: ByteString(try cursor.fileName(at: index)).text,
                line: try cursor.line(of: function) ?? -1)
        }
        return found
    }
}
