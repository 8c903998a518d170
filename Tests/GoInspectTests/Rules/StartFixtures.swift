import GoBinary
import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

extension RuleFixture {
    /// Fixtures of rules on what stops a start besides libraries.
    static let ofStart: [RuleFixture] = ofMachine + ofApple + ofGo

    private static let ofMachine: [RuleFixture] = [
        .found("processor-too-old", "GOAMD64=v3 on x86-64-v2") {
            try verdict("relies-amd64-go1.21", in: CheckedFile.place(processor: "x86-64-v2"))
        },
        .found("processor-too-old", "C code for x86-64-v3 on x86-64-v2") {
            var program = FixtureLibrary.program()
            program.notes = [.levels(0b101)]
            let scratch = try Scratch()
            let path = try scratch.program("app", program.bytes)
            return try CheckedFile.verdict(path, in: CheckedFile.place(processor: "x86-64-v2"))
        },
        .passed("processor-too-old", "GOAMD64=v3 on x86-64-v3") {
            try verdict("relies-amd64-go1.21", in: CheckedFile.place(processor: "x86-64-v3"))
        },
        .found("kernel-too-old", "Go 1.27 on Linux 2.6.32") {
            try verdict("tiny-static-amd64-go1.27", in: CheckedFile.place(kernel: "2.6.32"))
        },
        .passed("kernel-too-old", "Go 1.27 on Linux 3.10") {
            try verdict("tiny-static-amd64-go1.27", in: CheckedFile.place(kernel: "3.10"))
        },
    ]

    private static let ofApple: [RuleFixture] = [
        .found("macos-too-old", "Go 1.27 on macOS 12") {
            try verdict("tiny-darwin-arm64-go1.27", in: CheckedFile.place(.macOS, macOS: "12"))
        },
        .passed("macos-too-old", "Go 1.27 on macOS 13") {
            try verdict("tiny-darwin-arm64-go1.27", in: CheckedFile.place(.macOS, macOS: "13"))
        },
        .found("macho-no-uuid", "Go 1.22 on macOS 15") {
            try verdict("tiny-darwin-amd64-go1.22", in: CheckedFile.place(.macOS, macOS: "15"))
        },
        .passed("macho-no-uuid", "Go 1.27 on macOS 26") {
            try verdict("tiny-darwin-arm64-go1.27", in: CheckedFile.place(.macOS, macOS: "26"))
        },
        .found("macho-unsigned", "a program for arm64 that lost its signature") {
            try changed("tiny-darwin-arm64-go1.27") { $0.retype(command: 0x1d, to: 0x2e) }
        },
        .passed("macho-unsigned", "one for x86_64 that never had any") {
            try verdict("tiny-darwin-amd64-go1.22", in: CheckedFile.place(.macOS, macOS: "14"))
        },
        .found("macho-signature-damaged", "a byte that was changed") {
            try changed("tiny-darwin-arm64-go1.27") { $0[0x1800] ^= 1 }
        },
        .passed("macho-signature-damaged", "a whole program") {
            try changed("tiny-darwin-arm64-go1.27") { _ in }
        },
    ]

    private static let ofGo: [RuleFixture] = [
        .found("fips-sum", "another sum than that of the linker") {
            let path = try CheckedFile.binary("fips-amd64-go1.27")
            let file = try FileBytes(path: path)
            let reader = FIPSInformationReader(try Image(elf: file), in: file)
            let sum = try #require(reader.read().value).sum
            let scratch = try Scratch()
            let changed = try CheckedFile.changed("fips-amd64-go1.27", in: scratch) {
                $0.replace(sum, by: [sum[0] ^ 1] + sum.dropFirst())
            }
            return try CheckedFile.verdict(changed, in: CheckedFile.place())
        },
        .passed("fips-sum", "the linker's own") {
            try verdict("fips-amd64-go1.27", in: CheckedFile.place())
        },
        .found("plugin-mismatch", "a plugin that was built without -asan") {
            try verdict("plugged-amd64-go1.19", in: try placeOfHost())
        },
        .passed("plugin-mismatch", "one that was built with it") {
            try verdict("plugged-asan-amd64-go1.19", in: try placeOfHost())
        },
    ]

    private static func placeOfHost() throws -> CheckPlace {
        CheckedFile.place(
            host: try PluginHost(path: try CheckedFile.binary("plugin-asan-amd64-go1.19")))
    }

    private static func verdict(_ id: String, in place: CheckPlace) throws -> Verdict {
        try CheckedFile.verdict(try CheckedFile.binary(id), in: place)
    }

    /// A program for macOS, changed, on macOS 14.
    private static func changed(
        _ id: String, _ change: (inout [UInt8]) -> Void
    ) throws -> Verdict {
        let scratch = try Scratch()
        let path = try CheckedFile.changed(id, in: scratch, change)
        return try CheckedFile.verdict(path, in: CheckedFile.place(.macOS, macOS: "14"))
    }
}
