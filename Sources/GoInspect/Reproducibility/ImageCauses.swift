internal import ObjectFile

/// What the causes that are known say of others, and how these are told.
extension ImageComparison {
    /// Whether one of them has a text for a variable that is empty in the other one, where it lies in
    /// another section: without -trimpath the linker sets `runtime.defaultGOROOT`, as -X sets others.
    var hasLonelyText: Bool {
        causes.contains {
            $0.what == "-trimpath" || $0.kind == .variable && ($0.old == nil) != ($0.new == nil)
        }
    }

    /// Whether two texts are the folder of Go, which is there without -trimpath alone, and another
    /// variable that came to lie in its place.
    func isRoot(_ old: [UInt8], _ new: [UInt8]) -> Bool {
        guard let cause = causes.first(where: { $0.what == "-trimpath" }) else { return false }
        let text = cause.old == nil ? old : cause.new == nil ? new : []
        let other = cause.old == nil ? new : old
        let slash = UInt8(ascii: "/")
        return text.first == slash && other.first != slash && text.isPlain
    }

    /// How both were asked to be linked, where that is recorded and differs.
    func buildModes() -> [Reproduction.Cause] {
        guard let a = old.build?.value, let b = new.build?.value else { return [] }
        guard let before = a.setting("-buildmode"), let after = b.setting("-buildmode"),
            before != after
        else { return [] }
        return [
            Reproduction.Cause(
                .setting, "-buildmode", before, after,
                "they were linked as different kinds of file",
                ["the same for both: -buildmode=\(before.text) or -buildmode=\(after.text)"],
                at: Reproduction.Cause.Place(
                    section: a.section ?? "build information", old: a.offset, new: b.offset))
        ]
    }

    static func format(_ report: ImageReport) -> String {
        let image = report.image
        let format =
            switch image.contents {
            case .elf: "ELF"
            case .machO: "Mach-O"
            }
        return "\(format) \(image.architecture.name) \(image.kind.rawValue)"
    }

    func meaning(_ functions: FunctionDifferences) -> String {
        func count(_ count: Int, _ one: String, _ many: String) -> String? {
            count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
        }
        let others = count(functions.countOfOthers, "function is", "functions are")
        let hasBoth = others != nil
        let changed = count(
            functions.countOfChanged, hasBoth ? "has" : "function has",
            hasBoth ? "have" : "functions have")
        let unknown = count(functions.countOfUnknown, "function has", "functions have")
        var words = [
            others.map { $0 + " in one of them only" }, changed.map { $0 + " other code" },
        ].compactMap { $0 }
        if words.isEmpty, let unknown { words = [unknown + " other bytes"] }
        // Beside something that was recorded, it is another thing.
        let rest =
            causes.isEmpty
            ? ", though all that is recorded is equal" : ", which nothing else here explains"
        return words.joined(separator: ", ") + rest
    }
}
