internal import DynamicLinking
internal import ObjectFile

extension CheckPlace {
    /// Takes a target of the table; of `settings` the root and the image do not count.
    ///
    /// What the target has is made up once for all files: keep the place.
    public init(_ target: Target, _ settings: RunSettings = RunSettings()) {
        let known = TargetSurroundings(target: target)
        self.init(
            target.name, target.system, kernel: target.kernel, macOS: target.macOS, target: target,
            settings
        ) { known.of($0) }
    }
}

/// What programs are started in on a target, processor by processor.
private struct TargetSurroundings {
    let target: Target

    /// Those of a processor; nil where the target is not made for it.
    func of(_ architecture: Architecture) -> LoaderSurroundings? {
        if target.machine(architecture) != nil,
            let surroundings = target.surroundings(for: architecture)
        {
            return surroundings
        }
        if target.machines.isEmpty || target.knownSystem == nil {
            return target.surroundings(for: architecture) ?? bare(architecture)
        }
        // Kernels of amd64 start programs of 386, too.
        let wide = Architecture(name: "x86_64")
        let isNarrow = architecture.name == "i386" && target.machine(wide) != nil
        return isNarrow ? bare(architecture) : nil
    }

    /// A kernel and no libraries, or none that are known.
    private func bare(_ architecture: Architecture) -> LoaderSurroundings? {
        let isMade = target.machines.isEmpty || target.machine(architecture) != nil
        guard isMade || architecture.name == "i386" else { return nil }
        let system = KnownSystem(.none, isWhole: target.isWhole)
        guard let files = system.files(for: architecture) else { return nil }
        var surroundings = LoaderSurroundings(files)
        surroundings.known = system
        surroundings.machine = architecture
        let machine = target.machine(architecture)
        surroundings.processor =
            machine?.processor ?? (architecture.name == "x86_64" ? "x86-64-v1" : nil)
        if let size = machine?.pageSizes.min() { surroundings.pageSize = size }
        return surroundings
    }
}
