public import ObjectFile

extension DependencyGraph {
    /// Finds out what kernel and loader would do with a file: for a program all that it loads, for a
    /// library what it would bring along.
    ///
    /// `path` is where the file lies, seen from inside the surroundings' files; the file itself need
    /// not be found there. Nothing is executed, and nothing thrown: what cannot be read is among
    /// `diagnostics`.
    public init(
        _ file: TreeFile, _ image: Image, at path: ByteString, _ surroundings: LoaderSurroundings
    ) {
        if let known = KnownLoad.graph(at: path, surroundings) {
            self = known
            return
        }
        switch image.contents {
        case .elf(let object):
            self = Self.resolve(object, image, in: file, at: path, surroundings)
        case .machO(let object):
            self = Self.resolve(object, image, in: file, at: path, surroundings)
        }
    }

    private static func resolve(
        _ object: ELF.Object, _ image: Image, in file: TreeFile, at path: ByteString,
        _ surroundings: LoaderSurroundings
    ) -> DependencyGraph {
        if let problem = DependencyGraph.Problem(notProgram: image, at: path) {
            var graph = DependencyGraph()
            graph.nodes.append(Node(name: path, path: path, status: .found, requester: nil))
            graph.problems.append(problem)
            return graph
        }
        let isLibrary =
            image.kind == .sharedObject && object.interpreter.value == nil
            && object.segments.error == nil
        let isDamaged = isDamagedProgram(object)
        guard isLibrary || image.linkage != nil || isDamaged else {
            var graph = DependencyGraph()
            graph.nodes.append(Node(name: path, path: path, status: .found, requester: nil))
            guard object.segments.error == nil, object.dynamic.error == nil else {
                // What cannot be read may be anything.
                graph.isComplete = false
                return graph
            }
            graph.problems.append(
                Problem(
                    .format, 0, "its type is that of no program and no library",
                    text: "Exec format error", exitStatus: nil))
            return graph
        }
        var start = ProgramStart(
            object, image.architecture, isProgram: !isLibrary, in: file, at: path, surroundings)
        switch image.linkage {
        case nil where isDamaged:
            // What cannot be read may be anything.
            if object.dynamic.error != nil { start.graph.isComplete = false }
            return start.graph
        // A made-up system is asked for its verdict alone: no loader is started.
        case _ where surroundings.known != nil && start.isRefused: return start.graph
        case .static?, .staticPIE?: return alone(start, image, surroundings)
        default: break
        }
        if isLibrary {
            for loader in LoaderPath.usual(of: image, in: file.bytes)
            where start.interpreter == nil {
                start.assumeInterpreter(loader, surroundings)
            }
        }
        return load(start, image, surroundings)
    }

    /// Whether it is a program, though it cannot be told how it is linked.
    private static func isDamagedProgram(_ object: ELF.Object) -> Bool {
        if object.segments.error != nil { return object.header.type == .executable }
        return object.dynamic.error != nil && object.interpreter.value != nil
    }

    /// A program that no loader is needed for; glibc inside it may open libraries all the same.
    private static func alone(
        _ start: ProgramStart, _ image: Image, _ surroundings: LoaderSurroundings
    ) -> DependencyGraph {
        guard surroundings.findsOpened, NameServices.areOpened(by: start.object, in: start.file)
        else { return start.graph }
        let facts = LoaderFile(.glibc, image.architecture, in: surroundings.files)
        var loader = GlibcLoader(start, facts, surroundings)
        loader.findNameServices()
        var graph = start.graph
        graph.opened = loader.graph.opened
        return graph
    }

    private static func resolve(
        _ object: MachO.Object, _ image: Image, in file: TreeFile, at path: ByteString,
        _ surroundings: LoaderSurroundings
    ) -> DependencyGraph {
        let start = DyldStart(object, of: image, in: file, at: path, surroundings)
        guard start.isLoaded else { return start.graph }
        var loader = DyldLoader(start, surroundings)
        return loader.load()
    }

    private static func load(
        _ start: ProgramStart, _ image: Image, _ surroundings: LoaderSurroundings
    ) -> DependencyGraph {
        let facts =
            start.interpreter.flatMap { (loader) -> LoaderFile? in
                guard let object = loader.object, let file = loader.file else { return nil }
                if let made = surroundings.made, let identity = loader.identity {
                    return made.loader(object, in: file, identity)
                }
                return LoaderFile(object, in: file)
            }
            ?? LoaderFile(
                LoaderPath.loader(of: image, in: start.file), image.architecture,
                in: surroundings.files)
        switch facts.loader {
        case .glibc:
            let key = KnownLoad.key(start, surroundings)
            if let key, let program = surroundings.program,
                let graph = surroundings.made?.load(key)?.graph(
                    program, at: start.path, surroundings)
            {
                return graph
            }
            var loader = GlibcLoader(start, facts, surroundings)
            loader.sharedLoad = key
            return loader.load()
        case .musl:
            var start = start
            if let relay = facts.relay, !start.relay(relay, surroundings) { return start.graph }
            var loader = MuslLoader(start, facts.relay, surroundings)
            var graph = loader.load()
            if !start.isProgram { graph.doubtStorage(of: start.object) }
            return graph
        case .dyld, nil: return unknown(start)
        }
    }

    /// musl has room for a library's thread-local storage at fixed places where a program is linked
    /// with the library, and none where it is opened later: which of both, nobody knows here.
    ///
    /// Spec: musl 1.2.5, ldso/dynlink.c (`do_relocs`: "initial-exec TLS resolves to dynamic
    /// definition").
    private mutating func doubtStorage(of library: ELF.Object) {
        let hasOwn = library.segments.value?.contains { segment in
            segment.type == .threadLocal && segment.memorySize > 0
        }
        guard hasOwn == true, library.dynamic.value?.flags.contains(.staticThreadLocals) == true
        else {
            return
        }
        isComplete = false
        diagnostics.append(
            Diagnostic(
                .staticStorage, .warning,
                "its thread-local storage is of the initial-exec kind: musl's dlopen refuses it "
                    + "(initial-exec TLS resolves to dynamic definition)"))
    }

    /// A loader whose rules are not known here: what it would find is not guessed.
    private static func unknown(_ start: ProgramStart) -> DependencyGraph {
        var graph = start.graph
        graph.isComplete = false
        let name = start.object.interpreter.value?.text ?? "its loader, which it does not name,"
        graph.diagnostics.append(
            Diagnostic(
                .loaderUnknown, .warning,
                "\(name) is none of the loaders that goelf knows the rules of: libraries are not "
                    + "looked for"))
        return graph
    }
}

extension ParseError.Code {
    /// The program's loader is not one that is simulated.
    public static let loaderUnknown = Self(rawValue: "loader.unknown")
    /// A library's thread-local storage has to be there when the program starts.
    public static let staticStorage = Self(rawValue: "loader.static-tls")
    /// Segments do not fit pages of memory well.
    public static let alignment = Self(rawValue: "loader.alignment")
}

/// The usual paths of loaders.
enum LoaderPath {
    /// Whose loader a file would be loaded by, as its C library tells.
    static func loader(of image: Image, in file: FileBytes) -> DependencyGraph.Loader? {
        switch library(of: image, in: file) {
        case .glibc: .glibc
        case .musl: .musl
        default: nil
        }
    }

    /// Where a loader lies on systems of its kind; nil where that is not known for a processor.
    static func path(of loader: DependencyGraph.Loader, for image: Image) -> ByteString? {
        switch loader {
        case .glibc: glibc(image.architecture)
        case .musl:
            ByteString(
                "/lib/ld-musl-\(MuslLoader.name(of: image.architecture, image.layout)).so.1")
        case .dyld: nil
        }
    }

    private static func library(of image: Image, in file: FileBytes) -> CLibrary? {
        guard case .elf(let object) = image.contents else { return nil }
        // What is damaged tells nothing, and is complained of where it is loaded.
        let versions = Fact { () throws(ParseError) in try object.neededVersions(in: file) }
        return CLibrary(image, versions: versions.value ?? [])
    }

    /// The paths of the loaders that may load a library, the likeliest first; none where nothing
    /// tells.
    ///
    /// Programs load it, and they are of the C library that is there: musl itself stands for glibc's
    /// libraries.
    ///
    /// Spec: glibc, sysdeps/**/shlib-versions and ldd-rewrite.sed; musl, configure.
    static func usual(of image: Image, in file: FileBytes) -> [ByteString] {
        let loaders: [DependencyGraph.Loader] =
            switch library(of: image, in: file) {
            case .musl: [.musl, .glibc]
            // A library that says nothing is loaded by what the system has.
            case .glibc, nil: [.glibc, .musl]
            default: []
            }
        return loaders.compactMap { path(of: $0, for: image) }
    }

    /// The path of glibc's loader; nil where it was never made for the processor.
    static func glibc(_ architecture: Architecture) -> ByteString? {
        switch architecture.name {
        case "x86_64": "/lib64/ld-linux-x86-64.so.2"
        case "i386": "/lib/ld-linux.so.2"
        case "aarch64": "/lib/ld-linux-aarch64.so.1"
        case "arm": "/lib/ld-linux-armhf.so.3"
        case "riscv64": "/lib/ld-linux-riscv64-lp64d.so.1"
        case "loong64": "/lib64/ld-linux-loongarch-lp64d.so.1"
        case "s390x": "/lib/ld64.so.1"
        case "ppc64": "/lib64/ld64.so.1"
        case "ppc64le": "/lib64/ld64.so.2"
        case "mips", "mipsel": "/lib/ld.so.1"
        case "mips64", "mips64el": "/lib64/ld.so.1"
        default: nil
        }
    }
}
