import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("Values of policies")
struct PolicyValueTests {
    @Test(
        "versions of Go stand in Go's order",
        arguments: [
            (">=1.26", "go1.26.0", true), (">=1.26", "go1.26rc1", true),
            (">=1.26", "go1.25.9", false), (">=1.26.0", "go1.26rc1", false),
            ("==1.21.13", "go1.21.13", true), ("1.21.13", "go1.21.12", false),
            ("=go1.21.13", "go1.21.13 X:arenas", true), ("==1.20", "go1.20", true),
            ("==1.20.0", "go1.20", true), (">=1.21 <1.23", "go1.22.9", true),
            (">=1.21,<1.23", "go1.23.0", false), ("!=1.22.1 > 1.22", "go1.22.1", false),
            (">= 1.26", "devel go1.27-abc Mon", true), (">=1.27rc1", "devel go1.27-abc", false),
            (">=1.26", "unknown", nil), ("<=1.9", "go1.10", false),
        ])
    func go(_ constraint: String, _ version: String, _ expected: Bool?) throws {
        let wanted = try VersionConstraint(constraint, of: .go)
        #expect(wanted.admits(ByteString(version)) == expected)
    }

    @Test(
        "versions of modules stand in Go's order",
        arguments: [
            (">=0.25", "v0.25.0", true), (">= v0.25", "v0.22.0", false),
            (">=v0.25", "v0.25.0-rc.1", false),
            (">=v0.25", "v0.25.1-0.20240102030405-abcdef012345", true),
            ("==v2.0.0", "v2.0.0+incompatible", true), (">=v0.25 <v1", "v1.0.0", false),
            (">=v0.25", "(devel)", nil), (">v1.9", "v1.10.0", true),
        ])
    func modules(_ constraint: String, _ version: String, _ expected: Bool?) throws {
        let wanted = try VersionConstraint(constraint, of: .module)
        #expect(wanted.admits(ByteString(version)) == expected)
    }

    @Test(
        "constraints that say nothing are refused",
        arguments: ["", " ", ",", ">=", "> =1", "~1.2", "latest", "v1.2.3.4", ">=1 || <2", "1.2.x"])
    func noConstraints(_ text: String) {
        for kind in [VersionConstraint.Kind.go, .module] {
            #expect(throws: PolicyMistake.self) { try VersionConstraint(text, of: kind) }
        }
    }

    @Test("constraints are told as goelf writes them")
    func description() throws {
        #expect(try VersionConstraint("0.25, <1", of: .module).description == "==v0.25 <v1")
        #expect(try VersionConstraint(" >= 1.26", of: .go).description == ">=go1.26")
    }

    @Test(
        "sizes have units",
        arguments: [
            ("80MB", 80_000_000), ("64 MiB", 64 << 20), ("4096", 4096), ("0", 0), ("12b", 12),
            ("1.5gb", 1_500_000_000), ("1.5KiB", 1536), ("2k", 2000), ("1.0005KB", 1000),
            ("18446744073709551615", UInt64.max),
        ])
    func sizes(_ text: String, _ bytes: UInt64) throws {
        let size = try ByteSize(text)
        #expect(size.bytes == bytes && size.description == text)
    }

    @Test(
        "other sizes are refused",
        arguments: [
            "", "MB", "-1", "1.5", "1,5MB", "80MO", "18446744073709551616", "20000000TB", "1.MB",
            ".5MB", "1.2.3MB", "1e3", " 1",
        ])
    func noSizes(_ text: String) { #expect(throws: PolicyMistake.self) { try ByteSize(text) } }

    @Test("days are those of the calendar")
    func days() throws {
        for (days, text) in [
            (0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_779, "2026-11-22"),
            (2_932_896, "9999-12-31"), (-5, "1970-01-01"), (Int.max, "9999-12-31"),
        ] {
            #expect(CalendarDate(daysSince1970: days).description == text)
            let day = try CalendarDate(text)
            #expect(day == CalendarDate(daysSince1970: days))
        }
        for text in [
            "", "2027-2-1", "2027-02-29", "2100-02-29", "2027-13-01", "2027-00-01", "2027-01-00",
            "2027-01-32", "0000-01-01", "2027/01/01", "2027-01-01 ", "+027-01-01",
        ] {
            #expect(throws: PolicyMistake.self) { try CalendarDate(text) }
        }
        let (early, late) = (try CalendarDate("2026-12-31"), try CalendarDate("2027-01-01"))
        #expect(early < late)
    }

    @Test("a go.sum keeps sums by module and version")
    func goSum() throws {
        let text = "a.b/c v1.0.0 h1:x=\na.b/c v1.0.0/go.mod h1:y=\r\n\na.b/c v1.0.0 h2:z=\n"
        let sum = try GoSum(FileBytes(Array(text.utf8)), path: "go.sum")
        #expect(sum.count == 1)
        #expect(sum.sums(of: "a.b/c", "v1.0.0").map(\.text) == ["h1:x=", "h2:z="])
        #expect(sum.sums(of: "a.b/c", "v1.0.1").isEmpty)
    }

    @Test("a go.sum tells each line that is none")
    func noGoSum() {
        var lines: [Int?] = []
        do throws(PolicyError) {
            _ = try GoSum(FileBytes(Array("a v1\na v1 h1:x=\na v1 sum\n".utf8)), path: "go.sum")
        } catch {
            lines = error.problems.map { $0.position?.line }
        }
        #expect(lines == [1, 3])
    }

    @Test("lists of checksums are those of sha256sum, with names as they are, and of BSD")
    func checksums() throws {
        let (one, two) = (String(repeating: "1a", count: 32), String(repeating: "2B", count: 32))
        let text = """
            # made by hand
            \(one)  ./dist/app
            \(two) *b c\r
            \\\(one)  a\\nb\\\\c

            SHA256 (x (1)) = \(two)
            \(two)  d/same
            \(one)  e/same

            """
        let sums = try Checksums(FileBytes(Array(text.utf8)), path: "sums.txt")
        #expect(sums.sum(of: ["dist/app"]) == one && sums.sum(of: ["app"]) == one)
        #expect(sums.sum(of: ["b c"]) == two.lowercased())
        #expect(sums.sum(of: ["a\nb\\c"]) == one && sums.sum(of: ["x (1)"]) == two.lowercased())
        #expect(sums.sum(of: ["same"]) == nil && sums.sum(of: ["x", "e/same"]) == one)
        #expect(sums.sum(of: ["gone"]) == nil)
    }

    @Test("other lines are no checksums")
    func noChecksums() {
        let one = String(repeating: "1a", count: 32)
        let text = "\(one)  a\n\(one) a\n\(one)  \n1a  a\n\(one)1a  a\nSHA512 (a) = \(one)\n"
        var lines: [Int?] = []
        do throws(PolicyError) {
            _ = try Checksums(FileBytes(Array(text.utf8)), path: "sums.txt")
        } catch {
            lines = error.problems.map { $0.position?.line }
        }
        #expect(lines == [2, 3, 4, 5, 6])
    }
}
