extension Rule {
    /// The rules of what was not built as it should be for a release.
    static let ofBuild: [Rule] = []
}
