import GoInspect
import ObjectFile

/// Says how each program or library in a file is linked, and which Go built it.
func describe(_ path: String) -> [String] {
    var lines: [String] = []
    var inspection = Inspection(path: path, [.dependencies, .build])
    inspection.forEachImage { report in
        let linkage = report.image.linkage?.rawValue ?? "not a program"
        let floor = report.dependencies?.glibc?.floor ?? "none"
        let go = report.build?.value?.goVersion.text ?? "not Go"
        lines.append("\(report.image.architecture): \(linkage), glibc floor \(floor), \(go)")
        return true
    }
    if let error = inspection.error { lines.append("error: \(error)") }
    return lines
}
