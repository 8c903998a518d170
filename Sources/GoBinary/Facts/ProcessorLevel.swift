internal import ObjectFile

/// The least processor that a program runs on.
///
/// For amd64 the start-up code proves it: for a level above v1 it loads the address of the sentence
/// with which it gives up on a lesser processor. The sentence alone would prove nothing, since it
/// may be any program's text. For other processors only the settings tell.
///
/// Spec: `rt0_go` in Go's `runtime/asm_amd64.s`, since Go 1.18.
struct ProcessorLevel {
    let sources: GoFactSources

    static let functions = ["runtime.rt0_go"]
    private static let name = "cpu-level"
    /// How many addresses are looked at: the start-up code loads ten or so.
    private static let mostLoads = 256
    private static let sentence = "This program can only be run on AMD64 processors with v"
    private static let sentenceEnd = " microarchitecture support.\n"

    /// The setting with the level of each processor.
    private static let settings = [
        "x86_64": "GOAMD64", "i386": "GO386", "arm": "GOARM", "aarch64": "GOARM64",
        "mips": "GOMIPS", "mipsel": "GOMIPS", "mips64": "GOMIPS64", "mips64el": "GOMIPS64",
        "ppc64": "GOPPC64", "ppc64le": "GOPPC64", "riscv64": "GORISCV64",
    ]

    var fact: GoFact {
        let architecture = sources.image.architecture.name
        guard let key = Self.settings[architecture] else {
            return GoFact(Self.name, .unknown, note: "Go has no levels of this processor")
        }
        let setting = sources.setting(key)
        let own = setting.map { [$0.evidence] } ?? []
        if architecture == "x86_64", let (level, evidence) = proven() {
            return GoFact(Self.name, .text(level), evidence: [evidence] + own)
        }
        guard let setting else { return GoFact(Self.name, .unknown, note: "no setting \(key)") }
        return GoFact(
            Self.name, .text(setting.value), note: GoFactSources.bySettings, evidence: own)
    }

    /// What the start-up code asks for, nil where it cannot be read.
    private func proven() -> (ByteString, Evidence)? {
        guard let start = sources.functions.matches(Self.functions).first else { return nil }
        // It has about 500 bytes.
        let size = min(start.function.size, 4096)
        guard size > 0,
            let range = sources.image.bytes(from: start.function.entry)?.first(size)
        else { return nil }
        do throws(ParseError) {
            let code = try sources.file.bytes(in: range, reading: FilePart("code", .read))
            var left = Self.mostLoads
            for index in 0..<max(0, code.count - 6) where Self.loadsAddress(code.span, index) {
                guard left > 0 else { break }
                left -= 1
                let distance = Int64(
                    Int32(bitPattern: code.span.number32(at: index + 3, .little)))
                let next = start.function.entry.rawValue &+ UInt64(index + 7)
                let target = VirtualAddress(
                    rawValue: next &+ UInt64(bitPattern: distance))
                guard let found = try level(at: target) else { continue }
                return found
            }
        } catch {
            return nil
        }
        return (
            "v1",
            Evidence(
                "function table", at: start.function.record, "runtime.rt0_go asks for no more",
                .strong)
        )
    }

    /// `LEAQ distance(IP), reg`.
    private static func loadsAddress(_ code: Span<UInt8>, _ index: Int) -> Bool {
        code[index] == 0x48 && code[index + 1] == 0x8d && code[index + 2] & 0xc7 == 0x05
    }

    /// The level that the sentence at an address asks for, nil where there is another one.
    private func level(at address: VirtualAddress) throws(ParseError) -> (ByteString, Evidence)? {
        let start = Self.sentence.utf8.count
        let count = start + 1 + Self.sentenceEnd.utf8.count
        guard let range = sources.image.bytes(from: address)?.first(UInt64(count)),
            sources.file.contains(range)
        else { return nil }
        let bytes = try sources.file.bytes(in: range, reading: FilePart("text", .read))
        let text = bytes.span
        guard text.starts(with: Self.sentence),
            text.extracting((start + 1)...).equals(Self.sentenceEnd)
        else { return nil }
        let level = ByteString(text.extracting((start - 1)...start))
        let detail = ByteString(
            "runtime.rt0_go loads: " + ByteString(text.extracting(first: count - 1)).text)
        return (level, Evidence("start-up code", at: range.offset, detail))
    }
}
