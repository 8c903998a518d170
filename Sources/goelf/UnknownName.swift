internal import ArgumentParser
internal import GoInspect
internal import ObjectFile

extension ValidationError {
    /// Says that an option's value is the name of nothing, and which names are near, else the usual
    /// ones.
    init(_ what: String, _ name: String, near names: [String], usual: [String]) {
        let near = NearNames.of(name.lowercased(), among: names).prefix(3)
        let hint =
            near.isEmpty
            ? "; there are \(usual.joined(separator: ", ")) …"
            : ": did you mean \(near.joined(separator: " or "))?"
        self.init("there is no \(what) '\(name)'\(hint)")
    }

    /// Refuses what is the name of no processor.
    static func checkProcessor(_ name: String?) throws {
        guard let name, !Architecture.isName(name) else { return }
        throw ValidationError(
            "processor", name, near: Architecture.names,
            usual: ["amd64", "arm64", "arm64e", "386", "arm", "ppc64le", "riscv64", "s390x"])
    }
}
