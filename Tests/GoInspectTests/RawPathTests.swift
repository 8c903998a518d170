import Foundation
import GoFixtures
import GoInspect
import ObjectFile
import TestSupport
import Testing

@Suite("Paths that are no UTF-8")
struct RawPathTests {
    private let folder: Scratch
    /// The path of a program.
    private let path: ByteString

    init() throws {
        folder = try Scratch()
        try folder.file("root/app", Data(FixtureLibrary.program(needed: ["libx.so"]).bytes))
        let made = try folder.python(
            """
            import os
            os.chmod('root/app', 0o755)
            os.rename('root/app', b'root/app\\xff')
            os.rename('root', b'root\\xfe')
            """)
        try #require(made != nil)
        let bytes = Array(folder.path("root").utf8) + [0xfe] + Array("/app".utf8) + [0xff]
        path = ByteString(bytes.span)
    }

    @Test("are read, and known by their bytes and by a text for people")
    func inspection() {
        let inspection = Inspection(path: path, [])
        #expect(inspection.error == nil)
        #expect(inspection.rawPath == path)
        #expect(inspection.path == folder.path("root\u{fffd}/app\u{fffd}"))
        // That is no name of a file.
        #expect(Inspection(path: inspection.path, []).error?.code == .open)
    }

    @Test("of texts are the same as ever")
    func texts() throws {
        let file = try folder.file("plain", Data("text".utf8))
        let inspection = Inspection(path: file, [])
        #expect(inspection.container == .text)
        #expect((inspection.path, inspection.rawPath) == (file, ByteString(file)))
        var settings = RunSettings()
        settings.root = file
        #expect(settings.rawRoot == ByteString(file))
        settings.rawRoot = path
        #expect(settings.root == path.text)
    }

    @Test("lead into roots, named by themselves or by what is inside")
    func roots() throws {
        var settings = RunSettings()
        settings.rawRoot = ByteString(path.utf8.span.extracting(droppingLast: 5))
        let place = try RunPlace(settings)
        let inside = ByteString((Array("/app".utf8) + [0xff]).span)
        for name in [path, inside] {
            var inspection = Inspection(path: name, [], in: place)
            var found: [ByteString?] = []
            inspection.forEachImage { image in
                found.append(image.resolved?.nodes.first?.path)
                #expect(image.resolved?.rawRoot == settings.rawRoot)
                return true
            }
            #expect(found == [inside])
        }
        #expect(
            place.folder(ByteString("/"))
                == settings.rawRoot.map { ByteString(($0.utf8 + [0x2f]).span) })
    }

    @Test("are kept by snapshots")
    func snapshots() {
        let snapshot = FileSnapshot(path: path)
        #expect(snapshot.error == nil)
        #expect(snapshot.rawPath == path)
        let (old, new) = FileSnapshot.both(path, path)
        #expect((old.rawPath, new.path) == (path, path.text))
    }
}
