extension MachO {
    /// What became of something that is signed besides pages: its hash, computed again.
    public struct SpecialHash: Hashable, Sendable {
        /// The outcome.
        public enum Verdict: String, Hashable, Sendable {
            /// The bytes are those that were signed.
            case valid
            /// They are others.
            case differs
            /// They are in the file, and the code directory has no hash of them.
            case notSealed = "not-sealed"
            /// They are not in this file, such as a bundle's.
            case notInFile = "not-in-file"
            /// They cannot be read, or how to hash them is unknown.
            case unreadable
        }

        /// What was signed.
        public let slot: SignatureSlot
        /// The hash in the code directory, empty where it has none.
        public let expected: [UInt8]
        /// The hash of the bytes, empty where there is none.
        public let found: [UInt8]
        /// The outcome.
        public let verdict: Verdict
    }
}

extension MachO.CodeSignature {
    /// How many hashes of other things than pages are looked at; the kernel knows eleven.
    private static let mostSpecial: UInt32 = 32

    /// Computes again what a code directory says of other things than pages.
    ///
    /// `infoPlist` is `__TEXT,__info_plist`, nil where there is no such section. Hashes of zeros
    /// say that there is nothing, and are left out where that is so.
    ///
    /// - Throws: `codeSignature` where hashes cannot be read.
    /// - Complexity: O(*n*) in the bytes of the signature.
    public func checkSpecial(
        _ directory: MachO.CodeDirectory, infoPlist: FileRange?, in file: FileBytes
    ) throws(ParseError) -> [MachO.SpecialHash] {
        var hasher = MachO.PageHasher(directory.hash, in: file)
        // Sound blobs lie side by side, so all are no longer than the whole.
        var budget = range.size.addingReportingOverflow(infoPlist?.size ?? 0).partialValue
        var result: [MachO.SpecialHash] = []
        for number in 1...Self.mostSpecial {
            let slot = MachO.SignatureSlot(rawValue: number)
            let expected = try directory.specialHash(number, in: file)
            let source = slot == .infoPlist ? infoPlist : blob(slot)?.range
            guard let source else {
                guard !expected.isEmpty else { continue }
                result.append(
                    MachO.SpecialHash(
                        slot: slot, expected: expected, found: [], verdict: .notInFile))
                continue
            }
            let isAffordable = source.size <= budget
            budget -= min(budget, source.size)
            let found = isAffordable ? Self.digest(&hasher, source) : []
            result.append(MachO.SpecialHash(slot, expected, found))
        }
        return result
    }

    private static func digest(_ hasher: inout MachO.PageHasher?, _ range: FileRange) -> [UInt8] {
        do throws(ParseError) {
            return try hasher?.digest(of: range) ?? []
        } catch {
            return []
        }
    }

    /// `cdhash`: the name by which the system knows the code, 20 bytes of the directory's own hash;
    /// nil where it is not known how to compute it.
    public static func hash(
        of directory: MachO.CodeDirectory, in file: FileBytes
    ) throws(ParseError) -> [UInt8]? {
        guard var hasher = MachO.PageHasher(directory.hash, in: file) else { return nil }
        return Array(try hasher.digest(of: directory.blob.range).prefix(20))
    }
}

extension MachO.SpecialHash {
    fileprivate init(_ slot: MachO.SignatureSlot, _ expected: [UInt8], _ found: [UInt8]) {
        let verdict: Verdict =
            if found.isEmpty {
                .unreadable
            } else if expected.isEmpty {
                .notSealed
            } else {
                expected == found ? .valid : .differs
            }
        self.init(slot: slot, expected: expected, found: found, verdict: verdict)
    }
}

extension MachO.CodeDirectory {
    /// The hash of a thing that is no page; empty where it is of zeros, or there is none.
    fileprivate func specialHash(
        _ number: UInt32, in file: FileBytes
    ) throws(ParseError) -> [UInt8] {
        guard number <= specialCount else { return [] }
        let distance = UInt64(hashOffset) - UInt64(number) * UInt64(hashSize)
        let rest = blob.range.dropping(distance)
        let bytes = try file.bytes(
            in: rest.first(UInt64(hashSize)) ?? rest, reading: .codeDirectory)
        let hash = bytes.span.copied
        return hash.allSatisfy { $0 == 0 } ? [] : hash
    }
}
