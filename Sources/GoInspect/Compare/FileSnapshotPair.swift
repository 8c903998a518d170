public import ObjectFile

extension FileSnapshot {
    /// Takes those of two files to be compared: a digest only where they may be equal.
    public static func both(
        _ old: String, _ new: String, _ options: Options = Options(), limits: Limits = Limits()
    ) -> (old: FileSnapshot, new: FileSnapshot) {
        var options = options
        options.takesDigest = old == "-" || new == "-"
        var first = FileSnapshot(path: old, options, limits: limits)
        var second = FileSnapshot(path: new, options, limits: limits)
        if first.size == second.size || options.slice != nil {
            first.addDigests(options, limits)
            second.addDigests(options, limits)
        }
        return (first, second)
    }

    /// Takes the digests that were left out.
    private mutating func addDigests(_ options: Options, _ limits: Limits) {
        guard !isKept, path != "-", error == nil else { return }
        do throws(ParseError) {
            let file = try FileBytes(path: path, limits: limits)
            addDigests(of: file, hasAll: options.slice == nil)
        } catch {
            diagnostics.append(Diagnostic(error))
        }
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
    /// The SHA-256 of all its bytes, in hexadecimal digits.
    var sha256Text: String {
        get throws(ParseError) {
            var digest = SHA256()
            var offset: UInt64 = 0
            while offset < size {
                let count = min(size - offset, 1 << 20)
                guard let range = FileRange(offset: FileOffset(rawValue: offset), size: count)
                else { break }
                let bytes = try bytes(in: range, reading: FilePart("file", .read))
                digest.update(bytes.span)
                offset += count
            }
            var text = ""
            for byte in digest.digest() {
                text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
            return text
        }
    }
}
