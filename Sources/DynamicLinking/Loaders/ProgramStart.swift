internal import ObjectFile

/// What the kernel makes of a file that is to be executed: it looks at the file, and at the loader
/// that the file names.
///
/// Spec: Linux 6.1, fs/exec.c (`do_open_execat`), fs/binfmt_elf.c (`load_elf_binary`); execve(2).
struct ProgramStart {
    /// The path by which it is called.
    let path: ByteString
    /// The name in messages.
    let name: String
    let file: FileBytes
    let identity: TreeFile.Identity?
    let object: ELF.Object
    let architecture: Architecture
    /// Whether it is a program, and no library that something else loads.
    let isProgram: Bool
    /// The loader that it names, mapped; nil where it names none or that is not usable.
    var interpreter: LoadedObject?
    var graph = DependencyGraph()

    /// The program's name is its path.
    init(
        _ object: ELF.Object, _ architecture: Architecture, isProgram: Bool, in file: TreeFile,
        at path: ByteString, _ surroundings: LoaderSurroundings
    ) {
        self.path = path
        name = path.text
        self.file = file.bytes
        identity = file.identity
        self.object = object
        self.architecture = architecture
        self.isProgram = isProgram
        graph.nodes.append(
            DependencyGraph.Node(name: path, path: path, status: .found, requester: nil))
        if isProgram {
            if !file.isExecutable {
                refuse(
                    .notExecutable, "the file has no permission to be executed", .permissionDenied)
            }
            checkFormat(surroundings)
            findInterpreter(surroundings)
        }
        checkSize(surroundings.pageSize)
    }

    /// Whether the kernel says no, so that there is not even a process.
    var isRefused: Bool {
        guard let first = graph.problems.first(where: \.isFatal) else { return false }
        return first.exitStatus == nil
    }

    /// Itself as the loader sees it.
    func mapped(origin: [UInt8]?) -> LoadedObject {
        let mapped = LoadedObject(
            node: 0, object: object, file: file, identity: identity, path: path, requester: nil)
        mapped.origin = origin
        return mapped
    }

    private mutating func refuse(
        _ kind: DependencyGraph.Problem.Kind, node: Int = 0, _ message: String,
        _ error: FileTreeError
    ) {
        refuse(kind, node: node, message, text: error.text)
    }

    private mutating func refuse(
        _ kind: DependencyGraph.Problem.Kind, node: Int = 0, _ message: String, text: String,
        exitStatus: Int32? = nil
    ) {
        graph.problems.append(
            DependencyGraph.Problem(kind, node, message, text: text, exitStatus: exitStatus))
    }

    /// `ENOEXEC` for what the kernel does not take for a program of this machine.
    private mutating func checkFormat(_ surroundings: LoaderSurroundings) {
        let header = object.header
        let text = "Exec format error"
        if let machine = surroundings.machine, !Self.runs(architecture, on: machine) {
            return refuse(
                .machine, "the program is for \(architecture), the machine is \(machine)",
                text: text
            )
        }
        let size: UInt64 = header.layout.is64Bit ? 56 : 32
        guard UInt64(header.segmentHeaderSize) == size, header.segmentCount > 0,
            header.segmentCount * size <= 65536, object.segments.error == nil
        else {
            return refuse(
                .format, "the kernel does not take its table of segments", text: text)
        }
        checkSegments(surroundings.pageSize)
    }

    /// The machines on which a program runs without help.
    private static func runs(_ program: Architecture, on machine: Architecture) -> Bool {
        switch (program.name, machine.name) {
        case ("i386", "x86_64"), ("arm", "aarch64"), ("ppc", "ppc64"), ("mipsel", "mips64el"),
            ("mips", "mips64"):
            true
        default: program == machine
        }
    }

    private mutating func checkSegments(_ pageSize: UInt64) {
        guard pageSize > 0 else { return }
        var isTight = false
        for segment in object.segments.value ?? [] where segment.type == .load {
            let distance = segment.address.rawValue &- segment.offset.rawValue
            guard distance & (pageSize &- 1) == 0 else {
                return refuse(
                    .alignment,
                    "a segment does not fit pages of \(pageSize) bytes (p_align is "
                        + "\(segment.alignment)): the kernel cannot map it",
                    text: "Segmentation fault", exitStatus: 139)
            }
            isTight = isTight || segment.alignment < pageSize
        }
        if isTight, pageSize > 4096 {
            graph.diagnostics.append(
                Diagnostic(
                    .alignment, .note,
                    "segments are aligned to less than pages of \(pageSize) bytes: parts that may "
                        + "be written and parts that may not can share one"))
        }
    }

    /// The kernel maps the program first, and then its loader; a library is mapped by its loader.
    private mutating func checkSize(_ pageSize: UInt64) {
        guard !graph.problems.contains(where: \.isFatal) else { return }
        if let missing = MissingPages(object, fileSize: file.size, pageSize: pageSize) {
            // Without its dynamic section a library looks like a static program.
            let library = object.dynamic.error == nil ? DependencyGraph.busError : nil
            graph.note(
                missing, of: 0, fileSize: file.size, isProgram ? missing.inKernel : library)
        }
        guard let interpreter, let loader = interpreter.object, let size = interpreter.file?.size,
            graph.problems.isEmpty,
            let missing = MissingPages(loader, fileSize: size, pageSize: pageSize)
        else { return }
        graph.note(missing, of: interpreter.node, fileSize: size, missing.inKernel)
    }

    private mutating func findInterpreter(_ surroundings: LoaderSurroundings) {
        guard let segment = object.segments.value?.first(where: { $0.type == .interpreter }) else {
            return
        }
        guard let path = object.interpreter.value, segment.fileSize >= 2,
            segment.fileSize <= 4096, isTerminated(segment)
        else {
            return refuse(
                .interpreter, "the path of its interpreter is damaged (PT_INTERP)",
                text: "Exec format error")
        }
        var node = DependencyGraph.Node(name: path, path: nil, status: .notFound, requester: 0)
        node.searched = [DependencyGraph.Place(.interpreter, path)]
        let place = graph.nodes.count
        graph.nodes.append(node)
        graph.nodes[0].needs.append(place)
        do throws(FileTreeError) {
            try take(surroundings.files.open(path), path, place, surroundings)
        } catch {
            // To open a folder for execution is as forbidden as a file without permission.
            let error: FileTreeError =
                error == .isDirectory || error == .notRegular ? .permissionDenied : error
            refuse(
                .interpreter, node: place,
                "its interpreter \(path.text) cannot be executed: \(error.text)", error)
        }
    }

    private func isTerminated(_ segment: ELF.Segment) -> Bool {
        do throws(ParseError) {
            guard let range = segment.fileRange else { return false }
            let bytes = try file.bytes(in: range, reading: FilePart("interpreter", .read))
            let span = bytes.span
            return span.count > 0 && span[span.count - 1] == 0
        } catch {
            return false
        }
    }

    private mutating func take(
        _ found: TreeFile, _ path: ByteString, _ place: Int, _ surroundings: LoaderSurroundings
    ) throws(FileTreeError) {
        guard found.isExecutable else { throw .permissionDenied }
        let size: UInt64 = object.header.layout.is64Bit ? 64 : 52
        guard found.bytes.size >= size else {
            return refuse(
                .interpreter, node: place, "its interpreter \(path.text) is too short",
                text: "Input/output error")
        }
        let loader: ELF.Object
        do throws(ParseError) {
            loader = try surroundings.object(of: found)
        } catch {
            return damagedInterpreter(path, place, "is no ELF file")
        }
        guard loader.header.machine == object.header.machine else {
            graph.nodes[place].status = .wrongArchitecture
            return damagedInterpreter(path, place, "is for another processor")
        }
        graph.nodes[place].path = path
        graph.nodes[place].status = .found
        graph.nodes[place].rule = .interpreter
        graph.nodes[place].searched = []
        let mapped = LoadedObject(
            node: place, object: loader, file: found.bytes, identity: found.identity, path: path,
            requester: 0)
        mapped.names = [path]
        interpreter = mapped
    }

    private mutating func damagedInterpreter(_ path: ByteString, _ place: Int, _ what: String) {
        refuse(
            .interpreter, node: place, "its interpreter \(path.text) \(what)",
            text: "Accessing a corrupted shared library")
    }

    /// The loader by which a library would be loaded, where it can be named.
    mutating func assumeInterpreter(_ path: ByteString, _ surroundings: LoaderSurroundings) {
        do throws(FileTreeError) {
            let found = try surroundings.files.open(path)
            do throws(ParseError) {
                let loader = try surroundings.object(of: found)
                guard loader.header.machine == object.header.machine else { return }
                var node = DependencyGraph.Node(
                    name: path, path: path, status: .found, requester: nil)
                node.rule = .interpreter
                graph.nodes.append(node)
                let mapped = LoadedObject(
                    node: graph.nodes.count - 1, object: loader, file: found.bytes,
                    identity: found.identity, path: path, requester: nil)
                mapped.names = [path]
                interpreter = mapped
            } catch { return }
        } catch { return }
    }
}
