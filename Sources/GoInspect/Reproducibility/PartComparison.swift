internal import GoBinary
internal import ObjectFile

/// Goes through the parts of two images side by side, and says of each place where they differ what
/// explains it.
struct PartComparison {
    typealias Kind = Reproduction.Cause.Kind

    let images: ImageComparison
    let oldParts: ImageParts
    let newParts: ImageParts
    let addresses: MovedAddresses
    let functions: FunctionDifferences
    let variables: StringVariables
    let identities: Identities
    let moduleTexts: (old: ModuleText, new: ModuleText)
    /// What is known of the part that is compared.
    var landmarks: (old: Landmarks?, new: Landmarks?)
    /// Where the old file has the runtime's record of its tables.
    let moduleData: [FileRange]
    let kinds: Set<Reproduction.Cause.Kind>
    /// Whether texts of variables are in one of them alone, so that data lies elsewhere.
    let hasLonelyText: Bool
    var data: DataComparison
    /// How often words were searched for that lead to a text.
    var searches = 0
    /// How many differences were looked at that have to be searched for what explains them.
    var count = 0
    /// The causes that only the bytes tell of.
    private(set) var found: [Reproduction.Cause] = []
    private(set) var parts: [Reproduction.Part] = []

    /// How many differences are looked at one by one.
    static let mostHunks = 4096
    /// How often words are searched for that lead to a text.
    static let mostSearches = 16
    /// How many causes the bytes may tell of.
    static let mostFound = 64
    /// How many bytes of one section are expanded.
    static let mostExpanded: UInt64 = 64 << 20

    init(
        _ images: ImageComparison, _ oldParts: ImageParts, _ newParts: ImageParts,
        _ addresses: MovedAddresses, _ functions: FunctionDifferences,
        _ variables: StringVariables, _ identities: Identities
    ) throws(SideError) {
        self.images = images
        self.oldParts = oldParts
        self.newParts = newParts
        self.addresses = addresses
        self.functions = functions
        self.variables = variables
        self.identities = identities
        moduleData = Self.moduleData(of: images.old)
        kinds = Set(images.causes.map(\.kind))
        hasLonelyText = images.hasLonelyText
        data = DataComparison(images.old, images.new, addresses)
        moduleTexts = (
            try ModuleText(oldParts, in: images.old.file, images.old.build?.value, isOld: true),
            try ModuleText(newParts, in: images.new.file, images.new.build?.value, isOld: false)
        )
    }

    /// Where the runtime's record of a program lies, which has the places and lengths of its tables.
    static func moduleData(of report: ImageReport) -> [FileRange] {
        let reader = FunctionTableReader(report.image, in: report.file)
        guard case .known(let table) = reader.read() else { return [] }
        let found = Fact { () throws(ParseError) in try reader.moduleData(of: table) }
        guard let data = found.value else { return [] }
        let size = 72 * report.image.layout.wordSize
        // In Mach-O, Go's build ID lies in front of the code: all else is further on where it is longer.
        guard case .machO = report.image.contents else {
            return [FileRange(offset: data.offset, size: size)].compactMap { $0 }
        }
        // Twenty bytes for each four kilobytes of code.
        let code = data.textEnd.rawValue &- data.text.rawValue
        let search = report.image.bytes(from: data.functionSearch)
        let buckets = code.addingReportingOverflow(4095).partialValue / 4096
        let searched = search.flatMap { $0.first(min($0.size, buckets * 20)) }
        return [FileRange(offset: data.offset, size: size), searched].compactMap { $0 }
    }

    mutating func compare() throws(SideError) {
        var places: [String: [Int]] = [:]
        for index in newParts.parts.indices.reversed() {
            places[newParts.parts[index].plainName, default: []].append(index)
        }
        var pairs: [(ImagePart, ImagePart)] = []
        var order: [Int] = []
        for part in oldParts.parts {
            if let match = places[part.plainName]?.popLast() {
                pairs.append((part, newParts.parts[match]))
                order.append(match)
            } else {
                addLonely(part, isOld: true)
            }
        }
        for index in places.values.joined().sorted() {
            addLonely(newParts.parts[index], isOld: false)
        }
        // What leads to texts comes before these.
        for (a, b) in pairs where a.isWritable { try compare(a, b) }
        for (a, b) in pairs where !a.isWritable { try compare(a, b) }
        let kept = order.longestRise
        addMoved(pairs.indices.filter { !kept.contains($0) }.map { pairs[$0] })
        parts.sort { Self.start($0) < Self.start($1) }
    }

    /// Parts that come in another order: no byte of them is where it was among the others.
    private mutating func addMoved(_ pairs: [(ImagePart, ImagePart)]) {
        let names = Set(pairs.map(\.0.name))
        parts.removeAll { $0.relation == .follows && names.contains($0.section) }
        for (a, b) in pairs { add(a, a.range, b.range, .follows, []) }
    }

    static func start(_ part: Reproduction.Part) -> UInt64 {
        part.old?.offset.rawValue ?? part.new?.offset.rawValue ?? 0
    }

    /// The kinds of all causes that are known.
    var allKinds: Set<Reproduction.Cause.Kind> { kinds.union(found.map(\.kind)) }

    /// A part that one of them does not have.
    mutating func addLonely(_ part: ImagePart, isOld: Bool) {
        let isDebug = part.kind == .debug || part.name == ".symtab" || part.name == ".strtab"
        let relation: Reproduction.Part.Relation =
            isDebug && kinds.contains(.stripping)
            ? .cause : part.kind == .layout || !kinds.isEmpty ? .follows : .unexplained
        add(
            part, isOld ? part.range : nil, isOld ? nil : part.range, relation,
            isDebug ? [.stripping] : [])
    }

    mutating func add(
        _ part: ImagePart, _ old: FileRange?, _ new: FileRange?,
        _ relation: Reproduction.Part.Relation, _ causes: [Reproduction.Cause.Kind]
    ) {
        let isLoose = relation == .unexplained && hasLonelyText && part.kind != .code
        let relation = isLoose ? .mayFollow : relation
        // What follows close behind and is explained in the same way is one place.
        if let last = parts.last, last.section == part.name, last.relation == relation,
            last.causes == causes, let a = last.old, let b = last.new, let old, let new,
            let wholeOld = FileRange(
                offset: a.offset, size: old.end.rawValue &- a.offset.rawValue),
            // Nil where it wraps: parts of one name may lie in any order.
            let wholeNew = FileRange(offset: b.offset, size: new.end.rawValue &- b.offset.rawValue)
        {
            parts[parts.count - 1] = Reproduction.Part(
                section: part.name, image: images.name, old: wholeOld, new: wholeNew,
                relation: relation, causes: causes)
            return
        }
        parts.append(
            Reproduction.Part(
                section: part.name, image: images.name, old: old, new: new, relation: relation,
                causes: causes))
    }

    static func range(_ place: Range<UInt64>, _ part: ImagePart) -> FileRange {
        let rest = part.range.dropping(place.lowerBound)
        return rest.first(min(UInt64(place.count), rest.size)) ?? rest
    }

    /// Says what explains some bytes.
    mutating func explain(
        _ hunk: Hunk, _ a: ImagePart, _ b: ImagePart
    ) throws(SideError) {
        let old = Self.range(hunk.old, a)
        let new = Self.range(hunk.new, b)
        if a.kind == .names, let kind = try kindOfNames(hunk, a, b) {
            return add(a, old, new, .cause, [kind])
        }
        switch a.kind {
        case .signature:
            if kinds.isEmpty, parts.isEmpty {
                return record(
                    Reproduction.Cause(
                        .signature, "code signature", nil, nil, "they were signed otherwise",
                        at: place(a, old, new)), a, old, new)
            }
            return add(a, old, new, .follows, [])
        case .layout, .references: return add(a, old, new, .follows, [])
        case .functionTable where allKinds.contains(.path): return add(a, old, new, .cause, [.path])
        case .code where functions.countOfUnknown > 0 && addresses.hasMoved:
            return add(a, old, new, .mayFollow, [])
        case .code:
            return add(a, old, new, kinds.contains(.code) ? .cause : .unexplained, [.code])
        case .names where functions.hasOtherBuildID: return add(a, old, new, .follows, [])
        case .names where kinds.contains(.stripping):
            return add(a, old, new, .cause, [.stripping])
        default: break
        }
        if Self.followers.contains(a.name) { return add(a, old, new, .follows, []) }
        if a.kind == .functionTable { return explainTable(hunk, a, b) }
        try explainText(hunk, a, b)
    }

    /// The function table, whose functions and files are known to be the same or not.
    mutating func explainTable(_ hunk: Hunk, _ a: ImagePart, _ b: ImagePart) {
        let range = (Self.range(hunk.old, a), Self.range(hunk.new, b))
        if functions.hasOtherBuildID { return add(a, range.0, range.1, .follows, []) }
        if functions.countOfUnknown > 0, addresses.hasMoved, !kinds.contains(.code) {
            return add(a, range.0, range.1, .mayFollow, [])
        }
        guard functions.isSameCode, !kinds.contains(where: { $0.changesCode }) else {
            return add(a, range.0, range.1, .unexplained, [])
        }
        record(
            Reproduction.Cause(
                .code, "lines of functions", nil, nil,
                "functions and their code are the same, but not the lines that they come from",
                at: place(a, range.0, range.1)), a, range.0, range.1)
    }

    /// Sums of the code, and tables for stepping out of functions.
    static let followers = [
        ".go.fipsinfo", ".go.module", "__DATA,__go_module", "__DATA,__go_fipsinfo", ".eh_frame",
        ".eh_frame_hdr", ".gnu_debuglink",
        "__TEXT,__eh_frame", "__TEXT,__unwind_info",
    ]

    func place(
        _ part: ImagePart, _ old: FileRange, _ new: FileRange
    ) -> Reproduction.Cause.Place {
        Reproduction.Cause.Place(section: part.name, old: old.offset, new: new.offset)
    }

    mutating func record(
        _ cause: Reproduction.Cause, _ part: ImagePart, _ old: FileRange, _ new: FileRange
    ) {
        add(part, old, new, .cause, [cause.kind])
        guard found.count < Self.mostFound, !found.contains(where: { $0.isSame(as: cause) }),
            !images.causes.contains(where: { $0.isSame(as: cause) })
        else { return }
        found.append(cause)
    }
}
