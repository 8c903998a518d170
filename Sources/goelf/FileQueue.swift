internal import GoInspect
internal import GoReport
internal import ObjectFile

/// The files of a run in their order, each opened when its turn comes: those that were named, and
/// those in folders.
struct FileQueue: Sendable {
    /// What comes next.
    enum Item: Sendable {
        /// A file; `isWalked` where nobody named it.
        case file(Inspection, isWalked: Bool)
        /// Something to be said of a folder, behind its files.
        case remark(@Sendable (inout Report) -> Void)
    }

    private struct Folder: Sendable {
        let path: ByteString
        var walk: DirectoryWalk
        var isEmpty = true

        /// Says what is to be said behind its files.
        func remark(in report: inout Report) {
            if isEmpty, walk.failures.isEmpty {
                report.addNote(path.text, "no file in this folder is of a format that goelf reads")
            }
            for failure in walk.failures {
                let reason = systemText(failure.number)
                report.addError(
                    failure.path.text, "folder cannot be listed: " + reason, "file.open")
            }
        }
    }

    private let places: OpenedPlaces
    private let request: Request
    private let paths: [ByteString]
    private var position = 0
    /// The folder in whose midst it is.
    private var folder: Folder?

    init(_ paths: [ByteString], _ request: Request, in places: OpenedPlaces) {
        self.paths = paths
        self.request = request
        self.places = places
    }

    /// The next one; nil behind the last.
    ///
    /// Where writing makes no sense any more (`isOpen`), the rest of a folder is left out.
    mutating func next(isOpen: Bool) -> Item? {
        if folder != nil { return nextInFolder(isOpen: isOpen) }
        guard position < paths.count else { return nil }
        let path = paths[position]
        position += 1
        let inspection = places.inspection(of: path, request)
        guard inspection.isDirectory else { return .file(inspection, isWalked: false) }
        folder = Folder(path: path, walk: DirectoryWalk(places.folder(path)))
        return nextInFolder(isOpen: isOpen)
    }

    private mutating func nextInFolder(isOpen: Bool) -> Item? {
        if isOpen, let file = folder?.walk.next() {
            let inspection = places.inspection(of: file, request)
            if !inspection.isForeign { folder?.isEmpty = false }
            return .file(inspection, isWalked: true)
        }
        guard let folder else { return nil }
        self.folder = nil
        return .remark { folder.remark(in: &$0) }
    }
}
