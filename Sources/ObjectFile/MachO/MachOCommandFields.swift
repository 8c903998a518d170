extension MachO {
    /// A field of a load command with its meaning.
    public struct CommandField: Hashable, Sendable {
        /// What a field holds.
        public enum Value: Hashable, Sendable {
            /// A count, an offset, a size.
            case number(UInt64)
            /// A place in memory.
            case address(UInt64)
            /// A name or a path.
            case text(ByteString)
            /// A word that is known by name: a version, a platform, an identifier.
            case word(String)
            /// Several of them.
            case words([String])
            /// Texts.
            case texts([ByteString])
        }

        /// The specification's name in camel case, without the prefix of its structure.
        public let name: String
        /// What it holds.
        public let value: Value
    }
}

/// How a field of a fixed place is read.
private enum FieldForm {
    case number, wide, version, text, platform
}

private typealias Form = (name: String, place: Int, form: FieldForm)

extension MachO.LoadCommand {
    /// The fields behind `cmd` and `cmdsize`; none of a command that is unknown here.
    ///
    /// - Throws: `machOCommands` where the command is too short for them.
    public func fields() throws(ParseError) -> [MachO.CommandField] {
        switch type {
        case .segment, .segment64: return try segmentFields()
        case .uuid: return try uuidFields()
        case .sourceVersion:
            let version = MachO.sourceVersion(try extendedWord(at: 8))
            return [MachO.CommandField(name: "version", value: .word(version))]
        case .buildVersion: return try fields(Self.forms(of: type)) + [toolsField()]
        case .linkerOption: return [try optionsField()]
        case .note:
            let owner = ByteString(bytes.slice(from: 8, count: 16).span.untilZero)
            return [MachO.CommandField(name: "dataOwner", value: .text(owner))]
                + (try fields(Self.forms(of: type)))
        default: return try fields(Self.forms(of: type))
        }
    }

    private func fields(_ forms: [Form]) throws(ParseError) -> [MachO.CommandField] {
        var fields: [MachO.CommandField] = []
        for (name, place, form) in forms {
            let value: MachO.CommandField.Value
            switch form {
            case .number: value = .number(UInt64(try word(at: place)))
            case .wide: value = .number(try extendedWord(at: place))
            case .version:
                value = .word(MachO.Version(rawValue: try word(at: place)).description)
            case .text: value = .text(try text(at: place))
            case .platform: value = .word(MachO.Platform(rawValue: try word(at: place)).description)
            }
            fields.append(MachO.CommandField(name: name, value: value))
        }
        return fields
    }

    private func segmentFields() throws(ParseError) -> [MachO.CommandField] {
        let segment = try MachO.Segment(self)
        return [
            MachO.CommandField(name: "segname", value: .text(segment.name)),
            MachO.CommandField(name: "vmaddr", value: .address(segment.address.rawValue)),
            MachO.CommandField(name: "vmsize", value: .number(segment.memorySize)),
            MachO.CommandField(name: "fileoff", value: .number(segment.offset.rawValue)),
            MachO.CommandField(name: "filesize", value: .number(segment.fileSize)),
            MachO.CommandField(name: "maxprot", value: .words(segment.maximumProtection.labels)),
            MachO.CommandField(name: "initprot", value: .words(segment.protection.labels)),
            MachO.CommandField(name: "nsects", value: .number(UInt64(segment.sectionCount))),
            MachO.CommandField(name: "flags", value: .words(segment.flags.labels)),
        ]
    }

    private func uuidFields() throws(ParseError) -> [MachO.CommandField] {
        _ = try extendedWord(at: 16)
        let uuid = MachO.uuidText(bytes.slice(from: 8, count: 16).span)
        return [MachO.CommandField(name: "uuid", value: .word(uuid))]
    }

    private func toolsField() throws(ParseError) -> MachO.CommandField {
        let tools = try MachO.BuildVersion(self)?.tools ?? []
        return MachO.CommandField(
            name: "tools", value: .words(tools.map { "\($0.tool) \($0.version)" }))
    }

    /// How many options one command may have: compilers write one or two.
    private static let mostOptions = 1 << 10

    /// `LC_LINKER_OPTION`: a count, and as many texts one behind the other.
    private func optionsField() throws(ParseError) -> MachO.CommandField {
        var options: [ByteString] = []
        var place = 12
        let count = try word(at: 8)
        guard count <= Self.mostOptions else {
            throw part.limit("has \(count) options", at: offset)
        }
        for _ in 0..<count {
            guard place < size else {
                throw part.error("ends before the last of its options", at: offset)
            }
            let text = bytes.slice(from: place, count: size).span.untilZero
            options.append(ByteString(text))
            place += text.count + 1
        }
        return MachO.CommandField(name: "strings", value: .texts(options))
    }

    private static func forms(of type: MachO.LoadCommandType) -> [Form] {
        switch type {
        case .symbolTable: numbers("symoff nsyms stroff strsize")
        case .debuggerSymbols: numbers("offset size")
        case .dynamicSymbolTable:
            numbers(
                """
                ilocalsym nlocalsym iextdefsym nextdefsym iundefsym nundefsym tocoff ntoc modtaboff \
                nmodtab extrefsymoff nextrefsyms indirectsymoff nindirectsyms extreloff nextrel \
                locreloff nlocrel
                """)
        case .loaderInformation, .loaderInformationOnly:
            numbers(
                """
                rebaseOff rebaseSize bindOff bindSize weakBindOff weakBindSize lazyBindOff \
                lazyBindSize exportOff exportSize
                """)
        case .loadLibrary, .identifyLibrary, .loadWeakLibrary, .reexportLibrary,
            .lazyLoadLibrary, .loadUpwardLibrary:
            [
                ("name", 8, .text), ("timestamp", 12, .number), ("currentVersion", 16, .version),
                ("compatibilityVersion", 20, .version),
            ]
        case .loadFixedLibrary, .identifyFixedLibrary:
            [("name", 8, .text), ("minorVersion", 12, .version), ("headerAddr", 16, .number)]
        case .fixedFile: [("name", 8, .text), ("headerAddr", 12, .number)]
        case .preboundLibrary: [("name", 8, .text), ("nmodules", 12, .number)]
        case .loadDynamicLinker, .identifyDynamicLinker, .loaderEnvironment: [("name", 8, .text)]
        case .runPath: [("path", 8, .text)]
        case .subFramework: [("umbrella", 8, .text)]
        case .subUmbrella: [("subUmbrella", 8, .text)]
        case .subClient: [("client", 8, .text)]
        case .subLibrary: [("subLibrary", 8, .text)]
        case .targetTriple: [("triple", 8, .text)]
        default: otherForms(of: type)
        }
    }

    private static func otherForms(of type: MachO.LoadCommandType) -> [Form] {
        switch type {
        case .codeSignature, .splitInformation, .functionStarts, .dataInCode,
            .libraryRequirements, .linkerHints, .exportsTrie, .chainedFixups, .atomInformation,
            .functionVariants, .functionVariantFixups:
            numbers("dataoff datasize")
        case .encryption, .encryption64: numbers("cryptoff cryptsize cryptid")
        case .minimumMacOS, .minimumIOS, .minimumTVOS, .minimumWatchOS:
            [("version", 8, .version), ("sdk", 12, .version)]
        case .buildVersion:
            [("platform", 8, .platform), ("minos", 12, .version), ("sdk", 16, .version)]
        case .main: [("entryoff", 8, .wide), ("stacksize", 16, .wide)]
        case .thread, .unixThread: numbers("flavor count")
        case .routines: numbers("initAddress initModule")
        case .routines64: [("initAddress", 8, .wide), ("initModule", 16, .wide)]
        case .twoLevelHints: numbers("offset nhints")
        case .prebindChecksum: numbers("cksum")
        case .note: [("offset", 24, .wide), ("size", 32, .wide)]
        case .filesetEntry:
            [("vmaddr", 8, .wide), ("fileoff", 16, .wide), ("entryId", 24, .text)]
        default: []
        }
    }

    /// Words of 32 bits, one behind the other.
    private static func numbers(_ names: String) -> [Form] {
        names.split(separator: " ").enumerated().map { index, name in
            (String(name), 8 + index * 4, .number)
        }
    }
}

extension MachO {
    /// A source version as people write it: `1.2.3.4.5` without the zeros at its end, but two parts.
    public static func sourceVersion(_ value: UInt64) -> String {
        let parts = [40, 30, 20, 10, 0].map { (shift: UInt64) in
            shift == 40 ? value >> shift : value >> shift & 0x3ff
        }
        let count = max(2, (parts.lastIndex { $0 != 0 } ?? 0) + 1)
        return parts[..<count].map { String($0) }.joined(separator: ".")
    }

    /// A UUID as people write it: upper case with hyphens.
    public static func uuidText(_ bytes: Span<UInt8>) -> String {
        var text = ""
        for index in bytes.indices {
            if index == 4 || index == 6 || index == 8 || index == 10 { text += "-" }
            let digits = String(bytes[index], radix: 16, uppercase: true)
            text += digits.utf8.count == 1 ? "0" + digits : digits
        }
        return text
    }
}
