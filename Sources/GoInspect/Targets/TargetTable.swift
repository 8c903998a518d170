extension Target {
    /// All targets of the table: family by family, each in order of its releases.
    public static let all: [Target] =
        debian + ubuntu + redHat + fedora + amazonLinux + openSUSE + alpine + wolfi + distroless
        + scratch + busybox + manylinux + musllinux + android + macOSReleases

    /// The place of each in the table, by all of its names.
    static let places: [String: Int] = {
        var places: [String: Int] = [:]
        for (place, target) in all.enumerated() {
            for name in [target.name] + target.aliases { places[name] = place }
        }
        return places
    }()
}
