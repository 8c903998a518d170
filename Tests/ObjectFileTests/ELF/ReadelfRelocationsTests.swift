import Foundation
import ObjectFile
import Testing
import TestSupport

private let readelf = "/usr/bin/readelf"

/// libelf 0.188 knows neither `RELR` nor the three types of a 64-bit MIPS entry; GNU readelf does.
@Suite(
    "ELF relocations and readelf",
    .enabled(if: FileManager.default.isExecutableFile(atPath: readelf)))
struct ReadelfRelocationsTests {
    @Test("every table has as many entries of each type as readelf -rW lists")
    func counts() throws {
        var mismatches = Mismatches()
        for binary in TestBinary.elf {
            let file = try FileBytes(path: binary.path)
            guard try Container(file) == .elf else { continue }
            let object = try ELF.Object(file)
            guard let sections = object.sections(in: file).value else { continue }
            var ours: [[String: Int]] = []
            for table in object.relocationTables(sections) where table.range.size > 0 {
                let counts = try object.summary(of: table, in: file).counts
                ours.append(Self.named(counts, table.form, object.header))
            }
            mismatches.compare(each: ours, try Self.listed(binary.path), binary.id)
        }
        mismatches.expectNone()
    }

    /// The counts by readelf's names; those of a packed table together, as it lists no types there.
    private static func named(
        _ counts: [ELF.RelocationSummary.Count], _ form: ELF.RelocationTable.Form,
        _ header: ELF.Header
    ) -> [String: Int] {
        var named: [String: Int] = [:]
        let isTriple = header.machine == .mips && header.layout.is64Bit
        for entry in counts {
            let type = entry.type.rawValue
            let types = isTriple ? [0, 8, 16].map { type >> $0 & 0xff } : [type]
            let names = types.map {
                ELF.RelocationType(rawValue: $0).description(on: header.machine)
            }
            // readelf cuts names off at this width.
            let name = form == .relr ? "" : String(names.joined(separator: "/").prefix(22))
            named[name, default: 0] += entry.count
        }
        return named
    }

    private static func listed(_ path: String) throws -> [[String: Int]] {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: readelf)
        process.arguments = ["-rW", path]
        process.environment = ["LC_ALL": "C"]
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        var tables: [[String: Int]] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("Relocation section") {
                tables.append([:])
            } else if words.count == 2, words[1] == "offsets", let count = Int(words[0]) {
                tables[tables.count - 1][""] = count
            } else if words.count >= 3, words[2].hasPrefix("R_") {
                tables[tables.count - 1][String(words[2]), default: 0] += 1
            }
        }
        return tables
    }
}
