internal import ObjectFile

extension Rule {
    /// C code in it does not check the sizes of buffers.
    static let fortify = Rule(
        name: "fortify", kind: .hardening,
        title: "C code without FORTIFY_SOURCE",
        what: """
            C code of the program or library calls functions of glibc that write to buffers \
            (`memcpy`, `sprintf`, `read`), and none of their checking twins (`__memcpy_chk`): it \
            was compiled without `-D_FORTIFY_SOURCE`, or the compiler proved every size. musl has \
            no such functions, and of pure Go and of the C code in Go's own packages there is \
            nothing to tell.
            """,
        why: """
            With it glibc ends a program that writes past the end of a buffer whose size the \
            compiler knows. It works with optimization only (-O1 and more).
            """,
        remedies: [
            "CGO_CFLAGS=\"-O2 -g -D_FORTIFY_SOURCE=2\" go build"
        ],
        example: """
            $ goelf check app --verbose
            note fortify: its C code does not check buffers: memcpy, sprintf and 2 more
              remedy          CGO_CFLAGS="-O2 -g -D_FORTIFY_SOURCE=2" go build
            """,
        severity: .note
    ) { situation in
        guard situation.report.dependencies?.libc == "glibc", let imports = situation.importsOfC
        else {
            return []
        }
        guard !imports.contains(where: FileSituation.isChecking) else { return [] }
        let names = Set(imports.map(\.text))
        let plain = FileSituation.checkable.filter(names.contains)
        guard !plain.isEmpty else { return [] }
        return [
            situation.finding(
                "fortify", "its C code does not check buffers: \(plain.named())", .note,
                evidence: [Evidence("imports", plain.named(most: 32))],
                remedy: [
                    situation.remedies.isGo
                        ? "CGO_CFLAGS=\"-O2 -g -D_FORTIFY_SOURCE=2\" go build"
                        : "compile with -O2 -D_FORTIFY_SOURCE=2"
                ])
        ]
    }
}

extension FileSituation {
    /// Whether a symbol is such a twin.
    fileprivate static func isChecking(_ name: ByteString) -> Bool {
        name.starts(with: "__") && name.text.utf8.suffix(4).elementsEqual("_chk".utf8)
    }

    /// Functions of glibc that write to a buffer, and have a twin that checks its size.
    fileprivate static let checkable = [
        "memcpy", "memmove", "memset", "mempcpy", "strcpy", "strncpy", "stpcpy", "stpncpy",
        "strcat",
        "strncat", "sprintf", "snprintf", "vsprintf", "vsnprintf", "gets", "fgets", "fread", "read",
        "pread", "pread64", "recv", "recvfrom", "readlink", "readlinkat", "getcwd", "getwd",
        "realpath", "confstr", "getgroups", "gethostname", "getdomainname", "ttyname_r", "wcscpy",
        "wcscat", "wcsncpy", "wmemcpy", "mbstowcs", "wcstombs", "swprintf", "vswprintf",
    ]
}
