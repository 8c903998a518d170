public import ObjectFile

/// A file that `BinaryBuilder` built, whose fields a test may overwrite by their specification's
/// names.
public struct BuiltBinary: Sendable {
    /// The file.
    public var bytes: [UInt8]
    /// How its numbers are written.
    public let layout: Layout
    let names: [String]
    /// Where the sections lie.
    public let places: BinaryBuilder.Places

    /// The file for goelf to read.
    public var file: FileBytes { FileBytes(bytes) }

    /// The number of a section.
    public func index(of section: String) -> Int {
        guard let index = names.firstIndex(of: section) else {
            preconditionFailure("no section \(section)")
        }
        return index
    }

    /// The file without all bytes from `count` on.
    public func cut(to count: UInt64) -> BuiltBinary {
        var cut = self
        cut.bytes = Array(bytes.prefix(Int(count)))
        return cut
    }

    /// The same file with a field of the file header changed.
    public func with(_ field: String, _ value: UInt64) -> BuiltBinary {
        with(field, of: 0, value)
    }

    /// The same file with a field of a section's header changed.
    public func with(_ field: String, of section: String, _ value: UInt64) -> BuiltBinary {
        with(field, of: index(of: section), value)
    }

    /// The same file with a field of a segment's or section's header changed, by its number.
    public func with(_ field: String, of index: Int, _ value: UInt64) -> BuiltBinary {
        let (offset, width) = place(of: field, index)
        return with(value, width: width, at: offset)
    }

    /// The same file with a number changed anywhere.
    public func with(_ value: UInt64, width: Int, at offset: UInt64) -> BuiltBinary {
        var changed = self
        var writer = ByteWriter(layout)
        writer.number(value, width: width)
        changed.bytes.replaceSubrange(Int(offset)..<(Int(offset) + width), with: writer.bytes)
        return changed
    }

    /// The value of a field of a header.
    public func value(_ field: String, of index: Int = 0) -> UInt64 {
        let (offset, width) = place(of: field, index)
        let bytes = bytes[Int(offset)..<(Int(offset) + width)]
        let big = layout.byteOrder == .big ? Array(bytes) : bytes.reversed()
        return big.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The place of a field in the file and its width in bytes.
    public func place(of field: String, _ index: Int = 0) -> (offset: UInt64, width: Int) {
        guard let entry = Self.fields[field] else { preconditionFailure("no field \(field)") }
        let (offset, width) = layout.is64Bit ? entry.wide : entry.narrow
        let start: UInt64
        if field.hasPrefix("p_") {
            start = value("e_phoff") + UInt64(index) * value("e_phentsize")
        } else if field.hasPrefix("sh_") {
            start = value("e_shoff") + UInt64(index) * value("e_shentsize")
        } else {
            start = 0
        }
        return (start + UInt64(offset), width)
    }

    private typealias Place = (offset: Int, width: Int)

    /// Fields by name, with their places in 32-bit and 64-bit structures.
    ///
    /// Spec: gABI 4.1, ch. 4, "ELF Header" and "Sections"; ch. 5, "Program Header".
    private static let fields: [String: (narrow: Place, wide: Place)] = [
        "e_type": ((16, 2), (16, 2)), "e_machine": ((18, 2), (18, 2)),
        "e_version": ((20, 4), (20, 4)), "e_entry": ((24, 4), (24, 8)),
        "e_phoff": ((28, 4), (32, 8)), "e_shoff": ((32, 4), (40, 8)),
        "e_flags": ((36, 4), (48, 4)), "e_ehsize": ((40, 2), (52, 2)),
        "e_phentsize": ((42, 2), (54, 2)), "e_phnum": ((44, 2), (56, 2)),
        "e_shentsize": ((46, 2), (58, 2)), "e_shnum": ((48, 2), (60, 2)),
        "e_shstrndx": ((50, 2), (62, 2)),
        "p_type": ((0, 4), (0, 4)), "p_flags": ((24, 4), (4, 4)),
        "p_offset": ((4, 4), (8, 8)), "p_vaddr": ((8, 4), (16, 8)),
        "p_filesz": ((16, 4), (32, 8)), "p_memsz": ((20, 4), (40, 8)),
        "p_align": ((28, 4), (48, 8)),
        "sh_name": ((0, 4), (0, 4)), "sh_type": ((4, 4), (4, 4)),
        "sh_flags": ((8, 4), (8, 8)), "sh_addr": ((12, 4), (16, 8)),
        "sh_offset": ((16, 4), (24, 8)), "sh_size": ((20, 4), (32, 8)),
        "sh_link": ((24, 4), (40, 4)), "sh_info": ((28, 4), (44, 4)),
        "sh_entsize": ((36, 4), (56, 8)),
    ]
}
