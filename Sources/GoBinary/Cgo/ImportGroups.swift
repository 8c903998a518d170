internal import ObjectFile

extension CgoEvidence {
    /// The imports by what a program wants of them; none of a group that has no symbol.
    static func importGroups(_ libraries: [Library]) -> [ImportGroup] {
        guard !libraries.isEmpty else { return [] }
        var symbols = [[ByteString]](repeating: [], count: groups.count)
        for library in libraries {
            for symbol in library.symbols {
                let name = symbol.name.text
                guard let index = groups.firstIndex(where: { $0.holds(name) }) else { continue }
                symbols[index].append(symbol.name)
            }
        }
        return zip(groups, symbols).compactMap { group, symbols in
            symbols.isEmpty ? nil : ImportGroup(name: group.name, symbols: symbols)
        }
    }

    private struct Group {
        let name: String
        let prefixes: [String]
        let names: Set<String>

        init(_ name: String, _ prefixes: [String], _ names: String) {
            self.name = name
            self.prefixes = prefixes
            let words = names.utf8.split(separator: UInt8(ascii: " "))
            self.names = Set(words.map { String(Substring($0)) })
        }

        func holds(_ symbol: String) -> Bool {
            names.contains(symbol) || prefixes.contains { symbol.startsWithBytes(of: $0) }
        }
    }

    private static let groups = [
        // Who a user or a group is; a static program loads libraries for it at run time.
        Group(
            "nss", ["getpw", "getgrnam", "getgrgid", "getgrent", "getsp", "fgetpw", "fgetgr"],
            "getgrouplist setpwent endpwent setgrent endgrent initgroups getlogin getlogin_r cuserid getnetgrent innetgr"
        ),
        Group(
            "dns", ["gethostby", "getservby", "getprotoby", "getnetby", "res_", "__res_", "ns_"],
            """
            getaddrinfo freeaddrinfo gai_strerror getnameinfo getaddrinfo_a gai_error gai_suspend \
            gethostent dn_expand __dn_expand dn_comp __dn_comp dn_skipname __dn_skipname h_errno \
            __h_errno_location
            """),
        Group(
            "threads", ["pthread_", "__pthread_", "sem_", "thrd_", "mtx_", "cnd_", "tss_"],
            "__register_atfork call_once"),
        Group(
            "dlopen", [],
            "dlopen dlmopen dlsym dlvsym dlclose dlerror dladdr dladdr1 dlinfo dl_iterate_phdr"),
        Group(
            "stdio", ["__isoc99_", "__isoc23_"],
            """
            stdin stdout stderr printf fprintf dprintf sprintf snprintf vprintf vfprintf vdprintf \
            vsprintf vsnprintf asprintf vasprintf scanf fscanf sscanf vfscanf vsscanf puts fputs \
            putchar putc fputc putc_unlocked getc fgetc getchar ungetc fgets gets getline getdelim \
            fopen fopen64 fdopen freopen fclose fflush fread fwrite fseek fseeko fseeko64 ftell \
            ftello ftello64 rewind feof ferror clearerr fileno setbuf setvbuf setlinebuf perror \
            popen pclose tmpfile tmpfile64 open_memstream fmemopen flockfile funlockfile _IO_putc \
            _IO_getc __printf_chk __fprintf_chk __sprintf_chk __snprintf_chk __vfprintf_chk \
            __vsnprintf_chk __vsprintf_chk __asprintf_chk __vasprintf_chk __dprintf_chk \
            __vprintf_chk __fgets_chk __fread_chk __overflow __uflow
            """),
    ]
}
