/// A setting of GODEBUG that is compiled into a program.
///
/// Source: Go's `internal/godebugs/table.go` and `doc/godebug`, of Go 1.21 to 1.27.
struct GODEBUGSetting {
    /// As it stands there: `tlsrsakex=1`.
    let text: String
    /// What it weakens, and the package that it is about; nil where it weakens nothing.
    let weakened: (package: String, what: String)?
    /// Whether it keeps what an older Go did.
    let isOld: Bool

    /// The settings of a list; of those that stand there twice the last counts.
    static func all(_ list: String) -> [Self] {
        var found: [Self] = []
        var names: Set<String> = []
        for word in list.utf8.split(separator: UInt8(ascii: ",")).reversed() {
            let text = String(decoding: word, as: UTF8.self)
            let name = word.prefix { $0 != UInt8(ascii: "=") }
            guard names.insert(String(decoding: name, as: UTF8.self)).inserted else { continue }
            found.append(Self(text: text, weakened: weak[text], isOld: old.contains(text)))
        }
        return found.reversed()
    }

    /// What makes it easier to attack a program.
    private static let weak: [String: (package: String, what: String)] = [
        "tlsrsakex=1": ("crypto/tls", "key exchange by RSA, without forward secrecy"),
        "tls10server=1": ("crypto/tls", "servers speak TLS 1.0 and 1.1"),
        "tls3des=1": ("crypto/tls", "3DES is among the ciphers"),
        "tlssha1=1": ("crypto/tls", "signatures by SHA-1 are taken in TLS 1.2"),
        "tlsunsafeekm=1": ("crypto/tls", "keys are exported without the extended master secret"),
        "x509sha1=1": ("crypto/x509", "certificates that are signed by SHA-1 are taken"),
        "x509negativeserial=1": (
            "crypto/x509", "certificates with negative serial numbers are taken"
        ),
        "x509usepolicies=0": ("crypto/x509", "the policies of certificates are not checked"),
        "rsa1024min=0": ("crypto/rsa", "RSA keys of fewer than 1024 bits are taken"),
        "httplaxcontentlength=1": ("net/http", "empty Content-Length headers are taken"),
        "httpcookiemaxnum=0": ("net/http", "any number of cookies is read"),
        "urlmaxqueryparams=0": ("net/url", "any number of parameters is read"),
        "urlstrictcolons=0": ("net/url", "colons in host names are taken"),
        "execerrdot=0": ("os/exec", "programs of the working directory are run"),
        "randautoseed=0": ("math/rand", "random numbers are the same at every start"),
        "jstmpllitinterp=1": ("html/template", "templates put values into JavaScript's literals"),
    ]

    /// Every value that the go command writes for an older line `go`.
    private static let old: Set<String> = Set(weak.keys).union([
        "asynctimerchan=1", "containermaxprocs=0", "cryptocustomrand=1", "decoratemappings=0",
        "gotestjsonbuildtext=1", "gotypesalias=0", "httpmuxgo121=1",
        "httpservecontentkeepheaders=1", "httpservecontentmaxranges=1", "multipathtcp=0",
        "netedns0=0", "panicnil=1", "randseednop=0", "tlskyber=0", "tlsmlkem=0",
        "tlssecpmlkem=0", "tracebacklabels=0", "updatemaxprocs=0", "winreadlinkvolume=0",
        "winsymlink=0", "x509keypairleaf=0", "x509rsacrt=0", "x509sha256skid=0",
        "x509sslcertoverrideplatform=0",
    ])
}
