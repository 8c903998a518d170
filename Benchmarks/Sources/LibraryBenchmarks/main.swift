import Benchmark
import Glibc
import GoInspect
import GoReport
import ObjectFile

let folder = CommandLine.arguments.dropFirst().first { !$0.hasPrefix("-") } ?? "../TestBinaries/bin"

@inline(never)
func blackHole<T>(_ value: T) {}

func fileBytes(_ path: String) -> FileBytes {
    do { return try FileBytes(path: path) } catch { fatalError("\(path): \(error)") }
}

/// What one command writes of one file, counted.
func report(_ path: String, _ topic: Topic, _ format: GoReport.Format) -> Int {
    var request = Request(topic)
    request.format = format
    var count = 0
    var report = Report(
        request,
        to: ByteWriter {
            count += $0.count
            return 0
        }, errors: ByteWriter { _ in 0 })
    report.begin()
    var inspection = Inspection(path: path, request.questions)
    report.add(&inspection)
    report.end()
    return count
}

if let index = CommandLine.arguments.firstIndex(of: "--functions"),
    let path = CommandLine.arguments.dropFirst(index + 1).first
{
    for inMemory in [true, false] {
        guard let functions = FunctionSums(path: path, inMemory: inMemory) else { exit(1) }
        let place = inMemory ? "in memory" : "in a file"
        print(place, "entry, size", functions.nanoseconds(rounds: 40) { $0.entries() })
        print(place, "name, entry, size", functions.nanoseconds(rounds: 40) { $0.names() })
        print(place, "file, line", functions.nanoseconds(rounds: 40) { $0.places() })
    }
    exit(0)
}

let symbols = SymbolBytes()
precondition(symbols.sum() == symbols.sumInC())

if CommandLine.arguments.contains("--symbols-ratio") {
    print(symbols.ratio(rounds: 40))
    exit(0)
}

benchmark("500,000 symbols with names, C loop with strnlen") { blackHole(symbols.sumInC()) }
benchmark("500,000 symbols with names, SymbolRecords") { blackHole(symbols.sum()) }

let program = folder + "/cgo-dynamic-amd64-go1.27"

benchmark("symbols of a Go program with names, SymbolCursor") {
    let file = fileBytes(program)
    do { blackHole(SymbolBytes.sum(file, try ELF.Object(file))) } catch { fatalError("\(error)") }
}

benchmark("open a Go program, its dependencies") {
    var inspection = Inspection(path: program, .dependencies)
    inspection.forEachImage {
        blackHole($0.dependencies?.libc)
        return true
    }
}

benchmark("open a Go program, its build information") {
    var inspection = Inspection(path: program, .build)
    inspection.forEachImage {
        blackHole($0.build?.value?.goVersion)
        return true
    }
}

if let functions = FunctionSums(path: program, inMemory: true) {
    benchmark("functions of a Go program with names, entries, sizes") {
        blackHole(functions.names())
    }
    benchmark("functions of a Go program with files and lines") { blackHole(functions.places()) }
}

benchmark("functions as JSON") { blackHole(report(program, .functions, .json)) }
benchmark("deps as JSON") { blackHole(report(program, .deps, .json)) }
benchmark("symbols as JSON") { blackHole(report(program, .symbols, .json)) }
benchmark("symbols as text") { blackHole(report(program, .symbols, .text)) }

Benchmark.main()
