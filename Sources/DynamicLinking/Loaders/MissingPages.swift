public import ObjectFile

/// What a file's segments lack because the file ends before them, as a truncated one does: memory
/// has these pages, but who touches one is killed.
///
/// Spec: mmap(2), `SIGBUS`; Linux, fs/binfmt_elf.c (`padzero`); glibc, elf/dl-map-segments.h.
struct MissingPages {
    /// Where the last segment that lacks something would end, as an offset in the file.
    let end: UInt64
    /// Whether the page is missing whose rest is cleared for variables without a value: kernel and
    /// loader do that before anything runs.
    let isCleared: Bool
    /// Whether the page is missing that a program enters, or where a library's dynamic section is.
    let isEntered: Bool

    /// Whether the start ends there in any case.
    var areFatal: Bool { isCleared || isEntered }

    /// What is said where the kernel maps the file: it cannot clear a page that is not there, and
    /// kills the process.
    var inKernel: String {
        isCleared ? DependencyGraph.segmentation : DependencyGraph.busError
    }

    /// Looks at all `PT_LOAD` segments; nil where the file has all of their bytes.
    init?(_ object: ELF.Object, fileSize: UInt64, pageSize: UInt64) {
        guard pageSize > 0, let segments = object.segments.value else { return nil }
        // The page in which the file ends is filled up with zeros.
        let pages = fileSize / pageSize + (fileSize % pageSize == 0 ? 0 : 1)
        let entered =
            object.header.type == .executable || object.interpreter.value != nil
            ? object.header.entry.rawValue
            : segments.first { $0.type == .dynamic }?.address.rawValue
        var last: UInt64 = 0
        var isCleared = false
        var isEntered = false
        for segment in segments where segment.type == .load && segment.fileSize > 0 {
            let sum = segment.offset.rawValue.addingReportingOverflow(segment.fileSize)
            let end = sum.overflow ? .max : sum.partialValue
            guard end > fileSize else { continue }
            last = max(last, end)
            if segment.flags.contains(.write), segment.memorySize > segment.fileSize {
                isCleared = isCleared || end % pageSize != 0 && end / pageSize >= pages
            }
            guard let entered, entered >= segment.address.rawValue else { continue }
            let distance = entered - segment.address.rawValue
            guard distance < segment.fileSize else { continue }
            let place = segment.offset.rawValue &+ distance
            isEntered = isEntered || place / pageSize >= pages
        }
        guard last > 0 else { return nil }
        (end, self.isCleared, self.isEntered) = (last, isCleared, isEntered)
    }
}

extension OpenedObject {
    /// What a file that was opened lacks; nil for one that is whole, or made up.
    func missingPages(_ size: UInt64) -> MissingPages? {
        guard case .object(let object) = contents, known == nil else { return nil }
        return MissingPages(object, fileSize: file.bytes.size, pageSize: size)
    }
}

extension DependencyGraph {
    /// Notes that a file ends before its segments do, and what is said when that stops the start; nil
    /// where it is not known what starts it.
    mutating func note(_ missing: MissingPages, of node: Int, fileSize: UInt64, _ text: String?) {
        let name = node == 0 ? "the file" : nodes[node].name.text
        let words =
            "\(name) ends at \(fileSize), before its segments do (at \(missing.end)): it is truncated"
        guard missing.areFatal, let text else {
            isComplete = false
            diagnostics.append(Diagnostic(.truncated, .note, words))
            return
        }
        problems.append(
            Problem(
                .truncated, node, words, text: text,
                exitStatus: text == Self.segmentation ? 139 : 135))
    }

    static let segmentation = "Segmentation fault"
    static let busError = "Bus error"
}

extension ParseError.Code {
    /// A file ends before its segments do.
    public static let truncated = Self(rawValue: "loader.truncated")
}
