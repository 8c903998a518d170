import ObjectFile
import Testing
import TestSupport

@Suite("ELF image")
struct ELFImageTests {
    /// All but the archive, whose members are images.
    static let binaries = TestBinary.elf.filter { !$0.id.hasPrefix("archive-") }

    @Test("kind and linkage are what the recipe makes", arguments: binaries)
    func truth(binary: TestBinary) throws {
        let image = try Image(elf: try FileBytes(path: binary.path))
        #expect(image.kind.rawValue == binary.truth.type)
        #expect(image.linkage?.rawValue == binary.truth.linkage)
        #expect(image.diagnostics == [])
    }

    @Test("the operating system is the one it was built for, or none is named", arguments: binaries)
    func operatingSystem(binary: TestBinary) throws {
        let image = try Image(elf: try FileBytes(path: binary.path))
        let system = image.operatingSystem?.rawValue
        // Programs for Linux need no mark where no loader is to be named: Go and musl leave none.
        let needsNoMark =
            binary.goos == "linux"
            && ["static", "static-pie", "shared-library", nil].contains(binary.truth.linkage)
        #expect(system == binary.goos || system == nil && needsNoMark)
    }

    /// `GOARCH` of processors that the contract calls by another name.
    static let names = [
        "amd64": "x86_64", "386": "i386", "arm64": "aarch64", "arm64be": "aarch64_be",
        "armbe": "armeb", "mips64le": "mips64el", "amd64p32": "x86_64", "ppc": "EM_PPC",
    ]

    @Test("the architecture is the one it was built for", arguments: binaries)
    func architecture(binary: TestBinary) throws {
        let image = try Image(elf: try FileBytes(path: binary.path))
        let goarch = try #require(binary.goarch)
        #expect(image.architecture.name == Self.names[goarch] ?? goarch)
    }

    @Test("members of an archive are relocatable images of its architecture")
    func archive() throws {
        for file in Corpus.testBinaries where file.name.hasPrefix("archive-") {
            let image = try Image(elf: try file.file())
            #expect(image.kind == .relocatable)
            #expect(image.linkage == nil)
            #expect(image.architecture.name == "x86_64")
        }
    }
}
