/// All that comparing needs of one image: a value that is kept without the file, as in a baseline.
///
/// Texts out of the file are text here: what is no UTF-8 shows as U+FFFD, in a baseline and beside it.
public struct Snapshot: Hashable, Sendable {
    /// A library that is needed by name.
    public struct Library: Hashable, Sendable {
        /// The name.
        public var name: String
        /// The version that it was linked with, Mach-O's alone.
        public var version: String?
        /// The versions of symbols that are needed of it, as `GLIBC_2.34`.
        public var symbolVersions: [String] = []
    }

    /// Symbols that are shared with others.
    public struct Symbols: Hashable, Sendable {
        /// Their names; the group of each is the number of its version, and the size a sum of that
        /// version's name, so that versions that differ are seen.
        var names = SizedNames()
        /// Versions, or of Mach-O the libraries that symbols come from; empty for none.
        public private(set) var versions: [String] = []
        private var places: [String: UInt32] = [:]

        /// How many there are.
        public var count: Int { names.count }
    }

    /// What is known by a name, such as `dns-resolver`.
    public struct Fact: Hashable, Sendable {
        /// The name.
        public var name: String
        /// What it is; nil where nothing tells.
        public var value: String?
    }

    /// A module in one version.
    public struct Module: Hashable, Sendable {
        /// The module's path.
        public var path: String
        /// The version.
        public var version: String
        /// The checksum, empty where there is none.
        public var sum: String
    }

    /// A module of the build, with the one that took its place.
    public struct Dependency: Hashable, Sendable {
        /// What packages asked for.
        public var module: Module
        /// What was built instead.
        public var replacement: Module?
    }

    /// What Go wrote of the build.
    public struct Build: Hashable, Sendable {
        /// The version of the toolchain.
        public var goVersion = ""
        /// The import path of the main package.
        public var path = ""
        /// The module of the main package.
        public var main: Dependency?
        /// The modules, in file order.
        public var dependencies: [Dependency] = []
        /// The settings, in file order.
        public var settings: [Fact] = []
    }

    /// Something with a size.
    public struct Extent: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// How many bytes it has: of a section those in memory, or in the file where that is all.
        public var size: UInt64
    }

    /// What a package has of the function table.
    public struct Package: Hashable, Sendable {
        /// The import path; empty for functions of no package.
        public var name: String
        /// How many functions it has.
        public var functions: UInt64
        /// How many bytes of code.
        public var bytes: UInt64
    }

    /// How C code is used.
    public struct Cgo: Hashable, Sendable {
        /// `none`, `runtime-only`, `calls-c` or `unknown`.
        public var verdict: String
        /// `internal`, `external` or `unknown`.
        public var linkMode: String
        /// The packages that call C or are called by it.
        public var packages: [String]
    }

    /// Whether it runs somewhere.
    public struct Runs: Hashable, Sendable {
        /// The name of the place.
        public var target: String
        /// Whether it does.
        public var runs: Verdict.Runs
        /// The first rule that says why not; nil where it runs.
        public var rule: String?
    }

    /// The oldest system that it is made for.
    public struct MinimumOS: Hashable, Sendable {
        /// The platform, such as `macos` or `ios`.
        public var platform: String
        /// The version.
        public var version: String
        /// The version of the SDK; nil where the file does not say.
        public var sdk: String?
    }

    /// `elf` or `mach-o`.
    public var format = ""
    /// The processor.
    public var architecture = ""
    /// 32 or 64.
    public var bits: UInt64 = 0
    /// `little` or `big`.
    public var byteOrder = ""
    /// What kind of file it is, such as `executable` or `pie`.
    public var type = ""
    /// The system it is made for; nil where nothing says.
    public var system: String?
    /// The name of its slice in a universal file.
    public var slice: String?
    /// Where it lies in the file.
    public var offset: UInt64 = 0
    /// How many bytes it has there.
    public var size: UInt64 = 0
    /// The SHA-256 of these bytes; nil where nobody needed it.
    public var digest: String?
    /// How it comes by the code of others.
    public var linkage: String?

    /// The path of its loader.
    public var interpreter: String?
    /// The C library that it is made for.
    public var libc = ""
    /// The libraries that it asks for.
    public var libraries: [Library] = []
    /// The name under which other files need it.
    public var soname: String?
    /// `DT_RPATH`, of Mach-O `LC_RPATH`.
    public var rpath: [String] = []
    /// `DT_RUNPATH`.
    public var runpath: [String] = []
    /// The oldest glibc that has all versions it needs.
    public var glibcFloor: String?
    /// The oldest glibc in which all symbols exist.
    public var apiFloor: String?
    /// The symbols that ask for the floor.
    public var culprits: [String] = []
    /// Of Mach-O the oldest system.
    public var minimumOS: MinimumOS?
    /// What there is of C code; nil where it is no program of Go.
    public var cgo: Cgo?
    /// What the program relies on and how it was made, with their names of `buildinfo --facts`.
    public var facts: [Fact] = []
    /// What makes faults harder to exploit.
    public var hardening: [Fact] = []
    /// Where it runs.
    public var verdicts: [Runs] = []
    /// What Go wrote of the build; nil where there is nothing.
    public var build: Build?
    /// What names the build: `go`, `gnu`, `uuid`.
    public var buildIDs: [Fact] = []
    /// The sections, in file order.
    public var sections: [Extent] = []
    /// The segments, in file order.
    public var segments: [Extent] = []
    /// What it needs of others.
    public var imports = Symbols()
    /// What it has for others, of a program only where symbols were to be kept.
    public var exports = Symbols()
    /// How many symbols it has for others.
    public var exportCount: UInt64 = 0
    /// What the functions are told by: `function table` or `symbol table`; nil where nothing does.
    public var functionSource: String?
    /// The packages of its functions, by name.
    public var packages: [Package] = []
    /// Its functions, nil where they were not kept.
    public var functions: SizedNames?
    /// The symbols of its full symbol table, nil where they were not kept or there is no such table.
    public var symbols: SizedNames?
    /// What could not be read, and so is not compared.
    public var missing: [String] = []
}

extension Snapshot.Symbols {
    /// Adds a symbol.
    mutating func add(_ name: Span<UInt8>, _ version: String) {
        let place: UInt32
        if let known = places[version] {
            place = known
        } else {
            place = UInt32(truncatingIfNeeded: versions.count)
            places[version] = place
            versions.append(version)
        }
        names.add(name, size: version.utf8.span.key, group: place)
    }

    /// The version of an entry.
    func version(_ entry: SizedNames.Entry) -> String {
        let place = Int(entry.group)
        return versions.indices.contains(place) ? versions[place] : ""
    }

    /// Visits names in their order, each with its version, nil where it has none.
    public func forEach(_ visit: (_ name: String, _ version: String?) -> Void) {
        for entry in names.entries {
            let version = version(entry)
            visit(names.name(entry), version.isEmpty ? nil : version)
        }
    }
}

extension Snapshot {
    /// What a fact says; nil where nothing tells or it is not there.
    func fact(_ name: String) -> String? { facts.first { $0.name == name }?.value }

    /// What text calls it.
    var label: String { slice ?? architecture }
}
