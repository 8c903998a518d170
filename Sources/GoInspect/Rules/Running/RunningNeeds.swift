internal import GoBinary
internal import ObjectFile

/// What a program may ask of a place when it runs, as the names of its functions tell.
///
/// Linkers leave out what nobody calls, so what is there can be called; whether it is, nobody knows.
/// The names are read once, when a place first lacks something.
final class RunningNeeds {
    private let report: ImageReport
    private let table: FunctionTable?

    init(_ report: ImageReport, _ table: FunctionTable?) {
        self.report = report
        self.table = table
    }

    private lazy var names = table.flatMap {
        FunctionNames(Self.telling, in: $0, of: report.file)
    }

    private static let telling =
        zones + ["time/tzdata.…", "time.initLocal"] + roots + ownRoots + clients + [
            client, plainServer, handshake,
        ] + currentUser + users + groups + usersInC + resolver + resolverInC + plugin + pluginInC

    private func evidence(_ names: [String]) -> [Evidence] {
        names.compactMap { self.names?.match($0) }.map {
            Evidence(
                source: "function table", offset: $0.offset, detail: $0.name, confidence: "certain")
        }
    }

    private func has(_ names: [String]) -> Bool {
        names.contains { self.names?.match($0) != nil }
    }

    // Exactly so: `time.loadLocation` is in every program that shows a local time.
    private static let zones = ["time.LoadLocation"]

    /// Whether the program carries time zones itself: the package registers its archive at start.
    private var hasOwnZones: Bool { has(["time/tzdata.…"]) }

    /// What finds time zones by name; empty where nothing does, or the program carries them.
    lazy var timeZones = hasOwnZones ? [] : evidence(Self.zones)

    /// What finds the zone that `TZ` names; empty where nothing does, or the program carries it.
    lazy var localTime = hasOwnZones ? [] : evidence(["time.initLocal"])

    private static let roots = ["crypto/x509.loadSystemRoots"]
    private static let ownRoots = [
        "crypto/x509.SetFallbackRoots", "github.com/breml/rootcerts/embedded.…",
    ]
    /// Where Go programs begin to talk to a TLS server; the servers of `net/http` have none of them.
    private static let clients = [
        "crypto/tls.dial", "crypto/tls.DialWithDialer", "net/http.(*persistConn).addTLS",
        "net/smtp.(*Client).StartTLS",
        "google.golang.org/grpc/credentials.(*tlsCreds).ClientHandshake",
    ]
    /// Makes a connection a client's.
    private static let client = "crypto/tls.Client"
    /// Calls it since Go 1.24, for connections that nobody shakes hands on: in every HTTP server.
    private static let plainServer = "net/http.(*conn).maybeServeUnencryptedHTTP2"
    /// In every program that has TLS.
    private static let handshake = "crypto/tls.(*Conn).clientHandshake"

    /// What verifies servers by the system's certificates; empty where nothing does, or where the
    /// program carries certificates itself.
    ///
    /// A server, too, has the code that verifies: it is there for certificates of clients.
    lazy var certificates: [Evidence] = {
        let reads = evidence(Self.roots)
        guard !reads.isEmpty, !has(Self.ownRoots) else { return [] }
        let clients = evidence(Self.clients)
        if !clients.isEmpty { return reads + clients }
        if has([Self.client]) {
            return has([Self.plainServer]) ? [] : reads + evidence([Self.client])
        }
        // Without TLS, what is signed is verified for its own sake.
        return has([Self.handshake]) ? [] : reads
    }()

    private static let currentUser = ["os/user.current"]
    private static let users = ["os/user.lookupUser", "os/user.findUsername"]
    private static let groups = [
        "os/user.lookupGroup", "os/user.lookupGroupId", "os/user.findGroupName",
        "os/user.findGroupId", "os/user.listGroupsFromReader",
    ]
    private static let usersInC = ["os/user._Cfunc_…"]

    /// What asks who runs the program.
    lazy var currentUser = evidence(Self.currentUser)
    /// What looks up users by name.
    lazy var userLookups = evidence(Self.users)
    /// What looks up groups.
    lazy var groupLookups = evidence(Self.groups)
    /// What asks the C library for users and groups; empty where Go's own code reads files.
    lazy var usersInC = evidence(Self.usersInC)

    // Without C `net.cgoLookupHost` is there, too, and only says so.
    private static let resolver = ["net.(*Resolver).…", "net.goLookup…"]
    private static let resolverInC = ["net._C2func_getaddrinfo"]

    /// What looks up hosts by Go's own resolver.
    lazy var hostLookups = evidence(Self.resolver)
    /// What may ask the C library for hosts.
    lazy var hostsInC = evidence(Self.resolverInC)

    private static let plugin = ["plugin.Open", "plugin.open"]
    private static let pluginInC = ["plugin._Cfunc_pluginOpen"]

    /// What opens plugins; empty where nothing does.
    lazy var plugins = evidence(Self.plugin)
    /// The code that can open them, which is in C.
    lazy var pluginsInC = evidence(Self.pluginInC)

    private static let unwinding = ["pthread_exit", "pthread_cancel"]

    /// The function of glibc's that the program imports and that opens the library of gcc's which
    /// unwinds stacks; nil for none.
    lazy var unwinding: String? = {
        guard case .elf(let object) = report.image.contents else { return nil }
        do throws(ParseError) {
            guard let table = try object.dynamicSymbolTable(in: report.file) else { return nil }
            var symbols = ELF.SymbolCursor(
                table, in: report.file, object.header.layout, Limits())
            while let symbol = try symbols.symbol() {
                guard symbol.isUndefined, symbol.nameOffset != 0 else { continue }
                let name = try symbols.name(of: symbol)
                if let found = Self.unwinding.first(where: { name.equals($0) }) { return found }
            }
            return nil
        } catch {
            return nil
        }
    }()
}
