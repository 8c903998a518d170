internal import ObjectFile

/// Reads the tasks that the linker makes of the `init` functions of each package.
struct InitTasks {
    var memory: RelocatedMemory
    let layout: Layout
    /// The addresses of functions.
    let code: ClosedRange<UInt64>
    /// The addresses of functions whose name says that they run before `main.main`.
    let inits: Set<UInt64>
    /// How many words are read, of all places that look like tasks.
    private var left: UInt64

    init(
        memory: RelocatedMemory, layout: Layout, code: ClosedRange<UInt64>, inits: Set<UInt64>,
        fileSize: UInt64
    ) {
        left = (1 << 17) + fileSize / 128
        self.inits = inits
        self.memory = memory
        self.layout = layout
        self.code = code
    }

    /// How many functions a package may have to run.
    private static let mostFunctions: UInt64 = 1 << 16

    /// The functions of the tasks that the module data list, those of the runtime first; nil where
    /// there are no tasks of this form.
    ///
    /// Which words are the list depends on the version. It is the one slice whose elements are all
    /// tasks. A program that imports nothing with something to run has only the runtime's.
    mutating func listed(
        in data: ModuleData, _ image: Image, _ file: FileBytes
    ) throws(ParseError) -> [UInt64]? {
        var list: [UInt64] = []
        var own: UInt64 = 0
        for index in data.words.indices.dropFirst(data.textIndex + 16).dropLast(2) {
            let (start, count) = (data.words[index], data.words[index + 1])
            guard count > 0, data.words[index + 2] == count, start != 0,
                let tasks = try tasks(at: start, count)
            else { continue }
            own = data.address.rawValue &+ UInt64(index) * layout.wordSize
            list = tasks
            break
        }
        let known = list.isEmpty ? nil : Set(list)
        let tasks = try runtimeTasks(known, apartFrom: own, image, file) + list
        var functions: [UInt64] = []
        var done: Set<UInt64> = []
        for task in tasks where done.insert(task).inserted {
            functions += try self.functions(of: task) ?? []
        }
        return tasks.isEmpty || left == 0 ? nil : functions
    }

    /// The elements of a list, nil where one of them is no task.
    private mutating func tasks(
        at list: UInt64, _ count: UInt64
    ) throws(ParseError) -> [UInt64]? {
        guard count < left else { return nil }
        var tasks: [UInt64] = []
        for index in 0..<count {
            guard let task = try word(at: list &+ index * layout.wordSize),
                try functions(of: task) != nil
            else { return nil }
            tasks.append(task)
        }
        return tasks
    }

    /// What a task of Go 1.21 and later runs, nil where it is no task.
    ///
    /// It has a state, which is 0 in the file, how many functions it runs, and these.
    private mutating func functions(of task: UInt64) throws(ParseError) -> [UInt64]? {
        guard try number(at: task) == 0,
            let count = try number(at: task &+ 4), count > 0
        else { return nil }
        return try functions(at: task &+ 8, UInt64(count))
    }

    /// A word, nil where it is not mapped or too many were read.
    private mutating func word(at address: UInt64) throws(ParseError) -> UInt64? {
        guard left > 0 else { return nil }
        left -= 1
        return try memory.word(at: address, .initTask)
    }

    /// The same of a number of 32 bits.
    private mutating func number(at address: UInt64) throws(ParseError) -> UInt32? {
        guard left > 0 else { return nil }
        left -= 1
        return try memory.number(at: address, .initTask)
    }

    private mutating func functions(
        at place: UInt64, _ count: UInt64
    ) throws(ParseError) -> [UInt64]? {
        guard count <= Self.mostFunctions else { return nil }
        var functions: [UInt64] = []
        for index in 0..<count {
            let word = try word(at: place &+ index * layout.wordSize)
            guard let word, code.contains(word) else { return nil }
            functions.append(word)
        }
        return functions
    }
}

extension InitTasks {
    /// The tasks that the runtime runs before all others (`runtime.runtime_inittasks`), empty where
    /// they are not found.
    ///
    /// They are a slice in the data whose elements are all among those known, or tasks of functions
    /// with the right names where none are known.
    private mutating func runtimeTasks(
        _ known: Set<UInt64>?, apartFrom own: UInt64, _ image: Image, _ file: FileBytes
    ) throws(ParseError) -> [UInt64] {
        // Where the loader fills words in, it fills in the slice's first.
        for place in memory.relocated.keys.sorted() where place != own {
            if let tasks = try runtimeTasks(at: place, known) { return tasks }
        }
        for range in try image.searchedRanges(in: file, reading: .initTask)
        where range.isWritable {
            var place = range.address.rawValue
            var window = TableWindow(file, range.range, .initTask)
            let size = layout.wordSize
            var offset: UInt64 = 0
            while window.available(at: offset, most: size * 3) == size * 3 {
                let count = try window.field(at: offset + size, size, layout.byteOrder)
                if count > 0, count <= most(known), place != own,
                    try window.field(at: offset + 2 * size, size, layout.byteOrder) == count,
                    let tasks = try runtimeTasks(at: place, known)
                {
                    return tasks
                }
                (offset, place) = (offset + size, place &+ size)
            }
        }
        return []
    }

    private mutating func runtimeTasks(
        at place: UInt64, _ known: Set<UInt64>?
    ) throws(ParseError) -> [UInt64]? {
        let size = layout.wordSize
        guard let count = try word(at: place &+ size), count > 0,
            count <= most(known),
            try word(at: place &+ 2 * size) == count,
            let list = try word(at: place)
        else { return nil }
        guard let known else {
            guard let tasks = try tasks(at: list, count) else { return nil }
            for task in tasks {
                guard try functions(of: task)?.allSatisfy(inits.contains) == true else {
                    return nil
                }
            }
            return tasks
        }
        var tasks: [UInt64] = []
        for index in 0..<count {
            guard let task = try word(at: list &+ index * size),
                known.contains(task)
            else { return nil }
            tasks.append(task)
        }
        return tasks
    }

    private func most(_ known: Set<UInt64>?) -> UInt64 { UInt64(known?.count ?? 1 << 10) }

    /// The functions of the tasks of Go 1.13 to 1.20, each behind those that it depends on; nil
    /// where there are no roots or one of them is no task.
    mutating func chained(from roots: [UInt64]) throws(ParseError) -> [UInt64]? {
        guard !roots.isEmpty else { return nil }
        var functions: [UInt64] = []
        var seen: Set<UInt64> = []
        // Tasks to come; one that was opened is there once more, to run behind what it depends on.
        var stack: [(task: UInt64, isOpen: Bool)] = []
        for root in roots.reversed() { stack.append((root, false)) }
        while let (task, isOpen) = stack.popLast() {
            guard let (needed, own) = try chainedTask(task) else { return nil }
            if isOpen {
                functions += own
                continue
            }
            guard seen.insert(task).inserted else { continue }
            stack.append((task, true))
            for other in needed.reversed() where !seen.contains(other) {
                stack.append((other, false))
            }
        }
        return functions
    }

    /// A task of Go 1.13 to 1.20: state, number of tasks that it needs, number of functions, both.
    private mutating func chainedTask(
        _ task: UInt64
    ) throws(ParseError) -> (needed: [UInt64], functions: [UInt64])? {
        let size = layout.wordSize
        guard try word(at: task) == 0,
            let neededCount = try word(at: task &+ size),
            let count = try word(at: task &+ 2 * size),
            neededCount <= Self.mostFunctions
        else { return nil }
        var needed: [UInt64] = []
        for index in 0..<neededCount {
            let place = task &+ (3 + index) * size
            guard let other = try word(at: place) else { return nil }
            needed.append(other)
        }
        guard let own = try functions(at: task &+ (3 + neededCount) * size, count) else {
            return nil
        }
        return (needed, own)
    }
}
