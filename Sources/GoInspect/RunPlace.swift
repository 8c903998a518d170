internal import DynamicLinking
public import ObjectFile

/// Where and how files are to be started, as people say it.
public struct RunSettings: Hashable, Sendable {
    /// A variable of the environment.
    public struct Variable: Hashable, Sendable {
        /// The name, such as `LD_LIBRARY_PATH`.
        public let name: String
        /// The value.
        public let value: String

        /// Takes both.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A folder that is to be the root, byte for byte; nil for the running system.
    public var rawRoot: ByteString?
    /// A container image, a file or a folder, instead.
    public var rawImage: ByteString?
    /// Which platform of the image, such as `linux/arm64`; nil for the one that suits best.
    public var platform: String?
    /// Where a file from outside the root is put inside; nil for `/usr/local/bin/NAME`.
    public var rawPath: ByteString?
    /// The environment; the last one of a name counts.
    public var variables: [Variable] = []
    /// Whether the program gets rights that its caller has not (`AT_SECURE`).
    public var isSecure = false
    /// The level of the processor, such as `x86-64-v3`; nil for this machine's.
    ///
    /// Of files of another family it says nothing.
    public var processor: String?
    /// The size of a page of memory in bytes; nil for this machine's, else 4096.
    public var pageSize: UInt64?
    /// Whether `/proc` is mounted.
    public var hasProcessFiles = true
    /// Whether ldconfig is taken to have run.
    public var assumesCache = false
    /// Whether symbols are looked up.
    public var looksUpSymbols = false
    /// Whether every place is kept where a library was looked for.
    public var keepsSearches = false

    /// Whether it is found out what may be opened later.
    var findsOpened = true

    /// Makes those of an ordinary start on the running system.
    public init() {}

    /// `rawRoot` as a text.
    public var root: String? {
        get { rawRoot?.text }
        set { rawRoot = newValue.map { ByteString($0) } }
    }

    /// `rawImage` as a text.
    public var image: String? {
        get { rawImage?.text }
        set { rawImage = newValue.map { ByteString($0) } }
    }

    /// `rawPath` as a text.
    public var path: String? {
        get { rawPath?.text }
        set { rawPath = newValue.map { ByteString($0) } }
    }

    /// The level of the processor, where it says something of files for one.
    func processor(for architecture: Architecture) -> String? {
        processor.flatMap { ProcessorLevels.isForeign($0, to: architecture) ? nil : $0 }
    }

    /// The names of the levels of processors.
    public static let processors = ProcessorLevels.names
}

/// A place in which files are started: opened once, and used for all of them.
public final class RunPlace: Sendable {
    /// What is said of the place as a whole: of an image, for instance.
    public let diagnostics: [Diagnostic]
    /// The value of a variable of the environment, an image's own among them; nil where it is not set.
    func value(of name: String) -> String? {
        surroundings.variables.last { $0.name == name }?.value
    }

    /// The root or the image as it was named, byte for byte.
    public let rawRoot: ByteString
    private let entryPoint: Result<String?, ParseError>
    private let settings: RunSettings
    let surroundings: LoaderSurroundings

    /// Opens the place.
    ///
    /// - Throws: `open` where the folder or image is not there; an image's own errors.
    public init(_ settings: RunSettings) throws(ParseError) {
        self.settings = settings
        rawRoot = settings.rawImage ?? settings.rawRoot ?? "/"
        var surroundings: LoaderSurroundings
        if let path = settings.rawImage {
            let image = try ImageTree(path: path, platform: settings.platform)
            surroundings = LoaderSurroundings(image)
            surroundings.machine = Architecture(image.configuration.platform)
            diagnostics = image.diagnostics
            entryPoint = Self.entryPoint(of: image)
            // What the image sets comes first, so that what was said on the command line counts.
            for variable in image.configuration.environment {
                let parts = variable.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2 else { continue }
                surroundings.variables.append(
                    .init(name: String(parts[0]), value: String(parts[1])))
            }
        } else {
            surroundings =
                try settings.rawRoot.map { root throws(ParseError) in
                    LoaderSurroundings(try DirectoryTree(root: root))
                } ?? .here
            diagnostics = []
            entryPoint = .success(nil)
        }
        Self.apply(settings, to: &surroundings)
        self.surroundings = surroundings
    }

    /// Takes surroundings that were made up, under a name.
    init(_ surroundings: LoaderSurroundings, _ settings: RunSettings, name: String) {
        var surroundings = surroundings
        Self.apply(settings, to: &surroundings)
        self.surroundings = surroundings
        self.settings = settings
        rawRoot = ByteString(name)
        diagnostics = []
        entryPoint = .success(nil)
    }

    private static func apply(_ settings: RunSettings, to surroundings: inout LoaderSurroundings) {
        for variable in settings.variables {
            surroundings.variables.append(.init(name: variable.name, value: variable.value))
        }
        surroundings.isSecure = settings.isSecure
        if let level = settings.processor,
            !(surroundings.machine.map { ProcessorLevels.isForeign(level, to: $0) } ?? false)
        {
            surroundings.processor = level
        }
        if let size = settings.pageSize { surroundings.pageSize = size }
        surroundings.hasProcessFiles = settings.hasProcessFiles
        surroundings.looksUpSymbols = settings.looksUpSymbols
        surroundings.findsOpened = settings.findsOpened
        surroundings.keepsSearches = settings.keepsSearches
        surroundings.assumesCache = settings.assumesCache
    }

    /// The path of the program that an image runs; nil for other places.
    ///
    /// - Throws: `imageConfiguration` where the image names none, `imageProgram` where it names one
    ///   that is not there.
    public func program() throws(ParseError) -> String? { try entryPoint.get() }

    private static func entryPoint(of image: ImageTree) -> Result<String?, ParseError> {
        guard let program = image.program else {
            return .failure(
                ParseError(
                    .imageConfiguration, "names no program (Entrypoint, Cmd): name a file inside",
                    at: .start, in: "image"))
        }
        guard let path = program.path else {
            let places = program.searched.map(\.text).joined(separator: ", ")
            return .failure(
                ParseError(
                    .imageProgram,
                    "runs \(program.name), which is not there to be executed: looked at \(places)",
                    at: .start, in: "image"))
        }
        return .success(path.text)
    }

    /// The name of the root in reports.
    public var root: String { rawRoot.text }

    /// Whether it is a container image.
    public var isImage: Bool { settings.rawImage != nil }

    /// Whether it is the running system.
    var isSystem: Bool {
        settings.rawRoot == nil && settings.rawImage == nil && rawRoot.equals("/")
    }

    /// Where a folder named on the command line lies for this process: inside the root where it is
    /// there.
    public func folder(_ path: String) -> String { folder(ByteString(path)).text }

    /// The same of a path that may be no UTF-8.
    public func folder(_ path: ByteString) -> ByteString {
        guard let root = settings.rawRoot, let inside = inside(path) else { return path }
        do throws(FileTreeError) {
            // Without links, which would be those of this process.
            let bytes = root.utf8 + (try surroundings.files.realPath(inside)).utf8
            return ByteString(bytes.span)
        } catch {
            return path
        }
    }

    /// Opens what a path on the command line means inside; nil where it means a file outside.
    func own(_ path: ByteString) throws(ParseError) -> (file: TreeFile, path: ByteString)? {
        guard !isSystem, let inside = inside(path) else { return nil }
        return (try Self.open(inside, in: surroundings.files), inside)
    }

    /// Puts a file that was named into the place, unless it is there.
    func place(_ named: NamedFile) -> PlacedFile {
        if let inside = named.inside, named.home === self {
            return PlacedFile(named.file, at: inside, surroundings, root: rawRoot)
        }
        if isSystem, named.isOfSystem {
            return PlacedFile(named.file, at: named.path, surroundings, root: rawRoot)
        }
        let path = settings.rawPath ?? named.inside ?? named.usualPath
        var surroundings = surroundings
        // Known systems have the directory and no program, and nothing opens it by its path.
        let isUsual = settings.rawPath == nil && named.inside == nil
        if surroundings.known == nil || !isUsual {
            surroundings.files = OverlayTree(surroundings.files, with: named.file, at: path)
        }
        return PlacedFile(named.file, at: path, surroundings, root: rawRoot)
    }

    /// Opens a file of a tree.
    ///
    /// - Throws: `directory` where it is a folder, else `open` or why it cannot be read.
    static func open(
        _ path: ByteString, in tree: any FileTree
    ) throws(ParseError) -> TreeFile {
        do throws(FileTreeError) {
            return try tree.open(path)
        } catch {
            throw ParseError(opening: error)
        }
    }

    /// The path inside the root that a path on the command line means; nil where it means a file
    /// outside.
    private func inside(_ path: ByteString) -> ByteString? {
        if let root = settings.rawRoot, let rest = Self.path(path, below: root) { return rest }
        let isAbsolute = path.starts(with: "/")
        guard isAbsolute || settings.rawImage != nil else { return nil }
        let inside = isAbsolute ? path : ByteString(([UInt8(ascii: "/")] + path.utf8).span)
        return exists(inside, in: surroundings.files) ? inside : nil
    }

    private func exists(_ path: ByteString, in tree: any FileTree) -> Bool {
        do throws(FileTreeError) {
            _ = try tree.realPath(path)
            return true
        } catch {
            return false
        }
    }

    /// The rest of a path of this process that lies below a folder.
    private static func path(_ path: ByteString, below root: ByteString) -> ByteString? {
        if let rest = Self.rest(of: path, below: root) { return rest }
        let system = DirectoryTree()
        do throws(FileTreeError) {
            let folder = try system.realPath(root).utf8
            let name = path.utf8
            let slash = name.lastIndex(of: UInt8(ascii: "/"))
            let parent = slash.map { $0 == 0 ? "/" : ByteString(Array(name[..<$0]).span) } ?? "."
            // Links of the last name are those of the root, and followed there.
            let real = try system.realPath(parent).utf8
            guard real == folder || real.starts(with: folder + [UInt8(ascii: "/")]) else {
                return nil
            }
            let last = slash.map { Array(name[($0 + 1)...]) } ?? name
            let rest = real.dropFirst(folder.count) + [UInt8(ascii: "/")] + last
            return ByteString(rest.span)
        } catch {
            return nil
        }
    }

    /// The same where the path says so itself: then its links are those of the root.
    private static func rest(of path: ByteString, below root: ByteString) -> ByteString? {
        var folder = root.utf8
        while folder.last == UInt8(ascii: "/") { folder.removeLast() }
        let bytes = path.utf8
        guard !folder.isEmpty, bytes.starts(with: folder), bytes.count > folder.count,
            bytes[folder.count] == UInt8(ascii: "/")
        else { return nil }
        let rest = bytes[folder.count...]
        let goesUp = rest.split(separator: UInt8(ascii: "/")).contains {
            $0.elementsEqual("..".utf8)
        }
        return goesUp ? nil : ByteString(rest.span)
    }
}

extension ParseError {
    /// Why a named file cannot be opened.
    init(opening error: FileTreeError) {
        switch error {
        case .isDirectory: self.init(.directory, "is a folder", at: .start, in: "file")
        case .unreadable(let error): self = error
        default:
            self.init(.open, "cannot be opened: \(error.text)", at: .start, in: "file")
        }
    }
}

extension ParseError.Code {
    /// The interpreter of a script is missing or unusable.
    public static let scriptInterpreter = Self(rawValue: "script.interpreter")
}

extension ParseError.Code {
    /// The program that an image runs is not there.
    public static let imageProgram = Self(rawValue: "image.program")
}

extension Architecture {
    /// The processor of a platform, whose name is Go's.
    fileprivate init(_ platform: ImagePlatform) {
        switch platform.architecture {
        case "mips64le": self.init(name: "mips64el")
        case "mipsle": self.init(name: "mipsel")
        default: self.init(name: platform.architecture)
        }
    }
}
