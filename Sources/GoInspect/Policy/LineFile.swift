internal import ObjectFile

/// A file that people or tools write for others, line by line.
struct LineFile {
    private let text: Bytes
    private let path: String
    private static let mostProblems = 20

    /// Opens a file that files are held against.
    static func open(_ path: ByteString) throws(PolicyError) -> FileBytes {
        do throws(ParseError) { return try FileBytes(path: path) } catch {
            throw PolicyError(problems: [.init(path.text, error.message, error.code)])
        }
    }

    init(_ file: FileBytes, path: String, most: UInt64) throws(PolicyError) {
        self.path = path
        do throws(ParseError) {
            guard file.size <= most else {
                throw ParseError(.limit, "has more than \(most) bytes", at: .start, in: path)
            }
            text = try file.bytes(in: .first(file.size), reading: FilePart(path, .read))
        } catch {
            throw PolicyError(problems: [.init(path, error.message, error.code)])
        }
    }

    /// Shows every line, without its line feed.
    ///
    /// - Throws: where lines are that `take` does not know, and what a line has to be.
    func read(
        _ rule: String, _ code: ParseError.Code, _ take: (ArraySlice<UInt8>) -> Bool
    ) throws(PolicyError) {
        var problems: [PolicyError.Problem] = []
        var place = 0
        for line in lines {
            if !take(line), problems.count < Self.mostProblems {
                problems.append(.init(path, at: TextPosition(of: place, in: text), rule, code))
            }
            place += line.count + 1
        }
        if !problems.isEmpty { throw PolicyError(problems: problems) }
    }

    private var lines: [ArraySlice<UInt8>] {
        text.span.copied.split(separator: 0x0a, omittingEmptySubsequences: false)
    }
}
