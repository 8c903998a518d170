import GoFixtures
import ObjectFile
import TestSupport

@testable import GoInspect

extension RuleFixture {
    /// A C program, changed, of which a rule finds something.
    private static func found(
        _ rule: String, _ says: String, _ change: @escaping @Sendable (inout FixtureLibrary) -> Void
    ) -> Self {
        .foundInFile(rule, says) { try findings(change) }
    }

    /// A C program, changed, of which a rule finds nothing.
    private static func passed(
        _ rule: String, _ says: String, _ change: @escaping @Sendable (inout FixtureLibrary) -> Void
    ) -> Self {
        .passedInFile(rule, says) { try findings(change) }
    }

    private static func findings(
        _ change: (inout FixtureLibrary) -> Void
    ) throws -> [Finding] {
        var program = FixtureLibrary.program(needed: ["libc.so.6"])
        program.stackFlags = 6
        change(&program)
        return try CheckedFile.findings(program.bytes)
    }

    /// Fixtures of rules on what makes faults harder to exploit.
    static let ofHardening: [RuleFixture] = ofSegments + ofC

    private static let ofSegments: [RuleFixture] = [
        found("rpath-relative", "a folder") { $0.runpath = "$ORIGIN/lib:lib" },
        found("rpath-relative", "an empty part") { $0.rpath = "/usr/lib/app:" },
        passed("rpath-relative", "of the program") { $0.runpath = "${ORIGIN}/lib:/usr/lib" },
        passed("rpath-relative", "DT_RPATH beside DT_RUNPATH, which no loader reads") {
            $0.rpath = "lib"
            $0.runpath = "/usr/lib"
        },
        found("executable-stack", "row 17: PF_X") { $0.stackFlags = 7 },
        found("executable-stack", "nothing says") { $0.stackFlags = nil },
        found("executable-stack", "MIPS, by design") {
            $0.stackFlags = 7
            $0.machine = 8
        },
        passed("executable-stack", "PF_R and PF_W") { $0.stackFlags = 6 },
        .passedInFile("executable-stack", "another system, which does not ask") {
            try CheckedFile.findings(of: "tiny-openbsd-amd64-go1.21")
        },
        found("writable-code", "row 17: all that is loaded") { $0.loadFlags = 7 },
        passed("writable-code", "code that is only read") { $0.loadFlags = 5 },
        found("text-relocations", "row 17: DT_TEXTREL") { $0.hasTextRelocations = true },
        found("text-relocations", "DF_TEXTREL") { $0.flags = 4 },
        passed("text-relocations", "none") { $0.flags = 8 },
        found("no-pie", "C at a fixed address") { $0.type = 2 },
        .foundInFile("no-pie", "Go as it builds by itself") {
            try CheckedFile.findings(of: "tiny-static-amd64-go1.27")
        },
        .foundInFile("no-pie", "macOS before Go 1.22") {
            try CheckedFile.findings(of: "tiny-darwin-dwarf-amd64-go1.15")
        },
        .passedInFile("no-pie", "-buildmode=pie") {
            try CheckedFile.findings(of: "tiny-pie-amd64-go1.27")
        },
        .passedInFile("no-pie", "macOS since") {
            try CheckedFile.findings(of: "tiny-darwin-amd64-go1.22")
        },
        found("relro", "row 17: the segment alone") { $0.hasProtectedRelocations = true },
        found("relro", "binding at the start alone") { $0.flags1 = 1 },
        passed("relro", "the segment and DF_1_NOW") {
            $0.hasProtectedRelocations = true
            $0.flags1 = 1
        },
        passed("relro", "the segment and DF_BIND_NOW") {
            $0.hasProtectedRelocations = true
            $0.flags = 8
        },
        found("branch-protection", "IBT alone") { $0.notes = [.features(1)] },
        passed("branch-protection", "both") { $0.notes = [.features(3)] },
        passed("branch-protection", "a processor without") { $0.machine = 22 },
    ]

    private static let ofC: [RuleFixture] = [
        found("stack-protector", "none") { $0.symbols = [.wanted("puts")] },
        passed("stack-protector", "one function with it") {
            $0.symbols = [.wanted("puts"), .wanted("__stack_chk_fail")]
        },
        .passedInFile("stack-protector", "pure Go") {
            try CheckedFile.findings(of: "tiny-pie-amd64-go1.27")
        },
        .passedInFile("stack-protector", "C of Go's own packages alone") {
            try CheckedFile.findings(of: "netuser-cgo-amd64-go1.22")
        },
        found("fortify", "memcpy") { $0.symbols = [.wanted("memcpy")] },
        passed("fortify", "memcpy beside a check") {
            $0.symbols = [.wanted("memcpy"), .wanted("__memcpy_chk")]
        },
        passed("fortify", "nothing to check") { $0.symbols = [.wanted("puts")] },
        .passedInFile("fortify", "musl, which has no checks") {
            var program = FixtureLibrary.muslProgram()
            program.symbols = [.wanted("memcpy")]
            return try CheckedFile.findings(program.bytes)
        },
    ]
}
