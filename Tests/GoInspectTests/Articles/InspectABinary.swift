import GoInspect
import ObjectFile

/// Tells of a file what it is, what it needs, and what C code is in it.
func inspect(_ path: String) -> [String] {
    var lines: [String] = []
    var inspection = Inspection(path: path, [.dependencies, .build])
    // A universal file has several images, an archive has one for each object.
    inspection.forEachImage { report in
        let linkage = report.image.linkage?.rawValue ?? "not linked"
        lines.append("\(report.image.architecture) \(linkage)")
        if let go = report.build?.value {
            let setting = go.setting("CGO_ENABLED")?.text ?? "unknown"
            lines.append("built by \(go.goVersion), CGO_ENABLED=\(setting)")
        }
        lines += report.image.needed.map { "needs \($0)" }
        if let glibc = report.dependencies?.glibc, let floor = glibc.floor {
            lines.append("needs glibc \(floor) or later")
        }
        // More costs more time, and is asked for where it is needed.
        lines.append("C code: \(report.cgo().verdict)")
        return true
    }
    if let error = inspection.error { lines.append("error: \(error)") }
    return lines
}
