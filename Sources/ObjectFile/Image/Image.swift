/// A program, library or object, whatever the format: what every question needs of it.
///
/// Large tables are not in it; they are asked of `contents` together with the bytes.
public struct Image: Sendable {
    /// The format with all that is particular to it.
    public enum Contents: Sendable {
        /// An ELF file.
        case elf(ELF.Object)
        /// A Mach-O file, or a slice of a universal one.
        case machO(MachO.Object)
    }

    /// What kind of file it is.
    public enum Kind: String, Hashable, Sendable {
        /// A program at a fixed address.
        case executable
        /// A program that can run at any address.
        case pie
        /// A library that programs share.
        case sharedObject = "shared-object"
        /// An object that a linker has still to place.
        case relocatable
        /// The memory of a program that died.
        case core
        /// A Mach-O library that is loaded by name.
        case bundle
        /// A Mach-O dynamic linker.
        case dylinker
        /// A Mach-O object.
        case object
        /// None of these.
        case other
    }

    /// How a program or library comes by the code of others.
    public enum Linkage: String, Hashable, Sendable {
        /// All code is in the file, at a fixed address.
        case `static`
        /// All code is in the file, which can run at any address.
        case staticPIE = "static-pie"
        /// A loader finds libraries first.
        case dynamic
        /// A loader has to be there, though no library is needed.
        case dynamicWithoutLibraries = "dynamic-without-libraries"
        /// The file is such a library.
        case sharedLibrary = "shared-library"
    }

    /// The format with all that is particular to it.
    public let contents: Contents
    /// The processor it is made for.
    public let architecture: Architecture
    /// How its numbers are written.
    public let layout: Layout
    /// What kind of file it is.
    public let kind: Kind
    /// How it comes by the code of others, nil where that has no meaning or cannot be read.
    public let linkage: Linkage?
    /// The system it is made for, nil where nothing in the file's structure says.
    public let operatingSystem: OperatingSystem?
    /// The path of the program that loads this one, absent in static programs and libraries.
    public let interpreter: Fact<ByteString>
    /// The libraries that it asks for by name, in file order.
    public let needed: [ByteString]
    /// The name under which other files need it, nil where it has none.
    public let soname: ByteString?
    /// Directories searched first, for its libraries and theirs; see `DT_RPATH`.
    ///
    /// Mach-O's `LC_RPATH` is another thing and not here.
    public let rpath: [ByteString]
    /// Directories searched after those of the environment, for its own libraries alone.
    public let runpath: [ByteString]
    /// What could not be read, or was odd.
    public let diagnostics: [Diagnostic]
}

/// A section as every format has it: a named part of the file with a place in memory.
public struct ImageSection: Hashable, Sendable {
    /// The name.
    public let name: String
    /// Where it lies in memory, 0 where it is not loaded.
    public let address: VirtualAddress
    /// Its bytes in the file.
    public let range: FileRange
}

extension Image {
    /// Whether it is debug information of a program or library, and nothing else of it: what
    /// `objcopy --only-keep-debug` leaves, or what lies in a `.dSYM`.
    public var isDebugInformation: Bool {
        switch contents {
        case .elf(let object):
            let isLinked = object.header.type == .executable || object.header.type == .sharedObject
            return isLinked && object.segments.error == nil && Self.lacksCode(object)
        case .machO(let object): return object.header.type == .debugSymbols
        }
    }

    /// The first section of that name that has bytes in the file; nil where there is none.
    ///
    /// - Throws: the section table's error where it cannot be read.
    public func section(
        named name: String, in file: FileBytes
    ) throws(ParseError) -> ImageSection? {
        switch contents {
        case .elf(let object):
            guard var sections = try ELF.SectionCursor(object, in: file),
                let section = try sections.section(named: name), let range = section.fileRange
            else { return nil }
            return ImageSection(name: name, address: section.address, range: range)
        case .machO(let object):
            return try object.section(named: name)?.asImageSection
        }
    }

    /// The first section of each of some names that has bytes in the file, in the order of the names:
    /// the table is gone through once.
    ///
    /// - Throws: the section table's error where it cannot be read.
    public func sections(
        named names: [String], in file: FileBytes
    ) throws(ParseError) -> [ImageSection?] {
        switch contents {
        case .elf(let object):
            guard var sections = try ELF.SectionCursor(object, in: file) else {
                return names.map { _ in nil }
            }
            return try sections.sections(named: names).map { section in
                guard let section, let range = section.fileRange else { return nil }
                return ImageSection(
                    name: section.name.text, address: section.address, range: range)
            }
        case .machO(let object):
            return try names.map { (name) throws(ParseError) in
                try object.section(named: name)?.asImageSection
            }
        }
    }

    /// The first section of that name as the program and Go's own tools find it: in Mach-O by its
    /// address, since where in the file it is said to lie no loader looks at.
    ///
    /// It starts there at the first multiple of `alignment`, a power of two.
    ///
    /// - Throws: the section table's error where it cannot be read.
    public func sectionByAddress(
        named name: String, alignedTo alignment: UInt64, in file: FileBytes
    ) throws(ParseError) -> ImageSection? {
        guard case .machO(let object) = contents else { return try section(named: name, in: file) }
        guard let section = try object.section(named: name) else { return nil }
        let distance = (0 &- section.address.rawValue) & (alignment - 1)
        let (start, overflow) = section.address.rawValue.addingReportingOverflow(distance)
        let address = VirtualAddress(rawValue: start)
        guard !overflow, distance <= section.size, let mapped = bytesOfAnySegment(from: address)
        else { return section.asImageSection }
        // What a file ends before is missing, and not empty.
        let range = mapped.offset.rawValue < file.size ? mapped.clamped(to: file.size) : mapped
        return ImageSection(
            name: name, address: address,
            range: range.first(min(section.size - distance, range.size)) ?? range)
    }

    /// Whether the file names its sections at all: strippers may remove the whole table.
    public var hasSections: Bool {
        switch contents {
        case .elf(let object):
            object.header.sectionTableOffset != .start && object.header.sectionCount > 0
        case .machO(let object): object.segments.contains { $0.sectionCount > 0 }
        }
    }

    /// The parts of the file that the program may write to, in file order.
    public var writableRanges: [ImageSection] {
        switch contents {
        case .elf(let object):
            (object.segments.value ?? []).compactMap { segment in
                guard segment.type == .load, segment.flags.contains(.write), segment.fileSize > 0,
                    let range = segment.fileRange
                else { return nil }
                return ImageSection(name: "", address: segment.address, range: range)
            }
        case .machO(let object):
            object.segments.compactMap { segment in
                guard segment.protection.contains(.write), segment.fileSize > 0,
                    let range = segment.mappedRange
                else { return nil }
                return ImageSection(name: "", address: segment.address, range: range)
            }
        }
    }

    /// The file's bytes from a memory address to the end of its segment, nil where it is not mapped.
    public func bytes(from address: VirtualAddress) -> FileRange? {
        switch contents {
        case .elf(let object): object.addresses.bytes(from: address)
        case .machO(let object): object.bytes(from: address)
        }
    }

    /// The same by segments of any type, the first that fits: how Go's own tools look.
    public func bytesOfAnySegment(from address: VirtualAddress) -> FileRange? {
        switch contents {
        case .elf(let object):
            ELF.AddressMap(object.segments.value ?? [], ofAnyType: true).bytes(from: address)
        case .machO(let object): object.bytesOfAnySegment(from: address)
        }
    }
}
