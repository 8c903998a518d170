extension [Int] {
    /// The indices of as many of these numbers as there can be that grow from one to the next, where
    /// no number is there twice.
    var longestRise: Set<Int> {
        // The last index of the best row of each length, and what stands in front of each.
        var ends: [Int] = []
        var before: [Int?] = []
        for (index, number) in enumerated() {
            var low = 0
            var high = ends.count
            while low < high {
                let middle = (low + high) / 2
                if self[ends[middle]] < number { low = middle + 1 } else { high = middle }
            }
            before.append(low > 0 ? ends[low - 1] : nil)
            if low == ends.count { ends.append(index) } else { ends[low] = index }
        }
        var rise: Set<Int> = []
        var next = ends.last
        while let index = next {
            rise.insert(index)
            next = before[index]
        }
        return rise
    }
}
