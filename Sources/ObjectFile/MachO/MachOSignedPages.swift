extension MachO {
    /// What became of the signed pages of a file: their hashes, computed again.
    public struct SignedPages: Hashable, Sendable {
        /// A page whose bytes are not those that were signed.
        public struct Difference: Hashable, Sendable {
            /// The number of the page.
            public let page: UInt64
            /// Its bytes in the file.
            public let range: FileRange
            /// The hash in the signature.
            public let expected: [UInt8]
            /// The hash of the bytes.
            public let found: [UInt8]
        }

        /// How many pages the signed bytes have.
        public internal(set) var count: UInt64 = 0
        /// How many of them were hashed.
        public internal(set) var checkedCount: UInt64 = 0
        /// How many differ.
        public internal(set) var differingCount: UInt64 = 0
        /// The first that differ, in the order of the file.
        public internal(set) var differences: [Difference] = []
        /// How many pages have no hash, or no bytes in the file any more.
        public internal(set) var missingCount: UInt64 = 0
        /// How many hashes are of no page.
        public internal(set) var surplusCount: UInt64 = 0

        /// Whether all pages are there as they were signed.
        public var areValid: Bool {
            differingCount == 0 && missingCount == 0 && surplusCount == 0
        }
    }
}

extension MachO.CodeDirectory {
    /// A run of pages whose hashes lie one after the other.
    private struct Run {
        let firstPage: UInt64
        let firstHash: UInt64
        let count: UInt64
    }

    /// Computes the hashes of all signed pages again; the first `most` differences are kept.
    ///
    /// - Throws: `codeSignature` where the hash is unknown, `read` or `shrank` where the file does
    ///   not give its bytes.
    /// - Complexity: O(*n*) in the bytes of the file, of which it holds a window.
    public func checkPages(
        in file: FileBytes, most: Int = 64
    ) throws(ParseError) -> MachO.SignedPages {
        let part = FilePart.codeDirectory
        guard var hasher = MachO.PageHasher(hash, in: file) else {
            throw part.error("has hashes of the unknown kind \(hash)", at: blob.range.offset)
        }
        var hashes = ReadAhead(file, size: 1 << 14)
        var result = MachO.SignedPages()
        let inFile = min(codeLimit, file.size)
        let present = pages(of: inFile)
        result.count = scatter.isEmpty ? pages(of: codeLimit) : UInt64(codeCount)
        for run in runs {
            let last = min(run.firstPage + run.count, max(run.firstPage, present))
            for page in run.firstPage..<last {
                let range = range(of: page, before: inFile)
                let slot = slot(run.firstHash + (page - run.firstPage))
                let expected = try hashes.bytes(in: slot, reading: part)
                let found = try hasher.digest(of: range)
                result.add(page, range, expected.span, found, most)
            }
        }
        // A page cut short by the file's end differs; here are those that have no byte or no hash.
        result.missingCount = result.count - min(result.count, result.checkedCount)
        let wanted = scatter.isEmpty ? result.count : scatter.reduce(0) { $0 + UInt64($1.count) }
        result.surplusCount = UInt64(codeCount) - min(UInt64(codeCount), wanted)
        return result
    }

    private var runs: [Run] {
        guard !scatter.isEmpty else {
            let count = min(UInt64(codeCount), pages(of: codeLimit))
            return [Run(firstPage: 0, firstHash: 0, count: count)]
        }
        var runs: [Run] = []
        var hash: UInt64 = 0
        for run in scatter {
            let count = min(UInt64(run.count), UInt64(codeCount) - hash)
            runs.append(Run(firstPage: UInt64(run.firstPage), firstHash: hash, count: count))
            hash += count
        }
        return runs
    }

    /// How many pages so many bytes have, the last one perhaps in part.
    private func pages(of size: UInt64) -> UInt64 {
        guard size > 0 else { return 0 }
        return ((size - 1) >> UInt64(pageShift == 0 ? 63 : pageShift)) + 1
    }

    /// The bytes of a page, which starts before `end`.
    private func range(of page: UInt64, before end: UInt64) -> FileRange {
        guard let pageSize else { return .first(end) }
        let rest = FileRange.first(end).dropping(page * pageSize)
        return rest.first(min(pageSize, rest.size)) ?? rest
    }

    private func slot(_ index: UInt64) -> FileRange {
        // That all hashes are inside was checked when the directory was read.
        let rest = blob.range.dropping(UInt64(hashOffset) + index * UInt64(hashSize))
        return rest.first(UInt64(hashSize)) ?? rest
    }
}

extension MachO.SignedPages {
    fileprivate mutating func add(
        _ page: UInt64, _ range: FileRange, _ expected: Span<UInt8>, _ found: [UInt8], _ most: Int
    ) {
        checkedCount += 1
        if expected.equals(found.span) { return }
        differingCount += 1
        guard differences.count < most else { return }
        differences.append(
            Difference(page: page, range: range, expected: expected.copied, found: found))
    }
}

extension Span<UInt8> {
    /// Whether these are the same bytes as others.
    func equals(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }
}
