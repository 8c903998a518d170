import Foundation
import GoFixtures
import ObjectFile
import Testing

@testable import DynamicLinking

@Suite("A loader's own file")
struct LoaderFileTests {
    private func facts(_ bytes: [UInt8]) throws -> LoaderFile {
        let file = FileBytes(bytes)
        return LoaderFile(try ELF.Object(file), in: file)
    }

    @Test("tells glibc's directories, table, and version")
    func glibc() throws {
        var facts = try facts(FixtureLibrary.glibcLoader("2.41").bytes)
        let details = facts.details
        #expect(facts.loader == .glibc)
        #expect(
            facts.directories.map { String(decoding: $0, as: UTF8.self) } == [
                "/lib/x86_64-linux-gnu/", "/usr/lib/x86_64-linux-gnu/", "/lib/", "/usr/lib/",
            ])
        #expect(facts.cache == "/etc/ld.so.cache")
        #expect(details.version?.description == "2.41")
        #expect(details.knowsLevels)
        #expect(String(decoding: facts.libraryToken, as: UTF8.self) == "lib/x86_64-linux-gnu")
    }

    @Test("tells what others put there")
    func other() throws {
        var loader = FixtureLibrary.glibcLoader(directories: ["/nix/lib64/", "/nix/usr/lib64/"])
        loader.constants = loader.constants.map {
            $0 == "/etc/ld.so.cache" ? "/nix/etc/ld.so.cache" : $0
        }
        loader.constants.removeAll { $0.hasPrefix("--glibc") }
        var facts = try facts(loader.bytes)
        let details = facts.details
        #expect(facts.cache == "/nix/etc/ld.so.cache")
        #expect(!details.knowsLevels)
        #expect(String(decoding: facts.libraryToken, as: UTF8.self) == "lib64")
    }

    @Test("tells musl, and nothing of what is neither")
    func musl() throws {
        #expect(try facts(FixtureLibrary.muslLoader().bytes).loader == .musl)
        #expect(try facts(FixtureLibrary().bytes).loader == nil)
    }

    @Test("of this machine tells where its C library lies, where there is one")
    func own() throws {
        let path = "/lib64/ld-linux-x86-64.so.2"
        guard FileManager.default.fileExists(atPath: path) else { return }
        let file = try FileBytes(path: path)
        let facts = LoaderFile(try ELF.Object(file), in: file)
        #expect(facts.loader == .glibc)
        #expect(facts.directories.count >= 2)
        let isThere = facts.directories.contains {
            FileManager.default.fileExists(
                atPath: String(decoding: $0, as: UTF8.self) + "libc.so.6")
        }
        #expect(isThere)
    }

    @Test("is not read for ever, however many segments it says it has")
    func segments() throws {
        // 60,000 segments, each of all of a file of eight megabytes.
        var bytes = FixtureLibrary.glibcLoader().bytes
        let table = UInt64(bytes.count + 15) & ~15
        bytes += [UInt8](repeating: 0, count: Int(table) - bytes.count)
        let header = Array(bytes[64..<120])
        var segment = header
        for shift in 0..<8 {
            segment[32 + shift] = UInt8(UInt64(8 << 20) >> UInt64(8 * shift) & 255)
        }
        for _ in 0..<60_000 { bytes += segment }
        bytes += [UInt8](repeating: 0x41, count: (8 << 20) - bytes.count)
        for shift in 0..<8 { bytes[32 + shift] = UInt8(table >> UInt64(8 * shift) & 255) }
        (bytes[56], bytes[57]) = (UInt8(60_000 & 255), UInt8(60_000 >> 8))
        let start = ContinuousClock.now
        _ = try facts(bytes)
        #expect(ContinuousClock.now - start < .seconds(10))
    }
}
