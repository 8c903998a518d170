internal import ObjectFile

/// What dyld has loaded: a file, or a library of the shared cache (`Loader`).
struct DyldImage {
    /// A Mach-O file, the slice that is used.
    struct Binary {
        let object: MachO.Object
        let file: FileBytes
    }

    /// A library that it asks for.
    struct Need {
        let name: ByteString
        let kind: MachO.Library.Kind
    }

    /// Its place in the graph.
    let node: Int
    /// The path without links; the name in the shared cache.
    let path: ByteString
    /// The file; nil in the shared cache, where nothing is known of it.
    let binary: Binary?
    /// What it asks for, in the order in which symbols count it; `LC_LAZY_LOAD_DYLIB`, which dyld
    /// passes over since macOS 12, is not among it.
    let libraries: [Need]
    /// What that is, as places among the images, as far as it was looked for; nil where it is
    /// missing.
    var dependents: [Int?] = []
    /// By whose libraries dyld came here first: whose `LC_RPATH` hold here, too.
    var parent: Int?
    /// Whether its libraries were looked for.
    var isVisited = false

    init(node: Int, path: ByteString, _ binary: Binary?, parent: Int? = nil) {
        self.node = node
        self.path = path
        self.binary = binary
        self.parent = parent
        libraries = binary.map { $0.object.linkedLibraries } ?? []
    }

    /// The directory that `@loader_path` stands for, without a slash at the end.
    var directory: [UInt8]? {
        let bytes = path.utf8
        return bytes.lastIndex(of: UInt8(ascii: "/")).map { Array(bytes[..<$0]) }
    }

    /// As messages name it.
    var reference: String { "<\(binary?.object.dyldUUID ?? "no uuid")> \(path.text)" }
}

extension MachO.Object {
    /// What dyld loads for it: a file that names nothing needs libSystem all the same.
    ///
    /// Spec: dyld-1378, `UnsafeHeader::forEachLinkedDylib`.
    fileprivate var linkedLibraries: [DyldImage.Need] {
        let needs = contents.libraries.filter { $0.kind != .lazy }.map {
            DyldImage.Need(name: $0.name, kind: $0.kind)
        }
        let isLowest = contents.identity?.name.starts(with: "/usr/lib/system/") ?? false
        guard needs.isEmpty, !isLowest else { return needs }
        return [DyldImage.Need(name: "/usr/lib/libSystem.B.dylib", kind: .load)]
    }
}

/// What came of an attempt to load a file as a library.
enum DyldOpened {
    /// It can be loaded.
    case usable(DyldImage.Binary)
    /// It is there, and passed over with these words; `isForeign` where it is for another processor
    /// or platform.
    case refused(String, isForeign: Bool)
}

extension DyldProcess {
    /// Looks whether a file can be loaded into the process.
    ///
    /// Spec: dyld-1378, `MachOFile::compatibleSlice`, `JustInTimeLoader::makeJustInTimeLoaderDisk`.
    func open(_ bytes: FileBytes, at path: ByteString) -> DyldOpened {
        // A file without bytes stands for one that is gone, and is not complained of.
        guard bytes.size > 0 else { return .refused("", isForeign: false) }
        do throws(ParseError) {
            guard try Container(bytes) == .universal else { return try judge(bytes, at: path) }
            let universal = try MachO.Universal(bytes)
            let names = universal.slices.map(\.dyldName)
            let chosen = architectures.lazy.compactMap { names.firstIndex(of: $0) }.first
            guard let chosen, let slice = bytes.slice(universal.slices[chosen].range) else {
                return .refused(
                    "fat file, but missing compatible architecture "
                        + need(names.joined(separator: ",")), isForeign: true)
            }
            return try judge(slice, at: path)
        } catch {
            return .refused("slice is not valid mach-o file", isForeign: false)
        }
    }

    private func need(_ have: String) -> String {
        "(have '\(have)', need '\(architectures.joined(separator: "' or '"))')"
    }

    private func judge(
        _ bytes: FileBytes, at path: ByteString
    ) throws(ParseError) -> DyldOpened {
        let object = try MachO.Object(bytes)
        let name = object.header.dyldName
        guard architectures.contains(name) else {
            return .refused(
                "mach-o file, but is an incompatible architecture " + need(name), isForeign: true)
        }
        guard object.isLoadable(into: platform) else {
            let have = object.dyldPlatforms.first?.dyldName ?? ""
            return .refused(
                "mach-o file (\(path.text)), but incompatible platform (have '\(have)', need "
                    + "'\(platform.dyldName)')", isForeign: true)
        }
        if let words = Self.objection(to: object, bytes, path) {
            return .refused(words, isForeign: false)
        }
        return .usable(DyldImage.Binary(object: object, file: bytes))
    }

    private static func objection(
        to object: MachO.Object, _ bytes: FileBytes, _ path: ByteString
    ) -> String? {
        switch object.header.type {
        case .library, .libraryStub: break
        case .bundle: return "cannot link against bundle '\(path.text)'"
        case .executable: return "cannot link against a main executable '\(path.text)'"
        case let type:
            return "unloadable mach-o file type \(type.rawValue) '\(path.text)'"
        }
        return damage(in: object, bytes)
    }

    /// What dyld holds against the load commands of programs and libraries.
    ///
    /// Spec: dyld-1378, `UnsafeHeader::valid`. Its words for load commands that are damaged one by
    /// one are not told apart here.
    static func damage(in object: MachO.Object, _ bytes: FileBytes) -> String? {
        let size = object.header.size + UInt64(object.header.commandsSize)
        if size > bytes.size {
            return "load commands length (\(size)) exceeds length of file (\(bytes.size))"
        }
        if object.contents.error != nil { return "malformed load commands" }
        guard object.isOf2025 else { return nil }
        // Of these many the others are counted and not looked at.
        let libraries = object.contents.libraries.lazy.filter { $0.kind != .lazy }.map(\.name)
        if let twice = firstTwice(libraries.prefix(256)) {
            return "duplicate linked dylib '\(twice.text)'"
        }
        return firstTwice(object.contents.runPaths.prefix(64)).map {
            "duplicate LC_RPATH '\($0.text)'"
        }
    }

    private static func firstTwice(_ names: some Sequence<ByteString>) -> ByteString? {
        var seen: Set<ByteString> = []
        return names.first { !seen.insert($0).inserted }
    }
}
