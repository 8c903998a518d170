/// What a made-up Go program for Linux on x86-64 says of itself, and the functions that it has.
public struct GoProgramFixture: Sendable {
    /// What the build information says: modules and settings, line by line.
    public var modules = """
        path\texample.com/hello/cmd/app
        mod\texample.com/hello\tv1.2.3\th1:kXmMwZNlOeGzAfFAbYyF2+wTXJWQm1xMvHb0lvLOTHc=
        build\t-buildmode=exe
        build\t-ldflags="-X 'main.version=1.0 beta'"
        build\tDefaultGODEBUG=fips140=on
        build\tCGO_ENABLED=1
        build\tGOARCH=amd64
        build\tGOOS=linux
        build\tGOAMD64=v3

        """
    /// The version of Go.
    public var goVersion = "go1.24.1"
    /// The names of its source files, those of the runtime first.
    public var files = FunctionTableFixture.files
    /// Its functions; the first ones have their places.
    public var functions = FunctionTableFixture.functions

    /// Makes a program with C code, as ``FunctionTableFixture`` has it.
    public init() {}

    /// A program of Go alone, with these functions besides, and these lines of the build information
    /// behind `path`.
    public init(
        _ functions: [String] = [], lines: [String] = [], path: String = "example.com/app",
        go: String = "go1.27.3"
    ) {
        goVersion = go
        modules = (["path\t\(path)"] + lines).map { $0 + "\n" }.joined()
        files = [
            "runtime/proc.go", "runtime/asm_amd64.s", "example.com/app/main.go", "_cgo_gotypes.go",
        ]
        let ofC = ["crosscall2", "main._Cfunc_puts", "_cgoexp_0123456789ab_callback"]
        self.functions = FunctionTableFixture.functions.enumerated().map { index, function in
            let isOfC = ofC.contains(function.name)
            return isOfC ? .init(name: "main.part\(index)", file: 2, line: 1) : function
        }
        self.functions += functions.map { .init(name: $0, file: 2, line: 1) }
    }

    /// The same program with another source file of `main`.
    public func from(_ file: String) -> Self {
        var other = self
        other.files[2] = file
        return other
    }

    /// The file.
    public var bytes: [UInt8] {
        FixtureProgram(.go1_20, is64Bit: true, isBig: false, .module, self).build().bytes
    }
}
