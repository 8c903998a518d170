import DynamicLinking
import Foundation
import GoFixtures
import ObjectFile
import TestSupport

@testable import GoInspect

/// A place in memory for which programs are checked.
struct SmallPlace {
    var tree = MemoryTree()
    var surroundings = LoaderSurroundings(MemoryTree())
    /// Its system; nil where it suits the file.
    var system: OperatingSystem? = .linux
    var settings = RunSettings()
    var kernel: SystemVersion?
    var macOS: SystemVersion?

    /// One with nothing in it.
    static var empty: Self {
        var place = Self()
        place.surroundings.processor = "x86-64-v1"
        return place
    }

    /// One with glibc's loader and C library.
    static func glibc(_ version: String = "2.36", versions: [String] = ["GLIBC_2.2.5"]) -> Self {
        var place = Self.empty
        place.add("/lib64/ld-linux-x86-64.so.2", FixtureLibrary.glibcLoader(version))
        var libc = FixtureLibrary(soname: "libc.so.6")
        libc.definedVersions = versions
        place.add("/lib/x86_64-linux-gnu/libc.so.6", libc)
        return place
    }

    /// One with musl's loader, which defines these symbols.
    static func musl(_ symbols: [String] = []) -> Self {
        var place = Self.empty
        let loader = FixtureLibrary.muslLoader(symbols.map { .defined($0) })
        place.add("/lib/ld-musl-x86_64.so.1", loader)
        return place
    }

    mutating func add(_ path: String, _ library: FixtureLibrary, permissions: UInt16 = 0o755) {
        tree.add(path, library.bytes, permissions: permissions)
    }

    /// The place as rules see it.
    func place(_ name: String = "there") -> CheckPlace {
        var surroundings = surroundings
        surroundings.files = tree
        return CheckPlace(name, system, kernel: kernel, macOS: macOS, settings) {
            [surroundings] _ in surroundings
        }
    }

    /// What becomes of a program there.
    func verdict(_ program: FixtureLibrary) throws -> Verdict { try verdict(program.bytes) }

    func verdict(_ bytes: [UInt8], permissions: UInt16 = 0o755) throws -> Verdict {
        let scratch = try Scratch()
        let path = try scratch.file("app", Data(bytes))
        try FileManager.default.setAttributes(
            [.posixPermissions: permissions], ofItemAtPath: path)
        return try verdict(path: path)
    }

    func verdict(_ binary: String) throws -> Verdict {
        try verdict(path: TestBinary.folder.appendingPathComponent("bin/\(binary)").path)
    }

    private func verdict(path: String) throws -> Verdict {
        var verdicts: [Verdict] = []
        var inspection = Inspection(path: path, [.dependencies, .build], checking: [place()])
        inspection.forEachImage { image in
            verdicts += image.verdicts ?? []
            return true
        }
        guard let verdict = verdicts.first else { throw NoVerdict(error: inspection.error) }
        return verdict
    }
}

/// The file has no verdict.
struct NoVerdict: Error {
    let error: ParseError?
}

extension FixtureLibrary {
    /// A program of glibc's that needs versions of its C library.
    static func program(needing versions: [String]) -> Self {
        var program = Self.program(needed: ["libc.so.6"])
        program.neededVersions = versions.map { NeededVersion($0, of: "libc.so.6") }
        return program
    }

    /// A program of musl's.
    static func muslProgram(needed: [String] = ["libc.musl-x86_64.so.1"]) -> Self {
        var program = Self(needed: needed)
        program.interpreter = "/lib/ld-musl-x86_64.so.1"
        return program
    }
}
