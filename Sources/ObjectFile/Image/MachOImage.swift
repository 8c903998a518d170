extension Image {
    /// Reads a Mach-O file, or one slice of a universal file, as far as every question needs it.
    ///
    /// - Throws: `machOHeader` where there is no header to read anything by; all other damage is
    ///   among `diagnostics`.
    public init(machO file: FileBytes, limits: Limits = Limits()) throws(ParseError) {
        self.init(try MachO.Object(file, limits: limits))
    }

    private init(_ object: MachO.Object) {
        let commands = object.contents
        contents = .machO(object)
        architecture = Architecture(object.header.processor)
        layout = object.header.layout
        kind = Self.kind(object.header)
        interpreter = commands.loader.map { .known($0) } ?? .absent
        needed = commands.libraries.map(\.name)
        soname = commands.identity?.name
        rpath = []
        runpath = []
        linkage = Self.linkage(object)
        operatingSystem = commands.buildVersions.first.map { OperatingSystem($0.platform) }
        diagnostics = object.diagnostics
    }

    private static func kind(_ header: MachO.Header) -> Kind {
        switch header.type {
        case .executable: header.flags.contains(.positionIndependent) ? .pie : .executable
        case .library, .libraryStub, .fixedLibrary: .sharedObject
        case .bundle, .kernelExtension: .bundle
        case .dynamicLinker: .dylinker
        case .object: .object
        case .core: .core
        default: .other
        }
    }

    private static func linkage(_ object: MachO.Object) -> Linkage? {
        let commands = object.contents
        guard commands.error == nil else { return nil }
        switch object.header.type {
        case .executable:
            let isMovable = object.header.flags.contains(.positionIndependent)
            guard commands.loader != nil else { return isMovable ? .staticPIE : .static }
            return commands.libraries.isEmpty ? .dynamicWithoutLibraries : .dynamic
        case .library, .bundle: return .sharedLibrary
        default: return nil
        }
    }
}

extension Architecture {
    /// The architecture of a Mach-O file, whatever its subtype.
    init(_ processor: MachO.ProcessorType) {
        let known: String? =
            switch processor {
            case .x86_64: "x86_64"
            case .x86: "i386"
            case .arm64: "aarch64"
            case .arm64_32: "arm64_32"
            case .arm: "arm"
            case .powerPC: "ppc"
            case .powerPC64: "ppc64"
            default: processor.name
            }
        self.init(name: known ?? "unknown(\(hexadecimal(processor.rawValue)))")
    }
}

extension MachO.Header {
    /// The name that tools for universal files use, which tells subtypes apart: `arm64e`, `x86_64h`,
    /// `armv7`.
    public var sliceName: String { MachO.sliceName(processor, processorSubtype) }
}

extension MachO.Universal.Slice {
    /// The name that tools for universal files use: `arm64e`, `x86_64h`, `armv7`.
    public var name: String { MachO.sliceName(processor, processorSubtype) }
}

extension MachO.Universal {
    /// The slices for a processor by any of its names; all where `name` is nil.
    ///
    /// The name of a subtype means that one, the name of a processor each of its subtypes, unless one
    /// slice has just that name.
    public func slices(named name: String?) -> [Slice] {
        guard let name else { return slices }
        let exact = slices.filter { $0.name == name }
        guard exact.isEmpty else { return exact }
        let wanted = Architecture(name: name)
        let same = slices.filter { Architecture($0.processor) == wanted }
        let plain = same.filter { $0.name == "arm64" || $0.name == wanted.name }
        return plain.isEmpty ? same : plain
    }
}

extension MachO {
    /// The name of a processor with its subtype, as tools for universal files use it.
    static func sliceName(_ processor: ProcessorType, _ subtype: UInt32) -> String {
        // The top byte has features.
        switch (processor, subtype & 0xff_ffff) {
        case (.x86_64, 8): return "x86_64h"
        case (.arm64, 2): return "arm64e"
        case (.arm64, _): return "arm64"
        case (.arm, let kind):
            return armSliceNames.first { $0.subtype == kind }?.name ?? "arm"
        default: return Architecture(processor).name
        }
    }

    /// The subtypes of arm that have names of their own.
    static let armSliceNames: [(subtype: UInt32, name: String)] = [
        (5, "armv4t"), (6, "armv6"), (7, "armv5"), (8, "xscale"), (9, "armv7"), (10, "armv7f"),
        (11, "armv7s"), (12, "armv7k"), (14, "armv6m"), (15, "armv7m"), (16, "armv7em"),
    ]
}

extension OperatingSystem {
    /// The system of a platform: simulators run on macOS, and have names of their own.
    init(_ platform: MachO.Platform) { self.init(rawValue: platform.shortName) }

    /// The system that Go calls by a name of its own (`GOOS`).
    public init(goos: String) {
        self.init(rawValue: goos == "darwin" ? "macos" : goos)
    }
}

extension MachO.Section {
    /// The section as every format has it; nil where it has no bytes in the file.
    var asImageSection: ImageSection? {
        guard let fileRange else { return nil }
        return ImageSection(name: name.text, address: address, range: fileRange)
    }
}

extension MachO.Object {
    /// The file's bytes from a memory address on as Go's own tools look for them.
    func bytesOfAnySegment(from address: VirtualAddress) -> FileRange? {
        for segment in segments where segment.address <= address {
            // An empty segment at 0 ends at the last address of all there.
            let last = segment.address.rawValue &+ segment.fileSize &- 1
            guard address.rawValue <= last, !segment.name.equals("__PAGEZERO") else { continue }
            let distance = address.rawValue - segment.address.rawValue
            return segment.fileRange?.dropping(distance)
        }
        return nil
    }

    /// Whether memory is the program's without bytes in the file.
    func isZeroFilled(at address: VirtualAddress, _ count: UInt64) -> Bool {
        segments.contains { segment in
            guard segment.address <= address, segment.protection.contains(.write) else {
                return false
            }
            let distance = address.rawValue - segment.address.rawValue
            guard distance <= segment.memorySize, count <= segment.memorySize - distance else {
                return false
            }
            return distance >= segment.fileSize || isInZeroFill(address, count)
        }
    }

    private func isInZeroFill(_ address: VirtualAddress, _ count: UInt64) -> Bool {
        var isFound = false
        do throws(ParseError) {
            try forEachSection { section in
                guard section.fileRange == nil, section.address <= address else { return true }
                let distance = address.rawValue - section.address.rawValue
                isFound = distance <= section.size && count <= section.size - distance
                return !isFound
            }
        } catch {
            return false
        }
        return isFound
    }
}
