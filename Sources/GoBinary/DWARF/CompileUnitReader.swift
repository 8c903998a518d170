public import ObjectFile

/// Reads the compile units of debug information: the headers of the units and their root entries,
/// and nothing else of it.
///
/// Versions 2 to 5 of DWARF are read, compressed or not. Units of types, and those that are
/// described in another file (`.dwo`), are passed over; no other file is looked for.
public struct CompileUnitReader {
    private let image: Image
    private let file: FileBytes
    private let limits: Limits

    /// Makes a reader of one image.
    public init(_ image: Image, in file: FileBytes, limits: Limits = Limits()) {
        self.image = image
        self.file = file
        self.limits = limits
    }

    /// Reads all units.
    ///
    /// - Complexity: O(*n*) in the number of units; in the size of the section where that is
    ///   compressed.
    public func read() -> CompileUnits { read(keepsForeign: true) }

    /// Reads all units and keeps only the compilers of Go.
    ///
    /// - Complexity: as of `read`, in constant memory.
    public func goProducers() -> CompileUnits { read(keepsForeign: false) }

    private func read(keepsForeign: Bool) -> CompileUnits {
        var found = FoundUnits(
            keepsForeign: keepsForeign, most: limits.compileUnits(fileSize: file.size))
        do throws(ParseError) {
            guard let sections = try DebugSections(image, in: file) else { return found.units }
            try read(sections, into: &found)
        } catch {
            found.add(error)
        }
        found.close()
        return found.units
    }

    private func read(
        _ sections: DebugSections, into found: inout FoundUnits
    ) throws(ParseError) {
        let all = sections.information
        guard !all.isEmpty else { return }
        var work = DebugWork(fileSize: file.size)
        // In memory at once; a sound file's abbreviations and strings are a fraction of it.
        var expansion = (8 << 20) + file.size / 4
        guard let section = try sections.section("abbrev")?.contents(in: file) else {
            throw FilePart.debugAbbreviations.error(
                "is not there (.debug_abbrev)", at: all[0].offset)
        }
        let (bytes, range) = try section.expandedBytes(
            in: file, reading: .debugAbbreviations, &expansion)
        let layout = sections.layout
        let abbreviations = RootAbbreviations(bytes, range, layout)
        var strings = DebugStrings(sections, in: file, limits, expansion: expansion + file.size / 2)
        for section in all {
            guard let contents = try section.contents(in: file) else { continue }
            let stream = try SectionStream(contents, in: file, reading: .debugInformation)
            let fields = RelocatedFields(of: section, sections, in: file)
            // Not in memory at once, but in time: compilers' sections shrink to a third.
            var walker = UnitWalker(
                stream, abbreviations, fields, layout,
                expansion: (8 << 20) + file.size.multipliedReportingOverflow(by: 4).partialValue)
            try found.add(&walker, &strings, &work)
        }
    }
}

/// Gathers what a walk through the units finds.
private struct FoundUnits {
    var units = CompileUnits()
    private let keepsForeign: Bool
    private let most: Int
    private var producers: [ByteString: Int] = [:]
    private var faults = 0
    private var skeletons = 0

    private static let mostProducers = 64
    private static let mostFaults = 8

    init(keepsForeign: Bool, most: Int) {
        self.keepsForeign = keepsForeign
        self.most = most
    }

    mutating func add(
        _ walker: inout UnitWalker, _ strings: inout DebugStrings, _ work: inout DebugWork
    ) throws(ParseError) {
        do throws(ParseError) {
            while let step = try walker.next(&work) {
                switch step {
                case .unit(let entry):
                    if let error = entry.error { add(walker.located(error)) }
                    try add(entry, &walker, &strings, &work)
                case .damaged(let error): add(error)
                case .unknown(let error): add(error, .warning)
                case .skeleton: skeletons += 1
                case .passed: break
                }
            }
        } catch {
            throw walker.located(error)
        }
    }

    private mutating func add(
        _ entry: RootEntry, _ walker: inout UnitWalker, _ strings: inout DebugStrings,
        _ work: inout DebugWork
    ) throws(ParseError) {
        let offset = walker.place(of: entry.unit.offset)
        let isGo = entry.language?.isGo == true
        guard isGo || keepsForeign else { return }
        let producer = try text(entry.producer, entry, &walker, &strings, &work)
        if isGo { return try add(producer, offset) }
        guard units.foreign.count < most else {
            throw FilePart.debugInformation.limit("has more than \(most) units", at: offset)
        }
        units.foreign.append(
            CompileUnit(
                name: try text(entry.name, entry, &walker, &strings, &work),
                language: entry.language, producer: producer,
                directory: try text(entry.directory, entry, &walker, &strings, &work),
                offset: offset))
    }

    private mutating func add(_ producer: ByteString, _ offset: FileOffset) throws(ParseError) {
        if let index = producers[producer] {
            units.goProducers[index].count += 1
            return
        }
        guard producers.count < Self.mostProducers else {
            throw FilePart.debugInformation.limit(
                "names more than \(Self.mostProducers) compilers of Go", at: offset)
        }
        producers[producer] = producers.count
        units.goProducers.append(GoProducer(name: producer, offset: offset, count: 1))
    }

    /// A string that cannot be read is empty and hides nothing else.
    private mutating func text(
        _ place: StringPlace?, _ entry: RootEntry, _ walker: inout UnitWalker,
        _ strings: inout DebugStrings, _ work: inout DebugWork
    ) throws(ParseError) -> ByteString {
        guard let place else { return "" }
        do throws(ParseError) {
            return try strings.text(at: place, of: entry, &walker, &work)
        } catch {
            if error.code == .limit { throw error }
            add(walker.located(error))
            return ""
        }
    }

    mutating func add(_ error: ParseError, _ severity: Diagnostic.Severity = .error) {
        faults += 1
        if faults <= Self.mostFaults { units.diagnostics.append(Diagnostic(error, severity)) }
    }

    /// Says what was only counted.
    mutating func close() {
        if faults > Self.mostFaults {
            let more = faults - Self.mostFaults
            units.diagnostics.append(
                Diagnostic(.dwarf, .error, "debug information has \(more) more faults"))
        }
        if skeletons > 0 {
            units.diagnostics.append(
                Diagnostic(
                    .dwarf, .note,
                    "units described in other files (.dwo) are not read: \(skeletons)"))
        }
    }
}
