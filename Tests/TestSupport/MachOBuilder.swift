public import ObjectFile

/// Builds small Mach-O files of any width and byte order, sound until a test breaks them.
///
/// The file is header and load commands; what commands refer to lies at `MachOBuilder.tail`.
public struct MachOBuilder: Sendable {
    /// Where the bytes behind the load commands start.
    public static let tail: UInt32 = 0x1000
    /// The four layouts.
    public static let layouts = BinaryBuilder.layouts

    /// How numbers are written.
    public var layout: Layout
    /// `cputype`.
    public var processor: UInt32
    /// `cpusubtype`.
    public var subtype: UInt32 = 3
    /// `filetype`.
    public var type: UInt32 = 2
    /// `flags`.
    public var flags: UInt32 = 0x85
    /// `ncmds`, where it is not the number of commands.
    public var commandCount: UInt32?
    /// `sizeofcmds`, where it is not the size of the commands.
    public var commandsSize: UInt32?
    /// The load commands, each with `cmd` and `cmdsize`.
    public var commands: [[UInt8]] = []
    /// The bytes at `MachOBuilder.tail`.
    public var contents: [UInt8] = []

    /// Starts with no command.
    public init(_ layout: Layout = Layout(is64Bit: true, byteOrder: .little)) {
        self.layout = layout
        processor = layout.is64Bit ? 0x100_0007 : 7
    }

    /// The bytes of the file.
    public func build() -> [UInt8] {
        var out = ByteWriter(layout)
        out.word(layout.is64Bit ? 0xfeed_facf : 0xfeed_face)
        out.word(processor)
        out.word(subtype)
        out.word(type)
        out.word(commandCount ?? UInt32(commands.count))
        let size = commands.reduce(0) { $0 + $1.count }
        out.word(commandsSize ?? UInt32(size))
        out.word(flags)
        if layout.is64Bit { out.word(0) }
        for command in commands { out.raw(command) }
        guard !contents.isEmpty else { return out.bytes }
        out.align(to: Int(Self.tail))
        out.raw(contents)
        return out.bytes
    }

    /// The file, read.
    public var file: FileBytes { FileBytes(build()) }

    /// A command of any kind, padded as the layout asks for.
    public func command(_ type: UInt32, _ body: (inout ByteWriter) -> Void) -> [UInt8] {
        var content = ByteWriter(layout)
        body(&content)
        content.align(to: Int(layout.wordSize))
        var out = ByteWriter(layout)
        out.word(type)
        out.word(UInt32(content.bytes.count + 8))
        out.raw(content.bytes)
        return out.bytes
    }

    /// A command of words.
    public func command(_ type: UInt32, words: [UInt32]) -> [UInt8] {
        command(type) { out in for word in words { out.word(word) } }
    }

    /// A command that is a text: a path, a name.
    public func command(_ type: UInt32, text: String) -> [UInt8] {
        command(type) { out in
            out.word(12)
            out.text(text)
        }
    }

    /// `dylib_command`.
    public func library(
        _ type: UInt32, _ name: String, current: UInt32 = 0x1_0000, compatible: UInt32 = 0x1_0000
    ) -> [UInt8] {
        command(type) { out in
            for word in [24, 2, current, compatible] { out.word(word) }
            out.text(name)
        }
    }

    /// `segment_command` or `segment_command_64`, as the layout has it.
    public func segment(
        _ name: String, address: UInt64 = 0x1000, memorySize: UInt64 = 0x1000,
        offset: UInt64 = 0, fileSize: UInt64 = 0, protection: UInt32 = 5,
        sectionCount: UInt32? = nil, sections: [Section] = []
    ) -> [UInt8] {
        command(layout.is64Bit ? 0x19 : 1) { out in
            out.name(name)
            for number in [address, memorySize, offset, fileSize] { out.address(number) }
            out.word(7)
            out.word(protection)
            out.word(sectionCount ?? UInt32(sections.count))
            out.word(0)
            for section in sections { section.write(to: &out) }
        }
    }

    /// A section that is to be.
    public struct Section: Sendable {
        let name: String
        let segment: String
        let address: UInt64
        let size: UInt64
        let offset: UInt32
        let flags: UInt32

        /// Makes a section.
        public init(
            _ name: String, in segment: String, address: UInt64 = 0x1000, size: UInt64 = 16,
            offset: UInt32 = MachOBuilder.tail, flags: UInt32 = 0
        ) {
            self.name = name
            self.segment = segment
            self.address = address
            self.size = size
            self.offset = offset
            self.flags = flags
        }

        fileprivate func write(to out: inout ByteWriter) {
            out.name(name)
            out.name(segment)
            out.address(address)
            out.address(size)
            for word in [offset, 4, 0, 0, flags, 0, 0] { out.word(word) }
            if out.layout.is64Bit { out.word(0) }
        }
    }

    /// A universal file of slices that lie at multiples of `alignment`.
    public static func universal(
        _ slices: [(processor: UInt32, subtype: UInt32, bytes: [UInt8])], is64Bit: Bool = false,
        alignment: Int = 0x1000
    ) -> [UInt8] {
        var out = ByteWriter(Layout(is64Bit: is64Bit, byteOrder: .big))
        out.word(is64Bit ? 0xcafe_babf : 0xcafe_babe)
        out.word(UInt32(slices.count))
        var offset = alignment
        for slice in slices {
            out.word(slice.processor)
            out.word(slice.subtype)
            out.address(UInt64(offset))
            out.address(UInt64(slice.bytes.count))
            out.word(12)
            if is64Bit { out.word(0) }
            offset += (slice.bytes.count + alignment - 1) / alignment * alignment
        }
        for slice in slices {
            out.align(to: alignment)
            out.raw(slice.bytes)
        }
        return out.bytes
    }
}

extension ByteWriter {
    /// Writes a name in 16 bytes.
    fileprivate mutating func name(_ name: String) {
        let bytes = Array(name.utf8.prefix(16))
        raw(bytes + [UInt8](repeating: 0, count: 16 - bytes.count))
    }
}
