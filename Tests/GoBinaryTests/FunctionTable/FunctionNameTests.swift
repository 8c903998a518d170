import GoBinary
import ObjectFile
import Testing

@Suite("Packages of function names")
struct FunctionNameTests {
    struct Row: CustomTestStringConvertible {
        let name: String
        let package: String?
        var format = FunctionTable.Format.go1_20
        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "main.main", package: "main"),
        Row(name: "main.init.0", package: "main"),
        Row(name: "net/http.(*Server).Serve", package: "net/http"),
        Row(name: "net/http.(*Server).Serve.func1", package: "net/http"),
        Row(name: "github.com/a/b.F", package: "github.com/a/b"),
        Row(name: "gopkg.in/yaml%2ev3.Marshal", package: "gopkg.in/yaml.v3"),
        Row(name: "example.com/a%25b.F", package: "example.com/a%b"),
        Row(name: "slices.Sort[go.shape.[]int,go.shape.int]", package: "slices"),
        Row(name: "a/b.Map[go.shape.*net/http.Client].Get", package: "a/b"),
        Row(name: "a/b.F[x", package: "a/b"),
        Row(name: "go:buildid", package: nil),
        Row(name: "type:.eq.[2]net/http.T", package: nil),
        Row(name: "go.buildid", package: nil, format: .go1_18),
        Row(name: "type..eq.net/http.T", package: nil, format: .go1_2),
        Row(name: "go.(*struct { sync.Mutex }).Lock", package: nil, format: .go1_18),
        Row(name: "go.uber.org/zap.New", package: "go.uber.org/zap", format: .go1_18),
        Row(name: "go.uber.org/zap.New", package: "go.uber.org/zap"),
        Row(name: "runtime/cgo.(*Handle).Delete", package: "runtime/cgo"),
        Row(name: "crosscall2", package: nil),
        Row(name: "_cgoexp_0a1b2c3d4e5f_Callback", package: nil),
        Row(name: "_rt0_amd64_linux", package: nil),
        Row(name: "", package: nil),
    ]

    @Test("the package ends at the first dot behind the last slash", arguments: rows)
    func package(_ row: Row) {
        let bytes = Array(row.name.utf8)
        #expect(FunctionName.package(of: bytes.span, row.format)?.text == row.package)
    }
}
