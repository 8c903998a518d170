import GoBinary
import ObjectFile

/// Adds up what the function table of a file says, and counts its functions.
struct FunctionSums {
    let file: FileBytes
    let table: FunctionTable

    /// `inMemory`: with the bytes at hand, so that nothing of the time is the system's.
    init?(path: String, inMemory: Bool) {
        let file = fileBytes(path)
        do {
            self.file = inMemory ? FileBytes(try Self.copy(of: file)) : file
            let image = try Image(elf: file)
            guard let table = FunctionTableReader(image, in: file).read().value else { return nil }
            self.table = table
        } catch {
            return nil
        }
    }

    private static func copy(of file: FileBytes) throws(ParseError) -> [UInt8] {
        let bytes = try file.bytes(in: .first(file.size), reading: FilePart("file", .read))
        return bytes.span.copied
    }

    /// Name, entry and size of each function.
    @inline(never)
    func names() -> UInt64 {
        var sum: UInt64 = 0
        var functions = FunctionCursor(table, in: file)
        do throws(ParseError) {
            while let function = try functions.next() {
                sum &+= function.entry.rawValue &+ function.size
                sum &+= UInt64(try functions.name(of: function).count)
            }
        } catch {
            fatalError("\(error)")
        }
        return sum
    }

    /// Entry and size alone.
    @inline(never)
    func entries() -> UInt64 {
        var sum: UInt64 = 0
        var functions = FunctionCursor(table, in: file)
        do throws(ParseError) {
            while let function = try functions.next() {
                sum &+= function.entry.rawValue &+ function.size
            }
        } catch {
            fatalError("\(error)")
        }
        return sum
    }

    /// File and line of each function.
    @inline(never)
    func places() -> UInt64 {
        var sum: UInt64 = 0
        var functions = FunctionCursor(table, in: file)
        do throws(ParseError) {
            while let function = try functions.next() {
                guard let file = try functions.file(of: function) else { continue }
                sum &+= UInt64(try functions.fileName(at: file).count)
                sum &+= UInt64(bitPattern: Int64(try functions.line(of: function) ?? 0))
            }
        } catch {
            fatalError("\(error)")
        }
        return sum
    }

    /// Nanoseconds a function that `sum` takes, at its best of many rounds.
    func nanoseconds(rounds: Int, _ sum: (FunctionSums) -> UInt64) -> Double {
        var best = Duration.seconds(60)
        let clock = ContinuousClock()
        for _ in 0..<rounds { best = min(best, clock.measure { blackHole(sum(self)) }) }
        return best / .nanoseconds(1) / Double(max(1, table.count))
    }
}
