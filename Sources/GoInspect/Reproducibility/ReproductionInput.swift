public import ObjectFile

extension Reproduction {
    /// Why a file is nothing that can be compared byte for byte as a build: it is a snapshot, empty, a
    /// text or of a format that no program has; nil where it can.
    public static func refusal(of file: FileBytes, limits: Limits = Limits()) -> ParseError? {
        do throws(ParseError) {
            let container = try Container(file)
            guard [.text, .script, .empty, .other].contains(container) else { return nil }
            if try FileSnapshot.kept(file, path: "", limits) != nil {
                return ParseError(
                    .format, "is a snapshot, which holds no bytes to compare", at: .start,
                    in: "file")
            }
        } catch {
            return error
        }
        var inspection = Inspection(file, path: "", [], limits: limits)
        var hasImage = false
        inspection.forEachImage { _ in
            hasImage = true
            return false
        }
        guard !hasImage, inspection.error == nil else { return inspection.error }
        let what = inspection.diagnostics.first?.message ?? "the file has no image"
        return ParseError(.format, what + ", and cannot be compared", at: .start, in: "file")
    }
}
