internal import ObjectFile

/// The code by which a static program of glibc looks up users and hosts.
struct StaticLookups {
    /// Whether what reads files and asks DNS is inside, as since glibc 2.34; before, libraries had
    /// it.
    let hasFiles: Bool
    /// What tells it.
    let evidence: [Evidence]

    /// Finds it; nil where the program is none, or looks up nothing.
    ///
    /// Spec: glibc, nss/nsswitch.c up to 2.31 and nss/nss_module.c since 2.32, where the name of a
    /// library is put together.
    init?(_ report: ImageReport, _ facts: StartFacts) {
        let linkage = report.image.linkage
        guard linkage == .static || linkage == .staticPIE,
            report.dependencies?.libc == "glibc", let place = facts.text("libnss_%s.so")
        else { return nil }
        let pattern = facts.text("libnss_%s.so%s")
        // 2.32 and 2.33 have the new pattern, and the code for files in a library as ever.
        let list = pattern == nil ? nil : facts.text("/etc/passwd\0")
        hasFiles = list != nil
        evidence = [
            Evidence(
                "constants", pattern == nil ? "libnss_%s.so.%d.%d" : "libnss_%s.so%s", at: place)
        ]
    }
}
