public import ObjectFile

/// The snapshots of all images of a file, and what the file is.
public struct FileSnapshot: Sendable {
    /// What is kept of a file.
    public struct Options: Sendable {
        /// The places for which it is told whether it runs there; nil for the usual ones.
        public var places: [CheckPlace]?
        /// Whether every function is kept by name.
        public var keepsFunctions = true
        /// Whether the names of the full symbol table are kept.
        public var keepsSymbols = false
        /// Whether the SHA-256 of the bytes is taken.
        public var takesDigest = true
        /// The slice of universal files that is taken alone; nil for all.
        public var slice: String?

        /// Makes the usual options.
        public init() {}
    }

    /// The path as it was given, byte for byte.
    public var rawPath: ByteString
    /// The same as a text; a byte that is no UTF-8 shows as U+FFFD.
    public var path: String {
        get { rawPath.text }
        set { rawPath = ByteString(newValue) }
    }
    /// The size in bytes; nil where it could not be opened.
    public var size: UInt64?
    /// What the file is; nil where it could not be read.
    public var container: Container?
    /// The SHA-256 of all of its bytes; nil where nobody needed it, or a slice was chosen.
    public var digest: String?
    /// Whether it was read from a snapshot, and the file itself was not there.
    public var isKept = false
    /// One for each image.
    public var images: [Snapshot] = []
    /// What could not be read, or was odd.
    public var diagnostics: [Diagnostic] = []
    /// Why nothing could be read.
    public var error: ParseError?

    /// The file itself; nil for a snapshot that was kept.
    private(set) var file: FileBytes?
    /// Whether all of its images were taken, and not one slice alone.
    private(set) var isWhole = true

    init(path: ByteString) { rawPath = path }

    private static let mostImages = 64
    private static let mostBytes = 64 << 20

    /// Whether both are the same, byte for byte.
    func isEqual(to other: FileSnapshot) -> Bool {
        if let digest, let otherDigest = other.digest { return digest == otherDigest }
        guard !images.isEmpty, images.count == other.images.count else { return false }
        // Slices that were chosen, wherever they lie.
        return zip(images, other.images).allSatisfy { a, b in
            a.slice != nil && b.slice != nil && a.digest != nil && a.digest == b.digest
        }
    }
}

extension FileSnapshot {
    /// Takes the snapshot of a file, or reads one that was kept.
    public init(path: String, _ options: Options = Options(), limits: Limits = Limits()) {
        self.init(path: ByteString(path), options, limits: limits)
    }

    /// The same of a path that may be no UTF-8.
    public init(path: ByteString, _ options: Options = Options(), limits: Limits = Limits()) {
        do throws(ParseError) {
            let file =
                path.equals("-")
                ? try FileBytes.standardInput(limits: limits)
                : try FileBytes(path: path, limits: limits)
            self.init(file, path: path, options, limits: limits)
        } catch {
            self.init(path: path)
            self.error = error
        }
    }

    /// The same of bytes that are there already.
    public init(
        _ file: FileBytes, path: String, _ options: Options = Options(), limits: Limits = Limits()
    ) {
        self.init(file, path: ByteString(path), options, limits: limits)
    }

    /// The same of a path that may be no UTF-8.
    public init(
        _ file: FileBytes, path: ByteString, _ options: Options = Options(),
        limits: Limits = Limits()
    ) {
        self.init(path: path)
        do throws(ParseError) {
            if let kept = try Self.kept(file, path: path, limits) {
                self = kept
            } else {
                self.file = file
                isWhole = options.slice == nil
                take(file, options, limits)
            }
        } catch {
            size = file.size
            self.error = error
        }
    }

    private mutating func take(_ file: FileBytes, _ options: Options, _ limits: Limits) {
        var inspection = Inspection(
            file, path: rawPath, [.dependencies, .build], slice: options.slice, limits: limits)
        size = inspection.size
        container = inspection.container
        if container == .archive {
            error = ParseError(
                .format, "is an archive: compare its members, or what was linked of them",
                at: .start, in: "file")
            return
        }
        let places = options.places ?? CommonPlaces.shared.places
        var images: [Snapshot] = []
        var diagnostics: [Diagnostic] = []
        var options = options
        var kept = 0
        inspection.forEachImage { report in
            let image = report.snapshot(rawPath, options, places, &diagnostics)
            kept += image.functions?.byteCount ?? 0
            kept += image.symbols?.byteCount ?? 0
            // Slices may lie over each other: what they have together is no more than a file has.
            if kept > Self.mostBytes {
                (options.keepsFunctions, options.keepsSymbols) = (false, false)
            }
            images.append(image)
            return images.count < Self.mostImages
        }
        if images.count == Self.mostImages {
            diagnostics.append(
                Diagnostic(
                    .limit, .error, "the file has more slices than are compared: \(Self.mostImages)"
                ))
        }
        self.images = images
        self.diagnostics = inspection.diagnostics + diagnostics
        error = inspection.error
        if options.takesDigest { addDigests(of: file, hasAll: options.slice == nil) }
        if error == nil, images.isEmpty {
            let said = inspection.diagnostics.first?.message ?? "the file has no image"
            // What is said of an error begins with its structure, which is the file.
            let what = said.hasPrefix("the file ") ? String(said.dropFirst(9)) : said
            error = ParseError(.format, what + ", and cannot be compared", at: .start, in: "file")
        }
    }
}
