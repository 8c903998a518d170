internal import ObjectFile

/// Visits all that the loader writes, as far as it can be read, with the names that rows repeat.
private struct MachOFixupWalk {
    let object: MachO.Object
    let file: FileBytes

    func run(
        _ diagnostics: inout [Diagnostic], _ visit: (MachO.Fixup, ByteString?) -> Bool
    ) {
        // A few bytes of opcodes may repeat a long name for every word of the file.
        var budget = object.limits.nameBudget(fileSize: file.size, times: 3)
        do throws(ParseError) {
            var fixups = try object.fixups(in: file)
            while let fixup = try fixups.next() {
                let library = fixup.library.map(object.name(of:))
                let length = UInt64((fixup.symbol?.length ?? 0) + (library?.length ?? 0))
                guard length <= budget else {
                    throw ParseError(
                        .limit, "repeat names more than a sound file can", at: .start,
                        in: "fixups")
                }
                budget -= length
                guard visit(fixup, library) else { return }
            }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
    }

    func segment(of fixup: MachO.Fixup) -> ByteString? {
        guard let index = fixup.segment, object.segments.indices.contains(index) else { return nil }
        return object.segments[index].name
    }
}

/// What rows have in common with the one before: most of millions are rebases of one segment.
private struct RepeatedStart {
    private var last: (MachO.Fixup.Kind, MachO.Fixup.Form, Int?)?
    private var bytes: [UInt8] = []

    mutating func bytes(of fixup: MachO.Fixup, _ make: () -> [UInt8]) -> [UInt8] {
        if let last, last.0 == fixup.kind, last.1 == fixup.form, last.2 == fixup.segment {
            return bytes
        }
        last = (fixup.kind, fixup.form, fixup.segment)
        bytes = make()
        return bytes
    }
}

extension JSONWriter {
    /// The elements of `relocations` for Mach-O: one each, as the loader comes to them.
    mutating func machOFixups(
        _ object: MachO.Object, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        let walk = MachOFixupWalk(object: object, file: file)
        let (address, target) = (JSONKey("address"), JSONKey("target"))
        var start = RepeatedStart()
        walk.run(&diagnostics) { fixup, library in
            beginObject()
            members(start.bytes(of: fixup) { Self.members(of: fixup, walk) }.span)
            if let place = fixup.address {
                number(address, place.rawValue)
            } else {
                null(address)
            }
            if let symbol = fixup.symbol {
                text("symbol", symbol)
                text("library", orNull: library)
                strings("flags", fixup.flags.labels)
            }
            if fixup.symbol != nil || fixup.addend != 0 { integer("addend", fixup.addend) }
            if let place = fixup.target { number(target, place.rawValue) }
            if let authentication = fixup.authentication { machOAuthentication(authentication) }
            endObject()
            return out.isOpen
        }
    }

    /// The keys in front of the address.
    private static func members(of fixup: MachO.Fixup, _ walk: MachOFixupWalk) -> [UInt8] {
        let collected = Collected()
        var json = JSONWriter(ByteWriter { collected.take($0) })
        json.string("kind", fixup.kind.rawValue)
        json.string("type", fixup.form.description)
        json.text("segment", orNull: walk.segment(of: fixup))
        json.out.flush()
        return collected.bytes
    }

    private mutating func machOAuthentication(_ authentication: MachO.PointerAuthentication) {
        beginObject("authentication")
        string("key", authentication.key.name)
        number("diversity", authentication.diversity)
        bool("usesAddress", authentication.usesAddress)
        endObject()
    }
}

extension MachO.PointerAuthentication.Key {
    fileprivate var name: String {
        switch self {
        case .ia: "IA"
        case .ib: "IB"
        case .da: "DA"
        case .db: "DB"
        }
    }
}

extension TextWriter {
    mutating func machOFixups(
        _ object: MachO.Object, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        let walk = MachOFixupWalk(object: object, file: file)
        if isVerbose { return machOFixupRows(walk, &diagnostics) }
        // Kinds and types are few: four and one each of opcodes, or two of each pointer format.
        var counts: [(kind: MachO.Fixup.Kind, form: MachO.Fixup.Form, count: UInt64)] = []
        walk.run(&diagnostics) { fixup, _ in
            if let index = counts.firstIndex(where: {
                $0.kind == fixup.kind && $0.form == fixup.form
            }) {
                counts[index].count += 1
            } else {
                counts.append((fixup.kind, fixup.form, 1))
            }
            return true
        }
        if counts.isEmpty { return field("relocations", "none") }
        for entry in counts {
            out.write("  ")
            column(number: entry.count, 10)
            column(entry.kind.rawValue, 9)
            write(entry.form.description)
            newline()
        }
    }

    private mutating func machOFixupRows(
        _ walk: MachOFixupWalk, _ diagnostics: inout [Diagnostic]
    ) {
        let ends = walk.object.segments.map { $0.address.rawValue | $0.memorySize }
        let width = HexadecimalColumn.width(of: ends.max() ?? 0xffff_ffff)
        var isFirst = true
        var start = RepeatedStart()
        walk.run(&diagnostics) { fixup, library in
            isFirst = false
            out.write("  ")
            column(hexadecimal: fixup.address?.rawValue ?? 0, width)
            out.write(start.bytes(of: fixup) { columns(of: fixup, walk) }.span)
            if let target = fixup.target { write(hexadecimal: target.rawValue, width) }
            if let symbol = fixup.symbol { write(from: symbol) }
            if fixup.addend != 0 { write(" + \(fixup.addend)") }
            if let library {
                write("  from ", .label)
                write(from: library)
            }
            newline()
            return out.isOpen
        }
        if isFirst { field("relocations", "none") }
    }
    /// The columns behind the address.
    private func columns(of fixup: MachO.Fixup, _ walk: MachOFixupWalk) -> [UInt8] {
        let collected = Collected()
        var text = TextWriter(
            out: ByteWriter { collected.take($0) }, usesColor: usesColor, isVerbose: isVerbose)
        text.write(from: walk.segment(of: fixup) ?? "", width: 18)
        text.column(fixup.kind.rawValue, 9)
        text.column(fixup.form.description, 26)
        text.out.flush()
        return collected.bytes
    }
}
