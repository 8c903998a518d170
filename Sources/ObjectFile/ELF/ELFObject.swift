extension ELF {
    /// An ELF file as the kernel and a loader see it: header, segments, interpreter and dynamic
    /// section.
    ///
    /// All that is large, or that only linkers read, is asked of it together with the bytes, and
    /// read then.
    public struct Object: Sendable {
        private final class Storage: Sendable {
            let header: Header
            let segments: Fact<[Segment]>
            let interpreter: Fact<ByteString>
            let dynamic: Fact<DynamicSection>
            let addresses: AddressMap
            let diagnostics: [Diagnostic]
            let limits: Limits

            init(
                _ header: Header, _ segments: Fact<[Segment]>, _ interpreter: Fact<ByteString>,
                _ dynamic: Fact<DynamicSection>, _ addresses: AddressMap,
                _ diagnostics: [Diagnostic], _ limits: Limits
            ) {
                self.header = header
                self.segments = segments
                self.interpreter = interpreter
                self.dynamic = dynamic
                self.addresses = addresses
                self.diagnostics = diagnostics
                self.limits = limits
            }
        }

        // One word wide, as the object is handed from question to question.
        private let storage: Storage

        /// The file header.
        public var header: Header { storage.header }
        /// The segments in file order, absent where the file has none.
        public var segments: Fact<[Segment]> { storage.segments }
        /// `PT_INTERP`: the path of the program that loads this one.
        ///
        /// Absent where the segment has no bytes, as in files of debug information.
        public var interpreter: Fact<ByteString> { storage.interpreter }
        /// The dynamic section, absent in static programs and objects.
        public var dynamic: Fact<DynamicSection> { storage.dynamic }
        /// Where addresses lie in the file.
        public var addresses: AddressMap { storage.addresses }
        /// What was odd and read all the same.
        public var diagnostics: [Diagnostic] { storage.diagnostics }
        /// How much of a hostile file is read.
        public var limits: Limits { storage.limits }

        fileprivate init(
            _ header: Header, _ segments: Fact<[Segment]>, _ interpreter: Fact<ByteString>,
            _ dynamic: Fact<DynamicSection>, _ addresses: AddressMap,
            _ diagnostics: [Diagnostic], _ limits: Limits
        ) {
            storage = Storage(
                header, segments, interpreter, dynamic, addresses, diagnostics, limits)
        }
    }
}

extension ELF.Object {
    /// Reads header, segments, interpreter and dynamic section, in this order.
    ///
    /// What is damaged is kept as such and does not hide the rest.
    ///
    /// - Throws: `elfHeader` where the file is too short for a header, or of no class or byte order
    ///   that there is; `read` where the system gives no bytes.
    public init(_ file: FileBytes, limits: Limits = Limits()) throws(ParseError) {
        let (header, diagnostics) = try Self.resolvedHeader(in: file)
        let segments = Fact { () throws(ParseError) in
            try Self.segments(in: file, header, limits)
        }
        let table = segments.value ?? []
        let map = ELF.AddressMap(table)
        let interpreter = Fact { () throws(ParseError) in
            try Self.interpreter(table, in: file, limits)
        }
        let dynamic = Fact { () throws(ParseError) in
            try Self.dynamic(table, in: file, header, map, limits)
        }
        self.init(header, segments, interpreter, dynamic, map, diagnostics, limits)
    }

    /// The header with the numbers that section header 0 keeps for it.
    private static func resolvedHeader(
        in file: FileBytes
    ) throws(ParseError) -> (ELF.Header, [Diagnostic]) {
        var header = try ELF.Header(file)
        guard header.isExtended else { return (header, []) }
        do throws(ParseError) {
            header.resolve(try ELF.Section.first(in: file, header))
            return (header, [])
        } catch {
            return (header, [Diagnostic(error)])
        }
    }

    private static func segments(
        in file: FileBytes, _ header: ELF.Header, _ limits: Limits
    ) throws(ParseError) -> [ELF.Segment]? {
        let table = try ELF.Segment.table(in: file, header, limits)
        return table.isEmpty ? nil : table
    }

    private static func interpreter(
        _ segments: [ELF.Segment], in file: FileBytes, _ limits: Limits
    ) throws(ParseError) -> ByteString? {
        let part = FilePart.interpreter
        guard let segment = segments.first(where: { $0.type == .interpreter }),
            segment.fileSize > 0
        else { return nil }
        guard let range = segment.fileRange, range.size <= limits.nameBytes else {
            throw part.error("is a path of \(segment.fileSize) bytes", at: segment.offset)
        }
        let bytes = try file.bytes(in: range, reading: part)
        return ByteString(bytes.span.untilZero)
    }

    private static func dynamic(
        _ segments: [ELF.Segment], in file: FileBytes, _ header: ELF.Header,
        _ map: ELF.AddressMap, _ limits: Limits
    ) throws(ParseError) -> ELF.DynamicSection? {
        guard let segment = segments.first(where: { $0.type == .dynamic }),
            segment.fileSize > 0
        else { return nil }
        guard let range = segment.fileRange else {
            throw FilePart.dynamic.error("ends past any file", at: segment.offset)
        }
        return try ELF.DynamicSection(in: file, range, header.layout, map, limits)
    }

    /// Reads the section header table, which loaders ignore and strippers may remove.
    public func sections(in file: FileBytes) -> Fact<ELF.SectionTable> {
        Fact { () throws(ParseError) in
            let table = try ELF.Section.table(in: file, header, limits)
            return table.sections.isEmpty ? nil : table
        }
    }
}
