internal import ObjectFile

/// Code whose instructions differ in nothing but addresses of what moved.
extension MovedAddresses {
    /// Whether it is known where instructions have addresses.
    var knowsInstructions: Bool { ["x86_64", "i386", "aarch64"].contains(machine) }

    /// Up to where all differences between two pieces of code, equally long, are addresses of the same
    /// things; what lies in front of `first` is looked at only for what makes an address ready.
    ///
    /// Nil where the processor's instructions are not known here.
    func explained(
        _ old: Span<UInt8>, at oldAddress: UInt64, _ new: Span<UInt8>, at newAddress: UInt64,
        from first: Int = 0
    ) -> Int? {
        switch machine {
        case "x86_64", "i386": return explainedBytes(old, oldAddress, new, newAddress, first)
        case "aarch64": return explainedWords(old, oldAddress, new, newAddress, first)
        default: return old.isEqual(to: new) ? old.count : nil
        }
    }
}

// What refers to something in code of x86: four bytes anywhere, counted from behind the instruction,
// or an address as it is.
extension MovedAddresses {
    private func explainedBytes(
        _ old: Span<UInt8>, _ oldAddress: UInt64, _ new: Span<UInt8>, _ newAddress: UInt64,
        _ first: Int
    ) -> Int {
        var next = first
        while let place = old.firstDifference(from: new, after: next) {
            // The first byte that differs may be the last of a number.
            let start = next == first ? 0 : next
            guard
                let end = reference(old, oldAddress, new, newAddress, place, notBefore: start)
            else { return place }
            next = end
        }
        return min(old.count, new.count)
    }

    /// The end of the reference that covers a place, nil where none explains it.
    private func reference(
        _ old: Span<UInt8>, _ oldAddress: UInt64, _ new: Span<UInt8>, _ newAddress: UInt64,
        _ place: Int, notBefore first: Int
    ) -> Int? {
        for start in stride(from: place, through: max(first, place - 3), by: -1)
        where start + 4 <= min(old.count, new.count) {
            let a = old.number32(at: start, .little)
            let b = new.number32(at: start, .little)
            // An address as it is, in code that has a fixed place.
            if agree(UInt64(a), UInt64(b)) { return start + 4 }
            let from = UInt64(bitPattern: Int64(Int32(bitPattern: a)))
            let to = UInt64(bitPattern: Int64(Int32(bitPattern: b)))
            // Up to four bytes of a number may stand behind it.
            for behind: UInt64 in [4, 5, 8, 6] {
                let oldTarget = oldAddress &+ UInt64(start) &+ behind &+ from
                let newTarget = newAddress &+ UInt64(start) &+ behind &+ to
                if agree(oldTarget & mask, newTarget & mask) { return start + 4 }
            }
        }
        return nil
    }

    private var mask: UInt64 { machine == "i386" ? 0xffff_ffff : .max }
}

// What refers to something in code of arm64: branches, and pairs of a page and a place in it.
extension MovedAddresses {
    private func explainedWords(
        _ old: Span<UInt8>, _ oldAddress: UInt64, _ new: Span<UInt8>, _ newAddress: UInt64,
        _ first: Int
    ) -> Int {
        let count = min(old.count, new.count)
        var next = first
        while let difference = old.firstDifference(from: new, after: next) {
            // Pieces start at a multiple of four.
            let place = difference & ~3
            guard place + 4 <= count else { return place }
            let a = old.number32(at: place, .little)
            let b = new.number32(at: place, .little)
            let at = (oldAddress &+ UInt64(place), newAddress &+ UInt64(place))
            guard
                explainBranch(a, b, at) || explainPage(a, b, at, old, new, place)
                    || explainPlace(a, b, old, new, place, oldAddress, newAddress)
                    || explainWord(old, new, place)
            else { return place }
            next = place + 4
        }
        return count
    }

    /// `B`, `BL`.
    private func explainBranch(_ a: UInt32, _ b: UInt32, _ at: (UInt64, UInt64)) -> Bool {
        guard a & 0x7c00_0000 == 0x1400_0000, a & 0xfc00_0000 == b & 0xfc00_0000 else {
            return false
        }
        func distance(_ word: UInt32) -> UInt64 {
            UInt64(bitPattern: Int64(Int32(bitPattern: word << 6) >> 4))
        }
        return agree(at.0 &+ distance(a), at.1 &+ distance(b))
    }

    /// `ADRP`: what follows picks the place, and is looked at by itself where it differs.
    private func explainPage(
        _ a: UInt32, _ b: UInt32, _ at: (UInt64, UInt64), _ old: Span<UInt8>, _ new: Span<UInt8>,
        _ place: Int
    ) -> Bool {
        guard a & 0x9f00_0000 == 0x9000_0000, a & 0x9f00_001f == b & 0x9f00_001f else {
            return false
        }
        let pages = (Self.page(a, at.0), Self.page(b, at.1))
        // Go's linker has both side by side; C compilers may put something between.
        if place + 8 <= min(old.count, new.count),
            let first = Self.offset(in: old.number32(at: place + 4, .little), from: a & 31),
            let second = Self.offset(in: new.number32(at: place + 4, .little), from: b & 31)
        {
            return agree(pages.0 &+ first, pages.1 &+ second)
        }
        let names = newMemory.names(from: pages.1, count: 0x1000)
        return oldMemory.names(from: pages.0, count: 0x1000).contains { names.contains($0) }
    }

    private static func page(_ word: UInt32, _ address: UInt64) -> UInt64 {
        let low = (word >> 29) & 3
        let high = (word >> 5) & 0x7ffff
        let number = Int64(Int32(bitPattern: (high << 2 | low) << 11) >> 11)
        return (address & ~0xfff) &+ UInt64(bitPattern: number << 12)
    }

    /// Which place in a page `ADD`, `LDR` and `STR` pick that take the page from a register; nil where
    /// it is another instruction.
    private static func offset(in word: UInt32, from register: UInt32) -> UInt64? {
        let isAdd = word & 0x7fc0_0000 == 0x1100_0000
        let isLoad = word & 0x3b00_0000 == 0x3900_0000
        guard isAdd || isLoad, (word >> 5) & 31 == register else { return nil }
        let isWide = isLoad && word & 0x0480_0000 == 0x0480_0000
        let scale = isLoad ? (isWide ? 4 : word >> 30) : 0
        return UInt64((word >> 10) & 0xfff) << UInt64(scale)
    }

    /// `ADD`, `LDR` and `STR` with twelve bits of an address whose page was made ready before.
    private func explainPlace(
        _ a: UInt32, _ b: UInt32, _ old: Span<UInt8>, _ new: Span<UInt8>, _ place: Int,
        _ oldAddress: UInt64, _ newAddress: UInt64
    ) -> Bool {
        let base = (a >> 5) & 31
        guard a & 0xffc0_03ff == b & 0xffc0_03ff, let from = Self.offset(in: a, from: base),
            let to = Self.offset(in: b, from: base)
        else { return false }
        var index = place - 4
        while index >= max(0, place - 64) {
            let word = old.number32(at: index, .little)
            if word & 0x9f00_001f == 0x9000_0000 | base {
                let other = new.number32(at: index, .little)
                guard other & 0x9f00_001f == word & 0x9f00_001f else { return false }
                let first = Self.page(word, oldAddress &+ UInt64(index))
                let second = Self.page(other, newAddress &+ UInt64(index))
                return agree(first &+ from, second &+ to)
            }
            index -= 4
        }
        return false
    }

    /// An address between instructions.
    private func explainWord(_ old: Span<UInt8>, _ new: Span<UInt8>, _ place: Int) -> Bool {
        let start = place & ~7
        guard start + 8 <= min(old.count, new.count) else { return false }
        return agree(old.number64(at: start, .little), new.number64(at: start, .little))
    }
}
