public import ObjectFile

extension FileSnapshot {
    /// Takes those of two files to be compared: a digest only where they may be equal.
    public static func both(
        _ old: String, _ new: String, _ options: Options = Options(), limits: Limits = Limits()
    ) -> (old: FileSnapshot, new: FileSnapshot) {
        both(ByteString(old), ByteString(new), options, limits: limits)
    }

    /// The same of paths that may be no UTF-8.
    public static func both(
        _ old: ByteString, _ new: ByteString, _ options: Options = Options(),
        limits: Limits = Limits()
    ) -> (old: FileSnapshot, new: FileSnapshot) {
        var options = options
        options.takesDigest = old.equals("-") || new.equals("-")
        var first = FileSnapshot(path: old, options, limits: limits)
        var second = FileSnapshot(path: new, options, limits: limits)
        if options.slice != nil || first.mayEqual(second) {
            first.addDigests(options)
            second.addDigests(options)
        }
        return (first, second)
    }

    /// Whether both may be the same, byte for byte: files that are both there are compared up to the
    /// first byte that differs, which is mostly soon.
    private func mayEqual(_ other: Self) -> Bool {
        guard size == other.size, error == nil, other.error == nil else { return false }
        guard let file, let otherFile = other.file else { return true }
        do throws(ParseError) { return try file.hasBytes(of: otherFile) } catch { return true }
    }

    /// Takes the digests that were left out.
    private mutating func addDigests(_ options: Options) {
        guard let file, digest == nil, error == nil else { return }
        addDigests(of: file, hasAll: options.slice == nil)
    }

    /// Takes the digest of the file, where it has all of it, and of its slices.
    mutating func addDigests(of file: FileBytes, hasAll: Bool) {
        do throws(ParseError) {
            if hasAll { digest = try file.sha256Text }
            for index in images.indices {
                let start = FileOffset(rawValue: images[index].offset)
                guard let range = FileRange(offset: start, size: images[index].size) else {
                    continue
                }
                let isWhole = range.offset == .start && range.size == file.size
                if isWhole, let digest {
                    images[index].digest = digest
                } else if let bytes = file.slice(range) {
                    images[index].digest = try bytes.sha256Text
                }
            }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
    }
}

extension FileBytes {
    /// Whether both have the same bytes.
    fileprivate func hasBytes(of other: FileBytes) throws(ParseError) -> Bool {
        guard size == other.size else { return false }
        return try firstDifference(other) == nil
    }

    /// The first byte in which both differ; nil where one has all bytes of the other.
    func firstDifference(
        _ other: FileBytes
    ) throws(ParseError) -> (offset: UInt64, old: UInt8, new: UInt8)? {
        let part = FilePart("file", .read)
        var rest = FileRange.first(min(size, other.size))
        while rest.size > 0, let next = rest.first(min(rest.size, 1 << 20)) {
            let ours = try bytes(in: next, reading: part)
            let theirs = try other.bytes(in: next, reading: part)
            let (first, second) = (ours.span, theirs.span)
            if !first.isEqual(to: second) {
                for index in first.indices where first[index] != second[index] {
                    return (next.offset.rawValue + UInt64(index), first[index], second[index])
                }
            }
            rest = rest.dropping(next.size)
        }
        return nil
    }

    /// The SHA-256 of all its bytes, in hexadecimal digits.
    var sha256Text: String {
        get throws(ParseError) {
            var digest = SHA256()
            var rest = FileRange.first(size)
            while rest.size > 0, let next = rest.first(min(rest.size, 1 << 20)) {
                let bytes = try bytes(in: next, reading: FilePart("file", .read))
                digest.update(bytes.span)
                rest = rest.dropping(next.size)
            }
            return digest.digest().hexadecimalDigits
        }
    }
}
