public import ObjectFile

/// What the kernel makes of a script: it runs the interpreter that the first line names.
///
/// Spec: Linux 6.1, fs/binfmt_script.c, `load_script`; execve(2), "Interpreter scripts".
public struct ScriptStart: Sendable {
    /// Why it does not start.
    public struct Problem: Hashable, Sendable {
        /// What is the matter.
        public let message: String
        /// What the kernel says.
        public let text: String
    }

    /// The path of the interpreter, empty where the line names none.
    public let interpreter: ByteString
    /// Why it does not start; nil where the interpreter is there.
    public let problem: Problem?

    /// How much of the first line the kernel reads (`BINPRM_BUF_SIZE`).
    private static let mostBytes: UInt64 = 256

    /// Looks for the interpreter that a file names.
    public init(_ file: TreeFile, in surroundings: LoaderSurroundings) {
        let path = Self.interpreter(file.bytes)
        interpreter = path
        if !file.isExecutable {
            problem = Problem(
                message: "it has no permission to be executed",
                text: FileTreeError.permissionDenied.text)
        } else if path.isEmpty {
            problem = Problem(message: "its first line names nothing", text: "Exec format error")
        } else {
            problem = Self.problem(path, surroundings.files)
        }
    }

    private static func problem(_ path: ByteString, _ files: any FileTree) -> Problem? {
        do throws(FileTreeError) {
            let found = try files.open(path)
            guard found.isExecutable else { throw .permissionDenied }
            return nil
        } catch {
            let error: FileTreeError =
                error == .isDirectory || error == .notRegular ? .permissionDenied : error
            return Problem(
                message: "its interpreter \(path.text) cannot be executed", text: error.text)
        }
    }

    /// What stands behind `#!` and blanks, up to a blank or the line's end.
    private static func interpreter(_ file: FileBytes) -> ByteString {
        do throws(ParseError) {
            let part = FilePart("script", .read)
            let bytes = try file.bytes(in: .first(min(file.size, mostBytes)), reading: part)
            let line = bytes.span.copied.dropFirst(2).prefix { $0 != 10 && $0 != 0 }
            let path = line.drop { $0 == 32 || $0 == 9 }.prefix { $0 != 32 && $0 != 9 }
            return ByteString(path.span)
        } catch {
            return ""
        }
    }
}
