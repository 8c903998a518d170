internal import ObjectFile

/// Libraries that stand in for another one, and names with tokens.
///
/// Spec: glibc 2.43, elf/dl-deps.c, `_dl_map_object_deps` and `expand_dst`.
extension GlibcLoader {
    /// `DT_AUXILIARY`, which may be missing, and `DT_FILTER`, which may not: searched for symbols
    /// before the library that names them.
    mutating func loadFiltered(by requester: Int, at place: Int) {
        var place = place
        for filter in objects[requester].tables.filters {
            let node = objects[requester].node
            let name = withoutTokens(filter.name, for: requester)
            budget.spend(bytes: order.count)
            guard mayLoad(name) else { return }
            if let found = load(name, for: requester, isOptional: filter.isOptional) {
                insert(found, at: &place)
                graph.nodes[node].needs.append(objects[found].node)
            } else if let lost = missing[name], !filter.isOptional {
                graph.nodes[node].needs.append(lost)
            }
        }
    }

    private mutating func insert(_ filtered: Int, at place: inout Int) {
        if objects[filtered].isListed, let known = order.firstIndex(of: filtered) {
            if known <= place { return }
            order.remove(at: known)
        }
        objects[filtered].isListed = true
        order.insert(filtered, at: place)
        place += 1
    }

    /// A needed name as it is looked for; itself where a token has no value.
    mutating func withoutTokens(_ name: Int, for requester: Int) -> Int {
        guard pool.contains(UInt8(ascii: "$"), name),
            let expanded = tokens(for: requester).expanded(pool.utf8(name))
        else { return name }
        return pool.number(of: expanded.span)
    }

    /// Whether a needed library is left out without a word: a name in its path has no value.
    ///
    /// Spec: glibc 2.36, elf/dl-deps.c, `expand_dst`, which takes such a library for an auxiliary.
    mutating func isPassedOver(_ name: Int, for requester: Int) -> Bool {
        !surroundings.isSecure && pool.contains(UInt8(ascii: "$"), name)
            && tokens(for: requester).expanded(pool.utf8(name)) == nil
    }
}
