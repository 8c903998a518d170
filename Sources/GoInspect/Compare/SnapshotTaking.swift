internal import ObjectFile

extension ImageReport {
    /// Takes the snapshot of an image.
    func snapshot(
        _ path: String, _ options: FileSnapshot.Options, _ places: [CheckPlace],
        _ diagnostics: inout [Diagnostic]
    ) -> Snapshot {
        var snapshot = Snapshot()
        snapshot.linkage = image.linkage?.rawValue
        snapshot.architecture = image.architecture.name
        return snapshot
    }
}
