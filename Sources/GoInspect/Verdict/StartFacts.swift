internal import GoBinary
internal import ObjectFile

/// What decides a start besides libraries: asked of an image when a rule first wants it, and kept
/// for all places.
final class StartFacts {
    private let report: ImageReport

    init(_ report: ImageReport) { self.report = report }

    /// A version with what tells it.
    struct Requirement {
        let version: SystemVersion
        let evidence: [Evidence]
    }

    /// The version of Go that built it, as far as it has numbers; nil where nothing tells.
    lazy var goVersion: GoVersion? = report.build?.value.flatMap { GoVersion($0.goVersion) }

    /// Where the version of Go stands.
    var goVersionEvidence: [Evidence] {
        guard let build = report.build?.value else { return [] }
        return [
            Evidence(
                source: "build information", offset: build.offset, detail: build.goVersion,
                confidence: "strong")
        ]
    }

    /// The oldest kernel with which a static program of glibc starts; nil where it does not look,
    /// as since glibc 2.36 none does.
    lazy var staticKernel: Requirement? = findStaticKernel()

    private func findStaticKernel() -> Requirement? {
        let linkage = report.image.linkage
        guard linkage == .static || linkage == .staticPIE,
            case .elf(let object) = report.image.contents
        else { return nil }
        let tag = object.notes(nil, in: report.file).notes.first {
            $0.owner == "GNU" && $0.type == 1 && $0.description.count >= 16
        }
        guard let tag else { return nil }
        let order = object.header.layout.byteOrder
        let words = tag.description.span
        let numbers = [0, 4, 8, 12].map { Int(words.number32(at: $0, order)) }
        // System 0 is Linux.
        guard numbers[0] == 0, let place = text("FATAL: kernel too old\n") else { return nil }
        let version = SystemVersion(numbers[1], numbers[2], numbers[3])
        return Requirement(
            version: version,
            evidence: [
                Evidence(
                    source: "notes", offset: tag.offset,
                    detail: ByteString("NT_GNU_ABI_TAG: Linux \(version)"), confidence: "certain"),
                Evidence(
                    source: "constants", offset: place, detail: "FATAL: kernel too old",
                    confidence: "certain"),
            ])
    }

    /// Where a text lies among what is loaded and not written to; nil where nowhere.
    func text(_ text: String) -> FileOffset? {
        guard case .elf(let object) = report.image.contents else { return nil }
        var left = report.file.size
        for segment in object.segments.value ?? []
        where segment.type == .load && !segment.flags.contains(.write) {
            guard let range = segment.fileRange?.clamped(to: report.file.size),
                range.size <= left
            else { continue }
            left -= range.size
            do throws(ParseError) {
                if let place = try self.text(Array(text.utf8), in: range) { return place }
            } catch { continue }
        }
        return nil
    }

    private func text(
        _ text: [UInt8], in range: FileRange
    ) throws(ParseError) -> FileOffset? {
        var rest = range
        let chunk: UInt64 = 1 << 18
        while rest.size >= UInt64(text.count) {
            let window = rest.first(min(chunk, rest.size)) ?? rest
            let bytes = try report.file.bytes(in: window, reading: FilePart("constants", .read))
            if let index = bytes.span.index(of: text.span) {
                return rest.dropping(UInt64(index)).offset
            }
            // It may lie across the end of the window.
            rest = rest.dropping(max(window.size - min(UInt64(text.count), window.size), 1))
        }
        return nil
    }

    /// The packages that a plugin is compared by; absent where the image is none.
    lazy var plugin: Fact<PluginInformation> =
        PackageSumReader(report.image, in: report.file).plugin()

    /// What Go checks its cryptographic code by, and whether that holds; nil where it has nothing of
    /// the kind or it cannot be computed.
    lazy var fipsSum: (verdict: FIPSInformation.Verdict, offset: FileOffset)? = findFIPSSum()

    private func findFIPSSum() -> (verdict: FIPSInformation.Verdict, offset: FileOffset)? {
        let reader = FIPSInformationReader(report.image, in: report.file)
        guard let information = reader.read().value else { return nil }
        do throws(ParseError) {
            return (try reader.check(information), information.offset)
        } catch {
            return nil
        }
    }

    /// What the loader of macOS goes by.
    lazy var apple: AppleFacts? = AppleFacts(report)
    /// How it stands with its code signature: the whole file is hashed for it.
    lazy var signature: AppleFacts.Signature = apple?.signature() ?? .sound
    /// The symbols that it imports and older systems do not have.
    lazy var newSymbols: [AppleFacts.Import] = apple?.newSymbols() ?? []
}
