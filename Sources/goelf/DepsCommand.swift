internal import ArgumentParser
internal import CSystemCalls
internal import GoInspect
internal import GoReport
internal import ObjectFile

struct Deps: FileCommand {
    static let configuration = CommandConfiguration(
        commandName: Topic.deps.rawValue, abstract: Topic.deps.abstract, usage: Topic.deps.usage,
        discussion: """
            With --tree it follows kernel and loader without running anything: which file each \
            library is, by which rule it is found, what is missing, and the words with which the \
            start would end. It ends with 1 where something is missing.

            In a root or an image, FILE is a path inside where there is one; else a file of this \
            system, judged as if it lay at --at.
            """)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Find all libraries as the loader would, theirs too, and show them as a tree.")
    var tree = false

    @Flag(help: "The same as a list of names and paths, as ldd prints it.")
    var list = false

    @Option(help: ArgumentHelp("Show who needs a library, and by way of whom.", valueName: "name"))
    var why: String?

    @Flag(help: "Look up all symbols too, in the order in which libraries are loaded.")
    var symbols = false

    @OptionGroup(title: "Where and how it would be started") var place: PlaceOptions

    mutating func validate() throws {
        try checkCommon()
        if [tree, list, why != nil].filter({ $0 }).count > 1 {
            throw ValidationError("--tree, --list and --why are different answers: choose one")
        }
    }

    private var form: TreeForm? {
        if let why { return .reason(why) }
        if list { return .list }
        let isGraph = common.format == .dot || common.format == .mermaid
        return tree || symbols || isGraph || place.isUsed ? .tree : nil
    }

    var invocation: Invocation {
        var invocation = common.invocation(.deps)
        guard let form else { return invocation }
        invocation.request.tree = form
        var run = place.settings
        run.addOwnEnvironment()
        run.looksUpSymbols = symbols
        invocation.settings = run
        return invocation
    }
}

/// Where and how files would be started.
struct PlaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A folder that is the root, as for chroot.", valueName: "dir"),
        completion: .directory)
    var root: [ByteString] = []

    @Option(
        help: ArgumentHelp(
            "A container image: OCI layout or archive, docker-save tarball; FILE#TAG for one of several.",
            valueName: "file"),
        completion: .file())
    var image: [ByteString] = []

    @Option(
        help: ArgumentHelp(
            "Which platform of the image: linux/arm64.", valueName: "platform"))
    var platform: String?

    @OptionGroup var start: StartOptions

    mutating func validate() throws {
        if !root.isEmpty, !image.isEmpty {
            throw ValidationError("--root and --image are different places: choose one")
        }
        for (option, values) in [("--root", root), ("--image", image)] where values.count > 1 {
            throw ValidationError(
                "\(option) is one place here, and \(values.count) were named: choose one")
        }
        if platform != nil, image.isEmpty {
            throw ValidationError("--platform is of --image alone")
        }
    }

    /// Whether any of these was given.
    var isUsed: Bool { !root.isEmpty || !image.isEmpty || start.isUsed }

    var settings: RunSettings {
        var settings = start.settings
        settings.rawRoot = root.last
        settings.rawImage = image.last
        settings.platform = platform
        return settings
    }
}

/// How files would be started, wherever that is.
struct StartOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where a FILE from outside the root is put inside: /usr/local/bin/NAME.",
            valueName: "path"))
    var at: ByteString?

    @Option(
        name: .customLong("env"),
        help: ArgumentHelp(
            "Set a variable such as LD_LIBRARY_PATH; may be repeated.", valueName: "name=value"))
    var variables: [String] = []

    @Flag(help: "As a program with rights that its caller has not (set-user-ID).")
    var secure = false

    @Option(
        help: ArgumentHelp(
            "The processor's level, for files of its family: x86-64-v1 to v4, power9, z15 …",
            valueName: "level"))
    var cpu: String?

    @Option(help: ArgumentHelp("The size of pages of memory: 4k, 16k, 64k.", valueName: "size"))
    var pageSize: String?

    @Flag(help: "As where /proc is not mounted.")
    var noProc = false

    @Flag(help: "As where ldconfig had run: count the directories of ld.so.conf.")
    var ldconfig = false

    mutating func validate() throws {
        if let at, at.utf8.first != UInt8(ascii: "/") {
            throw ValidationError(
                "--at takes the whole path inside, such as /usr/local/bin/app, not '\(at.text)'")
        }
        for variable in variables where !variable.dropFirst().contains("=") {
            throw ValidationError("--env takes NAME=VALUE, not '\(variable)'")
        }
        if let pageSize, Self.bytes(pageSize) == nil {
            throw ValidationError(
                "--page-size takes a power of two from 4k to 64k, not '\(pageSize)'")
        }
        if let cpu, !RunSettings.processors.contains(cpu) {
            throw ValidationError(
                "there is no level '\(cpu)'; there are "
                    + RunSettings.processors.joined(separator: ", "))
        }
    }

    /// Whether any of these was given.
    var isUsed: Bool {
        at != nil || !variables.isEmpty || secure || cpu != nil || pageSize != nil || noProc
            || ldconfig
    }

    var settings: RunSettings {
        var settings = RunSettings()
        settings.rawPath = at
        settings.isSecure = secure
        settings.processor = cpu
        settings.pageSize = pageSize.flatMap(Self.bytes)
        settings.hasProcessFiles = !noProc
        settings.assumesCache = ldconfig
        for variable in variables {
            let parts = variable.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            settings.variables.append(
                .init(name: String(parts[0]), value: String(parts.last ?? "")))
        }
        return settings
    }

    private static func bytes(_ text: String) -> UInt64? {
        let isKilo = text.hasSuffix("k") || text.hasSuffix("K")
        guard let number = UInt64(isKilo ? String(text.dropLast()) : text) else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: isKilo ? 1024 : 1)
        return !overflow && [4096, 8192, 16384, 32768, 65536].contains(bytes) ? bytes : nil
    }
}

extension RunSettings {
    /// Adds what this process's environment says to loaders, where the running system is meant and
    /// nothing else was said.
    mutating func addOwnEnvironment() {
        guard rawRoot == nil, rawImage == nil else { return }
        add("LD_LIBRARY_PATH")
        add("LD_PRELOAD")
        add("LD_BIND_NOW")
        add("GODEBUG")
    }

    private mutating func add(_ name: String) {
        if variables.contains(where: { $0.name == name }) { return }
        let question = Array(name.utf8) + [0]
        // Mostly none is set: room is made only for what there is.
        var value: [UInt8] = []
        var target = value.mutableSpan
        let count = goelf_environment(question.span, &target)
        guard count > 0 else { return }
        value = [UInt8](repeating: 0, count: count)
        target = value.mutableSpan
        _ = goelf_environment(question.span, &target)
        variables.append(.init(name: name, value: String(decoding: value, as: UTF8.self)))
    }
}
