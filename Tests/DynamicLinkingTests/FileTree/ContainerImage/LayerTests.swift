import DynamicLinking
import ObjectFile
import TestSupport
import Testing

@Suite struct LayerTests {
    @Test("a whiteout removes what layers below have, and nothing of its own layer")
    func whiteout() throws {
        let image = try ImageFixture.image {
            $0.file("a/gone/x", [1])
            $0.file("a/both/old")
            $0.file("a/stays")
        } _: {
            $0.file("a/both/new")
            $0.file("a/.wh.gone")
            $0.file("a/.wh.both")
            $0.file("a/.wh.never-was")
        }
        #expect(image.list("/a") == ["both", "stays"])
        #expect(image.list("/a/both") == ["new"])
        #expect(image.diagnostics.isEmpty)
    }

    @Test("an opaque folder keeps what its own layer has, wherever the marker stands")
    func opaque() throws {
        for markerIsFirst in [true, false] {
            let image = try ImageFixture.image {
                $0.file("d/old")
                $0.file("d/sub/old")
            } _: {
                if markerIsFirst { $0.file("d/.wh..wh..opq") }
                $0.file("d/sub/new")
                if !markerIsFirst { $0.file("d/.wh..wh..opq") }
            }
            #expect(image.list("/d") == ["sub"])
            #expect(image.list("/d/sub") == ["new"])
        }
    }

    @Test("whiteouts that name no file, and those of aufs, remove nothing")
    func oddWhiteouts() throws {
        let image = try ImageFixture.image {
            $0.file("d/x")
        } _: {
            $0.file("d/.wh.")
            $0.file("d/.wh..")
            $0.file("d/.wh...")
            $0.file("d/.wh..wh.plnk")
        }
        #expect(image.list("/d") == ["x"])
        #expect(image.diagnostics.map(\.code) == [.imageEntry, .imageEntry, .imageEntry])
    }

    @Test("folders become files and files folders from layer to layer")
    func replaced() throws {
        let image = try ImageFixture.image {
            $0.file("a", [65])
            $0.file("b/in", [66])
            $0.folder("c", mode: 0o700)
            $0.file("c/in", [67])
        } _: {
            $0.folder("a")
            $0.file("a/in", [68])
            $0.file("b", [69])
            $0.folder("c", mode: 0o750)
        }
        #expect(image.contents("/a/in") == .success("D"))
        #expect(image.contents("/b") == .success("E"))
        #expect(image.contents("/b/in") == .failure(.notDirectory))
        #expect(image.contents("/c/in") == .success("C"))
        #expect(image.kind(of: "/c") == .directory(permissions: 0o750))
    }

    @Test("a hard link has the file of a layer below, whatever becomes of its first name")
    func hardLink() throws {
        let image = try ImageFixture.image {
            $0.file("a", [65], mode: 0o755)
        } _: {
            $0.hardLink("b", to: "a")
            $0.file(".wh.a")
        } _: {
            $0.hardLink("c", to: "/b")
        }
        #expect(image.contents("/a") == .failure(.notFound))
        #expect(image.contents("/b") == .success("A"))
        let (first, second) = (try image.open("/b"), try image.open("/c"))
        #expect(first.identity == second.identity)
        #expect(first.isExecutable)
    }

    @Test("hard links that lead nowhere, in circles or to folders are left out, and said")
    func badHardLinks() throws {
        let image = try ImageFixture.image {
            $0.hardLink("a", to: "b")
            $0.hardLink("b", to: "a")
            $0.hardLink("self", to: "self")
            $0.folder("d")
            $0.hardLink("e", to: "d")
            $0.file("f")
            $0.hardLink("f", to: "f")
        }
        #expect(image.list("/") == ["d", "f"])
        #expect(image.diagnostics.count == 5)
    }

    @Test("entries below a link go where it leads, inside the image")
    func linkedFolder() throws {
        let image = try ImageFixture.image {
            $0.folder("usr/lib")
            $0.link("lib", to: "usr/lib")
            $0.link("out", to: "../../../../etc")
            $0.link("loop", to: "loop")
            $0.file("file")
        } _: {
            $0.file("lib/a", [65])
            $0.file("out/b", [66])
            $0.file("loop/c", [67])
            $0.file("file/d", [68])
        }
        #expect(image.contents("/usr/lib/a") == .success("A"))
        #expect(image.contents("/etc/b") == .success("B"))
        #expect(image.kind(of: "/lib") == .link("usr/lib"))
        #expect(image.diagnostics.map(\.severity) == [.error, .error])
    }

    @Test("names that lead out of the root stop there, and it is said")
    func traversal() throws {
        let image = try ImageFixture.image {
            $0.file("../../etc/passwd", [65])
            $0.file("/etc/shadow", [66])
            $0.file("a/../b", [67])
        }
        #expect(image.contents("/etc/passwd") == .success("A"))
        #expect(image.contents("/etc/shadow") == .success("B"))
        #expect(image.contents("/../b") == .success("C"))
        #expect(image.diagnostics.count == 1)
        #expect(image.diagnostics.first?.message.contains("leads out of the root") == true)
    }

    @Test("devices, pipes and files without their holes are there and cannot be read")
    func unreadable() throws {
        let image = try ImageFixture.image {
            $0.record("null", "3")
            $0.record("pipe", "6")
            $0.pax([("GNU.sparse.major", "1"), ("GNU.sparse.name", "holes")])
            $0.file("GNUSparseFile.0/holes", [1, 2])
            $0.record("what", "Z", size: 3)
            $0.data([1, 2, 3])
            $0.file("last")
        }
        #expect(image.contents("/null") == .failure(.notRegular))
        #expect(image.contents("/pipe") == .failure(.notRegular))
        #expect(image.list("/") == ["holes", "last", "null", "pipe"])
        guard case .failure(.unreadable(let error)) = image.contents("/holes") else {
            Issue.record("the file with holes can be read")
            return
        }
        #expect(error.code == .imageSparse)
    }

    @Test("only so many odd entries are said one by one")
    func manyDiagnostics() throws {
        let image = try ImageFixture.image {
            for _ in 0..<300 { $0.hardLink("a", to: "b") }
        }
        #expect(image.diagnostics.count == 101)
        #expect(image.diagnostics.last?.message == "more entries are odd")
    }

    @Test("links that lead through links again and again are refused after a while")
    func linkBudget() {
        let deep = String(repeating: "d/", count: 120)
        let refusal = code { () throws(ParseError) in
            _ = try ImageFixture.image {
                $0.pax([("path", deep)])
                $0.folder("")
                for number in 0..<35 {
                    let back = String(repeating: "../", count: 120)
                    $0.pax([("linkpath", deep + back + "l\(number + 1)")])
                    $0.link("l\(number)", to: "")
                }
                $0.folder("l35")
                for number in 0..<100 { $0.file("l0/x\(number)") }
            }
        }
        #expect(refusal == .limit)
    }

    @Test("more entries than the limit are refused")
    func tooMany() {
        var limits = Limits()
        limits.imageEntries = 3
        var fixture = ImageFixture()
        var builder = TarBuilder()
        for name in ["a", "b", "c", "d"] { builder.file(name) }
        fixture.list([fixture.add([builder.build()])])
        let tree = fixture.tree
        let refusal = code { () throws(ParseError) in
            _ = try ImageTree(layout: tree, platform: "amd64", limits: limits)
        }
        #expect(refusal == .limit)
    }
}
