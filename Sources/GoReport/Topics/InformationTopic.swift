internal import GoInspect
internal import ObjectFile

extension TextWriter {
    /// One screen: what it is, how it is linked, what built it.
    mutating func information(_ report: ImageReport, _ path: String) {
        heading(path, report.part, report.summary)
        field("size", Self.size(report.range.size))
        if report.image.linkage != nil {
            label("linkage")
            report.writeLinkage(&out)
            newline()
        }
        dependencyFields(report)
        if let build = report.build?.value {
            self.build(build, report)
        } else {
            if report.build?.error != nil { field("Go", "build information cannot be read", .bad) }
            if let packer = report.packer {
                field("packed by", packer + ": unpack it with upx -d to see what it is")
            }
        }
        for finding in report.findings where finding.severity != .note || isVerbose {
            label(finding.severity.rawValue)
            out.write(safe: finding.message)
            write(" [" + finding.rule + "]", .label)
            newline()
        }
    }

    private mutating func build(_ build: Build, _ report: ImageReport) {
        value("Go", build.goVersion)
        if let obfuscator = report.obfuscator { field("obfuscated by", obfuscator) }
        if !build.path.isEmpty { value("main package", build.path) }
        if let main = build.main { module("module", main) }
        if !build.dependencies.isEmpty {
            let count = build.dependencies.count
            field("dependencies", count == 1 ? "1 module" : "\(count) modules")
        }
        let telling = [
            "-buildmode", "-tags", "-trimpath", "-race", "CGO_ENABLED", "vcs.revision", "vcs.time",
            "vcs.modified",
        ]
        for key in telling {
            if let setting = build.setting(key) { value(key, setting) }
        }
    }

    /// A size as people read it, and in bytes.
    private static func size(_ bytes: UInt64) -> String {
        let units = ["", "kB", "MB", "GB", "TB"]
        guard bytes >= 1000 else { return "\(bytes) bytes" }
        // Kept in tenths from the first division on.
        var tenths = bytes / 100 + (bytes % 100 < 50 ? 0 : 1)
        var unit = 1
        while tenths >= 10_000, unit < units.count - 1 {
            tenths = tenths / 1000 + (tenths % 1000 < 500 ? 0 : 1)
            unit += 1
        }
        return "\(tenths / 10).\(tenths % 10) \(units[unit]) (\(bytes) bytes)"
    }
}
