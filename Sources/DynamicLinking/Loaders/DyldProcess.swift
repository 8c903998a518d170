internal import ObjectFile

/// What dyld knows of the process before it loads the first library: for which processor and
/// platform libraries have to be, and what it may take from the environment.
///
/// Spec: dyld-1378, `DyldProcessConfig.cpp`; what `AMFI` allows, whose source is not public, by
/// `configureProcessRestrictions` of dyld-852, and Apple, "Hardened Runtime".
struct DyldProcess {
    /// The slices that will do, by name, the best first.
    let architectures: [String]
    /// The system that the process is for.
    let platform: MachO.Platform
    /// The directory of the program without a slash at the end; nil where a library is looked at
    /// alone, whose program nobody knows.
    let programDirectory: [UInt8]?
    /// Whether `@loader_path` and `@executable_path` stand for something.
    let allowsAtPaths: Bool
    /// Whether the environment is listened to.
    let allowsVariables: Bool
    /// Whether `/usr/local/lib` is searched at the end, too.
    let allowsClassicFallbacks: Bool
    /// `DYLD_LIBRARY_PATH`.
    private(set) var libraryPath: [[UInt8]] = []
    /// `DYLD_FRAMEWORK_PATH`.
    private(set) var frameworkPath: [[UInt8]] = []
    /// `DYLD_FALLBACK_LIBRARY_PATH`; nil where it is not set.
    private(set) var fallbackLibraryPath: [[UInt8]]?
    /// `DYLD_FALLBACK_FRAMEWORK_PATH`; nil where it is not set.
    private(set) var fallbackFrameworkPath: [[UInt8]]?
    /// `DYLD_INSERT_LIBRARIES`.
    private(set) var inserted: [[UInt8]] = []

    init(
        _ object: MachO.Object, in file: FileBytes, programDirectory: [UInt8]?,
        _ surroundings: LoaderSurroundings
    ) {
        self.programDirectory = programDirectory
        architectures = MachO.loadable(object.header, on: surroundings.machine)
        platform = object.dyldPlatforms.first ?? .macOS
        let limits = ProcessLimits(object, in: file, isSecure: surroundings.isSecure)
        allowsAtPaths = !limits.isRestricted
        allowsVariables = !limits.isRestricted && !limits.isHardened
        allowsClassicFallbacks = allowsVariables
        guard allowsVariables else { return }
        for variable in surroundings.variables {
            set(variable.name, Array(variable.value.utf8))
        }
        // Those of the program come behind.
        for variable in Self.embedded(in: object) where programDirectory != nil {
            guard let equals = variable.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = String(decoding: variable[..<equals], as: UTF8.self)
            set(name, Array(expanded(variable[(equals + 1)...])))
        }
    }

    private mutating func set(_ name: String, _ value: [UInt8]) {
        let list = value.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            .map { Array($0) }
        switch name {
        case "DYLD_LIBRARY_PATH": libraryPath += list
        case "DYLD_FRAMEWORK_PATH": frameworkPath += list
        case "DYLD_FALLBACK_LIBRARY_PATH":
            fallbackLibraryPath = (fallbackLibraryPath ?? []) + list
        case "DYLD_FALLBACK_FRAMEWORK_PATH":
            fallbackFrameworkPath = (fallbackFrameworkPath ?? []) + list
        case "DYLD_INSERT_LIBRARIES" where !value.isEmpty: inserted += list
        default: break
        }
    }

    /// `LC_DYLD_ENVIRONMENT`: variables that the program brings along.
    private static func embedded(in object: MachO.Object) -> [[UInt8]] {
        var found: [[UInt8]] = []
        do throws(ParseError) {
            try object.commands.forEach { (command) throws(ParseError) in
                if command.type == .loaderEnvironment {
                    found.append(try command.text(at: 8).utf8)
                }
                return true
            }
        } catch {
            // Commands that cannot be read are complained of elsewhere.
        }
        return found
    }

    /// Paths of the program's own variables, which may begin where the program lies.
    private func expanded(_ value: ArraySlice<UInt8>) -> [UInt8] {
        guard let programDirectory else { return Array(value) }
        let paths = value.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let expanded = paths.map { path in
            for word in ["@executable_path/", "@loader_path/"]
            where path.starts(with: word.utf8) {
                return programDirectory + [UInt8(ascii: "/")] + path.dropFirst(word.utf8.count)
            }
            return Array(path)
        }
        return Array(expanded.joined(separator: [UInt8(ascii: ":")]))
    }

    /// Where a copy of the system lies that takes precedence since macOS 13.
    var cryptex: String? {
        switch platform {
        case .macOS, .macCatalyst: "/System/Volumes/Preboot/Cryptexes/OS"
        case .iOS, .tvOS, .watchOS, .visionOS: "/private/preboot/Cryptexes/OS"
        default: nil
        }
    }

    /// Whether the process is for a system whose files are looked at, as dyld would.
    var isFollowed: Bool { cryptex != nil }
}

/// What the signature and the caller take away from a process.
private struct ProcessLimits {
    /// Nearly everything: it has rights that its caller has not, or asks for it.
    let isRestricted: Bool
    /// The environment.
    let isHardened: Bool

    private static let entitlement = "com.apple.security.cs.allow-dyld-environment-variables"

    init(_ object: MachO.Object, in file: FileBytes, isSecure: Bool) {
        var hasSection = false
        do throws(ParseError) {
            try object.forEachSection { section in
                hasSection = section.name.equals("__restrict") && section.segment == "__RESTRICT"
                return !hasSection
            }
        } catch {
            hasSection = false
        }
        isRestricted = isSecure || hasSection
        guard let signature = object.codeSignature(in: file).value,
            let flags = signature.best?.flags
        else {
            isHardened = false
            return
        }
        let text = signature.entitlements(in: file).value?.text ?? ""
        let isHeld = flags.contains(.hardenedRuntime) || flags.contains(.restrict)
        isHardened = isHeld && !text.utf8.containsText(Self.entitlement)
    }
}

extension String.UTF8View {
    /// Whether a text is somewhere inside.
    fileprivate func containsText(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard let first = wanted.first else { return true }
        var rest = self[...]
        while let place = rest.firstIndex(of: first) {
            rest = rest[place...]
            if rest.starts(with: wanted) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
