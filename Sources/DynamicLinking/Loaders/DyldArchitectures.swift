internal import ObjectFile

extension MachO.Header {
    /// The name by which dyld calls the processor.
    var dyldName: String { MachO.dyldName(processor, processorSubtype, sliceName) }
}

extension MachO.Universal.Slice {
    /// The name by which dyld calls the processor.
    var dyldName: String { MachO.dyldName(processor, processorSubtype, name) }
}

extension MachO {
    /// For arm64 all bits count; other processors are called as everywhere, where dyld knows them.
    ///
    /// Spec: dyld-1378, `mach_o/Architecture.cpp`.
    fileprivate static func dyldName(
        _ processor: ProcessorType, _ subtype: UInt32, _ usual: String
    ) -> String {
        switch (processor, subtype) {
        case (.arm64, 0), (.arm64, 1): "arm64"
        case (.arm64, 0x8000_0002): "arm64e"
        case (.arm64, 0x8100_0002): "arm64e.v1"
        case (.arm64, 2): "arm64e.old"
        case (.x86_64, _), (.x86, _), (.arm, _), (.arm64_32, _), (.powerPC, _): usual
        default: "unknown"
        }
    }

    /// The slices of libraries that a program can use, the best first.
    ///
    /// dyld itself is arm64e on machines with such a processor; a program of arm64 then takes
    /// libraries of both, one of arm64e none but its own. Rosetta knows no `x86_64h`.
    ///
    /// Spec: dyld-1378, `mach_o/GradedArchitectures.cpp`, `currentLoad`.
    static func loadable(_ header: Header, on machine: Architecture?) -> [String] {
        switch header.dyldName {
        case "arm64": return ["arm64e", "arm64e.v1", "arm64", "arm64"]
        case "x86_64", "x86_64h":
            let isTranslated = machine?.name == "aarch64"
            return isTranslated ? ["x86_64"] : ["x86_64h", "x86_64"]
        case let name: return [name]
        }
    }
}

extension MachO.Object {
    /// The platforms that it is for: macOS where nothing says, as old files and Go's have it.
    ///
    /// Spec: dyld-1378, `UnsafeHeader::forEachPlatformLoadCommand`.
    var dyldPlatforms: [MachO.Platform] {
        let platforms = contents.buildVersions.map(\.platform)
        return platforms.isEmpty ? [.macOS] : platforms
    }

    /// The version of the SDK of the first platform; the oldest system's where nothing says.
    var dyldSDK: MachO.Version {
        guard let build = contents.buildVersions.first else {
            return MachO.Version(rawValue: 0xb_0000)
        }
        return build.sdk.rawValue == 0 ? build.minimumOS : build.sdk
    }

    /// Whether dyld searches the usual directories for what it needs, too: no longer for files that
    /// are built with an SDK of 2023 or later.
    ///
    /// Spec: dyld-1378, `MachOFile::enforceFormat`, `sdkOnOrAfter2022`.
    var needsFallbacks: Bool {
        let newest: UInt32 =
            switch dyldPlatforms.first {
            case .macOS: 0xe_0000
            case .iOS, .tvOS, .macCatalyst: 0x11_0000
            case .watchOS: 0xa_0000
            case .visionOS, .visionOSSimulator: 0x2_0000
            default: 0
            }
        return dyldSDK.rawValue < newest
    }

    /// Whether dyld holds against the file what it lets pass in older ones: those built with an SDK
    /// of autumn 2025, when most systems got the number 26.
    var isOf2025: Bool { dyldSDK.rawValue >= 0x1a_0000 }

    /// Whether it may be loaded into a process of a platform.
    ///
    /// Spec: dyld-1378, `UnsafeHeader::loadableIntoProcess`.
    func isLoadable(into platform: MachO.Platform) -> Bool {
        let platforms = dyldPlatforms
        if platforms.contains(platform) { return true }
        return switch platform {
        case .iOS: platforms.first == .visionOS
        case .iOSSimulator: platforms.first == .visionOSSimulator
        case .macCatalyst: platforms == [.macOS]
        default: false
        }
    }

    /// `<UUID>` as dyld prints it.
    var dyldUUID: String {
        guard let uuid = contents.uuid, uuid.count == 16 else { return "no uuid" }
        var text = ""
        for (index, byte) in uuid.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            let digits = String(byte, radix: 16, uppercase: true)
            text += byte < 16 ? "0" + digits : digits
        }
        return text
    }
}

extension MachO.Platform {
    /// The name that dyld prints.
    ///
    /// Spec: dyld-1378, `mach_o/Platform.cpp`.
    var dyldName: String {
        switch self {
        case .macOS: "macOS"
        case .iOS: "iOS"
        case .tvOS: "tvOS"
        case .watchOS: "watchOS"
        case .bridgeOS: "bridgeOS"
        case .macCatalyst: "macCatalyst"
        case .iOSSimulator: "iOS-simulator"
        case .tvOSSimulator: "tvOS-simulator"
        case .watchOSSimulator: "watchOS-simulator"
        case .driverKit: "driverKit"
        case .visionOS: "visionOS"
        case .visionOSSimulator: "visionOS-simulator"
        case .firmware: "firmware"
        case .sepOS: "sepOS"
        default: "unknown"
        }
    }
}
