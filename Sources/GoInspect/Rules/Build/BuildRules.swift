extension Rule {
    /// The rules of what was not built as it should be for a release.
    static let ofBuild: [Rule] = [
        builtFromFiles, testCode, instrumented, unoptimized, debugPages, vcsModified,
        versionUntagged, modulesUnlisted, localReplace, moduleSumMissing, goEndOfLife,
        goPrerelease, goExperiment, toolchainsMixed, buildInformationDiffers, cgoMismatch,
        buildmodeMismatch, platformMismatch, godebugDowngrade, gomaxprocsCgroup,
        buildMachinePaths, rpathBuildFolder, debugInformation, packed, obfuscated,
    ]
}
