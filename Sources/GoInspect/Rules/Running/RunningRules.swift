extension Rule {
    /// The rules of what fails after the start, for what a place has not.
    static let ofRunning: [Rule] = [
        .timeZonesMissing, .certificatesMissing, .usersMissing, .staticGlibcLookups,
        .nameServicesLeftOut, .nameServersMissing, .libraryOpenedMissing, .pluginInStatic,
    ]
}
