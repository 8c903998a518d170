import GoInspect
import ObjectFile

/// A rule of our own: what we ship is built by a Go of ours, and without C.
func builtAsWeDo(_ report: ImageReport) -> [Finding] {
    guard let build = report.build?.value else { return [] }
    var findings: [Finding] = []
    if !build.goVersion.starts(with: "go1.27") {
        findings.append(
            Finding(
                rule: "our-go", severity: .error,
                message: "it was built by \(build.goVersion), and we build with go1.27",
                evidence: [
                    Evidence(
                        source: "build information", detail: "\(build.goVersion)",
                        at: build.offset)
                ],
                remedy: ["build it in our image"]))
    }
    if report.cgo().verdict == "calls-c" {
        findings.append(
            Finding(
                rule: "our-c", severity: .warning, message: "packages of it call C",
                remedy: ["CGO_ENABLED=0"]))
    }
    return findings
}
