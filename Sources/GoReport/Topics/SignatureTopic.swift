internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    /// The key of `signature`.
    mutating func signature(
        _ image: Image, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        guard let check = SignatureCheck(image, file, &diagnostics) else {
            return null("signature")
        }
        let signature = check.signature
        beginObject("signature")
        string("verdict", check.verdict.rawValue)
        string("signer", check.signer?.rawValue ?? "none")
        number("offset", signature.range.offset.rawValue)
        number("size", signature.range.size)
        string("magic", signature.magic.description)
        if let hash = check.best?.hash { hexadecimal("cdhash", hash) } else { null("cdhash") }
        text("identifier", orNull: check.directory?.identifier)
        text("team", orNull: check.directory?.team)
        bool("hardenedRuntime", check.directory?.flags.contains(.hardenedRuntime) ?? false)
        size("requirements", signature.blob(.requirements))
        text("entitlements", orNull: check.entitlements)
        bool("derEntitlements", signature.blob(.derEntitlements) != nil)
        size("cms", signature.blob(.signature))
        number("unsignedBytes", check.unsignedBytes)
        number("trailingBytes", check.trailingBytes)
        blobs(signature.blobs)
        beginArray("directories")
        for directory in check.directories { self.directory(directory) }
        endArray()
        endObject()
    }

    private mutating func size(_ key: String, _ blob: MachO.CodeSignature.Blob?) {
        if let blob { number(key, blob.content.size) } else { null(key) }
    }

    private mutating func blobs(_ blobs: [MachO.CodeSignature.Blob]) {
        beginArray("blobs")
        for blob in blobs {
            beginObject()
            string("slot", blob.slot.description)
            number("slotNumber", blob.slot.rawValue)
            string("magic", blob.magic.description)
            number("offset", blob.range.offset.rawValue)
            number("size", blob.range.size)
            endObject()
        }
        endArray()
    }

    private mutating func directory(_ check: SignatureCheck.Directory) {
        let directory = check.directory
        beginObject()
        string("slot", directory.blob.slot.description)
        number("version", directory.version)
        strings("flags", directory.flags.labels)
        number("flagBits", directory.flags.rawValue)
        string("hashType", directory.hash.description)
        number("hashSize", directory.hashSize)
        text("identifier", directory.identifier)
        text("team", orNull: directory.team)
        number("platform", directory.platform)
        number("pageSize", directory.pageSize ?? 0)
        number("codeLimit", directory.codeLimit)
        executableSegment(directory.executableSegment)
        string("runtime", orNull: directory.runtime?.description)
        if let runtime = directory.runtime {
            number("runtimeBits", runtime.rawValue)
        } else {
            null("runtimeBits")
        }
        beginArray("scatter")
        for run in directory.scatter {
            beginObject()
            number("page", run.firstPage)
            number("count", run.count)
            endObject()
        }
        endArray()
        if let hash = check.hash { hexadecimal("cdhash", hash) } else { null("cdhash") }
        pages(check.pages, directory)
        special(check.special)
        endObject()
    }

    private mutating func executableSegment(_ segment: MachO.CodeDirectory.ExecutableSegment?) {
        guard let segment else { return null("executableSegment") }
        beginObject("executableSegment")
        number("base", segment.base)
        number("limit", segment.limit)
        strings("flags", segment.flags.labels)
        number("flagBits", segment.flags.rawValue)
        endObject()
    }

    private mutating func pages(_ pages: MachO.SignedPages?, _ directory: MachO.CodeDirectory) {
        guard let pages else { return null("pages") }
        beginObject("pages")
        number("count", pages.count)
        number("hashes", directory.codeCount)
        number("checked", pages.checkedCount)
        number("differing", pages.differingCount)
        number("missing", pages.missingCount)
        number("surplus", pages.surplusCount)
        beginArray("differences")
        for difference in pages.differences {
            beginObject()
            number("page", difference.page)
            number("offset", difference.range.offset.rawValue)
            number("size", difference.range.size)
            hexadecimal("expected", difference.expected)
            hexadecimal("found", difference.found)
            endObject()
        }
        endArray()
        endObject()
    }

    private mutating func special(_ hashes: [MachO.SpecialHash]) {
        beginArray("special")
        for hash in hashes {
            beginObject()
            string("slot", hash.slot.description)
            number("number", hash.slot.rawValue)
            string("verdict", hash.verdict.rawValue)
            hexadecimal("expected", hash.expected)
            hexadecimal("found", hash.found)
            endObject()
        }
        endArray()
    }
}
