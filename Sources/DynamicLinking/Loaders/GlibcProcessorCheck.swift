internal import ObjectFile

/// Whether the processor has what the files say that they cannot do without.
///
/// Spec: glibc 2.43, sysdeps/x86/dl-prop.h, `dl_isa_level_check`; x86-64 psABI 1.0, "Program
/// Property". Only a loader looks: static programs die of the first instruction that is unknown.
extension GlibcLoader {
    /// Checks what is loaded, the last first, as the loader does since glibc 2.33.
    mutating func checkProcessor() {
        guard architecture.name == "x86_64", let level, let version = facts.details.version,
            version >= GlibcVersion(2, 33)
        else { return }
        for place in order.reversed() {
            let object = objects[place]
            guard let file = object.file, let structures = object.object else { continue }
            budget.spend(bytes: 1 << 12)
            guard !budget.isSpent else { return stop(LoaderBudget.words) }
            // Made-up libraries say nothing of it.
            if object.identity?.isMadeUp ?? false { continue }
            let known = object.node == 0 ? surroundings.program : nil
            guard let needed = known.map(\.neededLevel) ?? structures.neededLevel(in: file),
                needed > level
            else { continue }
            let who = object.node == 0 ? programName : object.path.text
            // The loader ends at the first.
            return graph.problems.append(
                DependencyGraph.Problem(
                    .processor, object.node,
                    "\(who) needs a processor of x86-64-v\(needed)",
                    text: "\(who): CPU ISA level is lower than required"))
        }
    }

    /// The level of the processor; nil where it is taken to suit the files.
    private var level: Int? {
        let isKnown =
            surroundings.processor(for: architecture) != nil
            || surroundings.machine == LoaderSurroundings.thisMachine
        return isKnown ? 1 + levels.count : nil
    }
}

extension ELF.Object {
    /// The highest level of x86-64 in `GNU_PROPERTY_X86_ISA_1_NEEDED`; nil where nothing is said.
    func neededLevel(in file: FileBytes) -> Int? {
        var needed: UInt32?
        for note in notes(nil, in: file).notes where note.owner == "GNU" && note.type == 5 {
            note.forEachProperty(header.layout) { type, size, value in
                if needed == nil, type == .x86ISA1Needed, size == 4 { needed = value }
            }
        }
        guard let needed, needed != 0 else { return nil }
        return needed.bitWidth - needed.leadingZeroBitCount
    }
}
