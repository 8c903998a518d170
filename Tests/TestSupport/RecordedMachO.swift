import Foundation
package import ObjectFile

/// What LLVM's tools, LIEF and macholib say of a Mach-O test binary, as `expected/*.json` has it
/// under `macho`; see TestBinaries/macho_expect.py.
package struct RecordedMachO: Decodable, Sendable {
    package struct Header: Decodable, Equatable, Sendable {
        package var magic: UInt32
        package var cputype: UInt32
        package var cpusubtype: UInt32
        package var filetype: UInt32
        package var ncmds: UInt32
        package var sizeofcmds: UInt32
        package var flags: UInt32
    }

    package struct Section: Decodable, Equatable, Sendable {
        package var sectname: String
        package var segname: String
        package var addr: UInt64
        package var size: UInt64
        package var offset: UInt64
        package var align: UInt32
        package var reloff: UInt64
        package var nreloc: UInt32
        package var flags: UInt32
        package var reserved1: UInt32
        package var reserved2: UInt32
    }

    /// A load command, with the fields of a segment where it is one.
    package struct Command: Decodable, Equatable, Sendable {
        package var cmd: UInt32
        package var cmdsize: Int
        package var segname: String?
        package var vmaddr: UInt64?
        package var vmsize: UInt64?
        package var fileoff: UInt64?
        package var filesize: UInt64?
        package var maxprot: UInt32?
        package var initprot: UInt32?
        package var flags: UInt32?
        package var sections: [Section]?
    }

    package struct Slice: Decodable, Sendable {
        package var offset: UInt64
        package var size: UInt64
        package var header: Header
        package var commands: [Command]
        package var symbols: RecordedFacts.Symbols
    }

    /// A slice as the table of a universal file tells of it.
    package struct TableEntry: Decodable, Equatable, Sendable {
        package var cputype: UInt32
        package var cpusubtype: UInt32
        package var offset: UInt64
        package var size: UInt64
        package var align: UInt32
    }

    package struct Table: Decodable, Sendable {
        package var magic: UInt32
        package var slices: [TableEntry]
    }

    package var universal: Table?
    package var slices: [Slice]
}

extension RecordedMachO.Header {
    package init(_ header: MachO.Header) {
        self.init(
            magic: header.magic, cputype: header.processor.rawValue,
            cpusubtype: header.processorSubtype, filetype: header.type.rawValue,
            ncmds: header.commandCount, sizeofcmds: header.commandsSize,
            flags: header.flags.rawValue)
    }
}

extension RecordedMachO.Section {
    package init(_ section: MachO.Section) {
        self.init(
            sectname: section.name.text, segname: section.segment.text,
            addr: section.address.rawValue, size: section.size, offset: section.offset.rawValue,
            align: section.alignment, reloff: section.relocationsOffset.rawValue,
            nreloc: section.relocationCount,
            flags: UInt32(section.type.rawValue) | section.attributes.rawValue,
            reserved1: section.reserved1, reserved2: section.reserved2)
    }
}

extension RecordedMachO.TableEntry {
    package init(_ slice: MachO.Universal.Slice) {
        self.init(
            cputype: slice.processor.rawValue, cpusubtype: slice.processorSubtype,
            offset: slice.range.offset.rawValue, size: slice.range.size, align: slice.alignment)
    }
}

extension RecordedFacts.Symbols {
    /// Digests the symbols as macho_expect.py does: `n_type n_sect n_desc n_value name`, a line each.
    package init(_ object: MachO.Object, in file: FileBytes) throws {
        var digest = SHA256()
        var count = 0
        if var cursor = try object.symbols(in: file) {
            while let symbol = try cursor.symbol() {
                let name = ByteString(try cursor.name(of: symbol))
                let numbers =
                    "\(symbol.type) \(symbol.section) \(symbol.description) \(symbol.value) "
                digest.update(Array(numbers.utf8) + name.utf8 + [10])
                count += 1
            }
        }
        self.init(count: count, sha256: digest.hexadecimal())
    }
}

extension RecordedMachO.Command {
    /// The same without the fields of a segment.
    package var head: Self { Self(cmd: cmd, cmdsize: cmdsize) }

    package init(_ command: MachO.LoadCommand, _ segment: MachO.Segment?) throws(ParseError) {
        self.init(cmd: command.type.rawValue, cmdsize: command.size)
        guard let segment else { return }
        segname = segment.name.text
        vmaddr = segment.address.rawValue
        vmsize = segment.memorySize
        fileoff = segment.offset.rawValue
        filesize = segment.fileSize
        maxprot = segment.maximumProtection.rawValue
        initprot = segment.protection.rawValue
        flags = segment.flags.rawValue
        var found: [RecordedMachO.Section] = []
        try segment.forEachSection(from: 1) { section in
            found.append(RecordedMachO.Section(section))
            return true
        }
        sections = found
    }
}

/// The whole of `expected/ID.json` of a Mach-O file.
package struct RecordedMachOFile: Decodable, Sendable {
    package struct Archive: Decodable, Sendable {
        package struct Member: Decodable, Sendable {
            package var name: String
            package var size: UInt64
            package var macho: RecordedMachO
        }
        package var members: [Member]
    }
    package var macho: RecordedMachO?
    package var ar: Archive?

    package init(_ binary: TestBinary) throws {
        let url = TestBinary.folder.appendingPathComponent("expected/\(binary.id).json")
        self = try JSONDecoder().decode(Self.self, from: try Data(contentsOf: url))
    }
}
