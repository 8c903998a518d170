internal import ObjectFile

extension Target {
    /// The platforms of Python's wheels, each of which stands for all systems with at least its
    /// glibc and these libraries.
    static let manylinux: [Target] = [
        tag(5, .gcc4_1, [.amd64, .i386], "manylinux1", zlib: true),
        tag(12, .gcc4_4, [.amd64, .i386], "manylinux2010"),
        tag(17, .gcc4_8, older, "manylinux2014"),
        tag(24, .gcc6, older),
        tag(26, .gcc6, older),
        tag(27, .gcc7, older),
        tag(28, .gcc7, older),
        tag(31, .gcc10, older + [.riscv64]),
        tag(34, .gcc11, older + [.riscv64]),
        tag(35, .gcc12, older + [.riscv64]),
        tag(36, .gcc12, newer),
        tag(37, .gcc12, newer),
        tag(38, .gcc12, newer),
        tag(39, .gcc14, newer),
        tag(40, .gcc14, newer),
        tag(41, .gcc14, newer),
    ]

    private static let older: [Machine] = [
        .amd64, .i386, .arm64, .arm, Machine("ppc64le", pages: 65536), .s390x,
    ]
    private static let newer = older + [.riscv64, Machine("loong64", pages: 16384)]

    private static func tag(
        _ minor: Int, _ runtime: CompilerRuntime, _ machines: [Machine], _ alias: String? = nil,
        zlib: Bool = false
    ) -> Target {
        var target = Target(
            "manylinux_2_\(minor)", "manylinux 2.\(minor): all systems since glibc 2.\(minor)",
            .manylinux, aliases: alias.map { [$0] } ?? [],
            sources: [
                "https://peps.python.org/pep-0600/",
                "https://github.com/pypa/auditwheel/blob/main/src/auditwheel/policy/"
                    + "manylinux-policy.json",
            ])
        target.libc = .glibc("2.\(minor)")
        target.runtime = runtime
        target.libraryNames = """
            libGL.so.1 libICE.so.6 libSM.so.6 libX11.so.6 libXext.so.6 libXrender.so.1 \
            libatomic.so.1 \(zlib ? "" : "libexpat.so.1 ")libgcc_s.so.1 libglib-2.0.so.0 \
            libgobject-2.0.so.0 libgthread-2.0.so.0 libstdc++.so.6 libz.so.1
            """
        target.partNames = """
            libanl.so.1 libc.so.6 libdl.so.2 libm.so.6 libnsl.so.1 libpthread.so.0 \
            libresolv.so.2 librt.so.1 libutil.so.1\(minor < 24 ? "" : " libmvec.so.1")
            """
        target.machines = machines
        return target
    }

    /// A platform with the processor in its name, as wheels are called, where it is made for that.
    static func tag(_ name: String) -> Target? {
        for (end, architecture) in processors where name.hasSuffix("_" + end) {
            let base = String(name.dropLast(end.utf8.count + 1))
            guard let target = places[base].map({ all[$0] }), target.isPythonTag,
                target.machine(Architecture(name: architecture)) != nil
            else { continue }
            return target
        }
        return nil
    }

    /// The platforms that a name which is none may mean: that with another processor, or those
    /// with the versions of the C library around it.
    static func nearTags(_ name: String) -> [String] {
        let tags = (manylinux + musllinux).flatMap { [$0.name] + $0.aliases }
        if let start = tags.filter({ name.hasPrefix($0 + "_") }).max(by: { $0.count < $1.count }) {
            return [start]
        }
        let ends = processors.map { "_" + $0.end }
        let base = ends.first(where: name.hasSuffix).map { String(name.dropLast($0.count)) } ?? name
        guard let place = base.lastIndex(of: "_"), base.utf8.count <= 40,
            let minor = Int(base[base.index(after: place)...])
        else { return [] }
        let start = base[...place]
        let kin = tags.filter { $0.hasPrefix(start) }
            .compactMap { Int($0.dropFirst(start.count)) }
        return [kin.filter { $0 < minor }.max(), kin.filter { $0 > minor }.min()]
            .compactMap { $0.map { start + String($0) } }
    }

    /// Python's names of processors.
    private static let processors: [(end: String, name: String)] = [
        ("x86_64", "x86_64"), ("i686", "i386"), ("aarch64", "aarch64"), ("armv7l", "arm"),
        ("ppc64le", "ppc64le"), ("s390x", "s390x"), ("riscv64", "riscv64"),
        ("loongarch64", "loong64"),
    ]

    private var isPythonTag: Bool { family == .manylinux || family == .musllinux }

    /// The same of musl.
    static let musllinux: [Target] = [(1, "1.1.24"), (2, "1.2.0")].map { minor, musl in
        var target = Target(
            "musllinux_1_\(minor)", "musllinux 1.\(minor): all systems since musl 1.\(minor)",
            .musllinux,
            sources: [
                "https://peps.python.org/pep-0656/",
                "https://github.com/pypa/auditwheel/blob/main/src/auditwheel/policy/"
                    + "musllinux-policy.json",
            ])
        target.libc = .musl(musl)
        target.libraryNames = "libz.so.1"
        target.machines = older + [.riscv64] + (minor == 2 ? [Machine("loong64")] : [])
        return target
    }
}
