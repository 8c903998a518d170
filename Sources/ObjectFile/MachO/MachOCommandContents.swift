extension MachO {
    /// What the load commands of a file tell, each kind in file order.
    public struct CommandContents: Sendable {
        /// Where the program starts.
        public enum Entry: Hashable, Sendable {
            /// `LC_MAIN`: so many bytes behind the header.
            case fileOffset(UInt64)
            /// `LC_UNIXTHREAD`: the program counter in the registers.
            case address(UInt64)
        }

        /// `LC_ENCRYPTION_INFO`: what of the file is encrypted.
        public struct Encryption: Hashable, Sendable {
            /// `cryptoff` and `cryptsize`: where.
            public let range: FileRange
            /// `cryptid`: how; 0 is not yet.
            public let system: UInt32
        }

        /// `LC_DYLD_INFO`: where the loader's streams lie, each empty where there is none.
        public struct LoaderInformation: Hashable, Sendable {
            /// `rebase_off`: what moves with the file.
            public let rebase: FileRange
            /// `bind_off`: what is bound at load.
            public let bind: FileRange
            /// `weak_bind_off`: what other files may define too.
            public let weakBind: FileRange
            /// `lazy_bind_off`: what is bound at the first call.
            public let lazyBind: FileRange
            /// `export_off`: the trie of exports.
            public let exports: FileRange
        }

        /// The segments.
        public fileprivate(set) var segments: [Segment] = []
        /// The libraries that it asks for.
        public fileprivate(set) var libraries: [Library] = []
        /// `LC_ID_DYLIB`: the library that it is.
        public fileprivate(set) var identity: Library?
        /// `LC_RPATH`: what `@rpath` may stand for.
        public fileprivate(set) var runPaths: [ByteString] = []
        /// `LC_LOAD_DYLINKER`: the path of the loader.
        public fileprivate(set) var loader: ByteString?
        /// `LC_BUILD_VERSION` and the older commands; zippered libraries have two.
        public fileprivate(set) var buildVersions: [BuildVersion] = []
        /// `LC_UUID`: 16 bytes.
        public fileprivate(set) var uuid: [UInt8]?
        /// `LC_SOURCE_VERSION`: 24 bits and four times 10.
        public fileprivate(set) var sourceVersion: UInt64?
        /// `LC_MAIN` or `LC_UNIXTHREAD`.
        public fileprivate(set) var entry: Entry?
        /// `LC_SYMTAB`.
        public fileprivate(set) var symbolTable: SymbolTable?
        /// `LC_ENCRYPTION_INFO`.
        public fileprivate(set) var encryption: Encryption?
        /// `LC_DYLD_INFO` or `LC_DYLD_INFO_ONLY`.
        public fileprivate(set) var loaderInformation: LoaderInformation?
        /// `LC_CODE_SIGNATURE` and its like: where the data of such a command lies, by command.
        public fileprivate(set) var linkEditData: [LoadCommandType: FileRange] = [:]
        /// Why the commands cannot be read to their end, nil where they can.
        public internal(set) var error: ParseError?

        init() {}
    }
}

extension MachO.CommandContents {
    /// Keeps what a command tells.
    mutating func add(
        _ command: MachO.LoadCommand, _ header: MachO.Header
    ) throws(ParseError) {
        switch command.type {
        case .segment, .segment64: segments.append(try MachO.Segment(command))
        case .loadLibrary, .loadWeakLibrary, .reexportLibrary, .lazyLoadLibrary,
            .loadUpwardLibrary:
            if let library = try MachO.Library(command) { libraries.append(library) }
        case .identifyLibrary: identity = try MachO.Library(command)
        case .runPath: runPaths.append(try command.text(at: 8))
        case .loadDynamicLinker: loader = try command.text(at: 8)
        case .buildVersion, .minimumMacOS, .minimumIOS, .minimumTVOS, .minimumWatchOS:
            if let version = try MachO.BuildVersion(command) { buildVersions.append(version) }
        case .uuid: uuid = try Self.uuid(command)
        case .sourceVersion: sourceVersion = try command.extendedWord(at: 8)
        case .main: entry = .fileOffset(try command.extendedWord(at: 8))
        case .unixThread: entry = try Self.programCounter(command, header) ?? entry
        case .symbolTable: symbolTable = try MachO.SymbolTable(command)
        case .encryption, .encryption64:
            encryption = Encryption(
                range: try command.fileRange(at: 8), system: try command.word(at: 16))
        case .loaderInformation, .loaderInformationOnly:
            loaderInformation = try LoaderInformation(command)
        case .codeSignature, .splitInformation, .functionStarts, .dataInCode,
            .libraryRequirements, .linkerHints, .exportsTrie, .chainedFixups, .atomInformation,
            .functionVariants, .functionVariantFixups:
            linkEditData[command.type] = try command.fileRange(at: 8)
        default: break
        }
    }

    private static func uuid(_ command: MachO.LoadCommand) throws(ParseError) -> [UInt8] {
        _ = try command.extendedWord(at: 16)
        let bytes = command.bytes.slice(from: 8, count: 16)
        return bytes.span.copied
    }

    /// The program counter among the registers, nil where the processor's registers are unknown.
    private static func programCounter(
        _ command: MachO.LoadCommand, _ header: MachO.Header
    ) throws(ParseError) -> Entry? {
        // Behind the command's own words stand a flavor and a count.
        let flavor = try command.word(at: 8)
        switch (header.processor, flavor) {
        case (.x86_64, 4): return .address(try command.extendedWord(at: 16 + 16 * 8))
        case (.x86, 1): return .address(UInt64(try command.word(at: 16 + 10 * 4)))
        case (.arm64, 6), (.arm64_32, 6):
            return .address(try command.extendedWord(at: 16 + 32 * 8))
        case (.arm, 1): return .address(UInt64(try command.word(at: 16 + 15 * 4)))
        case (.powerPC, 1): return .address(UInt64(try command.word(at: 16)))
        case (.powerPC64, 5): return .address(try command.extendedWord(at: 16))
        default: return nil
        }
    }
}

extension MachO.CommandContents.LoaderInformation {
    fileprivate init(_ command: MachO.LoadCommand) throws(ParseError) {
        rebase = try command.fileRange(at: 8)
        bind = try command.fileRange(at: 16)
        weakBind = try command.fileRange(at: 24)
        lazyBind = try command.fileRange(at: 32)
        exports = try command.fileRange(at: 40)
    }
}
