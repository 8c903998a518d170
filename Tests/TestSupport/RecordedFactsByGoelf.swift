package import ObjectFile

// The facts that expected/*.json records, as goelf reads them.

extension RecordedFacts.Header {
    package init(_ header: ELF.Header) {
        self.init(
            class: header.layout.is64Bit ? 64 : 32,
            data: header.layout.byteOrder == .little ? "little" : "big",
            osabi: header.osABI.rawValue, abiversion: header.abiVersion,
            type: header.type.rawValue, machine: header.machine.rawValue, version: header.version,
            entry: header.entry.rawValue, phoff: header.segmentTableOffset.rawValue,
            shoff: header.sectionTableOffset.rawValue, flags: header.flags,
            ehsize: header.headerSize, phentsize: header.segmentHeaderSize,
            phnum: header.segmentCount, shentsize: header.sectionHeaderSize,
            shnum: header.sectionCount, shstrndx: header.sectionNamesIndex)
    }
}

extension RecordedFacts.Segment {
    package init(_ segment: ELF.Segment, _ machine: ELF.Machine) {
        self.init(
            type: segment.type.description(on: machine), offset: segment.offset.rawValue,
            vaddr: segment.address.rawValue, paddr: segment.physicalAddress.rawValue,
            filesz: segment.fileSize, memsz: segment.memorySize, flags: segment.flags.rawValue,
            align: segment.alignment)
    }
}

extension RecordedFacts.Section {
    package init(_ section: ELF.Section) {
        self.init(
            index: section.index, name: section.name.text, type: section.type.rawValue,
            flags: section.flags.rawValue, addr: section.address.rawValue,
            offset: section.offset.rawValue, size: section.size, link: section.link,
            info: section.info, addralign: section.alignment, entsize: section.entrySize)
    }
}

extension RecordedFacts.Versions.Library {
    package init(_ library: ELF.LibraryVersions) {
        self.init(
            library: library.library.text,
            versions: library.versions.map {
                .init(name: $0.name.text, index: $0.index, flags: $0.flags.rawValue)
            })
    }
}

extension RecordedFacts.Versions.Defined {
    package init(_ version: ELF.DefinedVersion) {
        self.init(
            name: version.name.text, index: version.index, flags: version.flags.rawValue,
            parents: version.parents.map(\.text))
    }
}

extension RecordedFacts.Note {
    package init(_ note: ELF.Note) {
        let desc = note.description.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        self.init(owner: note.owner.text, type: note.type, desc: desc.joined())
    }
}

extension RecordedFacts.Symbols {
    /// Digests a table as expect.py does: `value size type bind vis shndx name`, a line a symbol.
    package init(_ table: ELF.SymbolTable, in file: FileBytes, _ object: ELF.Object) throws {
        var cursor = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits, from: 0)
        var text: [UInt8] = []
        var count = 0
        while let symbol = try cursor.symbol() {
            let numbers = [
                symbol.value, symbol.size, UInt64(symbol.type.rawValue),
                UInt64(symbol.binding.rawValue), UInt64(symbol.visibility.rawValue),
                UInt64(symbol.section.rawValue),
            ]
            for number in numbers { text += Array("\(number) ".utf8) }
            text += ByteString(try cursor.name(of: symbol)).utf8 + [10]
            count += 1
        }
        self.init(count: count, sha256: SHA256.hexadecimal(text))
    }
}

extension RecordedFacts.DynamicEntry {
    package init(_ entry: ELF.DynamicEntry, string: String?) {
        self.init(tag: entry.tag.rawValue, value: entry.value, string: string)
    }
}
