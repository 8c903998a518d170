import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("Pages that are larger than segments are laid out for")
struct PageSizeTests {
    // Both were tried with Go 1.15, 1.19 and 1.27: each linker ignores the other's option.
    @Test(
        "are told with the option of whoever linked the file",
        arguments: [
            ("tiny-static-amd64-go1.27", "go build -ldflags=-R=0x10000"),
            (
                "cgo-dynamic-amd64-go1.27",
                "go build -ldflags='-extldflags=-Wl,-z,max-page-size=65536'"
            ),
            ("c-hello-dynamic-amd64", "link it with -Wl,-z,max-page-size=65536"),
        ])
    func remedy(_ id: String, _ remedy: String) throws {
        var place = SmallPlace.glibc()
        place.settings.pageSize = 65536
        let finding = try #require(try place.verdict(id).finding(.pageSize))
        #expect(finding.remedy == [remedy])
    }
}
