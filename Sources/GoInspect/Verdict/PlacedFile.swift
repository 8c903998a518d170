internal import DynamicLinking
internal import ObjectFile

/// A file with the place in which it is started.
final class PlacedFile: Sendable {
    private let file: TreeFile
    private let path: ByteString
    private let surroundings: LoaderSurroundings
    private let root: ByteString

    init(
        _ file: TreeFile, at path: ByteString, _ surroundings: LoaderSurroundings, root: ByteString
    ) {
        self.file = file
        self.path = path
        self.surroundings = surroundings
        self.root = root
    }

    /// What kernel and loader make of a script: the interpreter that it names is started for it.
    func script() -> Diagnostic {
        let start = ScriptStart(file, in: surroundings)
        let path = start.interpreter
        if let problem = start.problem {
            return Diagnostic(
                .scriptInterpreter, .warning,
                "the file is a script that does not start: \(problem.message): \(problem.text)")
        }
        guard let graph = interpreter(path), graph.starts == false else {
            return Diagnostic(
                .format, .note, "the file is a script for \(path.text), which is there")
        }
        let resolved = ResolvedDependencies(graph, root: root)
        let status = resolved.exitStatus.map { ", status \($0)" } ?? ""
        return Diagnostic(
            .scriptInterpreter, .warning,
            "the file is a script for \(path.text), which does not start\(status): "
                + (resolved.predictedError ?? ""))
    }

    /// What would be loaded for the interpreter of a script; nil where that is no ELF file.
    private func interpreter(_ path: ByteString) -> DependencyGraph? {
        do throws(FileTreeError) {
            let file = try surroundings.files.open(path)
            do throws(ParseError) {
                guard try Container(file.bytes) == .elf else { return nil }
                return DependencyGraph(file, try Image(elf: file.bytes), at: path, surroundings)
            } catch {
                return nil
            }
        } catch {
            return nil
        }
    }

    /// What would be loaded for an image in it.
    func resolve(
        _ image: Image, in bytes: FileBytes, _ program: ProgramFacts?,
        _ diagnostics: inout [Diagnostic]
    ) -> ResolvedDependencies {
        var surroundings = surroundings
        surroundings.program = program
        #if !os(macOS)
            // This machine does not start it: its files are looked at as if a macOS had them.
            if case .machO = image.contents { surroundings.machine = nil }
        #endif
        let graph = DependencyGraph(treeFile(bytes), image, at: path, surroundings)
        diagnostics += graph.diagnostics
        return ResolvedDependencies(graph, root: root)
    }

    private func treeFile(_ bytes: FileBytes) -> TreeFile {
        TreeFile(bytes, file.identity, permissions: file.permissions)
    }
}

extension PlacedFile {
    /// The processor of the place; nil where it suits the file.
    var machine: Architecture? { surroundings.machine }

    /// The size of a page of memory there.
    var pageSize: UInt64 { surroundings.pageSize }

    /// The path of a C library's loader for such files, where it is there.
    func path(of loader: DependencyGraph.Loader, for image: Image) -> ByteString? {
        surroundings.path(of: loader, for: image)
    }

    /// What would come of it if another loader lay where the file looks for its own; nil where it
    /// looks for none.
    func resolve(
        _ image: Image, in bytes: FileBytes, _ program: ProgramFacts?,
        withLoader loader: ByteString
    ) -> ResolvedDependencies? {
        guard let name = image.interpreter.value else { return nil }
        do throws(FileTreeError) {
            var surroundings = surroundings
            let file = try surroundings.files.open(loader)
            surroundings.files = OverlayTree(surroundings.files, with: file, at: name)
            surroundings.looksUpSymbols = true
            surroundings.program = program
            let graph = DependencyGraph(treeFile(bytes), image, at: path, surroundings)
            return ResolvedDependencies(graph, root: root)
        } catch {
            return nil
        }
    }

    /// Whether a library is found that the program opens when it runs.
    func finds(_ library: ByteString, for image: Image, in bytes: FileBytes) -> Bool {
        var surroundings = surroundings
        surroundings.opens = [library]
        surroundings.findsOpened = true
        surroundings.looksUpSymbols = false
        let graph = DependencyGraph(treeFile(bytes), image, at: path, surroundings)
        return graph.opened.contains { $0.reason == .program && $0.path != nil }
    }

    /// The newest version of the shared glibc for a processor; nil where there is none, or it cannot
    /// be told.
    func glibc(for architecture: Architecture) -> (path: ByteString, version: GlibcVersion?)? {
        surroundings.glibc(for: architecture).map { ($0, newestGlibc(at: $0)) }
    }

    /// The newest numbered version that glibc's library at a path defines.
    func newestGlibc(at path: ByteString) -> GlibcVersion? {
        surroundings.newestGlibc(at: path)
    }
}
