internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    /// The keys of `buildinfo`.
    mutating func buildInformation(
        _ report: ImageReport, _ request: Request, _ diagnostics: inout [Diagnostic]
    ) {
        buildInformation(report)
        if request.wantsFacts { goFacts(report, &diagnostics) }
        if !request.variables.isEmpty { goVariables(report, request.variables, &diagnostics) }
    }

    /// The key of Go's build information.
    mutating func buildInformation(_ report: ImageReport) {
        guard let build = report.build?.value else { return null("go") }
        beginObject("go")
        text("version", build.goVersion)
        goObject(build)
        beginObject("source")
        string("section", orNull: build.section)
        number("offset", build.offset.rawValue)
        string("encoding", build.encoding)
        endObject()
        text("buildID", orNull: build.buildID)
        endObject()
    }

    /// Exactly the object that `go version -m -json` prints: Go's keys, empty ones left out.
    private mutating func goObject(_ build: Build) {
        beginObject("buildInfo")
        goText("GoVersion", build.goVersion)
        goText("Path", build.path)
        beginObject("Main")
        if let main = build.main { goFields(main) }
        endObject()
        if !build.dependencies.isEmpty {
            beginArray("Deps")
            for module in build.dependencies {
                beginObject()
                goFields(module)
                endObject()
            }
            endArray()
        }
        if !build.settings.isEmpty {
            beginArray("Settings")
            for setting in build.settings {
                beginObject()
                goText("Key", setting.key)
                goText("Value", setting.value)
                endObject()
            }
            endArray()
        }
        endObject()
    }

    private mutating func goFields(_ dependency: Build.Dependency) {
        goFields(dependency.module)
        guard let replacement = dependency.replacement else { return }
        beginObject("Replace")
        goFields(replacement)
        endObject()
    }

    private mutating func goFields(_ module: Build.Module) {
        goText("Path", module.path)
        goText("Version", module.version)
        goText("Sum", module.sum)
    }

    private mutating func goText(_ key: String, _ value: ByteString) {
        if !value.isEmpty { string(key, value.text) }
    }
}

extension TextWriter {
    mutating func buildInformation(
        _ report: ImageReport, _ path: String, _ request: Request,
        _ diagnostics: inout [Diagnostic]
    ) {
        buildInformation(report, path)
        if request.wantsFacts { goFacts(report, &diagnostics) }
        if !request.variables.isEmpty { goVariables(report, request.variables, &diagnostics) }
    }

    private mutating func buildInformation(_ report: ImageReport, _ path: String) {
        guard let build = report.build?.value else {
            let damaged = report.build?.error != nil
            let packed = report.packer.map { ": packed by " + $0 } ?? ""
            return heading(
                path, report.part,
                damaged
                    ? "Go build information cannot be read" : "no Go build information" + packed)
        }
        let garbled = report.obfuscator.map { ": obfuscated by " + $0 } ?? ""
        heading(path, report.part, build.goVersion.text.safe + garbled)
        if !build.path.isEmpty { value("path", build.path) }
        if let main = build.main { module("module", main) }
        var isFirst = true
        for dependency in build.dependencies {
            module(isFirst ? "dependencies" : "", dependency)
            isFirst = false
        }
        settings(build)
        if let buildID = build.buildID { value("build ID", buildID) }
        let place = build.section ?? "the data segment"
        field("found in", "\(place) at \(build.offset), texts \(build.encoding)")
    }

    private mutating func settings(_ build: Build) {
        var isFirst = true
        for setting in build.settings {
            label(isFirst ? "settings" : "")
            isFirst = false
            write(from: setting.key)
            out.write("=")
            write(from: setting.value)
            newline()
        }
    }

    mutating func value(_ label: String, _ value: ByteString) {
        self.label(label)
        write(from: value)
        newline()
    }

    mutating func module(_ label: String, _ dependency: Build.Dependency) {
        self.label(label)
        module(dependency.module)
        guard let replacement = dependency.replacement else { return }
        self.label("")
        out.write("  => ")
        module(replacement)
    }

    private mutating func module(_ module: Build.Module) {
        write(from: module.path)
        out.write(" ")
        write(from: module.version)
        if !module.sum.isEmpty {
            out.write(" ")
            write(module.sum.text.safe, .label)
        }
        newline()
    }
}

extension String {
    /// The text with escapes for what must not reach a terminal.
    var safe: String {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return self }
        var result = ""
        for scalar in unicodeScalars {
            if scalar.isHarmful {
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
