internal import DynamicLinking
public import ObjectFile
internal import Synchronization

/// A place that files are checked for: a root, an image, the running system, or one that is known
/// by table.
public struct CheckPlace: Sendable {
    /// Its name in reports, byte for byte: of a root or an image the path.
    public let rawName: ByteString
    /// Whether it runs programs of Linux, of macOS …; nil where that is taken to suit the file.
    public let system: OperatingSystem?
    /// The target that it is; nil for others.
    public let target: Target?
    /// The level of its processor, such as `x86-64-v2`; nil where it is taken to suit the file.
    public private(set) var processor: String?
    /// The version of its kernel; nil where it is taken to suit the file.
    public let kernel: SystemVersion?
    /// The version of macOS; nil where it is none or taken to suit the file.
    public let macOS: SystemVersion?
    /// The program that would open a plugin there; nil where none was named.
    public var host: PluginHost?
    /// What was said of how files are started there.
    private let settings: RunSettings
    /// The level of its processor where none was said.
    private let usualProcessor: String?
    private let source: Source

    /// Whether all is known of the libraries that are there, but for those that may have been
    /// added.
    let knowsLibraries: Bool

    private enum Source: Sendable {
        case opened(RunPlace)
        case known(KnownPlaces)
    }

    /// Opens the running system, a root or an image.
    ///
    /// - Throws: `open` where the folder or image is not there; an image's own errors.
    public init(_ settings: RunSettings) throws(ParseError) {
        var settings = settings
        // What is bound at start decides whether it starts.
        settings.looksUpSymbols = true
        let place = try RunPlace(settings)
        target = nil
        knowsLibraries = true
        rawName = place.isSystem ? "this system" : place.rawRoot
        source = .opened(place)
        system = place.isSystem ? .here : nil
        usualProcessor = place.isSystem ? LoaderSurroundings.processorHere : nil
        processor = settings.processor ?? usualProcessor
        let version = place.isSystem ? SystemVersion(LoaderSurroundings.kernelHere) : nil
        kernel = system == .linux ? version : nil
        macOS = nil
        self.settings = settings
    }

    /// Takes a place that is known by table: what its files are depends on the processor; nil for
    /// one that it is not made for.
    ///
    /// What `settings` say of processor and page size counts more than what the table says.
    init(
        _ name: String, _ system: OperatingSystem?, processor: String? = nil,
        kernel: SystemVersion? = nil, macOS: SystemVersion? = nil, target: Target? = nil,
        _ settings: RunSettings,
        surroundings: @escaping @Sendable (Architecture) -> LoaderSurroundings?
    ) {
        var settings = settings
        settings.looksUpSymbols = true
        // What a target opens later is not known.
        settings.findsOpened = target == nil
        rawName = ByteString(name)
        self.target = target
        knowsLibraries = target.map { $0.knownSystem != nil } ?? true
        self.system = system
        usualProcessor = processor
        self.processor = settings.processor ?? processor
        self.kernel = kernel
        self.macOS = macOS
        self.settings = settings
        source = .known(
            KnownPlaces { [settings] architecture in
                surroundings(architecture).map { RunPlace($0, settings, name: name) }
            })
    }

    /// Its name in reports as a text.
    public var name: String { rawName.text }

    /// The value of a variable of the environment; nil where it is not set.
    func value(of name: String) -> String? {
        opened.map { $0.value(of: name) } ?? settings.variables.last { $0.name == name }?.value
    }

    /// The root or image that was opened; nil for places that are known by table.
    public var opened: RunPlace? {
        switch source {
        case .opened(let place): place
        case .known: nil
        }
    }

    /// The place as it is for a processor; nil where it is not made for that.
    func place(for architecture: Architecture) -> RunPlace? {
        switch source {
        case .opened(let place): place
        case .known(let places): places.place(for: architecture)
        }
    }

    /// With the processor that it has of a kind: what was said counts for its own family.
    func with(_ architecture: Architecture) -> CheckPlace {
        var place = self
        place.processor =
            settings.processor(for: architecture) ?? usualProcessor
            ?? target?.machine(architecture)?.least
        return place
    }
}

/// What a place that is known by table is for each processor: made when it is first asked for.
private final class KnownPlaces: Sendable {
    private let make: @Sendable (Architecture) -> RunPlace?
    private let made = Mutex<[Architecture: RunPlace?]>([:])

    init(_ make: @escaping @Sendable (Architecture) -> RunPlace?) { self.make = make }

    func place(for architecture: Architecture) -> RunPlace? {
        made.withLock { made in
            if let known = made[architecture] { return known }
            let new = make(architecture)
            made[architecture] = .some(new)
            return new
        }
    }
}

extension OperatingSystem {
    /// The running one.
    fileprivate static var here: OperatingSystem {
        #if os(macOS)
            .macOS
        #else
            .linux
        #endif
    }
}
