internal import ArgumentParser
internal import GoInspect
internal import GoReport
internal import ObjectFile

/// The places that files are checked for.
struct CheckPlaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A system that goelf knows by table: debian:12, alpine:3.20,scratch, glibc:2.31, all; may be repeated.",
            valueName: "name"))
    var target: [String] = []

    @Option(
        help: ArgumentHelp("A folder that is the root; may be repeated.", valueName: "dir"),
        completion: .directory)
    var root: [ByteString] = []

    @Option(
        help: ArgumentHelp(
            "A container image: OCI layout or archive, docker-save tarball; may be repeated.",
            valueName: "file"),
        completion: .file())
    var image: [ByteString] = []

    @Option(
        help: ArgumentHelp("Which platform of the images: linux/arm64.", valueName: "platform"))
    var platform: String?

    @Option(
        help: ArgumentHelp(
            "The program that opens FILE, a Go plugin.", valueName: "file"),
        completion: .file())
    var host: ByteString?

    @OptionGroup var start: StartOptions

    mutating func validate() throws {
        if platform != nil, image.isEmpty {
            throw ValidationError("--platform is of --image alone")
        }
        for names in target {
            do { _ = try Target.list(names) } catch { throw ValidationError(error.description) }
        }
    }

    /// The places, kind by kind; the running system where none was named.
    var places: [CheckChoice] {
        let settings = start.settings
        var places: [CheckChoice] = []
        for names in target {
            places.append(CheckChoice(option: "--target", targets: names, settings: settings))
        }
        for root in root {
            var settings = settings
            settings.rawRoot = root
            places.append(CheckChoice(option: "--root", settings: settings))
        }
        for image in image {
            var settings = settings
            settings.rawImage = image
            settings.platform = platform
            places.append(CheckChoice(option: "--image", settings: settings))
        }
        if places.isEmpty {
            var settings = settings
            settings.addOwnEnvironment()
            places.append(CheckChoice(option: "", settings: settings))
        }
        return places
    }
}

/// A place that files are to be checked for, as it was named, or several targets.
struct CheckChoice: Hashable, Sendable {
    /// The option that named it, empty for the running system.
    let option: String
    /// The names of targets, with commas between; nil for what has to be opened.
    var targets: String?
    /// Where it is, and how files are started there.
    let settings: RunSettings

    /// Opens it.
    ///
    /// A target that is none was refused when the command line was read.
    func open() throws(ParseError) -> [CheckPlace] {
        guard let targets else { return [try CheckPlace(settings)] }
        do { return try Target.list(targets).map { CheckPlace($0, settings) } } catch { return [] }
    }

    /// What is to be named where it cannot be opened.
    var name: String { settings.image ?? settings.root ?? "/" }
}

extension [CheckChoice] {
    /// In the order in which a command line names them, which ArgumentParser does not tell.
    func ordered(as arguments: some Sequence<String>) -> [CheckChoice] {
        var left = self
        var ordered: [CheckChoice] = []
        for argument in arguments {
            if argument == "--" { break }
            let option = argument.split(separator: "=", maxSplits: 1).first.map(String.init)
            guard let place = left.firstIndex(where: { $0.option == option }) else { continue }
            ordered.append(left.remove(at: place))
        }
        return ordered + left
    }
}
