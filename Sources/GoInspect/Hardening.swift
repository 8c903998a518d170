public import ObjectFile

/// What a program or library has that makes faults harder to exploit, by its structure.
///
/// Whether C code in it was compiled with checks of its own takes symbols, and
/// is found by the rules `stack-protector` and `fortify`.
public struct Hardening: Hashable, Sendable {
    /// What becomes read-only once the loader is done with it.
    public enum ReadOnlyRelocations: String, Hashable, Sendable {
        /// Nothing.
        case none
        /// All but the slots that are filled when a function is first called.
        case partial
        /// All: nothing is bound later.
        case full
    }

    /// What the file wants of its stack.
    public enum Stack: String, Hashable, Sendable {
        /// Nothing on it can be executed.
        case notExecutable = "not-executable"
        /// What is on it can be executed.
        case executable
        /// The file does not say (`PT_GNU_STACK`): kernel and loader decide.
        case unsaid
    }

    /// Whether it can lie at any address.
    public let isPositionIndependent: Bool
    /// `PT_GNU_RELRO`, with immediate binding or without; nil for Mach-O, where it has no meaning.
    public let readOnlyRelocations: ReadOnlyRelocations?
    /// What it wants of its stack; nil where the system does not ask files.
    public let stack: Stack?
    /// Whether the loader has to write to code (`DT_TEXTREL`).
    public let hasTextRelocations: Bool
    /// The segments that can be written to and executed, by their places in the file.
    public let writableCode: [FileOffset]
    /// The protections of jumps that all of its code was compiled with: `IBT`, `SHSTK`, `BTI`, `PAC`.
    public let branchProtections: [String]
}

extension ImageReport {
    /// How hard its structure makes it to exploit faults; nil for what is neither program nor
    /// library.
    public var hardening: Hardening? {
        guard image.linkage != nil || image.kind == .bundle else { return nil }
        switch image.contents {
        case .elf(let object): return Hardening(object, image, in: file)
        case .machO(let object): return Hardening(object)
        }
    }
}

extension Hardening {
    fileprivate init(_ object: ELF.Object, _ image: Image, in file: FileBytes) {
        let segments = object.segments.value ?? []
        let dynamic = object.dynamic.value
        isPositionIndependent = image.kind == .pie || image.kind == .sharedObject
        let isProtected = segments.contains { $0.type == .gnuRelro && $0.memorySize > 0 }
        readOnlyRelocations =
            !isProtected
            ? ReadOnlyRelocations.none : dynamic?.bindsAtStart == true ? .full : .partial
        stack = Self.stack(segments, image.operatingSystem)
        hasTextRelocations =
            dynamic.map {
                $0.value(of: .textRelocations) != nil || $0.flags.contains(.textRelocations)
            } ?? false
        writableCode = segments.filter {
            $0.type == .load && $0.flags.contains(.write) && $0.flags.contains(.execute)
        }.map(\.offset)
        branchProtections = Self.protections(object, in: file)
    }

    private static func stack(_ segments: [ELF.Segment], _ system: OperatingSystem?) -> Stack? {
        // Without a mark it is Linux, or a Go program of any kind.
        guard system == nil || system == .linux || system == .android else { return nil }
        guard let segment = segments.last(where: { $0.type == .gnuStack }) else { return .unsaid }
        return segment.flags.contains(.execute) ? .executable : .notExecutable
    }

    /// What linkers leave of the notes of objects: only what all of them have.
    private static func protections(_ object: ELF.Object, in file: FileBytes) -> [String] {
        var found: [String] = []
        for note in object.notes(nil, in: file).notes where note.owner == "GNU" && note.type == 5 {
            note.forEachProperty(object.header.layout) { type, size, value in
                guard size >= 4 else { return }
                found += protections(type, value, object.header.machine)
            }
        }
        return found
    }

    private static func protections(
        _ type: ELF.PropertyType, _ value: UInt32, _ machine: ELF.Machine
    ) -> [String] {
        var found: [String] = []
        switch (machine, type) {
        case (.x86_64, .x86Feature1), (.i386, .x86Feature1):
            let features = ELF.X86Features(rawValue: value)
            if features.contains(.indirectBranchTracking) { found.append("IBT") }
            if features.contains(.shadowStack) { found.append("SHSTK") }
        case (.aarch64, .aarch64Feature1):
            let features = ELF.AArch64Features(rawValue: value)
            if features.contains(.branchTargets) { found.append("BTI") }
            if features.contains(.returnAddressSigning) { found.append("PAC") }
        default: break
        }
        return found
    }

    fileprivate init(_ object: MachO.Object) {
        let flags = object.header.flags
        let isProgram = object.header.type == .executable
        isPositionIndependent = !isProgram || flags.contains(.positionIndependent)
        readOnlyRelocations = nil
        stack = flags.contains(.allowStackExecution) ? .executable : .notExecutable
        hasTextRelocations = false
        writableCode = object.segments.filter {
            $0.protection.contains(.write) && $0.protection.contains(.execute)
        }.map(\.offset)
        branchProtections = []
    }
}
