internal import ObjectFile

/// Puts the libraries of glibc, and those beside it, where a distribution has them.
struct KnownGlibc {
    private let system: KnownSystem
    private let family: GlibcFamily
    private let machine: KnownMachine
    /// The path of the loader that programs name.
    private let loader: String
    /// The directories that the loader searches, in its order, each with a slash at the end.
    private let directories: [String]

    init?(_ system: KnownSystem, _ version: GlibcVersion, _ architecture: Architecture) {
        guard let machine = KnownMachine(architecture),
            let family = GlibcFamily(version, architecture),
            let loader = LoaderPath.glibc(architecture)?.text
        else { return nil }
        self.system = system
        self.family = family
        self.machine = machine
        self.loader = loader
        switch system.layout {
        case .multiarch:
            guard let triple = LoaderFile.multiarch(architecture) else { return nil }
            directories = ["/lib/\(triple)/", "/usr/lib/\(triple)/", "/lib/", "/usr/lib/"]
        case .wide where architecture.name == "riscv64":
            directories = ["/lib64/lp64d/", "/usr/lib64/lp64d/"]
        case .wide:
            directories =
                LoaderFile.isWide(architecture)
                ? ["/lib64/", "/usr/lib64/"] : ["/lib/", "/usr/lib/"]
        }
    }

    var entries: KnownEntries {
        var entries = KnownEntries()
        // As in all of them today, one is a link to the other.
        entries.addDirectory("/usr/lib")
        entries.addDirectory("/usr/lib64")
        entries.addLink("/lib", to: "usr/lib")
        entries.addLink("/lib64", to: "usr/lib64")
        let folder = directories.first { $0.hasPrefix("/usr/lib") } ?? "/usr/lib/"
        let own = "/usr" + loader
        for member in family.members {
            let isLoader = member.name == "ld"
            let name = isLoader ? loaderName : member.name
            if !isLoader, let parts = system.parts, !parts.contains(name) { continue }
            let path = folder + name
            entries.add(path, .glibc) { outline(of: member) }
            if isLoader, path != own { entries.addLink(own, to: path) }
        }
        for library in system.libraries {
            let known = GccLibraries.versions(of: library, family.architecture)
            entries.add(folder + library.name, known.isEmpty ? .name : .versions) {
                LibraryOutline(
                    machine: machine, name: library.name,
                    needed: GccLibraries.needed(by: library.name), versions: known)
            }
        }
        return entries
    }

    private var loaderName: String {
        guard let slash = loader.lastIndex(of: "/") else { return loader }
        return String(loader[loader.index(after: slash)...])
    }

    private func outline(of member: GlibcFamily.Member) -> LibraryOutline {
        let isLoader = member.name == "ld"
        var outline = LibraryOutline(
            machine: machine, name: isLoader ? loaderName : member.name,
            needed: family.needed(by: member.name), versions: family.versions(of: member))
        if member.name == "libc.so.6" {
            outline.needed = [loaderName]
            outline.versions += GlibcMarkers.defined(
                by: family.version, on: family.architecture, carriedBack: system.markers ?? [])
        }
        if isLoader { outline.constants = constants }
        return outline
    }

    /// What the loader's own file tells of how it searches, in the words that `LoaderFile` looks for.
    private var constants: [UInt8] {
        var texts = directories
        texts.append("/etc/ld.so.cache")
        if family.version < GlibcVersion(2, 30) {
            texts.append(
                "symbol %s version %s not defined in file %s with link time reference%s")
        }
        if family.version >= GlibcVersion(2, 33) {
            texts.append("--glibc-hwcaps-prepend")
            texts.append("ld.so (GNU libc) stable release version \(family.version).")
        }
        return texts.reduce(into: [0]) { $0 += Array($1.utf8) + [0] }
    }
}
