public import ObjectFile

extension Reproduction {
    /// What could not be read, file by file.
    public struct Diagnostics: Hashable, Sendable {
        /// What is the matter with the old file.
        public internal(set) var old: [Diagnostic] = []
        /// What is the matter with the new file.
        public internal(set) var new: [Diagnostic] = []

        mutating func add(_ failure: SideError) {
            let diagnostic = Diagnostic(failure.error)
            if failure.isOld { old.append(diagnostic) } else { new.append(diagnostic) }
        }

        static func += (left: inout Self, right: Self) {
            left.old += right.old
            left.new += right.new
        }
    }
}

/// What could not be read, and of which of two files.
struct SideError: Error {
    let isOld: Bool
    let error: ParseError
}

/// What reading one of two files says; where it fails, with the side.
func reading<Answer>(
    _ isOld: Bool, _ body: () throws(ParseError) -> Answer
) throws(SideError) -> Answer {
    do throws(ParseError) {
        return try body()
    } catch {
        throw SideError(isOld: isOld, error: error)
    }
}
