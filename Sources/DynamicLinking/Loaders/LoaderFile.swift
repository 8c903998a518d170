internal import ObjectFile

/// What a loader's own file tells of the way it searches: no table of distributions is needed where
/// the file is there.
struct LoaderFile: Sendable {
    /// Whose loader it is; nil where it is none that is simulated.
    let loader: DependencyGraph.Loader?
    /// The directories that glibc always searches, in its order, each with a slash at the end.
    private(set) var directories: [[UInt8]] = []
    /// Where glibc's table of libraries lies.
    private(set) var cache: ByteString = LdSoCache.path
    /// The loader that it starts in its place, where it is a stub.
    private(set) var relay: Relay?
    /// What is seldom asked.
    private(set) lazy var details = Details(source)
    private var source: Source?

    /// The file itself, for what is asked of it later.
    fileprivate struct Source: Sendable {
        let object: ELF.Object
        let file: FileBytes
    }

    /// What a loader tells of itself beyond where it searches.
    struct Details: Sendable {
        /// Whether directories for levels of processors are searched: glibc does since 2.33.
        let knowsLevels: Bool
        /// The version of glibc that it says it is of, as loaders do since 2.33; nil for older ones.
        let version: GlibcVersion?
        /// Whether a symbol has to come from the library that the program names for it, which
        /// glibc gave up with 2.30.
        let insistsOnLibrary: Bool
        fileprivate let cache: [UInt8]?
        fileprivate let isMusl: Bool
        fileprivate let relay: Relay?

        fileprivate init(_ source: Source?) {
            guard let source else {
                (knowsLevels, version, cache, isMusl) = (true, nil, nil, false)
                (insistsOnLibrary, relay) = (false, nil)
                return
            }
            var strings = LoaderStrings()
            for inCode in [false, true] where !strings.isEnough {
                LoaderFile.forEachConstant(source, inCode: inCode) { strings.add($0) }
            }
            knowsLevels = strings.knowsLevels
            version = strings.version
            cache = strings.cache
            isMusl = strings.isMusl
            insistsOnLibrary = strings.insistsOnLibrary
            relay = strings.relay
        }
    }

    /// How much of a loader is looked at: the largest ones have a megabyte with all their symbols.
    private static let mostBytes: UInt64 = 4 << 20

    /// Reads the file that a program names as its loader.
    init(_ object: ELF.Object, in file: FileBytes) {
        let source = Source(object: object, file: file)
        self.source = source
        for inCode in [false, true] where directories.isEmpty {
            var found: [[UInt8]] = []
            Self.forEachConstant(source, inCode: inCode) {
                let list = DirectoryLists.longest(in: $0)
                if list.count > found.count { found = list }
            }
            directories = found
        }
        let soname = object.dynamic.value?.soname
        let isUsual =
            directories.first.map { $0.starts(with: "/lib".utf8) || $0.starts(with: "/usr".utf8) }
            ?? false
        if isUsual, let soname, soname.starts(with: "ld"), !soname.starts(with: "ld-musl") {
            loader = .glibc
            return
        }
        let details = Details(source)
        relay = details.relay
        loader =
            relay != nil || details.isMusl
            ? .musl : !directories.isEmpty || details.cache != nil ? .glibc : nil
        if let cache = details.cache { self.cache = ByteString(cache.span) }
    }

    /// Visits the parts of a loader where constants lie: in segments that can only be read, in old
    /// files among the code.
    private static func forEachConstant(
        _ source: Source, inCode: Bool, _ visit: (Bytes) -> Void
    ) {
        var left = mostBytes
        for segment in source.object.segments.value ?? []
        where segment.type == .load && !segment.flags.contains(.write)
            && segment.flags.contains(.execute) == inCode
        {
            guard let range = segment.fileRange?.clamped(to: source.file.size),
                let window = range.first(min(range.size, left))
            else { continue }
            left -= window.size
            do throws(ParseError) {
                visit(try source.file.bytes(in: window, reading: FilePart("loader", .loaderCache)))
            } catch { continue }
        }
    }

    /// What holds where the file is not there: by the program's processor, and by what the tree
    /// has of Debian's directories.
    init(_ loader: DependencyGraph.Loader?, _ architecture: Architecture, in files: any FileTree) {
        self.loader = loader
        guard loader == .glibc else { return }
        let triple = Self.multiarch(architecture)
        var isDebian = false
        do throws(FileTreeError) {
            if let triple { _ = try files.realPath(ByteString("/usr/lib/" + triple + "/")) }
            isDebian = triple != nil
        } catch { isDebian = false }
        let names =
            isDebian && triple != nil
            ? ["/lib/\(triple ?? "")/", "/usr/lib/\(triple ?? "")/", "/lib/", "/usr/lib/"]
            : Self.isWide(architecture) ? ["/lib64/", "/usr/lib64/"] : ["/lib/", "/usr/lib/"]
        directories = names.map { Array($0.utf8) }
    }

    /// What stands for `$LIB`: the last name of the first directory, where Debian has two.
    ///
    /// Spec: glibc, elf/Makefile, `DL_DST_LIB`; Debian, local-dst-lib.diff.
    var libraryToken: [UInt8] {
        guard let first = directories.first?.dropLast() else { return Array("lib".utf8) }
        if first.starts(with: "/lib".utf8) { return Array(first.dropFirst()) }
        let slash = first.lastIndex(of: UInt8(ascii: "/")) ?? first.startIndex
        return Array(first[(slash + 1)...])
    }

    /// Whether glibc itself puts libraries for a processor into `/lib64`.
    static func isWide(_ architecture: Architecture) -> Bool {
        [
            "x86_64", "aarch64", "s390x", "ppc64", "ppc64le", "mips64", "mips64el", "riscv64",
            "loong64",
        ]
        .contains(architecture.name)
    }

    /// Debian's name for a processor and its conventions.
    static func multiarch(_ architecture: Architecture) -> String? {
        switch architecture.name {
        case "x86_64": "x86_64-linux-gnu"
        case "i386": "i386-linux-gnu"
        case "aarch64": "aarch64-linux-gnu"
        case "arm": "arm-linux-gnueabihf"
        case "s390x": "s390x-linux-gnu"
        case "ppc64le": "powerpc64le-linux-gnu"
        case "riscv64": "riscv64-linux-gnu"
        case "mips": "mips-linux-gnu"
        case "mips64el": "mips64el-linux-gnuabi64"
        case "mipsel": "mipsel-linux-gnu"
        case "loong64": "loongarch64-linux-gnu"
        default: nil
        }
    }
}

/// The lists of directories among the constants of a loader: texts one behind the other that begin
/// and end with a slash.
private enum DirectoryLists {
    /// The longest of these lists: the one that is searched.
    static func longest(in bytes: Bytes) -> [[UInt8]] {
        let span = bytes.span
        var (longest, run): ([[UInt8]], [[UInt8]]) = ([], [])
        var (index, last) = (0, -1)
        while index &+ 1 < span.count {
            // A slash with a zero behind it is rare: eight bytes at a time, as long as there are so
            // many.
            var ends: UInt64
            if index &+ 8 < span.count {
                ends = span.number64(at: index, .little).bytes(equalTo: UInt8(ascii: "/"))
                if ends != 0 { ends &= span.number64(at: index &+ 1, .little).zeroBytes }
            } else {
                let isEnd = span[index] == UInt8(ascii: "/") && span[index &+ 1] == 0
                ends = isEnd ? 0x80 : 0
            }
            defer { index &+= index &+ 8 < span.count ? 8 : 1 }
            while ends != 0 {
                let end = index &+ ends.trailingZeroBitCount / 8
                ends &= ends &- 1
                guard let path = path(endingAt: end, in: span) else { continue }
                if last < 0 || end &- path.count != last &+ 1 { run = [] }
                run.append(path)
                last = end
                if run.count > longest.count { longest = run }
            }
        }
        return longest
    }

    /// The text that ends with the slash at a place; nil where it is no path.
    private static func path(endingAt end: Int, in span: Span<UInt8>) -> [UInt8]? {
        var start = end
        while start > 0, span[start &- 1] != 0, end &- start < 4096 { start &-= 1 }
        guard start < end, span[start] == UInt8(ascii: "/") else { return nil }
        let path = span.extracting(start...end)
        for place in path.indices where path[place] <= 32 || path[place] >= 127 { return nil }
        return path.copied
    }
}

/// The other constants of a loader that tell something, looked for at the starts of texts.
private struct LoaderStrings {
    private(set) var cache: [UInt8]?
    private(set) var knowsLevels = false
    private(set) var isMusl = false
    private(set) var version: GlibcVersion?
    private(set) var insistsOnLibrary = false
    private var isStub = false
    private var linker: ByteString?
    private var preloaded: ByteString?

    /// The loader that a stub starts.
    var relay: Relay? {
        guard isStub, let linker, let preloaded else { return nil }
        return Relay(linker: linker, library: preloaded)
    }

    /// Whether it is plain whose loader it is.
    var isEnough: Bool { cache != nil || isMusl || relay != nil }

    mutating func add(_ bytes: Bytes) {
        let span = bytes.span
        var index = 0
        while index < span.count {
            let first = span[index]
            let start = index
            let length = first == 0 ? 0 : bytes.lengthOfName(at: start)
            index = start &+ length &+ 1
            switch first {
            case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "l"), UInt8(ascii: "m"),
                UInt8(ascii: "s"), UInt8(ascii: "T"):
                if length > 8 { look(at: span.extracting(start..<(start &+ length))) }
            default: continue
            }
        }
    }

    private mutating func look(at text: Span<UInt8>) {
        switch text[0] {
        case UInt8(ascii: "/"):
            if cache == nil, text.ends(with: "/etc/ld.so.cache") { cache = text.copied }
            if text.starts(with: "/lib/ld-musl-") { linker = ByteString(text) }
            if text.starts(with: "/lib/libgcompat.so.") {
                preloaded = ByteString(text.extracting(first: text.count - (text.isSpaced ? 1 : 0)))
            }
        case UInt8(ascii: "T"): if text.starts(with: Relay.mark) { isStub = true }
        case UInt8(ascii: "-"):
            // The option's name; the directory's own is among the code, eight bytes at a time.
            if text.equals("--glibc-hwcaps-prepend") { knowsLevels = true }
        case UInt8(ascii: "s"):
            if text.ends(with: " with link time reference%s") { insistsOnLibrary = true }
        case UInt8(ascii: "l"): if text.starts(with: "ld.so (") { readVersion(text) }
        default: if text.starts(with: "musl libc (") { isMusl = true }
        }
    }

    /// `ld.so (Debian GLIBC 2.36-9) stable release version 2.36.`, and more lines.
    private mutating func readVersion(_ text: Span<UInt8>) {
        let words = text.extracting(first: min(text.count, 200)).copied
            .split(separator: 10, maxSplits: 1)[0].split(separator: 32)
        guard let place = words.firstIndex(where: { $0.elementsEqual("version".utf8) }),
            place + 1 < words.count
        else { return }
        let number = words[place + 1].prefix { $0 == 46 || ($0 >= 48 && $0 <= 57) }
        let digits = Array(number.last == 46 ? number.dropLast() : number)
        version = GlibcVersion(digits.span)
    }
}

extension Span<UInt8> {
    /// Whether a space ends it, which separates it from what is to follow.
    fileprivate var isSpaced: Bool { count > 0 && self[count - 1] == UInt8(ascii: " ") }

    fileprivate func ends(with text: String) -> Bool {
        let length = text.utf8.count
        return count >= length && extracting(droppingFirst: count - length).equals(text)
    }
}
