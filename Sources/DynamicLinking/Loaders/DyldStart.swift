internal import ObjectFile

/// What macOS's kernel makes of a file that is to be executed, and what dyld is told.
///
/// Spec: XNU, bsd/kern/kern_exec.c (`exec_mach_imgact`) and bsd/kern/mach_loader.c (`load_dylinker`,
/// `parse_machfile`); execve(2) of macOS.
struct DyldStart {
    /// The path without links, as the kernel hands it on.
    let path: ByteString
    let file: FileBytes
    let identity: TreeFile.Identity?
    let object: MachO.Object
    let process: DyldProcess
    /// Whether dyld has anything to do with it, and its rules for it are known here.
    private(set) var isLoaded = true
    private(set) var graph = DependencyGraph()

    init(
        _ object: MachO.Object, of image: Image, in file: TreeFile,
        at path: ByteString, _ surroundings: LoaderSurroundings
    ) {
        var real = path
        do throws(FileTreeError) {
            real = try surroundings.files.realPath(path)
        } catch {
            real = path
        }
        self.path = real
        self.file = file.bytes
        identity = file.identity
        self.object = object
        let isProgram = object.header.type == .executable
        let bytes = real.utf8
        let folder = bytes.lastIndex(of: UInt8(ascii: "/")).map { Array(bytes[..<$0]) }
        process = DyldProcess(
            object, in: file.bytes, programDirectory: isProgram ? folder ?? [] : nil, surroundings)
        graph.nodes.append(
            DependencyGraph.Node(name: path, path: real, status: .found, requester: nil))
        let isLibrary = object.header.type == .library || object.header.type == .bundle
        guard isProgram || isLibrary, !isProgram || object.contents.loader != nil,
            process.isFollowed
        else {
            isLoaded = false
            leave(image, isProgram || isLibrary)
            return
        }
        guard isProgram else { return }
        if !file.isExecutable {
            refuse(
                .notExecutable, "the file has no permission to be executed",
                FileTreeError.permissionDenied.text)
        }
        checkProcessor(image.architecture, on: surroundings.machine)
        checkLoader()
        checkSize()
    }

    /// What dyld does not load is not guessed at, unless nothing ever does.
    private mutating func leave(_ image: Image, _ isLinked: Bool) {
        if let problem = DependencyGraph.Problem(notProgram: image, at: path) {
            graph.problems.append(problem)
            return
        }
        graph.isComplete = false
        guard isLinked, !process.isFollowed else { return }
        graph.loader = .dyld
        graph.diagnostics.append(
            Diagnostic(
                .loaderUnknown, .warning,
                "it is for \(process.platform.shortName), whose files lie elsewhere: libraries are "
                    + "not looked for"))
    }

    private mutating func refuse(
        _ kind: DependencyGraph.Problem.Kind, _ message: String, _ text: String,
        exitStatus: Int32? = nil
    ) {
        graph.problems.append(
            DependencyGraph.Problem(kind, 0, message, text: text, exitStatus: exitStatus))
    }

    /// `LOAD_BADMACHO`: the process has nothing to go back to, and is killed; who starts it with
    /// posix_spawn is told `EBADMACHO`, "Malformed Mach-o file".
    private mutating func kill(_ kind: DependencyGraph.Problem.Kind, _ message: String) {
        refuse(kind, message, "Killed: 9", exitStatus: 137)
    }

    /// `EBADARCH` for the processors of other machines: Rosetta is taken to be there, and programs of
    /// 32 bits run since macOS 10.15 nowhere.
    private mutating func checkProcessor(_ program: Architecture, on machine: Architecture?) {
        let runs: [String] =
            switch machine?.name {
            case nil, "aarch64": ["aarch64", "x86_64"]
            case let name?: [name]
            }
        let isMac = process.platform == .macOS || process.platform == .macCatalyst
        guard isMac, !runs.contains(program.name) else { return }
        refuse(
            .machine,
            machine.map { "the program is for \(program), the machine is \($0)" }
                ?? "programs for \(program) run on no macOS since 10.15",
            "Bad CPU type in executable")
    }

    /// The program may want no loader but the system's, which is on every macOS whether the root has
    /// it or not.
    private mutating func checkLoader() {
        let names: [ByteString] = ["/usr/lib/dyld", "/System/DriverKit/usr/lib/dyld"]
        guard let loader = object.contents.loader, !names.contains(loader) else { return }
        kill(
            .interpreter, "the kernel starts no loader but /usr/lib/dyld, not \(loader.text)")
    }

    /// All bytes of its segments have to be there.
    private mutating func checkSize() {
        let size = file.size
        guard let segment = object.segments.first(where: { !$0.ends(within: size) }) else { return }
        kill(
            .truncated,
            "the file ends at \(size), before its segment \(segment.name.text) does: it is truncated"
        )
    }
}

extension MachO.Segment {
    fileprivate func ends(within size: UInt64) -> Bool {
        fileRange.map { $0.end.rawValue <= size } ?? false
    }
}
