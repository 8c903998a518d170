import Testing

@testable import DynamicLinking

@Suite("Names in search paths")
struct DynamicStringTokensTests {
    private func expanded(
        _ path: String, origin: String? = "/opt/app", isSecure: Bool = false
    ) -> String? {
        let tokens = DynamicStringTokens(
            origin: origin.map { Array($0.utf8) }, library: Array("lib/x86_64-linux-gnu".utf8),
            platform: Array("x86_64".utf8), isSecure: isSecure)
        return tokens.expanded(Array(path.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "stand for something, with braces or without",
        arguments: [
            ("/lib", "/lib"), ("$ORIGIN", "/opt/app"), ("${ORIGIN}", "/opt/app"),
            ("$ORIGIN/../lib", "/opt/app/../lib"), ("/x/$LIB/y", "/x/lib/x86_64-linux-gnu/y"),
            ("${PLATFORM}", "x86_64"), ("$ORIGIN$LIB", "/opt/applib/x86_64-linux-gnu"),
            ("a${LIB}b", "alib/x86_64-linux-gnub"), ("$ORIGIN.d", "/opt/app.d"),
        ])
    func known(_ path: String, _ result: String) { #expect(expanded(path) == result) }

    @Test(
        "stay as they are where nobody knows them",
        arguments: [
            "$", "$$", "$origin", "$ORIGINAL", "${ORIGIN", "$ORIGIN_", "$LIBS", "${LIB }", "${}",
            "/a$b/c", "$ORIGIN1", "${ORIGINAL}",
        ])
    func unknown(_ path: String) { #expect(expanded(path) == path) }

    @Test("drop a path where the directory is not known")
    func noOrigin() {
        #expect(expanded("$ORIGIN/lib", origin: nil) == nil)
        #expect(expanded("$LIB", origin: nil) == "lib/x86_64-linux-gnu")
    }

    @Test("count at the start alone for a program with others' rights")
    func secure() {
        #expect(expanded("$ORIGIN/lib", isSecure: true) == "/opt/app/lib")
        #expect(expanded("$ORIGIN", isSecure: true) == "/opt/app")
        #expect(expanded("$ORIGIN.d/lib", isSecure: true) == nil)
        #expect(expanded("/x/$ORIGIN", isSecure: true) == nil)
    }

    @Test("do not grow without end")
    func growth() {
        let origin = String(repeating: "/x", count: 2000)
        #expect(expanded(String(repeating: "$ORIGIN", count: 100_000), origin: origin) == nil)
    }
}
