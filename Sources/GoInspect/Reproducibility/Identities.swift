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

    private let isMachO: Bool
    private(set) var old: [Identity]
    private(set) var new: [Identity]

    init(_ old: ImageReport, _ new: ImageReport) {
        if case .machO = old.image.contents { isMachO = true } else { isMachO = false }
        self.old = Self.identities(of: old)
        self.new = Self.identities(of: new)
    }

    private static func identities(of report: ImageReport) -> [Identity] {
        var found: [Identity] = []
        switch report.image.contents {
        case .elf(let object):
            let sections = object.sections(in: report.file).value
            for note in object.notes(sections, in: report.file).notes where found.count < most {
                if note.owner == "Go", note.type == 4 {
                    let text = ByteString(note.description.span.untilZero)
                    found.append(Identity(name: "Go build ID", text: text, range: note.range))
                } else if note.owner == "GNU", note.type == 3 {
                    let text = ByteString(note.description.hexadecimalDigits)
                    found.append(Identity(name: "GNU build ID", text: text, range: note.range))
                }
            }
        case .machO(let object):
            if let text = report.build?.value?.buildID {
                found.append(Identity(name: "Go build ID", text: text, range: nil))
            }
            if let uuid = object.contents.uuid {
                let text = ByteString(uuid.hexadecimalDigits)
                found.append(Identity(name: "LC_UUID", text: text, range: nil))
            }
        }
        return found
    }

    /// How many notes are looked at.
    private static let most = 64

    /// Those that differ; with `saidAlone` just those that somebody said, `besides` what else differs.
    func causes(
        saidAlone: Bool, besides kinds: Set<Reproduction.Cause.Kind>
    ) -> [Reproduction.Cause] {
        var names = old.map(\.name)
        for name in new.map(\.name) where !names.contains(name) { names.append(name) }
        return names.compactMap { name in
            let a = old.first { $0.name == name }
            let b = new.first { $0.name == name }
            guard a?.text != b?.text else { return nil }
            // Whether there is one at all follows from who links, with which flags.
            let isLonely = (a == nil) != (b == nil) && kinds.isDisjoint(with: Self.deciding)
            if saidAlone, !Self.isSaid(a), !Self.isSaid(b), !isLonely { return nil }
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
        var meaning = "it is made of all that went in, though nothing else differs here"
        if Self.isSaid(a) || Self.isSaid(b) {
            meaning = "it was said when it was linked"
        } else if a == nil || b == nil {
            meaning = "one of them has none: it was left out when it was linked, or taken out after"
        }
        return Reproduction.Cause(
            .buildID, name, a?.text, b?.text, meaning, [remedy],
            at: Reproduction.Cause.Place(
                section: section(name), old: a?.range?.offset, new: b?.range?.offset))
    }

    /// What decides whether a linker writes one.
    private static let deciding: Set<Reproduction.Cause.Kind> = [.toolchain, .setting, .stripping]

    private func section(_ name: String) -> String {
        switch name {
        // In Mach-O it lies in front of the code.
        case "Go build ID": isMachO ? "__TEXT,__text" : ".note.go.buildid"
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
