extension Image {
    /// Reads an ELF file as far as every question needs it.
    ///
    /// - Throws: `elfHeader` where there is no header to read anything by; all other damage is
    ///   among `diagnostics`.
    public init(elf file: FileBytes, limits: Limits = Limits()) throws(ParseError) {
        let object = try ELF.Object(file, limits: limits)
        self.init(object, notes: Self.systemNotes(object, in: file))
    }

    private init(_ object: ELF.Object, notes: [ELF.Note]) {
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
        operatingSystem = OperatingSystem(object, notes)
        diagnostics = Self.diagnostics(object)
    }

    /// Notes name the system, and are read only where interpreter and header leave it open.
    private static func systemNotes(_ object: ELF.Object, in file: FileBytes) -> [ELF.Note] {
        OperatingSystem(object, []) == nil ? object.notes(nil, in: file).notes : []
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
        switch kind {
        case .executable, .pie:
            guard hasInterpreter(object) else { return kind == .pie ? .staticPIE : .static }
            let needsLibraries = object.dynamic.value?.value(of: .needed) != nil
            return needsLibraries ? .dynamic : .dynamicWithoutLibraries
        case .sharedObject: return .sharedLibrary
        default: return nil
        }
    }

    /// Whether the kernel would look for an interpreter, readable or not.
    private static func hasInterpreter(_ object: ELF.Object) -> Bool {
        if case .absent = object.interpreter { false } else { true }
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
