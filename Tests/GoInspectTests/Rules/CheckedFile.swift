import Foundation
import GoFixtures
import ObjectFile
import TestSupport

@testable import DynamicLinking
@testable import GoInspect

/// What rules find of a file in places that have nothing but what a test says of them.
enum CheckedFile {
    /// A place with glibc's loader and libraries that define nothing.
    static func place(
        _ system: OperatingSystem = .linux, processor: String? = nil, kernel: String? = nil,
        macOS: String? = nil, variables: [String: String] = [:], host: PluginHost? = nil
    ) -> CheckPlace {
        var settings = RunSettings()
        settings.processor = processor
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
            settings.variables.append(.init(name: name, value: value))
        }
        var place = CheckPlace(
            "there", system, processor: processor, kernel: kernel.flatMap { SystemVersion($0) },
            macOS: macOS.flatMap { SystemVersion($0) }, settings
        ) { architecture in
            var tree = MemoryTree()
            tree.add(
                "/lib64/ld-linux-x86-64.so.2", FixtureLibrary.glibcLoader().bytes,
                permissions: 0o755)
            for name in ["libc.so.6", "libasan.so.8", "libpthread.so.0", "libdl.so.2"] {
                tree.add(
                    "/lib/" + name, FixtureLibrary(soname: name).bytes, permissions: 0o644)
            }
            var surroundings = LoaderSurroundings(tree)
            surroundings.machine = system == .macOS ? nil : architecture
            return surroundings
        }
        place.host = host
        return place
    }

    /// The verdict of the first image.
    static func verdict(_ path: String, in place: CheckPlace) throws -> Verdict {
        var found: Verdict?
        var inspection = Inspection(path: path, [.dependencies, .build], checking: [place])
        inspection.forEachImage { image in
            found = image.verdicts?.first
            return false
        }
        if let error = inspection.error { throw error }
        guard let found else { throw Missing() }
        return found
    }

    /// What rules find of the first image wherever it is.
    static func findings(_ path: String) throws -> [Finding] {
        var found: [Finding]?
        var inspection = Inspection(path: path, [.dependencies, .build], checking: [place()])
        inspection.forEachImage { image in
            found = image.findings
            return false
        }
        if let error = inspection.error { throw error }
        guard let found else { throw Missing() }
        return found
    }

    /// No image was found.
    struct Missing: Error {}

    /// The path of a real binary.
    static func binary(_ id: String) throws -> String {
        guard let binary = TestBinary.all.first(where: { $0.id == id }) else { throw Missing() }
        return binary.path
    }

    /// The first bytes of a real binary.
    static func start(of id: String, _ count: Int) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: try binary(id))).prefix(count))
    }

    /// A copy of a real binary with other bytes in it.
    static func changed(
        _ id: String, in scratch: Scratch, _ change: (inout [UInt8]) -> Void
    ) throws -> String {
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: try binary(id))))
        change(&bytes)
        return try scratch.program(id, bytes)
    }
}

extension Scratch {
    /// Makes a file that may be executed, and returns its path.
    func program(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = try file(name, Data(bytes))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }
}

extension Verdict {
    /// What a rule found, nil for nothing.
    func finding(_ rule: Rule) -> Finding? { findings.first { $0.rule == rule.name } }
}

extension [UInt8] {
    /// Puts bytes in the place of others, wherever these are.
    mutating func replace(_ old: [UInt8], by new: [UInt8]) {
        guard let first = old.first, old.count == new.count else { return }
        var index = 0
        while let place = self[index...].firstIndex(of: first) {
            index = place + 1
            guard self[place...].starts(with: old) else { continue }
            replaceSubrange(place..<(place + old.count), with: new)
        }
    }

    /// Makes another load command of the first one of a type in a Mach-O file of 64 bits.
    mutating func retype(command: UInt8, to other: UInt8) {
        var place = 32
        for _ in 0..<Int(self[16]) {
            if self[place] == command, self[(place + 1)..<(place + 4)].allSatisfy({ $0 == 0 }) {
                self[place] = other
                return
            }
            place += Int(self[place + 4]) | Int(self[place + 5]) << 8 | Int(self[place + 6]) << 16
        }
    }
}
