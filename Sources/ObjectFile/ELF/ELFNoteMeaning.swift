extension ELF.Note {
    /// What a note says, where we know the owner's types.
    public enum Meaning: Hashable, Sendable {
        /// A text, such as a build ID in hexadecimal digits.
        case text(ByteString)
        /// Several, such as the properties that a program has.
        case list([String])
    }

    /// What the note says, nil where its type is not known, or its description is too short
    /// or far too long.
    public func meaning(_ header: ELF.Header) -> Meaning? {
        // No tool writes as much as that; a megabyte of digits says nothing to anybody.
        guard description.count <= 1 << 16 else { return nil }
        guard let owner = owner.ascii else { return nil }
        return switch (owner, type) {
        case ("GNU", 1): abiTag(header.layout)
        case ("GNU", 3): .text(ByteString(description.hexadecimalDigits))
        case ("GNU", 4), ("Go", 4), ("FDO", 0xcafe_1a7e), ("FDO", 0x407c_0c0a):
            .text(ByteString(description.span.untilZero))
        case ("GNU", 5): .list(properties(header))
        default: nil
        }
    }

    /// `NT_GNU_ABI_TAG`: the system and the oldest kernel of it.
    private func abiTag(_ layout: Layout) -> Meaning? {
        guard description.count >= 16 else { return nil }
        let words = description.span
        var numbers: [String] = []
        for index in 1...3 {
            numbers.append(String(words.number32(at: index * 4, layout.byteOrder)))
        }
        let systems = ["Linux", "Hurd", "Solaris", "FreeBSD", "NetBSD", "Syllable", "NaCl"]
        let system = Int(words.number32(at: 0, layout.byteOrder))
        let name = system < systems.count ? systems[system] : "system \(system)"
        return .text(ByteString(name + " " + numbers.joined(separator: ".")))
    }

    private func properties(_ header: ELF.Header) -> [String] {
        var texts: [String] = []
        forEachProperty(header.layout) { type, size, value in
            let name = type.description(on: header.machine)
            if size == 4, let labels = type.labels(of: value, on: header.machine) {
                texts.append(name + "(" + labels.joined(separator: " ") + ")")
            } else {
                texts.append(size == 0 ? name : name + "(" + hexadecimal(value) + ")")
            }
        }
        return texts
    }

    /// Visits the properties of a note of that type (`NT_GNU_PROPERTY_TYPE_0`): records of type,
    /// size and value, aligned as words are.
    ///
    /// Of the value there are the first four bytes, 0 where it has fewer. What lies behind a damaged
    /// record is left out.
    ///
    /// Spec: Linux Extensions to gABI, "Program Property".
    public func forEachProperty(
        _ layout: Layout, _ visit: (_ type: ELF.PropertyType, _ size: Int, _ value: UInt32) -> Void
    ) {
        let unit = layout.is64Bit ? 8 : 4
        let bytes = description.span
        var start = 0
        while start + 8 <= bytes.count {
            let type = ELF.PropertyType(rawValue: bytes.number32(at: start, layout.byteOrder))
            let size = Int(bytes.number32(at: start + 4, layout.byteOrder))
            guard size <= bytes.count - start - 8 else { break }
            visit(type, size, size >= 4 ? bytes.number32(at: start + 8, layout.byteOrder) : 0)
            start += 8 + (size + unit - 1) / unit * unit
        }
    }
}
