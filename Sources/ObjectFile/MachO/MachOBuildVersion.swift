extension MachO {
    /// What a file was built for and with.
    ///
    /// Spec: `<mach-o/loader.h>`, "build_version_command" and "version_min_command".
    public struct BuildVersion: Hashable, Sendable {
        /// `build_tool_version`: a tool that took part.
        public struct ToolVersion: Hashable, Sendable {
            /// `tool`: which one.
            public let tool: Tool
            /// `version`: of the tool.
            public let version: Version
        }

        /// `platform`: the system it is for.
        public let platform: Platform
        /// `minos`: the oldest version of that system.
        public let minimumOS: Version
        /// `sdk`: the version that it was built with, 0 where nothing says.
        public let sdk: Version
        /// The tools, empty where nothing says.
        public let tools: [ToolVersion]
    }
}

extension MachO.BuildVersion {
    /// Reads a command that tells of versions; nil where the command is another one.
    init?(_ command: MachO.LoadCommand) throws(ParseError) {
        guard let old = Self.platform(of: command.type) else {
            guard command.type == .buildVersion else { return nil }
            platform = MachO.Platform(rawValue: try command.word(at: 8))
            minimumOS = MachO.Version(rawValue: try command.word(at: 12))
            sdk = MachO.Version(rawValue: try command.word(at: 16))
            tools = try Self.tools(command)
            return
        }
        platform = old
        minimumOS = MachO.Version(rawValue: try command.word(at: 8))
        sdk = MachO.Version(rawValue: try command.word(at: 12))
        tools = []
    }

    /// The platform of the commands that there was one of for each.
    private static func platform(of type: MachO.LoadCommandType) -> MachO.Platform? {
        switch type {
        case .minimumMacOS: .macOS
        case .minimumIOS: .iOS
        case .minimumTVOS: .tvOS
        case .minimumWatchOS: .watchOS
        default: nil
        }
    }

    private static func tools(
        _ command: MachO.LoadCommand
    ) throws(ParseError) -> [ToolVersion] {
        var tools: [ToolVersion] = []
        for index in 0..<Int(try command.word(at: 20)) {
            // It throws where the command ends, so the count cannot be too great.
            let place = 24 + index * 8
            tools.append(
                ToolVersion(
                    tool: MachO.Tool(rawValue: try command.word(at: place)),
                    version: MachO.Version(rawValue: try command.word(at: place + 4))))
        }
        return tools
    }
}

extension MachO.Platform {
    /// The name in lower case, such as `macos` or `ios-simulator`; else `0x…`.
    public var shortName: String {
        switch self {
        case .macOS: "macos"
        case .iOS: "ios"
        case .tvOS: "tvos"
        case .watchOS: "watchos"
        case .bridgeOS: "bridgeos"
        case .macCatalyst: "maccatalyst"
        case .iOSSimulator: "ios-simulator"
        case .tvOSSimulator: "tvos-simulator"
        case .watchOSSimulator: "watchos-simulator"
        case .driverKit: "driverkit"
        case .visionOS: "visionos"
        case .visionOSSimulator: "visionos-simulator"
        case .firmware: "firmware"
        case .sepOS: "sepos"
        default: exclaveName ?? description
        }
    }

    private var exclaveName: String? {
        guard let name, rawValue >= Self.macOSExclaveCore.rawValue else { return nil }
        let words = name.dropFirst("PLATFORM_".utf8.count).lowercased()
        return words.split(separator: "_").joined(separator: "-")
    }
}
