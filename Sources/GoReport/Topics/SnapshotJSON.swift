internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    /// The key `snapshot` of an image; GoInspect reads it again.
    mutating func snapshot(_ image: Snapshot) {
        beginObject("snapshot")
        string("sha256", orNull: image.digest)
        needs(image)
        if let cgo = image.cgo {
            beginObject("cgo")
            string("verdict", cgo.verdict)
            string("linkMode", cgo.linkMode)
            strings("packages", cgo.packages)
            endObject()
        } else {
            null("cgo")
        }
        facts("facts", image.facts)
        facts("hardening", image.hardening)
        beginArray("verdicts")
        for verdict in image.verdicts {
            beginObject()
            string("target", verdict.target)
            string("runs", verdict.runs.rawValue)
            string("rule", orNull: verdict.rule)
            endObject()
        }
        endArray()
        if let build = image.build { self.build(build) } else { null("build") }
        facts("buildIDs", image.buildIDs)
        tables(image)
        strings("missing", image.missing)
        endObject()
    }

    private mutating func needs(_ image: Snapshot) {
        string("interpreter", orNull: image.interpreter)
        string("libc", image.libc)
        beginArray("libraries")
        for library in image.libraries {
            beginObject()
            string("name", library.name)
            string("version", orNull: library.version)
            strings("symbolVersions", library.symbolVersions)
            endObject()
        }
        endArray()
        string("soname", orNull: image.soname)
        strings("rpath", image.rpath)
        strings("runpath", image.runpath)
        string("glibcFloor", orNull: image.glibcFloor)
        string("apiFloor", orNull: image.apiFloor)
        strings("culprits", image.culprits)
        guard let oldest = image.minimumOS else { return null("minimumOS") }
        beginObject("minimumOS")
        string("platform", oldest.platform)
        string("version", oldest.version)
        string("sdk", orNull: oldest.sdk)
        endObject()
    }

    private mutating func facts(_ key: String, _ facts: [Snapshot.Fact]) {
        beginArray(key)
        for fact in facts {
            beginObject()
            string("name", fact.name)
            string("value", orNull: fact.value)
            endObject()
        }
        endArray()
    }

    private mutating func build(_ build: Snapshot.Build) {
        beginObject("build")
        string("goVersion", build.goVersion)
        string("path", build.path)
        if let main = build.main { dependency("main", main) } else { null("main") }
        beginArray("dependencies")
        for dependency in build.dependencies { self.dependency(nil, dependency) }
        endArray()
        facts("settings", build.settings)
        endObject()
    }

    private mutating func dependency(_ key: String?, _ dependency: Snapshot.Dependency) {
        beginObject(key)
        module(dependency.module)
        if let replacement = dependency.replacement {
            beginObject("replacement")
            module(replacement)
            endObject()
        } else {
            null("replacement")
        }
        endObject()
    }

    private mutating func module(_ module: Snapshot.Module) {
        string("path", module.path)
        string("version", module.version)
        string("sum", module.sum)
    }

    private mutating func tables(_ image: Snapshot) {
        extents("sections", image.sections)
        extents("segments", image.segments)
        symbols("imports", image.imports)
        symbols("exports", image.exports)
        number("exportCount", image.exportCount)
        string("functionSource", orNull: image.functionSource)
        beginArray("packages")
        for package in image.packages {
            beginObject()
            string("name", package.name)
            number("functions", package.functions)
            number("bytes", package.bytes)
            endObject()
        }
        endArray()
        names("functions", image.functions, hasGroups: true)
        names("symbols", image.symbols, hasGroups: false)
    }

    private mutating func extents(_ key: String, _ extents: [Snapshot.Extent]) {
        beginArray(key)
        for extent in extents {
            beginObject()
            string("name", extent.name)
            number("size", extent.size)
            endObject()
        }
        endArray()
    }

    private mutating func symbols(_ key: String, _ symbols: Snapshot.Symbols) {
        beginArray(key)
        symbols.forEach { name, version in
            beginObject()
            string("name", name)
            string("version", orNull: version)
            endObject()
        }
        endArray()
    }

    /// Names with sizes; of functions also the numbers of their packages.
    private mutating func names(_ key: String, _ names: SizedNames?, hasGroups: Bool) {
        guard let names else { return null(key) }
        beginArray(key)
        names.forEach { name, size, group in
            beginObject()
            string("name", name)
            number("size", size)
            if hasGroups { count("package", group) }
            endObject()
        }
        endArray()
    }
}
