public import ObjectFile

/// What the names of a program's functions tell, gone through once for all who ask.
public struct FunctionSurvey: Sendable {
    /// Is shown a function: its name, how many bytes of that are its package, whether the last
    /// function that had a package was of another one, and how many bytes of code it has.
    public typealias Visit = (
        _ name: Span<UInt8>, _ packageLength: Int, _ isNewPackage: Bool, _ size: UInt64
    ) -> Void

    /// The function table.
    let table: Fact<FunctionTable>
    /// What of it shows C.
    private(set) var cgo: CgoFunctions
    /// What of it facts rest on; nothing where only C was looked for.
    private(set) var linked: LinkedFunctions

    /// Goes through the function table of an image for facts and C together, and shows each function
    /// whose name can be read to `visit` on the way.
    ///
    /// - Complexity: O(*n*) in the number of functions.
    public init(
        _ table: Fact<FunctionTable>, of image: Image, in file: FileBytes,
        limits: Limits = Limits(), visiting visit: Visit = { _, _, _, _ in }
    ) {
        self.init(table, of: image, limits, GoFactsReader.functionNames)
        guard let table = table.value, table.count > 0 else { return }
        linked.start(limits)
        forEachName(of: table, in: file, limits) { survey, function, name, package in
            survey.cgo.add(name, function, packageLength: package.length)
            survey.linked.add(function, name, package)
            visit(name, package.length, package.isNew, function.size)
        }
        linked.finish()
    }

    /// Goes through it for C alone.
    init(ofC image: Image, in file: FileBytes, _ limits: Limits) {
        let table = FunctionTableReader(image, in: file).read()
        self.init(table, of: image, limits, NameTable([]))
        guard let table = table.value else { return }
        forEachName(of: table, in: file, limits) { survey, function, name, package in
            survey.cgo.add(name, function, packageLength: package.length)
        }
    }

    private init(
        _ table: Fact<FunctionTable>, of image: Image, _ limits: Limits, _ names: NameTable
    ) {
        self.table = table
        cgo = CgoFunctions(entryPoint: image.entry, most: limits.cgoFunctions)
        linked = LinkedFunctions(table, names)
    }

    /// Goes on behind functions whose names cannot be read, but not where names repeat too much.
    @inline(__always)
    private mutating func forEachName(
        of table: FunctionTable, in file: FileBytes, _ limits: Limits,
        _ visit: (inout Self, Function, Span<UInt8>, PackageRun.Part) -> Void
    ) {
        var functions = FunctionCursor(table, in: file, limits: limits)
        var packages = PackageRun(table.format)
        do throws(ParseError) {
            while let function = try functions.next() {
                do throws(ParseError) {
                    let name = try functions.name(of: function)
                    visit(&self, function, name, packages.next(name))
                } catch {
                    cgo.fail(error)
                    linked.fail(error)
                    if error.code == .limit { break }
                }
            }
        } catch {
            cgo.stop(error)
            linked.fail(error)
        }
    }
}
