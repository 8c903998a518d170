internal import ObjectFile

extension Rule {
    /// A program for Apple silicon has no code signature.
    static let machoUnsigned = Rule(
        name: "macho-unsigned",
        title: "The program is not signed, as Apple silicon asks for",
        what: """
            The program is for arm64 and has no code signature: the kernel kills it before it does \
            anything. Programs for x86_64 need none.
            """,
        why: """
            macOS on Apple silicon runs only code that is signed, if only by the linker (ad hoc). Go's \
            linker signs since Go 1.16; tools that rewrite the file, such as strip, install_name_tool \
            or upx, may remove the signature.
            """,
        errors: ["Killed: 9", "[{job}]    {process} killed     {program}"],
        remedies: ["sign the program: codesign --force --sign - {program}"],
        example: """
            $ goelf check --target macos:14 app
            error macho-unsigned: the program for arm64 has no code signature
              it says         Killed: 9
              remedy          sign it on macOS: codesign --force --sign - app
            """,
        concerning: { $0.isMachO }
    ) { situation in
        guard situation.isAppleSilicon, case .none = situation.facts.start.signature else {
            return []
        }
        return [
            situation.finding(
                "macho-unsigned", "the program for arm64 has no code signature",
                predictedError: situation.resolved?.starts == false ? nil : "Killed: 9",
                remedy: [
                    "sign it on macOS: codesign --force --sign - \(situation.fileName)",
                    "or elsewhere: rcodesign sign \(situation.fileName)",
                ])
        ]
    }
}

extension Situation {
    /// What the loader of macOS goes by; nil where the place or the file is of another system.
    var apple: AppleFacts? {
        place.system == nil || place.system == .macOS ? facts.start.apple : nil
    }

    /// Whether the image is one that only a signature lets run.
    var isAppleSilicon: Bool {
        guard apple != nil, report.image.architecture.name == "aarch64" else {
            return false
        }
        switch report.image.kind {
        case .executable, .pie, .sharedObject, .bundle: return true
        default: return false
        }
    }

    /// The last name of the file's path.
    var fileName: String {
        let path = resolved?.nodes.first?.path?.text ?? "FILE"
        return path.utf8.lastIndex(of: UInt8(ascii: "/")).map {
            String(path[path.index(after: $0)...])
        } ?? path
    }
}
