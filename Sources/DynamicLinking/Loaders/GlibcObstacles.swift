internal import ObjectFile

/// What glibc refuses of a file that it opened.
extension GlibcLoader {
    /// Whether a file that was opened can be mapped; else it is complained of, under the name by
    /// which it was asked for.
    ///
    /// Spec: glibc 2.36, elf/dl-load.c, `_dl_map_object_from_fd`.
    mutating func obstacle(_ opened: OpenedObject) -> String? {
        switch opened.contents {
        case .head(let head): obstacle(head.type, head.flags1)
        // What is made up fits all pages.
        case .object where opened.known != nil: nil
        case .object(let object):
            // A section that is not read is there for the loader all the same.
            obstacle(object, isCut: opened.missingPages(surroundings.pageSize)?.areFatal ?? false)
        }
    }

    private mutating func obstacle(_ object: ELF.Object, isCut: Bool) -> String? {
        let segments = object.segments.value ?? []
        var isMapped = false
        for segment in segments where segment.type == .load {
            isMapped = true
            if let words = misalignment(segment) { return words }
        }
        if !isMapped { return "object file has no loadable segments" }
        let dynamic = object.dynamic.value
        if let words = obstacle(object.header.type, dynamic?.flags1 ?? []) { return words }
        return dynamic == nil && !isCut ? "object file has no dynamic section" : nil
    }

    private mutating func obstacle(_ type: ELF.FileType, _ flags: ELF.DynamicFlags1) -> String? {
        if type == .executable { return "cannot dynamically load executable" }
        return flags.contains(.positionIndependent)
            ? "cannot dynamically load position-independent executable" : nil
    }

    private mutating func misalignment(_ segment: ELF.Segment) -> String? {
        let mask = surroundings.pageSize &- 1
        let distance = segment.address.rawValue &- segment.offset.rawValue
        let isCongruent = distance & mask == 0
        let fitsItself = distance & (segment.alignment &- 1) == 0
        if isCongruent, fitsItself, segment.alignment & mask == 0 { return nil }
        if let version = facts.details.version, version >= GlibcVersion(2, 35) {
            return isCongruent ? nil : "ELF load command address/offset not page-aligned"
        }
        if segment.alignment & mask != 0 { return "ELF load command alignment not page-aligned" }
        return fitsItself ? nil : "ELF load command address/offset not properly aligned"
    }
}
