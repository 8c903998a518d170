import ObjectFile
import Testing
import TestSupport

@Suite("The heads of libraries")
struct ELFLibraryHeadTests {
    /// What a head and the whole object both tell, in words.
    private struct Told: Equatable {
        var needed: [String] = []
        var soname: String?
        var rpath: [String] = []
        var runpath: [String] = []
        var needs: [String] = []
        var defined: [String] = []
        var flags1: UInt64 = 0
        var definesVersions = false

        init(_ head: ELF.LibraryHead) {
            var library = ""
            for name in head.names {
                let bytes = head.bytes(of: name)
                let text = ByteString(bytes).text
                switch name.role {
                case .needed: needed.append(text)
                case .soname: soname = text
                case .rpath: rpath = ELF.DynamicSection.elements(ofPath: bytes).map(\.text)
                case .runpath: runpath = ELF.DynamicSection.elements(ofPath: bytes).map(\.text)
                case .versionedLibrary: library = text
                case .neededVersion:
                    needs.append("\(library) \(text) \(name.hash) \(name.flags.rawValue)")
                case .definedVersion: defined.append("\(text) \(name.hash)")
                }
            }
            flags1 = head.flags1.rawValue
            definesVersions = head.definesVersions
        }

        init(_ object: ELF.Object, in file: FileBytes) throws {
            let section = try #require(object.dynamic.value)
            needed = section.needed.map(\.text)
            soname = section.soname?.text
            rpath = section.rpath.map(\.text)
            runpath = section.runpath.map(\.text)
            needs = try object.versionNeeds(in: file).map {
                "\($0.library.text) \($0.version.name.text) \($0.version.hash) \($0.flags.rawValue)"
            }
            defined = try object.definedVersionNames(in: file).map { "\($0.name.text) \($0.hash)" }
            flags1 = section.flags1.rawValue
            definesVersions = section.lastValue(of: .versionDefinitions) != nil
        }
    }

    @Test("what a head tells is what the whole object tells, and most libraries have one")
    func sameAsObject() throws {
        var mismatches = Mismatches()
        var (heads, libraries) = (0, 0)
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            guard object.dynamic.value != nil else { continue }
            libraries += 1
            guard let head = ELF.LibraryHead(bytes, object.header.layout) else { continue }
            heads += 1
            mismatches.compare(Told(head), try Told(object, in: bytes), file.name)
        }
        mismatches.expectNone()
        #expect(heads * 10 >= libraries * 8)
    }

    @Test("a damaged library has no head, or one that tells what the whole object does")
    func damaged() throws {
        let small = try Corpus.testBinaries.map { ($0.name, try $0.file()) }
            .filter { $0.1.size < 40_000 && hasHead($0.1) }.prefix(8)
        var numbers = SampleNumbers()
        var heads = 0
        for (name, file) in small {
            let whole = try file.bytes(in: .first(file.size), reading: FilePart("file", .read))
            let original = whole.span.copied
            for _ in 0..<150 {
                var bytes = original
                for _ in 0...numbers.below(4) {
                    let values: [UInt8] = [0, 1, 0x7f, 0xff, UInt8(numbers.below(256))]
                    bytes[numbers.below(bytes.count)] = values[numbers.below(values.count)]
                }
                if try agrees(FileBytes(bytes), name) { heads += 1 }
            }
        }
        #expect(heads > 0)
    }

    private func hasHead(_ file: FileBytes) -> Bool {
        let layout = Layout(is64Bit: true, byteOrder: .little)
        return ELF.LibraryHead(file, layout) != nil
    }

    /// Compares both readings of a file; returns whether there were two.
    private func agrees(_ file: FileBytes, _ name: String) throws -> Bool {
        let object: ELF.Object
        do throws(ParseError) { object = try ELF.Object(file) } catch { return false }
        guard let head = ELF.LibraryHead(file, object.header.layout) else { return false }
        let told = try Told(object, in: file)
        #expect(Told(head) == told, "\(name)")
        return true
    }

    /// Numbers that are the same in every run.
    private struct SampleNumbers {
        private var state: UInt64 = 1

        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
    }
}
