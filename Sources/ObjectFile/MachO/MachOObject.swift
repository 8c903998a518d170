extension MachO {
    /// A Mach-O file as the kernel and the loader see it: header, load commands and what they tell.
    ///
    /// All that is large lies in `__LINKEDIT`, is asked of it together with the bytes, and read then.
    public struct Object: Sendable {
        private final class Storage: Sendable {
            let header: Header
            let commands: LoadCommands
            let contents: CommandContents
            let diagnostics: [Diagnostic]
            let limits: Limits

            init(
                _ header: Header, _ commands: LoadCommands, _ contents: CommandContents,
                _ diagnostics: [Diagnostic], _ limits: Limits
            ) {
                self.header = header
                self.commands = commands
                self.contents = contents
                self.diagnostics = diagnostics
                self.limits = limits
            }
        }

        // One word wide, as the object is handed from question to question.
        private let storage: Storage

        /// The file header.
        public var header: Header { storage.header }
        /// The load commands; empty where they cannot be read.
        public var commands: LoadCommands { storage.commands }
        /// What the load commands tell, each in file order.
        public var contents: CommandContents { storage.contents }
        /// What was odd or damaged.
        public var diagnostics: [Diagnostic] { storage.diagnostics }
        /// How much of a hostile file is read.
        public var limits: Limits { storage.limits }

        /// The segments in file order.
        public var segments: [Segment] { contents.segments }
    }
}

extension MachO.Object {
    /// Reads the header and the load commands.
    ///
    /// What is damaged is kept as a diagnostic and does not hide the rest.
    ///
    /// - Throws: `machOHeader` where the file is too short for a header or has another magic; `read`
    ///   where the system gives no bytes.
    public init(_ file: FileBytes, limits: Limits = Limits()) throws(ParseError) {
        let header = try MachO.Header(file)
        var contents = MachO.CommandContents()
        var diagnostics: [Diagnostic] = []
        var commands = MachO.LoadCommands(header.layout)
        do throws(ParseError) {
            commands = try MachO.LoadCommands(header, in: file, limits)
            try commands.forEach { (command) throws(ParseError) in
                do throws(ParseError) {
                    try contents.add(command, header)
                } catch {
                    if diagnostics.count < Self.mostDiagnostics {
                        diagnostics.append(Diagnostic(error))
                    }
                }
                return true
            }
        } catch {
            contents.error = error
            diagnostics.append(Diagnostic(error))
        }
        storage = Storage(header, commands, contents, diagnostics, limits)
    }

    /// How many damaged load commands are told of.
    private static let mostDiagnostics = 100

    /// Visits the sections in file order until `visit` says no.
    ///
    /// - Throws: `machOSegment` where a segment has no room for the sections it is said to have, and
    ///   what `visit` throws.
    public func forEachSection(
        _ visit: (MachO.Section) throws(ParseError) -> Bool
    ) throws(ParseError) {
        var first = 1
        var isDone = false
        for segment in segments {
            try segment.forEachSection(from: first) { (section) throws(ParseError) in
                first = section.index + 1
                isDone = try !visit(section)
                return !isDone
            }
            if isDone { return }
        }
    }

    /// The first section of that name, in any segment; nil where there is none.
    ///
    /// - Throws: as above.
    public func section(named name: String) throws(ParseError) -> MachO.Section? {
        var found: MachO.Section?
        try forEachSection { section in
            if section.name.equals(name) { found = section }
            return found == nil
        }
        return found
    }

    /// The file's bytes from a memory address to the end of its segment, nil where it is not mapped.
    public func bytes(from address: VirtualAddress) -> FileRange? {
        for segment in segments where segment.address <= address {
            let distance = address.rawValue - segment.address.rawValue
            guard let range = segment.mappedRange, distance < range.size else { continue }
            return range.dropping(distance)
        }
        return nil
    }

    /// The address at which the program starts, nil where there is none.
    public var entry: VirtualAddress? {
        switch contents.entry {
        case .none: return nil
        case .address(let address): return VirtualAddress(rawValue: address)
        case .fileOffset(let offset):
            // `LC_MAIN` counts from the start of the segment that holds the header.
            let text = segments.first { $0.fileSize > 0 && $0.offset == .start }
            guard let text else { return nil }
            return VirtualAddress(rawValue: text.address.rawValue &+ offset)
        }
    }
}
