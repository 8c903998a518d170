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

    struct Part: CustomTestStringConvertible {
        let name: String
        let kind: FunctionName.Kind
        var receiver: String?
        var format = FunctionTable.Format.go1_20
        var testDescription: String { name }
    }

    static let partRows = [
        Part(name: "main.main", kind: .function),
        Part(name: "runtime.memmove.abi0", kind: .function),
        Part(name: "slices.Sort[go.shape.[]int,go.shape.int]", kind: .function),
        Part(name: "net/http.(*Server).Serve", kind: .method, receiver: "*Server"),
        Part(name: "time.Duration.String", kind: .method, receiver: "Duration"),
        Part(
            name: "a/b.(*List[go.shape.*net/http.Client]).Push", kind: .method,
            receiver: "*List[go.shape.*net/http.Client]"),
        Part(name: "a/b.Pair[...].Swap", kind: .method, receiver: "Pair[...]"),
        Part(name: "main.main.func1", kind: .closure),
        Part(name: "main.main.func1.2", kind: .closure),
        Part(name: "main.glob..func1", kind: .closure),
        Part(name: "main.init.func1", kind: .closure),
        Part(name: "main.init.0.func1", kind: .closure),
        Part(name: "slices.Sort[...].func1", kind: .closure),
        Part(name: "net/http.(*Server).Serve.func2.1", kind: .closure, receiver: "*Server"),
        Part(name: "main.T.m.func1", kind: .closure, receiver: "T"),
        Part(name: "main.each-range1", kind: .closure),
        Part(name: "main.(*T).each-range1", kind: .closure, receiver: "*T"),
        Part(name: "main.each.func1-range2", kind: .closure),
        Part(name: "main.init", kind: .initializer),
        Part(name: "main.init.0", kind: .initializer),
        Part(name: "main.init.12", kind: .initializer),
        Part(name: "main.map.init.0", kind: .initializer),
        Part(name: "main.(*T).m-fm", kind: .wrapper, receiver: "*T"),
        Part(name: "main.T.m-fm", kind: .wrapper, receiver: "T"),
        Part(name: "main.main.gowrap1", kind: .wrapper),
        Part(name: "main.main.deferwrap2", kind: .wrapper),
        Part(name: "main.main.func1.deferwrap1", kind: .wrapper),
        Part(name: "main.(*T).m.gowrap3", kind: .wrapper, receiver: "*T"),
        Part(name: "type:.eq.[2]net/http.T", kind: .generated),
        Part(name: "type..hash.main.T", kind: .generated, format: .go1_16),
        Part(name: "go:buildid", kind: .generated),
        Part(name: "go.(*struct { sync.Mutex }).Lock", kind: .generated, format: .go1_18),
        Part(name: "crosscall2", kind: .function),
        Part(name: "main.", kind: .function),
        Part(name: "main.(", kind: .function),
        Part(name: "main.(.x", kind: .function),
    ]

    @Test("a name tells what its function is, and of which type", arguments: partRows)
    func tells(_ part: Part) {
        let bytes = Array(part.name.utf8)
        let (kind, receiver) = FunctionName.parts(of: bytes.span, part.format)
        #expect(kind == part.kind)
        #expect(receiver.map { String(decoding: bytes[$0], as: UTF8.self) } == part.receiver)
    }

    @Test("init and its numbered ones run before main, and nothing that looks alike")
    func inits() {
        for (name, expected) in [
            ("main.init", true), ("main.init.0", true), ("a%2eb/c%2ed.init.10", true),
            ("main.init.func1", false), ("main.init.0.func1", false), ("main.initialize", false),
            ("main.init.", false), ("init", false), ("main.T.init", false),
        ] {
            let bytes = Array(name.utf8)
            let isInit = FunctionName.isInit(bytes.span, .go1_20)
            #expect(isInit == expected, "\(name)")
        }
    }
}
