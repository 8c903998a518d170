import GoInspect
import ObjectFile
import TestSupport
import Testing

/// What recipes and independent tools say of the binaries.
@Suite("Dependencies of real binaries")
struct DependenciesTests {
    private static let programs = TestBinary.elf.filter { $0.truth.linkage != nil }

    private static func report(_ binary: TestBinary) -> ImageReport? {
        var report: ImageReport?
        var inspection = Inspection(path: binary.path, .dependencies)
        inspection.forEachImage {
            report = $0
            return false
        }
        return report
    }

    @Test("there are some")
    func manifest() {
        #expect(Self.programs.count > 90)
    }

    @Test("the C library is that of the recipe", arguments: programs)
    func libc(_ binary: TestBinary) throws {
        let report = try #require(Self.report(binary))
        #expect(report.dependencies?.libc == binary.truth.libc)
    }

    @Test("the linkage is that of the recipe", arguments: programs)
    func linkage(_ binary: TestBinary) throws {
        let report = try #require(Self.report(binary))
        #expect(report.image.linkage?.rawValue == binary.truth.linkage)
    }

    @Test("the glibc floor is what objdump -T shows", arguments: programs)
    func floor(_ binary: TestBinary) throws {
        guard let objdump = try binary.expected()["objdump"] as? [String: Any] else { return }
        let report = try #require(Self.report(binary))
        #expect(report.dependencies?.glibc?.floor == objdump["glibcFloor"] as? String)
    }

    @Test("each culprit is a symbol that objdump -T shows with the floor's version")
    func culprits() throws {
        for binary in Self.programs {
            guard let objdump = try binary.expected()["objdump"] as? [String: Any],
                let imports = objdump["imports"] as? [[String: Any]],
                let glibc = Self.report(binary)?.dependencies?.glibc, let floor = glibc.floor
            else { continue }
            let wanted = imports.filter { $0["version"] as? String == "GLIBC_" + floor }
                .compactMap { $0["name"] as? String }
            // objdump's list is of undefined symbols; a copied object is defined here.
            #expect(Set(wanted).isSubset(of: glibc.culprits.map(\.text)), "\(binary.id)")
        }
    }

    @Test("a program of old functions alone has the API floor of old functions")
    func apiFloor() throws {
        let binaries = Self.programs.filter { $0.truth.apiFloor != nil }
        #expect(!binaries.isEmpty)
        for binary in binaries {
            let glibc = try #require(Self.report(binary)?.dependencies?.glibc)
            #expect(glibc.apiFloor == binary.truth.apiFloor)
            #expect(glibc.floor == "2.34")
        }
    }

    @Test("the API floor is never above the floor")
    func floors() throws {
        for binary in Self.programs {
            guard let glibc = Self.report(binary)?.dependencies?.glibc, let floor = glibc.floor,
                let apiFloor = glibc.apiFloor
            else { continue }
            let numbers = [apiFloor, floor].map { $0.split(separator: ".").compactMap { Int($0) } }
            #expect(!numbers[1].lexicographicallyPrecedes(numbers[0]), "\(binary.id)")
        }
    }
}
