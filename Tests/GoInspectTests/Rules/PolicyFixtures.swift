import Foundation
import ObjectFile
import TestSupport

@testable import GoInspect

extension RuleFixture {
    private static let deps = "deps-amd64-go1.27"
    private static let variable = "tiny-variable-pie-amd64-go1.27"
    private static let cgo = "cgo-dynamic-amd64-go1.27"
    private static let cLibrary = "c-musl-library-amd64"

    private static func held(
        _ isFound: Bool, _ rule: String, _ says: String, _ binary: String, _ policy: String
    ) -> Self {
        let look = { @Sendable in try HeldFile.findings(binary, policy) }
        return isFound ? foundInFile(rule, says, look) : passedInFile(rule, says, look)
    }

    /// A go.sum beside the policy.
    private static func sums(_ isFound: Bool, _ says: String, _ lines: String) -> Self {
        let look = { @Sendable in
            let scratch = try Scratch()
            let path = try scratch.file("go.sum", Data(lines.utf8))
            return try HeldFile.findings(deps, .goSum(path))
        }
        return isFound
            ? foundInFile("sum-mismatch", says, look) : passedInFile("sum-mismatch", says, look)
    }

    /// A list of checksums beside the policy.
    private static func listed(_ says: String, _ lines: String) -> Self {
        foundInFile("checksum-mismatch", says) { try findings(listing: lines) }
    }

    @Sendable private static func findings(listing lines: String) throws -> [Finding] {
        let scratch = try Scratch()
        let path = try scratch.file("sums.txt", Data(lines.utf8))
        return try HeldFile.findings(variable, .checksums(path))
    }

    static let ofPolicy: [Self] = [
        held(true, "go-version-required", "too old", deps, #"{"require": {"go": ">=1.28"}}"#),
        held(true, "go-version-required", "another", deps, #"{"require": {"go": "==1.21.13"}}"#),
        held(false, "go-version-required", "new", deps, #"{"require": {"go": ">=1.26 <2"}}"#),
        held(false, "go-version-required", "not Go", cLibrary, #"{"require": {"go": ">=1.28"}}"#),
        held(
            true, "module-required", "too old", deps,
            #"{"require": {"example.com/preview": ">=1"}}"#),
        held(
            true, "module-required", "replaced by a folder", deps,
            #"{"require": {"example.com/local": ">=v1"}}"#),
        held(
            true, "module-required", "replaced by another", deps,
            #"{"require": {"example.com/original": ">=v1"}}"#),
        held(
            false, "module-required", "new, or what replaces another", deps,
            #"{"require": {"example.com/fork": ">=v1.5", "example.com/incompatible": "==2.1.0"}}"#),
        held(
            false, "module-required", "not in the build", deps,
            #"{"require": {"golang.org/x/net": ">=v9"}}"#),
        sums(true, "knows none of the modules", ""),
        sums(true, "has another sum", knownSums.replacingOccurrences(of: "q2n1", with: "q2n2")),
        sums(true, "has all of them but for a folder, which cannot be compared", knownSums),
        passedInFile("sum-mismatch", "no modules") {
            let scratch = try Scratch()
            let path = try scratch.file("go.sum", Data(knownSums.utf8))
            return try HeldFile.findings(variable, .goSum(path))
        },
        held(
            true, "setting-required", "not set", deps, #"{"settings": {"-trimpath": true}}"#),
        held(true, "setting-required", "on", cgo, #"{"settings": {"CGO_ENABLED": 0}}"#),
        held(
            false, "setting-required", "as they are", deps,
            #"{"settings": {"CGO_ENABLED": "0", "-race": false, "-tags": "*first*"}}"#),
        held(true, "forbidden-code", "a function", deps, #"{"forbid": ["runtime.mapaccess2"]}"#),
        held(true, "forbidden-code", "a package", deps, #"{"forbid": ["runtime/debug"]}"#),
        held(
            true, "forbidden-code", "a module whose functions are not there", deps,
            #"{"forbid": ["example.com/preview/..."]}"#),
        held(false, "forbidden-code", "part of a name", deps, #"{"forbid": ["runtime/deb"]}"#),
        held(false, "forbidden-code", "not Go", cLibrary, #"{"forbid": ["runtime"]}"#),
        held(
            true, "library-not-allowed", "one of two", cgo, #"{"libraries": ["libc.so.*"]}"#),
        held(false, "library-not-allowed", "all", cgo, #"{"libraries": ["lib[cm].so.6"]}"#),
        held(false, "library-not-allowed", "static", deps, #"{"libraries": []}"#),
        held(
            true, "variable-unexpected", "another value", variable,
            #"{"variables": {"main.version": "1.2.4"}}"#),
        held(
            true, "variable-unexpected", "none of that name", variable,
            #"{"variables": {"main.release": "1.2.3"}}"#),
        held(
            false, "variable-unexpected", "a pattern", variable,
            #"{"variables": {"main.version": "1.*"}}"#),
        listed("another sum", String(repeating: "0", count: 64) + "  \(variable)\n"),
        listed("not in the list", ""),
        passedInFile("checksum-mismatch", "as listed") {
            let path = try CheckedFile.binary(variable)
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            return try findings(listing: SHA256.hexadecimal(bytes) + "  " + variable + "\n")
        },
        held(true, "too-large", "larger", deps, #"{"maxSize": "1MB"}"#),
        held(false, "too-large", "smaller", deps, #"{"maxSize": "80MB"}"#),
    ]

    private static let knownSums = """
        example.com/incompatible v2.1.0+incompatible h1:q2n1yuS81knyXNe+4/5FFsLD4mA7GrxtficKrRwNCFE=
        example.com/incompatible v2.1.0+incompatible/go.mod h1:AAAA=
        example.com/local v1.2.3 h1:AAAA=
        example.com/major/v2 v2.0.0-20240102030405-abcdefabcdef h1:V2L8BGqr7HFj2j1zWU/oZIKSAbC745+kTDRp0P8qP2g=
        example.com/fork v1.5.0 h1:zv63OxtD0dmD7w4gyYKF3VYoz9Qi50Io7gZQnIWpEnk=
        example.com/preview v1.0.0-rc.1 h1:r5+Yc+vmm5e5e9DnnUDTO7kpymaNxrqxgABjpRawIso=

        """
}
