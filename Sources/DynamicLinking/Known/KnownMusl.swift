internal import ObjectFile

/// Puts musl, and the libraries beside it, where Alpine has them.
struct KnownMusl {
    private let system: KnownSystem
    private let version: MuslVersion
    private let architecture: Architecture
    private let machine: KnownMachine

    init?(_ system: KnownSystem, _ version: MuslVersion, _ architecture: Architecture) {
        guard let machine = KnownMachine(architecture),
            MuslNames.isThere(version, on: architecture)
        else { return nil }
        self.system = system
        self.version = version
        self.architecture = architecture
        self.machine = machine
    }

    var entries: KnownEntries {
        var entries = KnownEntries()
        for path in ["/lib", "/usr/lib", "/usr/local/lib", "/etc"] { entries.addDirectory(path) }
        entries.add("/lib/ld-musl-\(name).so.1", .whole) { outline }
        entries.addLink("/lib/libc.musl-\(name).so.1", to: "ld-musl-\(name).so.1")
        if system.hasGcompat {
            KnownGcompat.add(
                to: &entries, version, architecture, machine, linker: "/lib/ld-musl-\(name).so.1")
        }
        for library in system.libraries {
            let versions = GccLibraries.versions(of: library, architecture)
            entries.add("/usr/lib/" + library.name, versions.isEmpty ? .name : .versions) {
                LibraryOutline(machine: machine, name: library.name, versions: versions)
            }
        }
        return entries
    }

    private var outline: LibraryOutline {
        var outline = LibraryOutline(machine: machine, name: nil)
        outline.symbols = MuslNames.names(version, on: architecture)
        outline.constants = Array("\0musl libc (\(name))\n\0Version \(version)\n\0".utf8)
        return outline
    }

    private var name: String { MuslLoader.name(of: architecture, machine.layout) }
}
