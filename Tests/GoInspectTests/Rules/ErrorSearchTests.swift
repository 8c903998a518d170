import Testing

@testable import GoInspect

@Suite("A pasted error text")
struct ErrorSearchTests {
    private static let pasted: [(String, String?)] = [
        (
            "./app: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by "
                + "./app)", "glibc-too-old"
        ),
        ("version 'GLIBC_2.32' not found", "glibc-too-old"),
        ("/lib64/libc.so.6: version ‘GLIBC_2.28’ not found", "glibc-too-old"),
        (
            "node: /usr/lib/libstdc++.so.6: version `GLIBCXX_3.4.30' not found (required by node)",
            "library-too-old"
        ),
        (
            "2026-01-05T10:00:00Z ERR my-app: error while loading shared libraries:\n"
                + "libpcap.so.0.8: cannot open shared object\nfile: No such file or directory",
            "library-missing"
        ),
        (
            "Error loading shared library libsqlite3.so.0: No such file or directory (needed by "
                + "/usr/bin/app)", "library-missing"
        ),
        (
            "Error loading shared library libresolv.so.2: No such file or directory (needed by "
                + "/app)", "libresolv-on-musl"
        ),
        ("Error relocating /app: __res_init: symbol not found", "glibc-on-musl"),
        ("exec /app: no such file or directory", "interpreter-missing"),
        ("sh: 1: ./app: not found", "interpreter-missing"),
        ("/bin/sh: ./server: not found", "interpreter-missing"),
        (
            "bash: line 1: ./app: cannot execute: required file not found", "interpreter-missing"
        ),
        ("exec user process caused: exec format error", "wrong-machine"),
        ("-bash: ./app: cannot execute binary file: Exec format error", "wrong-machine"),
        ("-bash: ./app: Permission denied", "not-executable"),
        ("app: libssl.so.3: wrong ELF class: ELFCLASS32", "library-wrong-machine"),
        (
            "./app: error while loading shared libraries: /opt/liba.so: invalid ELF header",
            "library-damaged"
        ),
        (
            "./app: /opt/libcurl.so.4: no version information available (required by ./app)",
            "versions-absent"
        ),
        ("./app: symbol lookup error: ./app: undefined symbol: foo_bar", "symbol-missing"),
        ("./app: DT_RELR without GLIBC_ABI_DT_RELR dependency", "relr-undeclared"),
        ("dyld: Library not loaded: @rpath/libvalue.1.dylib", "library-missing"),
        (
            "dyld[812]: Library not loaded: @rpath/libvalue.1.dylib\n  Referenced from: <0B7C> "
                + "/tmp/app\n  Reason: tried: '/tmp/libvalue.1.dylib' (no such file)",
            "library-missing"
        ),
        ("dyld[812]: Symbol not found: _foo", "macos-too-old"),
        (
            "dyld: Symbol not found: _SecTrustCopyCertificateChain\n  Referenced from: ./app "
                + "(which was built for Mac OS X 12.0)", "macos-too-old"
        ),
        ("Segmentation fault (core dumped)", "truncated-file"), ("Bus error", "truncated-file"),
        ("404 page not found", nil), ("bash: foo: command not found", nil),
        ("exec: \"foo\": executable file not found in $PATH", nil),
        ("package foo is not found", nil),
        ("", nil), ("hello", nil), ("{program}", nil), ("{", nil),
        ("the quick brown fox jumps over the lazy dog", nil),
    ]

    @Test("is explained by the rule that says so", arguments: pasted)
    func search(_ text: String, _ rule: String?) {
        #expect(Rule.explaining(text).first?.name == rule)
    }

    @Test("finds each rule by its own texts", arguments: Rule.all)
    func own(_ rule: Rule) {
        for error in rule.errors {
            let told = error.replacing("{version}", with: "2.34").replacing("{name}", with: "x")
            #expect(
                Rule.explaining(told).contains { $0.name == rule.name }, "\(rule.name): \(error)")
        }
    }

    @Test("may be as long as a log", .timeLimit(.minutes(1)))
    func long() {
        let log = String(repeating: "a version not found (required by b) {c} ", count: 100_000)
        #expect(!Rule.explaining(log + "./app: Permission denied").isEmpty)
        _ = Rule.explaining(String(repeating: "{", count: 100_000))
        _ = Rule.explaining(String(repeating: "glibc_", count: 100_000))
    }
}
