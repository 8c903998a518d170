/// What `snapshot` keeps of an image.
extension JSONSchema {
    static let snapshotOfImage: String = {
        let facts = array(object([("name", text), ("value", textOrNull)]))
        let extents = array(object([("name", text), ("size", number)]))
        let symbols = array(object([("name", text), ("version", textOrNull)]))
        let library = object([
            ("name", text), ("version", textOrNull), ("symbolVersions", texts),
        ])
        let oldest = object([("platform", text), ("version", text), ("sdk", textOrNull)])
        let cgo = object([
            ("verdict", choice("none", "runtime-only", "calls-c", "unknown")),
            ("linkMode", choice("internal", "external", "unknown")), ("packages", texts),
        ])
        let verdict = object([
            ("target", text), ("runs", choice("yes", "no", "unknown")), ("rule", textOrNull),
        ])
        let module = [("path", text), ("version", text), ("sum", text)]
        let dependency = object(module + [("replacement", orNull(object(module)))])
        let build = object([
            ("goVersion", text), ("path", text), ("main", orNull(dependency)),
            ("dependencies", array(dependency)), ("settings", facts),
        ])
        let package = object([("name", text), ("functions", number), ("bytes", number)])
        let function = object([("name", text), ("size", number), ("package", number)])
        return object([
            ("sha256", textOrNull), ("interpreter", textOrNull),
            (
                "libc",
                choice("glibc", "musl", "bionic", "libsystem", "uclibc", "none", "unknown")
            ),
            ("libraries", array(library)), ("soname", textOrNull), ("rpath", texts),
            ("runpath", texts), ("glibcFloor", textOrNull), ("apiFloor", textOrNull),
            ("culprits", texts), ("minimumOS", orNull(oldest)), ("cgo", orNull(cgo)),
            ("facts", facts), ("hardening", facts), ("verdicts", array(verdict)),
            ("build", orNull(build)), ("buildIDs", facts), ("sections", extents),
            ("segments", extents), ("imports", symbols), ("exports", symbols),
            ("exportCount", number),
            ("functionSource", textOrNull), ("packages", array(package)),
            ("functions", orNull(array(function))), ("symbols", orNull(extents)),
            ("missing", texts),
        ])
    }()

    /// That, or null.
    static func orNull(_ form: String) -> String {
        "{\"anyOf\": [{\"type\": \"null\"}, \(form)]}"
    }
}
