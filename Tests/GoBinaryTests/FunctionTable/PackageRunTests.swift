import Testing

@testable import GoBinary

@Suite("Packages of names one after the other")
struct PackageRunTests {
    private static let names = [
        "main.main", "main.main.func1", "main.", "main", "main.(*T[a/b.C]).M", "main.a/b.c",
        "main.F[go.shape.[]int]", "main.x]y", "main.x[y", "a.b", "a.b.c/d.e", "a.b/c.d", "a/b.c.d",
        "a/b.c", "a/bc.d", "a/b.c[d/e.f]", "a[b].c", "a[b].d", "a[b.c", "go.uber.org/zap.New",
        "go.uber.org/zap.(*Logger).Sync", "go.x", "go.(*struct { a/b.C }).D", "go:buildid",
        "type:.eq.a/b.C", "type..eq.a/b.C", "type.x/y.z", "t.x", "g.x", ".x", "x", "", "_.f.func1",
        "github.com/long/path/to/a/package%2ev3.(*Type).Method-fm",
        "github.com/long/path/to/a/package%2ev3.(*Type).Other.func1.2",
        "github.com/long/path/to/a/package.Function", "crosscall2", "_cgoexp_0123456789ab_f",
    ]

    @Test(
        "are those of each name alone, whatever stands before it",
        arguments: FunctionTable.Format.known)
    func sameAsAlone(_ format: FunctionTable.Format) {
        for first in Self.names {
            for second in Self.names {
                let (before, name) = (Array(first.utf8), Array(second.utf8))
                var packages = PackageRun(format)
                let start = packages.next(before.span).length
                let found = packages.next(name.span)
                let length = FunctionName(name.span, format).packageLength
                let isNew = length > 0 && name[..<length] != before[..<start]
                #expect(found.length == length, "\(second) behind \(first)")
                #expect(found.isNew == isNew, "\(second) behind \(first)")
            }
        }
    }

    @Test("are not new behind a name that has none")
    func nameless() {
        var packages = PackageRun(.go1_20)
        let isNew = ["a.b", "crosscall2", "a.c", "d.e"].map { name in
            let bytes = Array(name.utf8)
            return packages.next(bytes.span).isNew
        }
        #expect(isNew == [true, false, false, true])
    }
}
