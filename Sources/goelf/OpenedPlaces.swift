internal import GoInspect
internal import GoReport
internal import ObjectFile

/// The places that a run is about, opened.
struct OpenedPlaces {
    /// The place in which dependencies are looked for; nil where that is not asked.
    private var place: RunPlace?
    /// Those that files are checked for.
    private(set) var checked: [CheckPlace] = []
    /// What the place is called that is being opened.
    private(set) var name = "/"
    /// What files are held against besides; nil where nothing is.
    var expectations: Expectations?

    /// Opens what an invocation names.
    ///
    /// - Throws: the error of the first that is not there; `name` tells which.
    mutating func open(_ invocation: Invocation) throws(ParseError) {
        let request = invocation.request
        // A place that is named again is judged once.
        var known: Set<ByteString> = []
        if var settings = invocation.settings {
            settings.keepsSearches =
                settings.keepsSearches || request.isVerbose || request.format == .json
            name = settings.image ?? settings.root ?? "/"
            place = try RunPlace(settings)
        }
        for choice in invocation.places {
            name = choice.name
            for place in try choice.open() where known.insert(place.rawName).inserted {
                checked.append(place)
            }
        }
        if let path = invocation.host {
            name = path.text
            let host = try PluginHost(path: path)
            for index in checked.indices { checked[index].host = host }
        }
    }

    /// All roots and images, and the running system where it is meant.
    var opened: [RunPlace] { (place.map { [$0] } ?? []) + checked.compactMap(\.opened) }

    /// The place that tells what is to be run where no file was named.
    var withProgram: RunPlace? { opened.first(where: \.isImage) }

    func inspection(of path: ByteString, _ request: Request) -> Inspection {
        let slice = request.architecture
        return checked.isEmpty
            ? Inspection(path: path, request.questions, slice: slice, in: place)
            : Inspection(
                path: path, request.questions, slice: slice, checking: checked,
                expecting: expectations)
    }

    /// Where a folder named on the command line lies for this process.
    func folder(_ path: ByteString) -> ByteString {
        for place in opened {
            let folder = place.folder(path)
            if folder != path { return folder }
        }
        return path
    }
}
