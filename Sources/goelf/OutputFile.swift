internal import CSystemCalls
internal import ObjectFile

/// A file that is written beside its place and moved there when it is whole.
struct OutputFile: Sendable {
    /// Why the file cannot be made.
    struct Failure: Error {
        let number: Int32

        /// It is a file that is read, too.
        static let isInput = Self(number: 0)
    }

    let descriptor: Int32
    private let temporary: [UInt8]
    private let path: [UInt8]

    /// Makes a file; not over one of those that are read.
    init(path: ByteString, reading inputs: [ByteString] = []) throws(Failure) {
        let name = path.utf8 + [0]
        for input in inputs where !input.equals("-") {
            let other = input.utf8 + [0]
            if goelf_is_same_file(name.span, other.span) != 0 { throw .isInput }
        }
        var temporary = [UInt8](repeating: 0, count: name.count + 16)
        var target = temporary.mutableSpan
        let descriptor = goelf_create(name.span, &target)
        guard descriptor >= 0 else { throw Failure(number: descriptor) }
        self.descriptor = descriptor
        self.temporary = temporary
        self.path = name
    }

    /// Moves the file to its place; returns 0 or a negative error number.
    func commit() -> Int32 {
        let result = goelf_commit(descriptor, temporary.span, path.span)
        if result != 0 { goelf_discard(-1, temporary.span) }
        return result
    }

    /// Leaves no trace of the file.
    func discard() { goelf_discard(descriptor, temporary.span) }
}
