internal import ObjectFile

/// What a loader's own file tells of the way it searches: no table of distributions is needed where
/// the file is there.
struct LoaderFile {
    /// Whose loader it is; nil where it is none that is simulated.
    let loader: DependencyGraph.Loader?
    /// The directories that glibc always searches, in its order, each with a slash at the end.
    private(set) var directories: [[UInt8]] = []
    /// Where glibc's table of libraries lies.
    private(set) var cache: ByteString = LdSoCache.path
    /// Whether directories for levels of processors are searched: glibc does since 2.33.
    private(set) var knowsLevels = true
    /// The version of glibc that it says it is of, as loaders do since 2.33; nil for older ones.
    private(set) var version: GlibcVersion?
    /// Its `DT_SONAME`.
    private(set) var soname: ByteString?

    /// How much of a loader is looked at: the largest ones have a megabyte with all their symbols.
    private static let mostBytes: UInt64 = 4 << 20

    /// Reads the file that a program names as its loader.
    init(_ object: ELF.Object, in file: FileBytes) {
        soname = object.dynamic.value?.soname
        // Constants lie in segments that can only be read; in old files among the code.
        var strings = Self.strings(object, in: file, inCode: false)
        if strings.directories.isEmpty || strings.cache == nil, !strings.isMusl {
            strings = Self.strings(object, in: file, inCode: true)
        }
        directories = strings.directories
        if let cache = strings.cache { self.cache = ByteString(cache.span) }
        let isMusl = strings.isMusl
        let isGlibc = !directories.isEmpty || strings.cache != nil
        loader = isMusl ? .musl : isGlibc ? .glibc : nil
        knowsLevels = strings.knowsLevels
        version = strings.version
    }

    private static func strings(
        _ object: ELF.Object, in file: FileBytes, inCode: Bool
    ) -> LoaderStrings {
        var strings = LoaderStrings()
        for segment in object.segments.value ?? []
        where segment.type == .load && !segment.flags.contains(.write)
            && segment.flags.contains(.execute) == inCode
        {
            guard let range = segment.fileRange?.clamped(to: file.size),
                let window = range.first(min(range.size, mostBytes))
            else { continue }
            do throws(ParseError) {
                strings.add(
                    try file.bytes(in: window, reading: FilePart("loader", .loaderCache)))
            } catch { continue }
        }
        return strings
    }

    /// What holds where the file is not there: by the program's processor, and by what the tree
    /// has of Debian's directories.
    init(_ loader: DependencyGraph.Loader?, _ architecture: Architecture, in files: any FileTree) {
        self.loader = loader
        guard loader == .glibc else { return }
        let triple = Self.multiarch(architecture)
        var isDebian = false
        do throws(FileTreeError) {
            if let triple { _ = try files.names(in: ByteString("/usr/lib/" + triple)) }
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

    private static func isWide(_ architecture: Architecture) -> Bool {
        [
            "x86_64", "aarch64", "s390x", "ppc64", "ppc64le", "mips64", "mips64el", "riscv64",
            "loong64",
        ]
        .contains(architecture.name)
    }

    /// Debian's name for a processor and its conventions.
    private static func multiarch(_ architecture: Architecture) -> String? {
        switch architecture.name {
        case "x86_64": "x86_64-linux-gnu"
        case "i386": "i386-linux-gnu"
        case "aarch64": "aarch64-linux-gnu"
        case "arm": "arm-linux-gnueabihf"
        case "s390x": "s390x-linux-gnu"
        case "ppc64le": "powerpc64le-linux-gnu"
        case "riscv64": "riscv64-linux-gnu"
        case "mips64el": "mips64el-linux-gnuabi64"
        case "mipsel": "mipsel-linux-gnu"
        case "loong64": "loongarch64-linux-gnu"
        default: nil
        }
    }
}

/// The constants of a loader that tell something, looked for at the zeros that end texts.
private struct LoaderStrings {
    private(set) var directories: [[UInt8]] = []
    private(set) var cache: [UInt8]?
    private(set) var knowsLevels = false
    private(set) var isMusl = false
    private(set) var version: GlibcVersion?

    mutating func add(_ bytes: Bytes) {
        let span = bytes.span
        var index = 0
        var run: [[UInt8]] = []
        while index < span.count {
            let first = span[index]
            guard first != 0 else {
                if !run.isEmpty { take(&run) }
                index &+= 1
                continue
            }
            let start = index
            let length = bytes.lengthOfName(at: start)
            index = start &+ length &+ 1
            if first == UInt8(ascii: "/"), length > 1, length < 4096,
                span[start &+ length &- 1] == first
            {
                run.append(span.extracting(start..<(start &+ length)).copied)
                continue
            }
            if !run.isEmpty { take(&run) }
            switch first {
            case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "l"), UInt8(ascii: "m"):
                if length > 8 { look(at: span.extracting(start..<(start &+ length))) }
            default: continue
            }
        }
        take(&run)
    }

    /// Directories stand one behind the other; the longest list is the one that is searched.
    private mutating func take(_ run: inout [[UInt8]]) {
        if run.isEmpty { return }
        let isText = run.allSatisfy { $0.allSatisfy { $0 > 32 && $0 < 127 } }
        if isText, run.count > directories.count { directories = run }
        run = []
    }

    private mutating func look(at text: Span<UInt8>) {
        switch text[0] {
        case UInt8(ascii: "/"):
            if cache == nil, text.ends(with: "/etc/ld.so.cache") { cache = text.copied }
        case UInt8(ascii: "-"):
            // The option's name; the directory's own is among the code, eight bytes at a time.
            if text.equals("--glibc-hwcaps-prepend") { knowsLevels = true }
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
    fileprivate func ends(with text: String) -> Bool {
        let length = text.utf8.count
        return count >= length && extracting(droppingFirst: count - length).equals(text)
    }
}
