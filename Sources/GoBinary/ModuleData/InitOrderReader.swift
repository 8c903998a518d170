public import ObjectFile

/// Finds the functions that a program runs before `main.main`, in the order in which it does.
///
/// Spec: `initTask` and `doInit` in Go's `runtime/proc.go`; `cmd/link/internal/ld` (`inittask.go`)
/// orders them since Go 1.21.
public struct InitOrderReader {
    private let image: Image
    private let file: FileBytes
    private let table: FunctionTable
    private let limits: Limits

    /// Makes a reader for the program of a function table.
    public init(
        _ table: FunctionTable, _ image: Image, in file: FileBytes, limits: Limits = Limits()
    ) {
        self.image = image
        self.file = file
        self.table = table
        self.limits = limits
    }

    /// Reads the order.
    ///
    /// - Throws: `read` where the system gives no bytes.
    /// - Complexity: O(*n*) in the file.
    public func read() throws(ParseError) -> InitOrder {
        let named = try byName()
        do throws(ParseError) {
            if let order = try byTasks(Set(named.map(\.entry))) { return order }
        } catch {
            // What else is damaged hides no function.
            if error.code == .read { throw error }
        }
        return InitOrder(source: .table, functions: named.map(\.number))
    }

    private func byTasks(_ inits: Set<UInt64>) throws(ParseError) -> InitOrder? {
        var tasks = InitTasks(
            memory: try RelocatedMemory(image, in: file, table.layout), layout: table.layout,
            code: try code(), inits: inits, fileSize: file.size)
        let data = try FunctionTableReader(image, in: file).moduleData(of: table)
        if let data, table.format.hasStartLine, let order = try tasks.listed(in: data, image, file)
        {
            return InitOrder(source: .moduleData, functions: try numbers(of: order))
        }
        guard let order = try tasks.chained(from: try roots()) else { return nil }
        return InitOrder(source: .symbols, functions: try numbers(of: order))
    }

    /// The first and the last address of the table.
    private func code() throws(ParseError) -> ClosedRange<UInt64> {
        var functions = FunctionCursor(table, in: file)
        guard let first = try functions.next() else { return 0...0 }
        functions.move(to: table.count - 1)
        guard let last = try functions.next() else { return 0...0 }
        let (low, high) = (first.entry.rawValue, last.entry.rawValue)
        return low...max(low, high)
    }

    /// The runtime runs its own tasks first.
    private func roots() throws(ParseError) -> [UInt64] {
        guard image.hasSections else { return [] }
        var roots: [UInt64] = []
        for name in ["runtime..inittask", "main..inittask"] {
            if let address = try image.address(ofSymbol: name, in: file) {
                roots.append(address.rawValue)
            }
        }
        return roots
    }

    /// The numbers of the functions that start at some addresses; others are passed over.
    private func numbers(of addresses: [UInt64]) throws(ParseError) -> [UInt32] {
        var numbers: [UInt64: UInt32?] = [:]
        for address in addresses { numbers[address] = .some(nil) }
        var functions = FunctionCursor(table, in: file)
        while let function = try functions.next() {
            if numbers[function.entry.rawValue] != nil {
                numbers[function.entry.rawValue] = function.index
            }
        }
        var found: [UInt32] = []
        for address in addresses {
            if let number = numbers.removeValue(forKey: address), let number {
                found.append(number)
            }
        }
        return found
    }

    /// The functions whose name says that they run before `main.main`.
    private func byName() throws(ParseError) -> [(number: UInt32, entry: UInt64)] {
        var found: [(number: UInt32, entry: UInt64)] = []
        var functions = FunctionCursor(table, in: file, limits: limits)
        while let function = try functions.next() {
            do throws(ParseError) {
                if FunctionName.isInit(try functions.name(of: function), table.format) {
                    guard found.count < limits.initFunctions else {
                        throw FilePart.functionTable.limit(
                            "has more than \(limits.initFunctions) functions called init",
                            at: table.source.offset)
                    }
                    found.append((function.index, function.entry.rawValue))
                }
            } catch {
                if error.code == .limit || error.code == .read { throw error }
            }
        }
        return found
    }
}
