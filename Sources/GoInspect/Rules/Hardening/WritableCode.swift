internal import ObjectFile

extension Rule {
    /// Memory can be written to and executed.
    static let writableCode = Rule(
        name: "writable-code", kind: .hardening,
        title: "A segment can be written to and executed",
        what: """
            A segment of the file is mapped so that it can be written to and executed at the same \
            time (PT_LOAD with PF_W and PF_X).
            """,
        why: """
            What a fault lets somebody write there is code. Go's linker makes no such segment; \
            linker scripts, `-Wl,-N`, packers and patchers do. SELinux and hardened kernels \
            refuse it.
            """,
        remedies: [
            "link without -N (--omagic) and without a linker script of your own",
            "release it unpacked, where a packer made it",
        ],
        example: """
            $ goelf check app
            warning writable-code: a segment can be written to and executed
              remedy          link without -N and without a linker script of your own; do not pack it
            """,
        severity: .warning, isQuick: true
    ) { situation in
        guard let places = situation.facts.hardening?.writableCode, !places.isEmpty else {
            return []
        }
        return [
            situation.finding(
                "writable-code",
                places.count == 1
                    ? "a segment can be written to and executed"
                    : "\(places.count) segments can be written to and executed", .warning,
                evidence: places.prefix(16).map {
                    Evidence("segments", "write and execute", at: $0)
                },
                remedy: ["link without -N and without a linker script of your own; do not pack it"])
        ]
    }
}
