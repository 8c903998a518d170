internal import DynamicLinking
internal import ObjectFile

extension Target {
    /// The libraries that programs find; nil where the table says nothing of them, as of Android,
    /// macOS and a mere kernel.
    var knownSystem: KnownSystem? {
        guard let libc, let known = Self.known(libc) else { return nil }
        return KnownSystem(
            known, layout: layout == .multiarch ? .multiarch : .wide,
            libraries: libraries.map { withVersions($0) },
            parts: parts, markers: markers, hasGcompat: hasGcompat, isWhole: isWhole)
    }

    private func withVersions(_ library: Library) -> KnownLibrary {
        var versions = library.versions
        if versions.isEmpty, let debianRelease {
            versions = BaseVersions.versions(of: library.name, debian: debianRelease)
        }
        return KnownLibrary(library.name, versions: versions)
    }

    private static func known(_ libc: CLibrary) -> KnownSystem.Libc? {
        switch libc {
        case .glibc(let version): GlibcVersion(version).map { .glibc($0) }
        case .musl(let version): MuslVersion(version).map { .musl($0) }
        case .absent: KnownSystem.Libc.none
        case .bionic, .libSystem: nil
        }
    }

    /// What programs for a processor are started in; nil where the target is not made for it, or
    /// nothing is known of its libraries.
    ///
    /// Its libraries are kept as long as this is: keep it for all programs.
    func surroundings(for architecture: Architecture) -> LoaderSurroundings? {
        let machine = machine(architecture)
        guard machine != nil || machines.isEmpty, let system = knownSystem,
            let files = system.files(for: architecture)
        else { return nil }
        var surroundings = LoaderSurroundings(files)
        surroundings.known = system
        surroundings.machine = architecture
        // What even the oldest processor of the target has, and not what this machine has.
        surroundings.processor =
            machine?.processor ?? (architecture.name == "x86_64" ? "x86-64-v1" : nil)
        // Larger ones are a choice of some installations.
        if let size = machine?.pageSizes.min() { surroundings.pageSize = size }
        return surroundings
    }
}
