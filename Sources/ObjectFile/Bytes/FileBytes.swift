public import CSystemCalls

/// The bytes of a file, or of a slice of one, read by ranges and never as a whole.
///
/// A file is read with `pread`, not mapped: one that shrinks meanwhile gives an error and no signal.
/// Its first bytes are read once, when it is opened: headers lie there, and often all that a loader
/// reads. Bytes that are in memory already (standard input, archives) have the same interface.
public struct FileBytes: Sendable {
    private let storage: Storage
    /// Where byte 0 of this slice lies in the file.
    public let base: FileOffset
    /// How many bytes the slice has.
    public let size: UInt64

    /// How much is read when a file is opened: the headers, notes and version tables of most
    /// programs lie in it.
    private static let headSize: UInt64 = 12288

    private enum Storage: Sendable {
        case file(OpenFile)
        case memory([UInt8])
        case source(SourceFile)
    }

    /// Takes bytes that are in memory.
    public init(_ bytes: [UInt8]) {
        storage = .memory(bytes)
        base = .start
        size = UInt64(bytes.count)
    }

    /// Takes bytes that are made when they are asked for, such as those of a compressed file.
    public init(source: any ByteSource) {
        storage = .source(SourceFile(source))
        base = .start
        size = source.size
    }

    /// Opens a file.
    ///
    /// A directory is refused; a device, a pipe or a terminal is read to its end first, as is every
    /// file that has no size.
    ///
    /// - Throws: `open` where the system refuses, `directory` for a folder, `limit` where a stream is longer than
    /// `limits.streamBytes`.
    public init(path: String, limits: Limits = Limits()) throws(ParseError) {
        try self.init(path: ByteString(path), limits: limits)
    }

    /// The same of a path that may be no UTF-8.
    public init(path: ByteString, limits: Limits = Limits()) throws(ParseError) {
        var name = path.utf8
        name.append(0)
        let descriptor = goelf_open(name.span)
        guard descriptor >= 0 else { throw systemError(.open, "cannot be opened", -descriptor) }
        self = try Self.file(Descriptor(descriptor), limits)
    }

    /// Takes an open file of that size, which is closed when nobody needs it any more.
    ///
    /// For those who find files in their own way; it has to be a regular file.
    ///
    /// - Throws: `read` where the system gives no bytes, `shrank` where there are fewer.
    public init(descriptor: Int32, size: UInt64) throws(ParseError) {
        let file = Descriptor(descriptor)
        let head = try file.read(at: 0, Int(min(size, Self.headSize)))
        self.init(.file(OpenFile(file, head: head)), base: .start, size: size)
    }

    /// Reads standard input to its end.
    ///
    /// - Throws: `read` where the system refuses, `limit` as above.
    public static func standardInput(limits: Limits = Limits()) throws(ParseError) -> FileBytes {
        FileBytes(try Descriptor(0, closes: false).stream(limit: limits.streamBytes))
    }

    private static func file(
        _ file: consuming Descriptor, _ limits: Limits
    ) throws(ParseError) -> FileBytes {
        let status = goelf_status(file.number)
        guard status.error == 0 else { throw systemError(.open, "cannot be read", status.error) }
        guard status.kind != goelf_directory else { throw isFolder() }
        guard status.kind == goelf_regular, status.size > 0 else {
            // A pipe that nobody has opened yet to write would seem to be empty.
            if status.kind != goelf_regular { goelf_await(file.number, 10_000) }
            return FileBytes(try file.stream(limit: limits.streamBytes))
        }
        let head = try file.read(at: 0, Int(min(status.size, headSize)))
        return FileBytes(.file(OpenFile(file, head: head)), base: .start, size: status.size)
    }

    private init(_ storage: Storage, base: FileOffset, size: UInt64) {
        self.storage = storage
        self.base = base
        self.size = size
    }

    /// The bytes of a range alone, which number from 0 again; nil where it is not inside.
    public func slice(_ range: FileRange) -> FileBytes? {
        guard range.end.rawValue <= size else { return nil }
        return FileBytes(
            storage, base: base.advanced(by: range.offset.rawValue), size: range.size)
    }

    /// Whether all bytes of a range are there.
    public func contains(_ range: FileRange) -> Bool { range.end.rawValue <= size }

    /// How many bytes from an offset on can be had without a call to the system.
    func bytesHeld(from offset: FileOffset) -> UInt64 {
        switch storage {
        case .memory: return size - min(size, offset.rawValue)
        case .source: return 0
        case .file(let file):
            let start = base.advanced(by: offset.rawValue).rawValue
            let held = UInt64(file.head.count)
            return min(held - min(held, start), size - min(size, offset.rawValue))
        }
    }

    /// Reads a range.
    ///
    /// - Throws: `part`'s error where the range is not inside, `read` or `shrank` where the file
    ///   does not give what it should.
    public func bytes(
        in range: FileRange, reading part: FilePart
    ) throws(ParseError) -> Bytes {
        guard contains(range), let count = Int(exactly: range.size),
            let start = Int(exactly: base.rawValue + range.offset.rawValue)
        else {
            throw part.error(range, pastEndOf: size)
        }
        switch storage {
        case .memory(let bytes):
            return Bytes(bytes, from: start, count: count)
        case .source(let file):
            return try file.source.bytes(at: UInt64(start), count: count)
        case .file(let file):
            let head = file.head
            if start + count <= head.count { return Bytes(head, from: start, count: count) }
            return Bytes(try file.descriptor.read(at: UInt64(start), count))
        }
    }
}

/// Bytes that were read: a part of an array that others may share.
public struct Bytes: Sendable {
    @usableFromInline let storage: [UInt8]
    @usableFromInline let start: Int
    /// How many bytes there are.
    public let count: Int

    /// Takes `count` bytes of `storage` from `start` on, as many as there are.
    public init(_ storage: [UInt8], from start: Int, count: Int) {
        self.storage = storage
        self.start = min(max(start, 0), storage.count)
        self.count = min(max(count, 0), storage.count - self.start)
    }

    /// Takes a whole array.
    public init(_ storage: [UInt8]) { self.init(storage, from: 0, count: storage.count) }

    /// A part of these, as much of it as there is.
    public func slice(from offset: Int, count: Int) -> Bytes {
        let inside = min(max(offset, 0), self.count)
        return Bytes(storage, from: start + inside, count: min(count, self.count - inside))
    }

    /// The bytes, borrowed.
    @inlinable
    public var span: Span<UInt8> {
        @_lifetime(borrow self)
        @inline(__always)
        get { storage.span.extracting(start..<(start &+ count)) }
    }

    /// A part of the bytes, borrowed; the caller has checked that it is inside.
    @inlinable
    @inline(__always)
    @_lifetime(borrow self)
    public func span(_ part: Range<Int>) -> Span<UInt8> {
        storage.span.extracting((start &+ part.lowerBound)..<(start &+ part.upperBound))
    }

    /// How many bytes there are from a place on in front of a zero, or of the end; the caller has
    /// checked that the place is inside.
    @inlinable
    @inline(__always)
    public func lengthOfName(at place: Int) -> Int {
        goelf_length(storage.span.extracting((start &+ place)..<(start &+ count)))
    }
}

/// Bytes that are made when they are asked for.
public protocol ByteSource: Sendable {
    /// How many bytes there are.
    var size: UInt64 { get }

    /// Makes a range; the caller has checked that it is inside.
    ///
    /// - Throws: what keeps the bytes from being made.
    func bytes(at offset: UInt64, count: Int) throws(ParseError) -> Bytes
}

/// A source of bytes; one object, so that a `FileBytes` stays small.
private final class SourceFile: Sendable {
    let source: any ByteSource
    init(_ source: any ByteSource) { self.source = source }
}

/// An open file and its first bytes; one object, as every cursor holds it.
private final class OpenFile: Sendable {
    let descriptor: Descriptor
    let head: [UInt8]

    init(_ descriptor: consuming Descriptor, head: [UInt8]) {
        self.descriptor = descriptor
        self.head = head
    }
}

/// A descriptor of the system, closed when nobody needs it any more.
private struct Descriptor: ~Copyable, Sendable {
    let number: Int32
    private let closes: Bool

    init(_ number: Int32, closes: Bool = true) {
        self.number = number
        self.closes = closes
    }

    deinit { if closes { goelf_close(number) } }

    /// Reads exactly `count` bytes.
    func read(at offset: UInt64, _ count: Int) throws(ParseError) -> [UInt8] {
        var got = 0
        // SAFETY: the call writes at most `count` bytes, which is the capacity, and says how many
        // it wrote: just those count as initialized. Zeros first would cost a fifth of `deps`.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            got = unsafe goelf_read_at(number, buffer.baseAddress, count, offset)
            initialized = max(0, got)
        }
        let place = FileOffset(rawValue: offset)
        if got == -Int(goelf_is_directory) { throw isFolder() }
        if got < 0 { throw systemError(.read, "cannot be read", Int32(truncatingIfNeeded: -got)) }
        guard got == count else {
            throw ParseError(
                .shrank, "became shorter while it was read: \(got) of \(count) bytes at \(place)",
                at: place, in: "file")
        }
        return bytes
    }

    /// Reads to the end, into memory.
    func stream(limit: Int) throws(ParseError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var target = chunk.mutableSpan
            let got = goelf_read(number, &target)
            if got == 0 { return bytes }
            if got < 0 {
                throw systemError(.read, "cannot be read", Int32(truncatingIfNeeded: -got))
            }
            guard bytes.count + got <= limit else {
                throw ParseError(
                    .limit, "is a stream of more than \(limit) bytes: save it to a file first",
                    at: FileOffset(rawValue: UInt64(limit)), in: "file")
            }
            bytes.append(contentsOf: chunk[..<got])
        }
    }
}

private func isFolder() -> ParseError {
    ParseError(.directory, "is a folder", at: .start, in: "file")
}

/// An error with the system's own words.
private func systemError(
    _ code: ParseError.Code, _ what: String, _ number: Int32
) -> ParseError {
    var text = [UInt8](repeating: 0, count: 128)
    var target = text.mutableSpan
    let count = goelf_error_text(number, &target)
    let words = String(decoding: text[..<min(count, text.count)], as: UTF8.self)
    return ParseError(code, "\(what): \(words)", at: .start, in: "file")
}
