internal import ObjectFile

extension Image {
    /// The parts of the file that the loader maps, to be searched.
    ///
    /// - Throws: `limit` where they are longer than a sound file's, whose parts overlap by a page at
    ///   most: any number of them would cost the file nothing.
    func searchedRanges(
        in file: FileBytes, reading part: FilePart
    ) throws(ParseError) -> [LoadedRange] {
        let (most, overflow) = file.size.multipliedReportingOverflow(by: 2)
        var budget = overflow ? UInt64.max : most
        let ranges = loadedRanges
        for loaded in ranges {
            let size = loaded.range.clamped(to: file.size).size
            guard size <= budget else {
                throw part.limit(
                    "is looked for in segments that are longer than the file",
                    at: loaded.range.offset)
            }
            budget -= size
        }
        return ranges
    }
}
