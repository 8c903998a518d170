public import GoInspect
internal import ObjectFile

/// Writes what is known of targets.
public struct TargetReport {
    private let targets: [Target]

    /// Takes the targets in the order in which they are written.
    public init(_ targets: [Target]) { self.targets = targets }

    /// Writes them; returns the error number of a failure to write, 0 if all went well.
    public func write(
        _ format: Format, isVerbose: Bool, usesColor: Bool, to out: ByteWriter
    ) -> Int32 {
        if format == .json {
            var json = JSONWriter(out)
            json.targets(targets)
            json.out.flush()
            return json.out.failure
        }
        var text = TextWriter(out: out, usesColor: usesColor, isVerbose: isVerbose)
        if isVerbose { text.everything(targets) } else { text.table(targets) }
        text.out.flush()
        return text.out.failure
    }
}

extension JSONWriter {
    fileprivate mutating func targets(_ targets: [Target]) {
        beginDocument(command: "targets")
        beginArray("targets")
        for target in targets { self.target(target) }
        endDocument()
    }

    private mutating func target(_ target: Target) {
        beginObject()
        string("name", target.name)
        strings("aliases", target.aliases)
        string("title", target.title)
        string("family", target.family.rawValue)
        string("os", target.system.rawValue)
        libc(target)
        libraries(target.libraries)
        bool("complete", target.isWhole)
        string("kernel", orNull: target.kernel?.description)
        string("macOS", orNull: target.macOS?.description)
        if let level = target.androidAPI { count("androidAPI", level) } else { null("androidAPI") }
        machines(target.machines)
        beginObject("contents")
        bool("timeZones", orNull: target.contents.timeZones)
        bool("certificates", orNull: target.contents.certificates)
        bool("users", orNull: target.contents.users)
        endObject()
        string("endOfLife", orNull: target.endOfLife)
        string("note", orNull: target.note)
        strings("sources", target.sources)
        string("checked", target.checked)
        endObject()
    }

    private mutating func libc(_ target: Target) {
        guard let libc = target.libc else { return null("libc") }
        beginObject("libc")
        string("name", libc.name)
        string("version", orNull: libc.version)
        bool("gcompat", target.hasGcompat)
        if let parts = target.parts { strings("parts", parts) } else { null("parts") }
        if let markers = target.markers { strings("markers", markers) } else { null("markers") }
        endObject()
    }

    private mutating func libraries(_ libraries: [Target.Library]) {
        beginArray("libraries")
        for library in libraries {
            beginObject()
            string("name", library.name)
            strings("versions", library.versions)
            endObject()
        }
        endArray()
    }

    private mutating func machines(_ machines: [Target.Machine]) {
        beginArray("machines")
        for machine in machines {
            beginObject()
            string("architecture", machine.architecture.name)
            string("processor", orNull: machine.processor)
            beginArray("pageSizes")
            for size in machine.pageSizes { number(nil, size) }
            endArray()
            endObject()
        }
        endArray()
    }

    private mutating func bool(_ key: String, orNull value: Bool?) {
        if let value { bool(key, value) } else { null(key) }
    }
}

extension TextWriter {
    /// One line a target.
    fileprivate mutating func table(_ targets: [Target]) {
        let rows = targets.map { target in
            [
                target.name, target.libc?.description ?? "-", target.kernel?.description ?? "-",
                target.endOfLife ?? "-", target.title,
            ]
        }
        let titles = ["name", "C library", "kernel", "support ends", "what it is"]
        var widths = titles.map(\.utf8.count)
        for row in rows {
            for (place, text) in row.enumerated() {
                widths[place] = max(widths[place], text.utf8.count)
            }
        }
        line(titles, widths, .label)
        for row in rows where out.isOpen { line(row, widths, .plain) }
    }

    private mutating func line(_ row: [String], _ widths: [Int], _ style: Style) {
        for (place, text) in row.enumerated() {
            if place < row.count - 1 {
                column(text, widths[place], style)
            } else {
                write(text, style)
            }
        }
        newline()
    }

    /// All that the table has.
    fileprivate mutating func everything(_ targets: [Target]) {
        for (place, target) in targets.enumerated() where out.isOpen {
            if place > 0 { newline() }
            write(target.name, .heading)
            write(": " + target.title)
            newline()
            base(target)
            for machine in target.machines { field("processor", machine.text) }
            optional("time zones", target.contents.timeZones)
            optional("certificates", target.contents.certificates)
            optional("list of users", target.contents.users)
            if let end = target.endOfLife { field("support ends", end) }
            if let note = target.note { field("note", note) }
            for source in target.sources { field("source", source) }
            field("checked", target.checked)
        }
    }

    private mutating func base(_ target: Target) {
        if !target.aliases.isEmpty { field("also", target.aliases.joined(separator: ", ")) }
        if let libc = target.libc {
            field("C library", libc.description + (target.hasGcompat ? ", with gcompat" : ""))
        }
        let libraries = target.libraries.map { library in
            library.versions.isEmpty
                ? library.name : library.name + " (\(library.versions.joined(separator: ", ")))"
        }
        if !libraries.isEmpty { field("libraries", libraries.joined(separator: ", ")) }
        if target.isWhole { field("complete", "nothing else can be there") }
        if let kernel = target.kernel { field("kernel", kernel.description) }
        if let version = target.macOS { field("macOS", version.description) }
        if let level = target.androidAPI { field("API level", "\(level)") }
    }

    private mutating func optional(_ label: String, _ value: Bool?) {
        if let value { field(label, value ? "yes" : "no") }
    }
}

extension Target.Machine {
    /// `aarch64, armv8.2-a or newer, pages of 4k or 16k`.
    fileprivate var text: String {
        let pages = pageSizes.map { "\($0 / 1024)k" }.joined(separator: " or ")
        return architecture.name + (processor.map { ", \($0) or newer" } ?? "")
            + ", pages of " + pages
    }
}
