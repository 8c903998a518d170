package import ObjectFile

// What libelf's structures hold, under the names of their specification.

extension LibElf {
    /// The file header, with the counts resolved as `elf_getphdrnum` and its kin resolve them.
    public struct Header: Equatable {
        package var elfClass: UInt8 = 0
        package var data: UInt8 = 0
        package var identVersion: UInt8 = 0
        package var osABI: UInt8 = 0
        package var abiVersion: UInt8 = 0
        package var type: UInt16 = 0
        package var machine: UInt16 = 0
        package var version: UInt32 = 0
        package var entry: UInt64 = 0
        package var phoff: UInt64 = 0
        package var shoff: UInt64 = 0
        package var flags: UInt32 = 0
        package var ehsize: UInt16 = 0
        package var phentsize: UInt16 = 0
        package var shentsize: UInt16 = 0
        package var phnum: UInt64 = 0
        package var shnum: UInt64 = 0
        package var shstrndx: UInt64 = 0
        package init() {}
    }

    /// A segment (`GElf_Phdr`).
    public struct Segment: Equatable {
        package var type: UInt32 = 0
        package var flags: UInt32 = 0
        package var offset: UInt64 = 0
        package var vaddr: UInt64 = 0
        package var paddr: UInt64 = 0
        package var filesz: UInt64 = 0
        package var memsz: UInt64 = 0
        package var align: UInt64 = 0
        package init() {}
    }

    /// A section (`GElf_Shdr`) with its name.
    public struct Section: Equatable {
        package var index = 0
        package var name = ByteString("")
        package var type: UInt32 = 0
        package var flags: UInt64 = 0
        package var addr: UInt64 = 0
        package var offset: UInt64 = 0
        package var size: UInt64 = 0
        package var link: UInt32 = 0
        package var info: UInt32 = 0
        package var addralign: UInt64 = 0
        package var entsize: UInt64 = 0
        package init() {}
    }

    /// An entry of the dynamic section (`GElf_Dyn`).
    public struct DynamicEntry: Equatable {
        package var tag: UInt64 = 0
        package var value: UInt64 = 0
        package init() {}
    }

    /// A symbol (`GElf_Sym`) with its name, and its `vs_vers` where the table has versions.
    public struct Symbol: Equatable {
        package var name = ByteString("")
        package var info: UInt8 = 0
        package var other: UInt8 = 0
        package var section: UInt32 = 0
        package var value: UInt64 = 0
        package var size: UInt64 = 0
        package var version: UInt16?
        package init() {}
    }

    /// A table of symbols.
    public struct SymbolTable {
        /// `SHT_SYMTAB` or `SHT_DYNSYM`.
        public let type: UInt32
        /// All symbols, entry 0 included.
        public let symbols: [Symbol]
    }

    /// A version that is needed (`GElf_Vernaux`) with the library it is needed of.
    public struct NeededVersion: Equatable {
        package var library = ByteString("")
        package var name = ByteString("")
        package var hash: UInt32 = 0
        package var flags: UInt16 = 0
        package var other: UInt16 = 0
        package init() {}
    }

    /// A version that is defined (`GElf_Verdef`), with its name and those of its parents.
    public struct DefinedVersion: Equatable {
        package var names: [ByteString] = []
        package var index: UInt16 = 0
        package var flags: UInt16 = 0
        package var hash: UInt32 = 0
        package init() {}
    }

    /// A note with its place in the file.
    public struct Note: Equatable {
        package var offset: UInt64 = 0
        package var owner = ByteString("")
        package var type: UInt32 = 0
        package var description: [UInt8] = []
        package init() {}
    }

    /// How many relocations of each type a section has, and which symbols they name.
    public struct Relocations: Equatable {
        package var section = 0
        package var counts: [UInt32: Int] = [:]
        package var symbols: Set<UInt32> = []
        package init() {}
    }
}
