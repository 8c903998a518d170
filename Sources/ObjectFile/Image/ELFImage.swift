extension Image {
    /// Reads an ELF file as far as every question needs it.
    ///
    /// - Throws: `elfHeader` where there is no header to read anything by; all other damage is
    ///   among `diagnostics`.
    public init(elf file: FileBytes, limits: Limits = Limits()) throws(ParseError) {
        let object = try ELF.Object(file, limits: limits)
        self.init(object, Self.operatingSystem(object, in: file))
    }

    private init(_ object: ELF.Object, _ operatingSystem: OperatingSystem?) {
        let dynamic = object.dynamic.value
        contents = .elf(object)
        architecture = Architecture(object.header.machine, object.header.layout)
        layout = object.header.layout
        kind = Self.kind(object)
        interpreter = object.interpreter
        needed = dynamic?.needed ?? []
        soname = dynamic?.soname
        rpath = dynamic?.rpath ?? []
        runpath = dynamic?.runpath ?? []
        linkage = Self.linkage(kind, object)
        self.operatingSystem = operatingSystem
        diagnostics = Self.diagnostics(object)
    }

    /// Notes name the system too, and are read only where all else leaves it open.
    private static func operatingSystem(
        _ object: ELF.Object, in file: FileBytes
    ) -> OperatingSystem? {
        OperatingSystem(object, [])
            ?? OperatingSystem(object, object.notes(nil, in: file).notes)
    }

    private static func kind(_ object: ELF.Object) -> Kind {
        switch object.header.type {
        case .executable: return .executable
        case .relocatable: return .relocatable
        case .core: return .core
        case .sharedObject: break
        default: return .other
        }
        guard let dynamic = object.dynamic.value else {
            return hasInterpreter(object) ? .pie : .sharedObject
        }
        if dynamic.flags1.contains(.positionIndependent) { return .pie }
        return hasInterpreter(object) && dynamic.lastValue(of: .soname) == nil
            ? .pie : .sharedObject
    }

    private static func linkage(_ kind: Kind, _ object: ELF.Object) -> Linkage? {
        guard object.segments.error == nil, !lacksCode(object) else { return nil }
        switch kind {
        case .executable, .pie:
            guard hasInterpreter(object) else { return kind == .pie ? .staticPIE : .static }
            // What cannot be read may name libraries.
            guard object.dynamic.error == nil else { return nil }
            let needsLibraries = object.dynamic.value?.value(of: .needed) != nil
            return needsLibraries ? .dynamic : .dynamicWithoutLibraries
        case .sharedObject: return object.dynamic.error == nil ? .sharedLibrary : nil
        default: return nil
        }
    }

    /// Whether the kernel would look for an interpreter, readable or not.
    private static func hasInterpreter(_ object: ELF.Object) -> Bool {
        object.segments.value?.contains { $0.type == .interpreter } ?? false
    }

    /// Whether it is a file of debug information (`objcopy --only-keep-debug`): its segments are
    /// those of the program, and what was to be run is not in it.
    static func lacksCode(_ object: ELF.Object) -> Bool {
        var (hasCode, hasBytes) = (false, false)
        var (wantsEntry, hasEntry) = (false, false)
        let entry = object.header.entry
        for segment in object.segments.value ?? [] {
            // The header may lie in the segment of the code, and is still there.
            if segment.type == .dynamic, segment.isEmptied { return true }
            guard segment.type == .load, segment.flags.contains(.execute) else { continue }
            wantsEntry = wantsEntry || segment.covers(entry, segment.memorySize)
            hasEntry = hasEntry || segment.covers(entry, segment.fileSize)
            hasBytes = hasBytes || segment.fileSize > 0
            hasCode = true
        }
        return hasCode && (!hasBytes || wantsEntry && !hasEntry)
    }

    private static func diagnostics(_ object: ELF.Object) -> [Diagnostic] {
        var diagnostics = object.diagnostics
        if let error = object.segments.error { diagnostics.append(Diagnostic(error)) }
        if let error = object.interpreter.error { diagnostics.append(Diagnostic(error)) }
        if let error = object.dynamic.error { diagnostics.append(Diagnostic(error)) }
        if let error = object.dynamic.value?.namesError { diagnostics.append(Diagnostic(error)) }
        return diagnostics
    }
}

extension ELF.Segment {
    /// Whether it has memory and no bytes.
    fileprivate var isEmptied: Bool { fileSize == 0 && memorySize > 0 }

    /// Whether an address is among its first bytes.
    fileprivate func covers(_ entry: VirtualAddress, _ size: UInt64) -> Bool {
        entry.rawValue > 0 && entry >= address && entry.rawValue - address.rawValue < size
    }
}
