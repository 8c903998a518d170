internal import ObjectFile

/// Where damage to a Mach-O file matters most: header, load commands, and the starts of all that
/// they lead to.
enum MachOTargets {
    /// The ranges of a file, thin or universal.
    static func ranges(of file: FileBytes) -> (layout: Layout, ranges: [Range<Int>]) {
        let universal: MachO.Universal? =
            Fact { () throws(ParseError) in try MachO.Universal(file) }.value
        guard let universal else { return thin(file) }
        var ranges = [0..<(8 + (universal.is64Bit ? 32 : 20) * universal.table.count)]
        for slice in universal.slices {
            guard let bytes = file.slice(slice.range) else { continue }
            let start = Int(slice.range.offset.rawValue)
            ranges += thin(bytes).ranges.map {
                ($0.lowerBound + start)..<($0.upperBound + start)
            }
        }
        return (Layout(is64Bit: universal.is64Bit, byteOrder: .big), ranges)
    }

    private static func thin(_ file: FileBytes) -> (layout: Layout, ranges: [Range<Int>]) {
        let object: MachO.Object? =
            Fact { () throws(ParseError) in try MachO.Object(file) }.value
        guard let object else { return (Layout(is64Bit: true, byteOrder: .little), []) }
        var found = Found(size: Int(file.size))
        found.add(0, object.header.size)
        found.add(object.header.size, UInt64(object.header.commandsSize))
        let contents = object.contents
        for range in contents.linkEditData.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            found.add(range.value)
        }
        if let table = contents.symbolTable {
            found.add(table.range)
            found.add(table.strings)
        }
        if let streams = contents.loaderInformation {
            for range in [
                streams.rebase, streams.bind, streams.weakBind, streams.lazyBind, streams.exports,
            ] {
                found.add(range)
            }
        }
        do throws(ParseError) {
            try object.forEachSection { section in
                if section.name.starts(with: "__go") || section.name.starts(with: "__debug"),
                    let range = section.fileRange
                {
                    found.add(range.offset.rawValue, min(range.size, 512))
                }
                return true
            }
        } catch {
            // The fixture is sound; where it is not, there is less to aim at.
        }
        return (object.header.layout, found.ranges)
    }

    private struct Found {
        let size: Int
        var ranges: [Range<Int>] = []

        mutating func add(_ range: FileRange) {
            add(range.offset.rawValue, min(range.size, 4096))
        }

        mutating func add(_ offset: UInt64, _ count: UInt64) {
            guard let start = Int(exactly: offset), let count = Int(exactly: count), start < size,
                count > 0
            else { return }
            ranges.append(start..<min(size, start + min(count, size)))
        }
    }
}
