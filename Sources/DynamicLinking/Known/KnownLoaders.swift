internal import ObjectFile
internal import Synchronization

/// What the loaders of a system that is known by table tell of themselves: read once for all
/// programs.
final class KnownLoaders: Sendable {
    private let files = Mutex<[TreeFile.Identity: LoaderFile]>([:])

    /// What a loader tells.
    func file(
        _ object: ELF.Object, in file: FileBytes, _ identity: TreeFile.Identity
    ) -> LoaderFile {
        files.withLock { files in
            if let known = files[identity] { return known }
            var read = LoaderFile(object, in: file)
            // So that it is read now and not by each program.
            _ = read.details
            files[identity] = read
            return read
        }
    }
}
