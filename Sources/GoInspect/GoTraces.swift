internal import GoBinary
internal import ObjectFile

/// What Go left in an image, each read at most once and only when it is asked for.
struct GoTraces {
    private let image: Image
    private let file: FileBytes
    private let limits: Limits
    private var cachedBuild:
        (scope: BuildInformationReader.Scope, Fact<BuildInformationReader.Result>)?
    private var cachedNotes: [ELF.Note]?

    init(_ image: Image, in file: FileBytes, _ limits: Limits) {
        self.image = image
        self.file = file
        self.limits = limits
    }

    /// The build information.
    mutating func build(
        _ scope: BuildInformationReader.Scope
    ) -> Fact<BuildInformationReader.Result> {
        if let cachedBuild, cachedBuild.scope == scope { return cachedBuild.1 }
        let build = BuildInformationReader(image, in: file, limits: limits).read(scope)
        cachedBuild = (scope, build)
        return build
    }

    /// The notes that are loaded.
    var notes: [ELF.Note] {
        mutating get {
            if let cachedNotes { return cachedNotes }
            let notes =
                switch image.contents {
                case .elf(let object): object.notes(nil, in: file).notes
                case .machO: [ELF.Note]()
                }
            cachedNotes = notes
            return notes
        }
    }

    /// `NT_GO_BUILD_ID`: Go's build ID, nil where the file has none.
    var buildID: ByteString? {
        mutating get {
            if case .machO(let object) = image.contents {
                return Fact { () throws(ParseError) in try GoBuildID.read(object, in: file) }.value
            }
            return notes.first { $0.owner == "Go" && $0.type == 4 }.map {
                ByteString($0.description.span)
            }
        }
    }

    /// Whether Go's toolchain made the image.
    var isGo: Bool {
        mutating get { buildID != nil || build(.section).value != nil }
    }
}
