internal import GoBinary
public import ObjectFile

/// What Go wrote into a program about its build; see Go's `debug/buildinfo`.
public struct Build: Sendable {
    /// A module in one version.
    public struct Module: Hashable, Sendable {
        /// The module's path.
        public let path: ByteString
        /// The version, such as `v1.2.3` or `(devel)`.
        public let version: ByteString
        /// The checksum of the module's files (`h1:…`), empty where there is none.
        public let sum: ByteString
    }

    /// A module of the build, and the one that took its place.
    public struct Dependency: Hashable, Sendable {
        /// The module that packages asked for.
        public let module: Module
        /// The module that was built instead, nil where none was.
        public let replacement: Module?
    }

    /// One setting: intent, not proof.
    public struct Setting: Hashable, Sendable {
        /// The name, such as `-buildmode` or `vcs.revision`.
        public let key: ByteString
        /// The value, empty where it is.
        public let value: ByteString
    }

    /// The version of the toolchain, such as `go1.27.3`.
    public let goVersion: ByteString
    /// The import path of the main package, empty where the file does not say.
    public let path: ByteString
    /// The module that the main package belongs to, nil where the file does not say.
    public let main: Dependency?
    /// The modules that gave packages to the build, in file order.
    public let dependencies: [Dependency]
    /// The settings, in file order.
    public let settings: [Setting]
    /// Go's build ID, nil where there is none.
    public let buildID: ByteString?
    /// The section it was found in, nil where there is none.
    public let section: String?
    /// The place of its header in the file.
    public let offset: FileOffset
    /// How the file holds its texts: `inline`, or `pointers` before Go 1.18.
    public let encoding: String

    let result: BuildInformationReader.Result
    private let isSeenByGo: Bool

    init(_ result: BuildInformationReader.Result, buildID: ByteString?, isSeenByGo: Bool) {
        let information = result.information
        self.result = result
        self.isSeenByGo = isSeenByGo
        self.buildID = buildID
        goVersion = information.goVersion
        path = information.path
        main = information.main.map { Dependency($0) }
        dependencies = information.dependencies.map { Dependency($0) }
        settings = information.settings.map { Setting(key: $0.key, value: $0.value) }
        section = result.source.section
        offset = result.source.offset
        encoding = result.source.encoding.rawValue
    }

    /// The value of the first setting of that name, nil where there is none.
    public func setting(_ key: String) -> ByteString? {
        settings.first { $0.key.text == key }?.value
    }

    /// The lines that `go version -m` of Go 1.27 prints for the file, byte for byte; nil where it
    /// prints none, because it looks in one section only and refuses files that others read.
    ///
    /// Only ``Questions/buildAsGo`` finds out.
    public func goVersionText(path: String) -> [UInt8]? { goVersionText(path: ByteString(path)) }

    /// The same of a path that may be no UTF-8: its bytes stand there as they are.
    public func goVersionText(path: ByteString) -> [UInt8]? {
        isSeenByGo ? result.information.goVersionText(path: path) : nil
    }
}

extension Build.Dependency {
    fileprivate init(_ module: BuildInformation.Module) {
        self.module = Build.Module(path: module.path, version: module.version, sum: module.sum)
        replacement = module.replacement.map {
            Build.Module(path: $0.path, version: $0.version, sum: $0.sum)
        }
    }
}
