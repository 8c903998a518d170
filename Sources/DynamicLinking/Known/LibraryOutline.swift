internal import ObjectFile

/// What loaders look at of a library, and the file that has just that: no code, no data.
///
/// Spec: gABI 4.1, ch. 4 and 5; LSB 5.0, "Symbol Versioning".
struct LibraryOutline {
    let machine: KnownMachine
    /// `DT_SONAME`; nil for musl, which has none.
    let name: String?
    /// `DT_NEEDED`, in order.
    var needed: [String] = []
    /// `DT_VERDEF` behind the library's own name; without any there is no such table.
    var versions: [String] = []
    /// The names that it defines, each with a zero behind it; nil where there is no table of them.
    var symbols: [UInt8]?
    /// Texts among the constants, each with a zero behind it.
    var constants: [UInt8] = []

    /// The file.
    var bytes: [UInt8] { OutlineWriter(self).bytes }
}

/// Writes one file: a header, two segments, then the tables in the order of their addresses, which
/// are places in the file.
private struct OutlineWriter {
    private let layout: Layout
    private(set) var bytes: [UInt8] = []
    private var strings: [UInt8] = [0]
    private var dynamic: [(tag: ELF.DynamicTag, value: UInt64)] = []

    /// The size of a page on the machines with the largest ones.
    private static let pageSize: UInt64 = 65536

    init(_ outline: LibraryOutline) {
        layout = outline.machine.layout
        let headSize = layout.is64Bit ? 64 + 2 * 56 : 52 + 2 * 32
        bytes = [UInt8](repeating: 0, count: headSize)
        for name in outline.needed { dynamic.append((.needed, addString(name))) }
        if let name = outline.name {
            let place = addString(name)
            dynamic.append((.soname, place))
            addVersions(outline.versions, place)
        }
        if let symbols = outline.symbols { addSymbols(symbols) }
        bytes += outline.constants
        align()
        dynamic.append((.stringTable, UInt64(bytes.count)))
        dynamic.append((.stringTableSize, UInt64(strings.count)))
        bytes += strings
        align()
        let start = bytes.count
        for entry in dynamic + [(.null, 0)] {
            word(entry.tag.rawValue)
            word(entry.value)
        }
        let end = bytes.count
        writeHead(outline.machine, dynamic: start..<end)
    }

    private mutating func addString(_ text: String) -> UInt64 {
        let place = strings.count
        strings += text.utf8
        strings.append(0)
        return UInt64(place)
    }

    /// The first version is the name of the library itself.
    private mutating func addVersions(_ versions: [String], _ name: UInt64) {
        guard !versions.isEmpty else { return }
        align()
        dynamic.append((.versionDefinitions, UInt64(bytes.count)))
        dynamic.append((.versionDefinitionsCount, UInt64(versions.count + 1)))
        let own = strings[Int(name)...].dropLast()
        addVersion(own.span, at: name, index: 1, isLast: false)
        for (place, version) in versions.enumerated() {
            addVersion(
                version.utf8.span, at: addString(version), index: UInt64(place + 2),
                isLast: place == versions.count - 1)
        }
    }

    private mutating func addVersion(
        _ name: Span<UInt8>, at place: UInt64, index: UInt64, isLast: Bool
    ) {
        let isBase: UInt64 = index == 1 ? 1 : 0
        // vd_version, vd_flags (VER_FLG_BASE), vd_ndx, vd_cnt.
        for half in [1, isBase, index, 1] { number(half, width: 2) }
        number(UInt64(ELF.HashTable.hash(name)), width: 4)
        // vd_aux, vd_next; vda_name, vda_next.
        for word in [20, isLast ? 0 : 28, place, 0] { number(word, width: 4) }
    }

    /// A table of names that are defined somewhere, and a hash table of one chain.
    private mutating func addSymbols(_ names: [UInt8]) {
        let first = strings.count
        strings += names
        var starts: [Int] = []
        var start = first
        for place in first..<strings.count where strings[place] == 0 {
            starts.append(start)
            start = place + 1
        }
        align()
        dynamic.append((.symbolTable, UInt64(bytes.count)))
        dynamic.append((.symbolEntrySize, UInt64(ELF.Symbol.recordSize(layout))))
        addSymbol(name: 0, isDefined: false)
        for start in starts { addSymbol(name: UInt64(start), isDefined: true) }
        align()
        dynamic.append((.hash, UInt64(bytes.count)))
        // nbucket, nchain, the bucket, and the chain from the last to the first.
        for word in [1, UInt64(starts.count + 1), UInt64(starts.count), 0] {
            number(word, width: 4)
        }
        for place in starts.indices { number(UInt64(place), width: 4) }
    }

    private mutating func addSymbol(name: UInt64, isDefined: Bool) {
        // STB_GLOBAL, STT_NOTYPE; SHN_ABS and an address that is not 0.
        let (info, section, value): (UInt8, UInt64, UInt64) =
            isDefined ? (0x10, 0xfff1, 1) : (0, 0, 0)
        number(name, width: 4)
        if layout.is64Bit {
            bytes += [info, 0]
            number(section, width: 2)
            number(value, width: 8)
            number(0, width: 8)
        } else {
            number(value, width: 4)
            number(0, width: 4)
            bytes += [info, 0]
            number(section, width: 2)
        }
    }

    private mutating func writeHead(_ machine: KnownMachine, dynamic: Range<Int>) {
        let all = bytes
        bytes = [0x7f, 0x45, 0x4c, 0x46, layout.is64Bit ? 2 : 1]
        bytes += [layout.byteOrder == .little ? 1 : 2, 1]
        bytes += [UInt8](repeating: 0, count: 9)
        // ET_DYN.
        number(3, width: 2)
        number(UInt64(machine.machine.rawValue), width: 2)
        number(1, width: 4)
        let headerSize: UInt64 = layout.is64Bit ? 64 : 52
        // e_entry, e_phoff, e_shoff.
        for value in [0, headerSize, 0] { word(value) }
        number(UInt64(machine.flags), width: 4)
        let entrySize: UInt64 = layout.is64Bit ? 56 : 32
        for half in [headerSize, entrySize, 2, 0, 0, 0] { number(half, width: 2) }
        writeSegment(.load, 0..<UInt64(all.count), alignment: Self.pageSize)
        writeSegment(
            .dynamic, UInt64(dynamic.lowerBound)..<UInt64(dynamic.upperBound),
            alignment: layout.wordSize)
        bytes += all[bytes.count...]
    }

    private mutating func writeSegment(
        _ type: ELF.SegmentType, _ range: Range<UInt64>, alignment: UInt64
    ) {
        let size = range.upperBound - range.lowerBound
        number(UInt64(type.rawValue), width: 4)
        // PF_R: nothing in it is to be executed or written.
        if layout.is64Bit { number(4, width: 4) }
        for value in [range.lowerBound, range.lowerBound, range.lowerBound, size, size] {
            word(value)
        }
        if !layout.is64Bit { number(4, width: 4) }
        word(alignment)
    }

    private mutating func align() {
        while !bytes.count.isMultiple(of: 8) { bytes.append(0) }
    }

    private mutating func word(_ value: UInt64) { number(value, width: Int(layout.wordSize)) }

    private mutating func number(_ value: UInt64, width: Int) {
        for index in 0..<width {
            let place = layout.byteOrder == .little ? index : width - 1 - index
            bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(place))))
        }
    }
}
