public import ObjectFile

extension FIPSInformationReader {
    /// Computes the sum again and compares it with the one in the file.
    ///
    /// - Throws: `read` where the system gives no bytes.
    /// - Complexity: O(*n*) in the bytes that are covered, at most those of the file.
    public func check(
        _ information: FIPSInformation
    ) throws(ParseError) -> FIPSInformation.Verdict {
        if information.sum.allSatisfy({ $0 == 0 }) { return .missing }
        var digest = Self.start
        var budget = file.size
        for range in information.ranges {
            guard let part = bytes(of: range) else {
                return .notComputable("\(range.start) to \(range.end) is not in the file")
            }
            guard part.size <= budget else {
                return .notComputable("its parts are longer than the file")
            }
            budget -= part.size
            try add(part, to: &digest)
        }
        let isEmpty = information.ranges.allSatisfy { $0.start == $0.end }
        if !isEmpty, digest.digest() == information.sum { return .matches }
        var nothing = Self.start
        for _ in information.ranges { try add(.first(0), to: &nothing) }
        return nothing.digest() == information.sum ? .coversNothing : .differs
    }

    private static var start: HMACSHA256 {
        var digest = HMACSHA256(key: [UInt8](repeating: 0, count: 32))
        let header = Array("go fips object v1\n".utf8)
        digest.update(header.span)
        return digest
    }

    /// The bytes of a range, all in one segment; nil where they are not.
    private func bytes(of range: FIPSInformation.Range) -> FileRange? {
        guard range.start <= range.end else { return nil }
        let size = range.end.rawValue - range.start.rawValue
        if let rest = image.bytes(from: range.start) {
            return rest.first(size).flatMap { file.contains($0) ? $0 : nil }
        }
        // Nothing of that kind may be linked, at the end of a segment.
        return size == 0 ? .first(0) : nil
    }

    /// Adds a part's length, and its bytes by windows.
    private func add(_ part: FileRange, to digest: inout HMACSHA256) throws(ParseError) {
        let length = [56, 48, 40, 32, 24, 16, 8, 0].map {
            UInt8(truncatingIfNeeded: part.size >> UInt64($0))
        }
        digest.update(length.span)
        var rest = part
        while rest.size > 0 {
            let window = rest.first(min(rest.size, 1 << 16)) ?? rest
            let bytes = try file.bytes(in: window, reading: .fips)
            digest.update(bytes.span)
            rest = rest.dropping(window.size)
        }
    }
}
