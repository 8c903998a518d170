internal import GoBinary
internal import ObjectFile

/// What names a build: Go's build ID, that of the linker, `LC_UUID`.
///
/// They are made of what went in or came out, so that they differ where anything else does; a cause
/// they are where somebody said them, or nothing else differs.
struct Identities {
    /// One of them.
    struct Identity {
        let name: String
        let text: ByteString
        let range: FileRange?
    }

    private(set) var old: [Identity]
    private(set) var new: [Identity]

    init(_ old: ImageReport, _ new: ImageReport) {
        self.old = Self.identities(of: old)
        self.new = Self.identities(of: new)
    }

    private static func identities(of report: ImageReport) -> [Identity] {
        var found: [Identity] = []
        switch report.image.contents {
        case .elf(let object):
            let sections = object.sections(in: report.file).value
            for note in object.notes(sections, in: report.file).notes {
                if note.owner == "Go", note.type == 4 {
                    let text = ByteString(note.description.span.untilZero)
                    found.append(Identity(name: "Go build ID", text: text, range: note.range))
                } else if note.owner == "GNU", note.type == 3 {
                    let text = ByteString(note.description.hexadecimalText)
                    found.append(Identity(name: "GNU build ID", text: text, range: note.range))
                }
            }
        case .machO(let object):
            if let text = report.build?.value?.buildID {
                found.append(Identity(name: "Go build ID", text: text, range: nil))
            }
            if let uuid = object.contents.uuid {
                let text = ByteString(uuid.hexadecimalText)
                found.append(Identity(name: "LC_UUID", text: text, range: nil))
            }
        }
        return found
    }

    /// Whether bytes are of one of these in the old file, or in the new one.
    func contain(old hunk: FileRange, new other: FileRange) -> Bool {
        old.contains { $0.range.map { $0.touches(hunk) } ?? false }
            || new.contains { $0.range.map { $0.touches(other) } ?? false }
    }

    /// Those that differ; with `saidAlone` just those that somebody said.
    func causes(saidAlone: Bool) -> [Reproduction.Cause] {
        var names = old.map(\.name)
        for name in new.map(\.name) where !names.contains(name) { names.append(name) }
        return names.compactMap { name in
            let a = old.first { $0.name == name }
            let b = new.first { $0.name == name }
            guard a?.text != b?.text else { return nil }
            if saidAlone, !Self.isSaid(a), !Self.isSaid(b), (a == nil) == (b == nil) { return nil }
            return cause(name, a, b)
        }
    }

    private func cause(_ name: String, _ a: Identity?, _ b: Identity?) -> Reproduction.Cause {
        let remedy =
            switch name {
            case "Go build ID": "-ldflags=-buildid= (empty, the same for all)"
            case "GNU build ID":
                "-ldflags='-B gobuildid', or -extldflags=-Wl,--build-id=none where gcc links"
            default: "-ldflags='-B gobuildid', so that it follows Go's build ID"
            }
        let meaning =
            Self.isSaid(a) || Self.isSaid(b)
            ? "it was said when it was linked"
            : "it is made of all that went in, though nothing else differs here"
        return Reproduction.Cause(
            .buildID, name, a?.text, b?.text, meaning, [remedy],
            at: Reproduction.Cause.Place(
                section: Self.section(name), old: a?.range?.offset, new: b?.range?.offset))
    }

    private static func section(_ name: String) -> String {
        switch name {
        case "Go build ID": ".note.go.buildid"
        case "GNU build ID": ".note.gnu.build-id"
        default: "load commands"
        }
    }

    /// Whether it is not what a toolchain makes by itself.
    private static func isSaid(_ identity: Identity?) -> Bool {
        guard let identity else { return false }
        switch identity.name {
        // Hashes in base64, of twenty characters each.
        case "Go build ID":
            let parts = identity.text.utf8.split(
                separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            return parts.count < 2 || parts.contains { $0.count != 20 }
        case "GNU build ID": return identity.text.length != 40 && identity.text.length != 32
        default: return false
        }
    }
}

extension FileRange {
    /// Whether both have a byte in common, or one is empty and lies in the other.
    func touches(_ other: FileRange) -> Bool {
        offset < other.end && other.offset < end
            || (size == 0 || other.size == 0) && offset <= other.end && other.offset <= end
    }
}

extension [UInt8] {
    /// As hexadecimal digits.
    var hexadecimalText: String {
        var text = ""
        for byte in self {
            text += byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
        }
        return text
    }
}
