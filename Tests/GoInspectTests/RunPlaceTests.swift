import Foundation
import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("A place in which programs are started")
struct RunPlaceTests {
    /// A root with a program and its library, and beside it a program and a canary.
    private func scratch() throws -> Scratch {
        let scratch = try Scratch()
        let loader = FixtureLibrary.glibcLoader()
        try scratch.file("root/lib64/ld-linux-x86-64.so.2", Data(loader.bytes))
        try scratch.file("root/opt/lib/libx.so", Data(FixtureLibrary().bytes))
        var program = FixtureLibrary.program(needed: ["libx.so"])
        program.runpath = "$ORIGIN/../lib"
        for path in ["root/opt/bin/app", "outside", "canary/app"] {
            try scratch.file(path, Data(program.bytes))
        }
        for (link, target) in [
            ("root/link", "/opt/bin"), ("root/out", "/../../canary"), ("in", "root/opt/bin"),
            ("root/leads-out", "../canary"),
        ] {
            try FileManager.default.createSymbolicLink(
                atPath: scratch.path(link), withDestinationPath: target)
        }
        _ = try scratch.python(
            """
            import os
            for folder, _, names in os.walk('.'):
                for name in names:
                    path = os.path.join(folder, name)
                    if not os.path.islink(path):
                        os.chmod(path, 0o755)
            """)
        return scratch
    }

    /// Where the first file and its library were found; nil where the file could not be opened.
    private func nodes(
        _ path: String, in scratch: Scratch, _ change: (inout RunSettings) -> Void = { _ in }
    ) throws -> [String?]? {
        var settings = RunSettings()
        settings.root = scratch.path("root")
        change(&settings)
        let place = try RunPlace(settings)
        var inspection = Inspection(path: path, [], in: place)
        var nodes: [String?]?
        inspection.forEachImage { image in
            nodes = image.resolved?.nodes.filter { $0.foundBy != "interpreter" }.map {
                $0.path?.text
            }
            return true
        }
        return nodes
    }

    @Test("takes a path below the root for the file inside, links and all")
    func below() throws {
        let scratch = try scratch()
        let expected = ["/opt/bin/app", "/opt/bin/../lib/libx.so"]
        #expect(try nodes(scratch.path("root/opt/bin/app"), in: scratch) == expected)
        #expect(try nodes(scratch.path("in/app"), in: scratch) == expected)
        // The link is absolute: for this process it leads elsewhere.
        let link = try nodes(scratch.path("root/link/app"), in: scratch)
        #expect(link == ["/link/app", "/opt/bin/../lib/libx.so"])
    }

    @Test("takes an absolute path for the one inside, where there is one")
    func absolute() throws {
        let scratch = try scratch()
        #expect(
            try nodes("/opt/bin/app", in: scratch) == ["/opt/bin/app", "/opt/bin/../lib/libx.so"])
        #expect(try nodes("/opt/bin/none", in: scratch) == nil)
    }

    @Test("puts a file from outside where it is told, else into /usr/local/bin")
    func outside() throws {
        let scratch = try scratch()
        #expect(try nodes(scratch.path("outside"), in: scratch) == ["/usr/local/bin/outside", nil])
        let placed = try nodes(scratch.path("outside"), in: scratch) { $0.path = "/opt/x/app" }
        #expect(placed == ["/opt/x/app", "/opt/x/../lib/libx.so"])
        let linked = try nodes(scratch.path("outside"), in: scratch) { $0.path = "/link/new" }
        #expect(linked == ["/link/new", "/opt/bin/../lib/libx.so"])
    }

    @Test("never takes what lies outside for something inside")
    func escape() throws {
        let scratch = try scratch()
        for path in ["root/out/app", "root/leads-out/app"] {
            #expect(try nodes(scratch.path(path), in: scratch) == nil, "\(path)")
        }
        var settings = RunSettings()
        settings.root = scratch.path("root")
        let place = try RunPlace(settings)
        #expect(place.folder("/opt") == scratch.path("root/opt"))
        #expect(place.folder("/link") == scratch.path("root/opt/bin"))
        #expect(place.folder(scratch.path("root/link")) == scratch.path("root/opt/bin"))
        #expect(!place.folder("/leads-out").hasPrefix(scratch.path("canary")))
    }

    @Test("is not there where its folder is not")
    func missing() {
        var settings = RunSettings()
        settings.root = "/nothing/at/all"
        #expect(throws: ParseError.self) { try RunPlace(settings) }
    }

    @Test(
        "tells of a script what becomes of its interpreter",
        arguments: [
            ("/opt/bin/app", "a script for /opt/bin/app, which is there"),
            (
                "/nowhere",
                "does not start: its interpreter /nowhere cannot be executed: No such file or "
                    + "directory"
            ),
            (
                "/link/app",
                "a script for /link/app, which does not start, status 127: /link/app: error while "
                    + "loading shared libraries: libx.so: cannot open shared object file: "
                    + "No such file or directory"
            ),
        ])
    func script(_ interpreter: String, _ message: String) throws {
        let scratch = try scratch()
        let script = try scratch.file("root/run", Data("#! \(interpreter) -x\n".utf8))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: script)
        if message.contains("status 127") { scratch.remove(scratch.path("root/opt/lib/libx.so")) }
        var settings = RunSettings()
        settings.root = scratch.path("root")
        let inspection = Inspection(path: "/run", [], in: try RunPlace(settings))
        #expect(inspection.diagnostics.map(\.message).first?.hasSuffix(message) == true)
    }
}
