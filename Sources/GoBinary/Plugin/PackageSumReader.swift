public import ObjectFile

/// Reads the sums of packages that decide whether a program takes a plugin.
///
/// Each side has a symbol for each package. The program's are found first when the plugin is loaded,
/// so the runtime compares the plugin's list of sums with the program's, where that has the package.
///
/// Spec: `plugin_lastmoduleinit` in Go's `runtime/plugin.go`; `cmd/link/internal/ld` (`symtab.go`).
public struct PackageSumReader {
    let image: Image
    let file: FileBytes

    /// Makes a reader of one image.
    public init(_ image: Image, in file: FileBytes) {
        self.image = image
        self.file = file
    }

    /// How many packages are looked at; the largest programs have some thousands.
    private static let mostPackages: UInt64 = 1 << 16
    /// How long a sum may be: it has 8 bytes since Go 1.16, and had 40.
    private static let sumSizes: ClosedRange<UInt64> = 1...64
    private static let mostSegments = 1 << 10
    private static let longestName: UInt64 = 1 << 12
    private static let prefixes = ["go:link.pkghashbytes.", "go.link.pkghashbytes."]

    /// The packages that a program or plugin shows to others: none where it can open no plugins.
    ///
    /// - Throws: the dynamic symbols' error where they cannot be read; `goPlugin` for a sum that is
    ///   not in the file.
    /// - Complexity: O(*n*) in the number of dynamic symbols.
    public func exported() throws(ParseError) -> [PackageSum] {
        guard case .elf(let object) = image.contents,
            let table = try object.dynamicSymbolTable(in: file)
        else { return [] }
        // Each sum is looked up in all segments; no sound file has more than a dozen.
        guard image.loadedRanges.count <= Self.mostSegments else {
            throw FilePart.plugin.limit(
                "are looked for in more than \(Self.mostSegments) segments", at: table.range.offset)
        }
        var found: [PackageSum] = []
        var symbols = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
        while let symbol = try symbols.symbol() {
            guard !symbol.isUndefined, Self.sumSizes.contains(symbol.size) else { continue }
            let name = try symbols.name(of: symbol)
            guard let prefix = Self.prefixes.first(where: { name.starts(with: $0) }),
                UInt64(found.count) < Self.mostPackages
            else { continue }
            let package = ByteString(name.extracting(prefix.utf8.count...))
            let address = VirtualAddress(rawValue: symbol.value)
            guard let range = image.bytes(from: address)?.first(symbol.size) else {
                throw FilePart.plugin.error(
                    "has the sum of \(package.text) at \(address), which is not in the file",
                    at: table.range.offset)
            }
            let bytes = try file.bytes(in: range, reading: .plugin)
            found.append(PackageSum(package: package, sum: bytes.span.copied, offset: range.offset))
        }
        return found
    }

    /// What a plugin was linked with; absent where the image is none.
    ///
    /// - Complexity: O(*n*) in the file's relocations.
    public func plugin() -> Fact<PluginInformation> {
        Fact { () throws(ParseError) in
            guard image.kind == .sharedObject, !(try exported().isEmpty) else { return nil }
            let reader = FunctionTableReader(image, in: file)
            let table = reader.read()
            if let error = table.error { throw error }
            guard let table = table.value, let data = try reader.moduleData(of: table) else {
                return nil
            }
            var list = PackageList(
                memory: try RelocatedMemory(image, in: file, table.layout), image: image,
                size: table.layout.wordSize, left: file.size)
            return try list.read(data)
        }
    }

    /// The list of packages in the module data.
    private struct PackageList {
        var memory: RelocatedMemory
        let image: Image
        let size: UInt64
        /// How many bytes of text are read: no sound file has the same twice.
        var left: UInt64
        /// How many records are read, of all places that look like lists.
        private var recordsLeft = PackageSumReader.mostPackages * 2

        init(memory: RelocatedMemory, image: Image, size: UInt64, left: UInt64) {
            self.memory = memory
            self.image = image
            self.size = size
            self.left = left
        }

        /// Reads the list, whose place among the words depends on the version.
        ///
        /// Behind the addresses of the program's parts it is the first slice of records that are
        /// packages, and the plugin's path is in front of it.
        mutating func read(_ data: ModuleData) throws(ParseError) -> PluginInformation? {
            for index in data.words.indices.dropFirst(data.textIndex + 2).dropLast(2) {
                let place = data.address.rawValue &+ UInt64(index) * size
                guard let list = try word(place), let count = try word(place &+ size),
                    try word(place &+ 2 * size) == count, list != 0,
                    (1...PackageSumReader.mostPackages).contains(count),
                    let path = try text(at: place &- 2 * size, PackageSumReader.longestName),
                    let packages = try packages(at: list, count)
                else { continue }
                return PluginInformation(
                    path: ByteString(path.bytes.span), packages: packages, wordsBefore: index)
            }
            return nil
        }

        private mutating func packages(
            at list: UInt64, _ count: UInt64
        ) throws(ParseError) -> [PackageSum]? {
            var packages: [PackageSum] = []
            for index in 0..<count {
                guard recordsLeft > 0 else { return nil }
                recordsLeft -= 1
                let record = list &+ index * 5 * size
                guard let name = try text(at: record, PackageSumReader.longestName),
                    let sum = try text(at: record &+ 2 * size, PackageSumReader.sumSizes.upperBound)
                else { return nil }
                packages.append(
                    PackageSum(
                        package: ByteString(name.bytes.span), sum: sum.bytes, offset: sum.offset))
            }
            return packages
        }

        /// The bytes of a Go string whose two words lie somewhere; nil where these are none.
        private mutating func text(
            at place: UInt64, _ longest: UInt64
        ) throws(ParseError) -> (bytes: [UInt8], offset: FileOffset)? {
            guard let address = try word(place), let length = try word(place &+ size),
                (1...longest).contains(length), length <= left,
                let range = image.bytes(from: VirtualAddress(rawValue: address))?.first(length),
                let bytes = try memory.bytes(at: address, length, .plugin)
            else { return nil }
            left -= length
            return (bytes.span.copied, range.offset)
        }

        private mutating func word(_ address: UInt64) throws(ParseError) -> UInt64? {
            try memory.word(at: address, .plugin)
        }
    }
}
