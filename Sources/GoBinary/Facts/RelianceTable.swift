internal import ObjectFile

/// A fact that functions prove: which of them are in the program decides.
///
/// Linkers leave out what nobody calls, so a function that is there can be called; and the function
/// table outlives strippers. Only functions count that are neither short enough to be inlined nor
/// also in programs without what they are to prove.
struct RelianceFact: Sendable {
    /// Functions that prove a value.
    struct Row: Sendable {
        /// What any of them proves.
        let value: GoFact.Value
        /// Names, with `…` for any bytes.
        let functions: [String]
        /// The first version of Go 1 in which the names hold.
        let since: Int
        /// Whether Go had no such thing before: then its absence is proven for earlier versions too.
        var isNewThen = false
        /// A sentence for people.
        var note: String?
    }

    /// The name of the fact.
    let name: String
    /// Tried in this order.
    let rows: [Row]
    /// What it is where none of the functions is there.
    var otherwise = GoFact.Value.no
}

extension RelianceFact {
    /// What a program may rely on when it runs.
    ///
    /// All names were looked up in binaries of Go 1.15, 1.19, 1.21, 1.24, 1.26 and 1.27, built with
    /// and without what they prove, and without inlining (`-gcflags=all=-l`), which brings the
    /// empty stand-ins of functions into the table: `TestBinaries/linked.json` has what was found.
    static let table: [RelianceFact] =
        [
            resolver, users,
            // Exactly so: `time.loadLocation` is in every program that shows a local time.
            flag("time-zones", "time.LoadLocation", "finds time zones by name when it runs"),
            // The package registers its archive when it starts; the tag `timetzdata` links it too.
            flag("embedded-time-zones", "time/tzdata.…", "carries the time zones itself"),
            systemRoots,
            // Only who brings root certificates along calls it, such as the module
            // `golang.org/x/crypto/x509roots/fallback`.
            flag(
                "embedded-roots", "crypto/x509.SetFallbackRoots", since: 20, isNewThen: true,
                "carries root certificates for systems that have none"),
            flag("os-exec", "os/exec.(*Cmd).Start", "starts other programs"),
            // Without cgo `plugin.open` is there too, and only says so: C is what can open plugins.
            flag("plugin", "plugin._Cfunc_pluginOpen", "opens Go plugins"),
            // Registers its pages with the default server when it starts.
            flag("http-pprof", "net/http/pprof.Index", "may serve profiles over HTTP"),
            flag("expvar", "expvar.init.0", "may serve its variables over HTTP"),
            // A module's, and called before `main.main` by who wants it.
            flag(
                "automaxprocs", "go.uber.org/automaxprocs/maxprocs.Set",
                "sets GOMAXPROCS by the processors that its control group grants"),
            flag(
                "read-build-info", ["runtime/debug.ReadBuildInfo"],
                "reads its own build information"),
        ] + instrumented

    /// What a flag of the build puts into every function, or links beside them.
    private static let instrumented: [RelianceFact] = [
        // `-race`: in assembler, and called by every function that is watched.
        flag("race", "runtime.racefuncenter", "watches for data races: slow, and not for release"),
        // `-cover` of go build; the code that writes counters when the program ends.
        flag(
            "cover", ["runtime/coverage.initHook", "internal/coverage/cfile.InitHook"], since: 20,
            isNewThen: true, "counts which statements run: not for release"),
        // `-msan`, `-asan`: in assembler, on the way to the C library of the sanitizer.
        flag("msan", "runtime.domsanread", "watches for memory never written: not for release"),
        flag(
            "asan", "runtime.doasanread", since: 18, isNewThen: true,
            "watches for wrong uses of memory: not for release"),
        // `GOEXPERIMENT=boringcrypto`; before Go 1.19 a branch of its own had it.
        flag(
            "boringcrypto", "crypto/internal/boring._Cfunc__goboringcrypto_…",
            "computes with BoringCrypto, which is in C"),
    ]

    /// Whether certificates are verified by those of the system.
    ///
    /// For macOS `loadSystemRoots` reads nothing, and is inlined, since Go 1.16: the system's own
    /// verifier is asked, by code that has to be in assembler.
    private static let systemRoots = flag(
        "system-roots",
        [
            // Reads the directories and files of the system; called when one is verified.
            "crypto/x509.loadSystemRoots",
            "crypto/x509/internal/macos.x509_SecTrust…",
        ], "verifies certificates by those of the system it runs on")

    /// Which resolver looks up host names.
    ///
    /// `net.cgoLookupHost` proves nothing: without cgo, a stand-in of that name may be linked. For
    /// macOS Go 1.20 and later call the system's library without cgo.
    private static let resolver = RelianceFact(
        name: "dns-resolver",
        rows: [
            Row(
                value: .text("cgo-capable"), functions: ["net._C2func_getaddrinfo"], since: 15,
                note: "asks Go's resolver or the C library, as the system's settings and GODEBUG "
                    + "have it"),
            Row(
                value: .text("cgo-capable"),
                functions: ["internal/syscall/unix.libc_getaddrinfo_trampoline"], since: 20,
                isNewThen: true,
                note: "asks Go's resolver or libSystem, which needs no cgo, as the system's "
                    + "settings and GODEBUG have it"),
            Row(
                value: .text("go"), functions: ["net.(*Resolver).…", "net.goLookup…"], since: 15,
                note: "Go's alone, which reads /etc/resolv.conf, /etc/hosts and nsswitch.conf"),
        ], otherwise: .text("none"))

    /// How users and groups are looked up.
    private static let users = RelianceFact(
        name: "os-user",
        rows: [
            Row(
                value: .text("cgo"), functions: ["os/user._Cfunc_…"], since: 15,
                note: "asks the C library, and so its name services"),
            Row(
                value: .text("libsystem"),
                functions: [
                    "internal/syscall/unix.libc_getpw…", "internal/syscall/unix.libc_getgr…",
                ], since: 20, isNewThen: true,
                note: "asks libSystem, which needs no cgo, and so the system's name services"),
            Row(
                value: .text("go"),
                functions: [
                    "os/user.Current", "os/user.current", "os/user.lookup…", "os/user.Lookup…",
                    "os/user.listGroups…",
                ], since: 15,
                note: "reads /etc/passwd and /etc/group, or takes $USER and $HOME"),
        ], otherwise: .text("none"))

    private static func flag(
        _ name: String, _ functions: [String], since: Int = 15, isNewThen: Bool = false,
        _ note: String
    ) -> RelianceFact {
        RelianceFact(
            name: name,
            rows: [
                Row(
                    value: .yes, functions: functions, since: since, isNewThen: isNewThen,
                    note: note)
            ])
    }

    private static func flag(
        _ name: String, _ function: String, since: Int = 15, isNewThen: Bool = false,
        _ note: String
    ) -> RelianceFact {
        flag(name, [function], since: since, isNewThen: isNewThen, note)
    }
}
