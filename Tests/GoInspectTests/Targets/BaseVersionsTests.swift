import Testing

@testable import GoInspect

@Suite("The versions that Debian's libraries define")
struct BaseVersionsTests {
    @Test(
        "are those of a release, with what earlier ones had",
        arguments: [
            (10, []), (11, ["LIBSELINUX_1.0"]), (12, ["LIBSELINUX_1.0", "LIBSELINUX_3.4"]),
            (
                13,
                ["LIBSELINUX_1.0", "LIBSELINUX_3.4", "LIBSELINUX_3.5", "LIBSELINUX_3.8"]
            ),
        ])
    func releases(release: Int, versions: [String]) {
        #expect(BaseVersions.versions(of: "libselinux.so.1", debian: release) == versions)
    }

    @Test("are without those that a later release has no more")
    func gone() {
        let old = BaseVersions.versions(of: "libtinfo.so.6", debian: 11)
        let new = BaseVersions.versions(of: "libtinfo.so.6", debian: 12)
        #expect(old.contains("NCURSES6_TINFO_6.2.current"))
        #expect(!new.contains("NCURSES6_TINFO_6.2.current"))
        #expect(new.contains("NCURSES6_TINFO_6.2.20211010"))
    }

    @Test("are none where a release does not have the library")
    func unknown() {
        #expect(BaseVersions.versions(of: "libssl.so.3", debian: 11).isEmpty)
        #expect(BaseVersions.versions(of: "libz.so.2", debian: 12).isEmpty)
    }

    @Test("are each there once")
    func once() throws {
        for target in Target.all {
            guard let release = target.debianRelease else { continue }
            for library in target.libraries {
                let versions = BaseVersions.versions(of: library.name, debian: release)
                #expect(Set(versions).count == versions.count, "\(target.name) \(library.name)")
            }
        }
    }
}
