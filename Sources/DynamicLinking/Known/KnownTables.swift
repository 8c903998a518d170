internal import ObjectFile

/// A library that was made up, as glibc's loader sees it.
final class KnownTables: Sendable {
    let needed: [ByteString]
    let soname: ByteString?
    let versions: KnownVersions?

    /// Nil where it has what libraries that are made up do not have.
    init?(_ object: ELF.Object, in file: FileBytes) {
        guard object.segments.error == nil, let dynamic = object.dynamic.value,
            dynamic.rpath.isEmpty, dynamic.runpath.isEmpty,
            dynamic.lastValue(of: .versionNeeds) == nil,
            dynamic.lastValue(of: .relativeRelocations) == nil
        else { return nil }
        do throws(ParseError) {
            versions =
                dynamic.lastValue(of: .versionDefinitions) == nil
                ? nil : KnownVersions(try object.definedVersionNames(in: file))
        } catch {
            return nil
        }
        needed = dynamic.needed
        soname = dynamic.soname
    }
}

/// The versions that such a library defines.
final class KnownVersions: Sendable {
    private let hashes: [UInt32]
    private let names: [ByteString]

    init(_ versions: [ELF.VersionName]) {
        hashes = versions.map(\.hash)
        names = versions.map(\.name)
    }

    var count: Int { hashes.count }

    /// Whether a version is among them, by its name and the hash beside it.
    func contains(_ name: Span<UInt8>, _ hash: UInt32) -> Bool {
        for index in hashes.indices where hashes[index] == hash {
            if names[index].hasBytes(name) { return true }
        }
        return false
    }
}

/// The names that a library defines which was made up: none has a version.
final class KnownExports: Sendable {
    private let names: [ByteString]
    private let table: PlaceTable
    /// Whether it is a C library to musl: it has both of these.
    let isLibc: Bool

    /// Nil where versions count, or the table cannot be read.
    init?(_ object: ELF.Object, in file: FileBytes) {
        var names: [ByteString] = []
        var table = PlaceTable()
        do throws(ParseError) {
            if let symbols = try object.dynamicSymbolTable(in: file) {
                guard symbols.versions == nil else { return nil }
                var cursor = ELF.SymbolCursor(
                    symbols, in: file, object.header.layout, object.limits)
                while let symbol = try cursor.symbol() {
                    if symbol.index == 0 { continue }
                    guard !symbol.isUndefined, symbol.binding == .global, symbol.value != 0 else {
                        return nil
                    }
                    let name = try cursor.name(of: symbol)
                    table.add(WantedSymbols.hash(name), names.count)
                    names.append(ByteString(name))
                }
            }
        } catch {
            return nil
        }
        self.names = names
        self.table = table
        isLibc = ["__libc_start_main", "stdin"].allSatisfy { text in
            let name = text.utf8.span
            return table.place(WantedSymbols.hash(name)) { names[$0].hasBytes(name) } != nil
        }
    }

    /// Whether it defines nothing.
    var isEmpty: Bool { names.isEmpty }

    /// Whether a name is among them, by its bytes and their hash.
    func contains(_ name: ByteString, _ hash: Int) -> Bool {
        table.place(hash) { names[$0] == name } != nil
    }
}
