internal import ObjectFile

extension JSONWriter {
    /// The keys that `deps` has for Mach-O alone.
    mutating func machODependencies(_ object: MachO.Object, _ places: [String]) {
        let commands = object.contents
        beginArray("loads")
        for (library, place) in zip(commands.libraries, places) {
            guard out.isOpen else { break }
            beginObject()
            text("name", library.name)
            string("kind", library.kind.rawValue)
            string("currentVersion", library.currentVersion.description)
            string("compatibilityVersion", library.compatibilityVersion.description)
            string("place", place)
            endObject()
        }
        endArray()
        texts("rpaths", commands.runPaths)
        if let version = commands.buildVersions.first {
            beginObject("minimumOS")
            string("platform", version.platform.shortName)
            string("version", version.minimumOS.description)
            string("sdk", orNull: version.sdkText)
            endObject()
        } else {
            null("minimumOS")
        }
        string("uuid", orNull: commands.uuidText)
    }
}

extension TextWriter {
    /// The lines that `deps` has for Mach-O.
    mutating func machODependencyFields(_ object: MachO.Object, _ places: [String]) {
        let commands = object.contents
        let longest = commands.libraries.map(\.name.length).max() ?? 0
        let width = min(max(longest, 24), 64) + 2
        // Those of whoever loads a library count for it, too.
        let isProgram = object.header.type == .executable
        if let loader = commands.loader { line("loader", loader) }
        for (index, (library, place)) in zip(commands.libraries, places).enumerated() {
            guard out.isOpen else { return }
            label(index == 0 ? "needs" : "")
            write(from: library.name, width: width)
            if library.name.length >= width { out.write("  ") }
            out.write(library.currentVersion.description)
            write(" (at least \(library.compatibilityVersion))", .label)
            if library.kind != .load { write("  " + library.kind.rawValue, .label) }
            if place == "shared-cache" { write("  in the shared cache: no file", .label) }
            if place == "rpath", isProgram, commands.runPaths.isEmpty {
                write("  no LC_RPATH to find it by", .bad)
            }
            newline()
        }
        if let identity = commands.identity {
            label("is")
            write(from: identity.name, width: identity.name.length + 2)
            out.write(identity.currentVersion.description)
            write(" (serves \(identity.compatibilityVersion) and later)", .label)
            newline()
        }
        for (index, path) in commands.runPaths.enumerated() {
            guard out.isOpen else { return }
            line(index == 0 ? "rpath" : "", path)
        }
        for (index, version) in commands.buildVersions.prefix(8).enumerated() {
            let sdk = version.sdkText.map { ", SDK \($0)" } ?? ""
            let text = "\(version.platform.shortName) \(version.minimumOS) or later\(sdk)"
            field(index == 0 ? "runs on" : "", text)
        }
        if isVerbose, let uuid = commands.uuidText { field("UUID", uuid) }
    }

    private mutating func line(_ label: String, _ value: ByteString) {
        self.label(label)
        write(from: value)
        newline()
    }
}

extension MachO.BuildVersion {
    /// The version of the SDK, nil where the file does not say.
    fileprivate var sdkText: String? { sdk.rawValue == 0 ? nil : sdk.description }
}

extension MachO.CommandContents {
    /// The UUID as people write it.
    fileprivate var uuidText: String? { uuid.map { MachO.uuidText($0.span) } }
}
