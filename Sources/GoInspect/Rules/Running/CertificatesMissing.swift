internal import ObjectFile

extension Rule {
    /// The program verifies servers by certificates that are not there.
    static let certificatesMissing = Rule(
        name: "certificates-missing",
        kind: .running,
        title: "There are no root certificates for a program that verifies servers by them",
        what: """
            The program can connect to servers over TLS (https), carries no root certificates itself, \
            and the place has none in the files and directories where Go looks: no server can be \
            verified.
            """,
        why: """
            Go reads root certificates from files of the system, and SSL_CERT_FILE and SSL_CERT_DIR name \
            others. They are in the package ca-certificates, which scratch, BusyBox and the images of \
            Debian and Ubuntu do not have; Alpine and distroless have them. A program that serves, and \
            connects to nobody, needs none, nor does one that brings the certificates of its own \
            servers.
            """,
        errors: [
            "tls: failed to verify certificate: x509: certificate signed by unknown authority",
            "x509: certificate signed by unknown authority",
        ],
        remedies: [
            "install them: apt-get install ca-certificates, apk add ca-certificates",
            "copy them into the image: COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/",
            "carry them along: import _ \"golang.org/x/crypto/x509roots/fallback\", since Go 1.20",
        ],
        example: """
            $ goelf check --target scratch app
            warning certificates-missing: it verifies servers by the system's certificates, and there are none
              it says         tls: failed to verify certificate: x509: certificate signed by unknown authority
              remedy          COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
            """,
        severity: .warning,
        concerning: { $0.facts.functionTable.value != nil }
    ) { situation in
        guard situation.mayRun, let lack = situation.certificatesLacking else { return [] }
        let needs = situation.facts.needs
        guard !needs.certificates.isEmpty else { return [] }
        let release = situation.goRelease
        var remedy = ["COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/"]
        if let installer = lack.installer { remedy = ["\(installer) ca-certificates"] }
        if release >= 20 {
            remedy.append("import _ \"golang.org/x/crypto/x509roots/fallback\": carries them along")
        }
        let text = "x509: certificate signed by unknown authority"
        return [
            situation.finding(
                "certificates-missing",
                "it verifies servers by the system's certificates, and there are none",
                lack.severity,
                predictedError: release >= 20 ? "tls: failed to verify certificate: " + text : text,
                evidence: needs.certificates + lack.evidence, remedy: remedy)
        ]
    }
}

extension Situation {
    private static let certificateFiles = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/cacert.pem",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
    ]
    private static let certificateFolders = ["/etc/ssl/certs", "/etc/pki/tls/certs"]

    /// How many files of a directory are opened.
    private static let mostFiles = 256

    /// That no root certificates are where Go looks: of the files the first that can be read, and
    /// all directories.
    ///
    /// Spec: Go's crypto/x509/root_linux.go, root.go (`loadOnDiskRoots`), the same since Go 1.15 but
    /// for a directory of Android's.
    fileprivate var certificatesLacking: Lack? {
        let file = place.value(of: "SSL_CERT_FILE").flatMap { $0.isEmpty ? nil : $0 }
        let folder = place.value(of: "SSL_CERT_DIR").flatMap { $0.isEmpty ? nil : $0 }
        // Nobody knows what else a target is given.
        if place.target != nil, file != nil || folder != nil { return nil }
        return lack(\.certificates) { files in
            let paths = file.map { [$0] } ?? Self.certificateFiles
            var folders =
                folder.map { $0.split(separator: ":").map(String.init) } ?? Self.certificateFolders
            if folder == nil, goRelease < 22 { folders.append("/system/etc/security/cacerts") }
            if let first = paths.first(where: { files.file($0) != nil }),
                Self.isCertificate(first, files)
            {
                return nil
            }
            for folder in folders.prefix(64) {
                let names = files.names(in: folder).prefix(Self.mostFiles)
                if names.contains(where: { Self.isCertificate("\(folder)/\($0.text)", files) }) {
                    return nil
                }
            }
            return paths + folders
        }
    }

    private static func isCertificate(_ path: String, _ files: RunPlace) -> Bool {
        files.has("-----BEGIN CERTIFICATE-----", in: path)
    }
}
