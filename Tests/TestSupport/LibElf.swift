import CLibElf
import ObjectFile

/// What libelf reads in a file, as plain values: the independent judge of the tests.
///
/// The one file of the tests with unsafe code: libelf's interface is pointers. Each answer opens
/// the bytes anew and copies what it returns, so no pointer outlives its call.
public struct LibElf {
    private let bytes: [UInt8]

    /// Takes the bytes of a whole ELF file.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }
}

extension LibElf {
    /// The file header, nil where libelf sees no ELF file.
    public var header: Header? {
        unsafe withFile { file in
            var raw = GElf_Ehdr()
            // SAFETY: `file` is open while this closure runs; the result goes into a local.
            guard unsafe gelf_getehdr(file, &raw) != nil else { return nil }
            var (segments, sections, names) = (0, 0, 0)
            unsafe elf_getphdrnum(file, &segments)
            unsafe elf_getshdrnum(file, &sections)
            unsafe elf_getshdrstrndx(file, &names)
            var header = Header()
            header.elfClass = raw.e_ident.4
            header.data = raw.e_ident.5
            header.identVersion = raw.e_ident.6
            header.osABI = raw.e_ident.7
            header.abiVersion = raw.e_ident.8
            header.type = raw.e_type
            header.machine = raw.e_machine
            header.version = raw.e_version
            header.entry = raw.e_entry
            header.phoff = raw.e_phoff
            header.shoff = raw.e_shoff
            header.flags = raw.e_flags
            header.ehsize = raw.e_ehsize
            header.phentsize = raw.e_phentsize
            header.shentsize = raw.e_shentsize
            header.phnum = UInt64(segments)
            header.shnum = UInt64(sections)
            header.shstrndx = UInt64(names)
            return header
        }
    }

    /// The segments in file order.
    public var segments: [Segment] { unsafe withFile { unsafe Self.segments($0) } ?? [] }

    /// The sections in file order, entry 0 included.
    public var sections: [Section] {
        unsafe withFile { file in
            var names = 0
            // SAFETY: as above; names are copied before the file is closed.
            unsafe elf_getshdrstrndx(file, &names)
            return unsafe Self.sections(file).map { index, raw in
                var section = Section()
                section.index = index
                section.name = unsafe Self.string(file, names, UInt64(raw.sh_name))
                section.type = raw.sh_type
                section.flags = raw.sh_flags
                section.addr = raw.sh_addr
                section.offset = raw.sh_offset
                section.size = raw.sh_size
                section.link = raw.sh_link
                section.info = raw.sh_info
                section.addralign = raw.sh_addralign
                section.entsize = raw.sh_entsize
                return section
            }
        } ?? []
    }

    /// The entries of `PT_DYNAMIC` up to and without `DT_NULL`.
    public var dynamic: [DynamicEntry] {
        unsafe withFile { file in
            // SAFETY: the data belongs to `file`, which is open; entries are copied.
            guard let segment = unsafe Self.segments(file).first(where: { $0.type == PT_DYNAMIC }),
                segment.filesz > 0,
                let data = unsafe elf_getdata_rawchunk(
                    file, Int64(segment.offset), Int(segment.filesz), ELF_T_DYN)
            else { return [] }
            var entries: [DynamicEntry] = []
            var raw = GElf_Dyn()
            while unsafe gelf_getdyn(data, Int32(entries.count), &raw) != nil, raw.d_tag != 0 {
                var entry = DynamicEntry()
                // libelf signs the tag; 32-bit ones are numbers of 32 bits in the specification.
                let is32Bit = unsafe gelf_getclass(file) == Int32(ELFCLASS32)
                let tag = UInt64(bitPattern: Int64(raw.d_tag))
                entry.tag = is32Bit ? tag & 0xffff_ffff : tag
                entry.value = unsafe raw.d_un.d_val
                entries.append(entry)
            }
            return entries
        } ?? []
    }

    /// The symbol tables that the sections name, in their order.
    public var symbolTables: [SymbolTable] {
        unsafe withFile { file in
            let sections = unsafe Self.sections(file)
            return sections.compactMap { index, section in
                guard section.sh_type == SHT_SYMTAB || section.sh_type == SHT_DYNSYM else {
                    return nil
                }
                return SymbolTable(
                    type: section.sh_type,
                    symbols: unsafe Self.symbols(file, index, section, sections))
            }
        } ?? []
    }

    /// The versions that `SHT_GNU_verneed` names, record by record.
    public var neededVersions: [NeededVersion] {
        unsafe withFile { file in
            var versions: [NeededVersion] = []
            for (index, section) in unsafe Self.sections(file)
            where section.sh_type == SHT_GNU_verneed {
                // SAFETY: as above; every offset is checked by libelf.
                guard let data = unsafe elf_getdata(elf_getscn(file, index), nil) else { continue }
                var need = GElf_Verneed()
                var offset: Int32 = 0
                while unsafe gelf_getverneed(data, offset, &need) != nil {
                    var entry = GElf_Vernaux()
                    var place = offset + Int32(need.vn_aux)
                    for _ in 0..<need.vn_cnt {
                        guard unsafe gelf_getvernaux(data, place, &entry) != nil else { break }
                        var version = NeededVersion()
                        let names = Int(section.sh_link)
                        version.library = unsafe Self.string(file, names, UInt64(need.vn_file))
                        version.name = unsafe Self.string(file, names, UInt64(entry.vna_name))
                        version.hash = entry.vna_hash
                        version.flags = entry.vna_flags
                        version.other = entry.vna_other
                        versions.append(version)
                        place += Int32(entry.vna_next)
                    }
                    guard need.vn_next != 0 else { break }
                    offset += Int32(need.vn_next)
                }
            }
            return versions
        } ?? []
    }

    /// The versions that `SHT_GNU_verdef` names, record by record.
    public var definedVersions: [DefinedVersion] {
        unsafe withFile { file in
            var versions: [DefinedVersion] = []
            for (index, section) in unsafe Self.sections(file)
            where section.sh_type == SHT_GNU_verdef {
                // SAFETY: as above.
                guard let data = unsafe elf_getdata(elf_getscn(file, index), nil) else { continue }
                var definition = GElf_Verdef()
                var offset: Int32 = 0
                while unsafe gelf_getverdef(data, offset, &definition) != nil {
                    var version = DefinedVersion()
                    version.index = definition.vd_ndx
                    version.flags = definition.vd_flags
                    version.hash = definition.vd_hash
                    var entry = GElf_Verdaux()
                    var place = offset + Int32(definition.vd_aux)
                    for _ in 0..<definition.vd_cnt {
                        guard unsafe gelf_getverdaux(data, place, &entry) != nil else { break }
                        version.names.append(
                            unsafe Self.string(
                                file, Int(section.sh_link), UInt64(entry.vda_name)))
                        place += Int32(entry.vda_next)
                    }
                    versions.append(version)
                    guard definition.vd_next != 0 else { break }
                    offset += Int32(definition.vd_next)
                }
            }
            return versions
        } ?? []
    }

    /// The notes of `PT_NOTE` and of the note sections, each place once, in file order.
    public var notes: [Note] {
        unsafe withFile { file in
            var notes: [UInt64: Note] = [:]
            for segment in unsafe Self.segments(file)
            where segment.type == PT_NOTE && segment.filesz > 0 {
                unsafe Self.notes(
                    file, segment.offset, segment.filesz, segment.align, into: &notes)
            }
            for (_, section) in unsafe Self.sections(file)
            where section.sh_type == SHT_NOTE && section.sh_size > 0 {
                unsafe Self.notes(
                    file, section.sh_offset, section.sh_size, section.sh_addralign, into: &notes)
            }
            return notes.values.sorted { $0.offset < $1.offset }
        } ?? []
    }

    /// The relocations of each `SHT_REL` and `SHT_RELA`, added up.
    public var relocations: [Relocations] {
        unsafe withFile { file in
            unsafe Self.sections(file).compactMap { index, section in
                guard section.sh_type == SHT_REL || section.sh_type == SHT_RELA,
                    // SAFETY: as above.
                    let data = unsafe elf_getdata(elf_getscn(file, index), nil)
                else { return nil }
                var result = Relocations()
                result.section = index
                var (rel, rela) = (GElf_Rel(), GElf_Rela())
                var next: Int32 = 0
                while unsafe section.sh_type == SHT_REL
                    ? gelf_getrel(data, next, &rel) != nil
                    : gelf_getrela(data, next, &rela) != nil
                {
                    let info = section.sh_type == SHT_REL ? rel.r_info : rela.r_info
                    // gelf widens the 32-bit form to the 64-bit one.
                    result.counts[UInt32(truncatingIfNeeded: info), default: 0] += 1
                    let symbol = UInt32(truncatingIfNeeded: info >> 32)
                    if symbol != 0 { result.symbols.insert(symbol) }
                    next += 1
                }
                return result
            }
        } ?? []
    }

    /// The bytes of a section as `elf_compress` or `elf_compress_gnu` expand them; nil where
    /// libelf cannot (0.188 knows no zstd).
    public func expanded(section index: Int, isGNU: Bool) -> [UInt8]? {
        unsafe withFile { file in
            // SAFETY: the section belongs to `file`; its new data is libelf's own until the end.
            let section = unsafe elf_getscn(file, index)
            let result =
                unsafe isGNU ? elf_compress_gnu(section, 0, 0) : elf_compress(section, 0, 0)
            guard result >= 0, let data = unsafe elf_getdata(section, nil) else { return nil }
            return unsafe Self.copy(data.pointee.d_buf, data.pointee.d_size)
        }
    }
}

extension LibElf {
    private func withFile<Result>(_ body: (OpaquePointer) -> Result?) -> Result? {
        // SAFETY: libelf reads the image while it is open and never writes into it (it converts
        // into memory of its own); the array lives as long as the closure.
        unsafe bytes.withUnsafeBytes { buffer in
            guard elf_version(UInt32(EV_CURRENT)) != UInt32(EV_NONE),
                let base = unsafe buffer.bindMemory(to: CChar.self).baseAddress,
                let file = unsafe elf_memory(UnsafeMutablePointer(mutating: base), buffer.count)
            else { return nil }
            defer { unsafe elf_end(file) }
            guard unsafe elf_kind(file) == ELF_K_ELF else { return nil }
            return unsafe body(file)
        }
    }

    private static func segments(_ file: OpaquePointer) -> [Segment] {
        var count = 0
        // SAFETY: `file` is open in the caller.
        unsafe elf_getphdrnum(file, &count)
        return (0..<count).compactMap { index in
            var raw = GElf_Phdr()
            guard unsafe gelf_getphdr(file, Int32(index), &raw) != nil else { return nil }
            var segment = Segment()
            segment.type = raw.p_type
            segment.flags = raw.p_flags
            segment.offset = raw.p_offset
            segment.vaddr = raw.p_vaddr
            segment.paddr = raw.p_paddr
            segment.filesz = raw.p_filesz
            segment.memsz = raw.p_memsz
            segment.align = raw.p_align
            return segment
        }
    }

    private static func sections(_ file: OpaquePointer) -> [(Int, GElf_Shdr)] {
        var count = 0
        // SAFETY: `file` is open in the caller.
        unsafe elf_getshdrnum(file, &count)
        return (0..<count).compactMap { index in
            var raw = GElf_Shdr()
            guard unsafe gelf_getshdr(elf_getscn(file, index), &raw) != nil else { return nil }
            return (index, raw)
        }
    }

    private static func symbols(
        _ file: OpaquePointer, _ index: Int, _ section: GElf_Shdr, _ sections: [(Int, GElf_Shdr)]
    ) -> [Symbol] {
        // SAFETY: all data belongs to `file`, which is open in the caller; symbols are copied.
        guard section.sh_type != SHT_NOBITS,
            let data = unsafe elf_getdata(elf_getscn(file, index), nil)
        else { return [] }
        func companion(_ type: Int32) -> UnsafeMutablePointer<Elf_Data>? {
            let found = sections.first { $0.1.sh_type == type && Int($0.1.sh_link) == index }
            return unsafe found.flatMap { unsafe elf_getdata(elf_getscn(file, $0.0), nil) }
        }
        let extended = unsafe companion(SHT_SYMTAB_SHNDX)
        let versions = unsafe companion(SHT_GNU_versym)
        var symbols: [Symbol] = []
        var raw = GElf_Sym()
        var wide: Elf32_Word = 0
        while unsafe gelf_getsymshndx(data, extended, Int32(symbols.count), &raw, &wide) != nil {
            var symbol = Symbol()
            symbol.name = unsafe string(file, Int(section.sh_link), UInt64(raw.st_name))
            symbol.info = raw.st_info
            symbol.other = raw.st_other
            let isWide = unsafe raw.st_shndx == SHN_XINDEX && extended != nil
            symbol.section = isWide ? wide : UInt32(raw.st_shndx)
            symbol.value = raw.st_value
            symbol.size = raw.st_size
            var version: GElf_Versym = 0
            if let versions = unsafe versions,
                unsafe gelf_getversym(versions, Int32(symbols.count), &version) != nil
            {
                symbol.version = version
            }
            symbols.append(symbol)
        }
        return symbols
    }

    private static func notes(
        _ file: OpaquePointer, _ offset: UInt64, _ size: UInt64, _ alignment: UInt64,
        into notes: inout [UInt64: Note]
    ) {
        let kind = alignment == 8 ? ELF_T_NHDR8 : ELF_T_NHDR
        // SAFETY: libelf checks the range and every offset it returns; bytes are copied.
        guard let data = unsafe elf_getdata_rawchunk(file, Int64(offset), Int(size), kind) else {
            return
        }
        var (start, name, description) = (0, 0, 0)
        var raw = GElf_Nhdr()
        while true {
            let next = unsafe gelf_getnote(data, start, &raw, &name, &description)
            guard next > 0 else { return }
            var note = Note()
            note.offset = offset + UInt64(start)
            note.type = raw.n_type
            let all = unsafe copy(data.pointee.d_buf, data.pointee.d_size)
            let owner = all[name..<(name + Int(raw.n_namesz))]
            note.owner = ByteString(Array(owner.prefix { $0 != 0 }).span)
            note.description = Array(all[description..<(description + Int(raw.n_descsz))])
            notes[note.offset] = note
            start = next
        }
    }

    private static func string(_ file: OpaquePointer, _ table: Int, _ offset: UInt64) -> ByteString
    {
        // SAFETY: libelf returns a string that ends inside its table, or nil.
        guard let text = unsafe elf_strptr(file, table, Int(offset)) else { return "" }
        return ByteString(unsafe copy(text, strlen(text)).span)
    }

    private static func copy(_ start: UnsafeRawPointer?, _ count: Int) -> [UInt8] {
        // SAFETY: `count` bytes are there, as libelf says.
        unsafe Array(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }
}
