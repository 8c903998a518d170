import GoBinary
import ObjectFile
import Testing

/// Row 46 of what people find out with `strace` and by looking at paths.
@Suite("Where a Go installation comes from")
struct GoRootOriginTests {
    static let paths: [(ByteString, String?, String?)] = [
        ("/usr/lib/go-1.19", "debian", "1.19"), ("/usr/share/go-1.15", "debian", "1.15"),
        ("/usr/lib/go", "alpine-or-arch", nil), ("/usr/lib/golang", "fedora", nil),
        ("/usr/lib64/go/1.22", "suse", "1.22"),
        ("/opt/homebrew/Cellar/go/1.22.3/libexec", "homebrew", "1.22.3"),
        ("/usr/local/Cellar/go@1.21/1.21.10/libexec", "homebrew", "1.21"),
        ("/home/linuxbrew/.linuxbrew/Cellar/go/1.23.4/libexec", "homebrew", "1.23.4"),
        ("/opt/homebrew/opt/go/libexec", "homebrew", nil),
        ("/opt/local/lib/go", "macports", nil),
        ("/nix/store/9vkkqmfm2a3k4nzlcpzqv2s9bg0p0hzk-go-1.22.5/share/go", "nix", "1.22.5"),
        ("/gnu/store/0a1b2c3d4e5f6g7h8i9j-go-1.21.5/lib/go", "guix", "1.21.5"),
        ("/home/jane/.sdkman/candidates/go/1.20.3", "sdkman", "1.20.3"),
        ("/home/jane/.sdkman/candidates/go/current", "sdkman", nil),
        ("/home/jane/.asdf/installs/golang/1.21.0/go", "asdf", "1.21.0"),
        ("/home/jane/.local/share/mise/installs/go/1.22.4", "mise", "1.22.4"),
        ("/home/jane/.local/share/mise/installs/go/latest", "mise", nil),
        ("/home/jane/.gvm/gos/go1.18.10", "gvm", "1.18.10"),
        ("/home/jane/.goenv/versions/1.21.1", "goenv", "1.21.1"),
        ("/home/jane/.gobrew/versions/1.21.1/go", "gobrew", "1.21.1"),
        ("/home/jane/.g/versions/1.21.1", "g", "1.21.1"),
        ("/home/jane/sdk/go1.23rc1", "golang-dl", "1.23rc1"),
        ("/opt/hostedtoolcache/go/1.22.3/x64", "github-tool-cache", "1.22.3"),
        ("/Users/runner/hostedtoolcache/go/1.22.3/arm64", "github-tool-cache", "1.22.3"),
        ("C:\\hostedtoolcache\\windows\\go\\1.22.3\\x64", "github-tool-cache", "1.22.3"),
        ("/home/ci/actions-runner/_work/_tool/go/1.21.9/x64", "github-tool-cache", "1.21.9"),
        (
            "/root/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.1.linux-amd64",
            "downloaded-toolchain", "1.22.1"
        ),
        ("/usr/local/go", "official", nil), ("C:/Program Files/Go", "official", nil),
        ("c:\\go", "official", nil), ("/snap/go/10660", "snap", nil),
        ("C:/Users/jane/scoop/apps/go/1.22.2", "scoop", "1.22.2"),
        ("C:/ProgramData/chocolatey/lib/golang/tools/go", "chocolatey", nil),
        ("/data/data/com.termux/files/usr/lib/go", "termux", nil),
        ("external/go_sdk", "bazel", nil),
        ("/home/jane/.cache/bazel/_bazel_jane/ab/external/go_sdk", "bazel", nil),
        ("external/rules_go~0.46.0~go_sdk~go_default_sdk", "bazel", nil),
        // None of these is anybody's.
        ("/usr/local/golang", nil, nil), ("/usr/lib/go-tools", nil, nil), ("", nil, nil),
        ("/", nil, nil), ("/home/jane/src/go", nil, nil), ("$GOROOT", nil, nil),
        ("/nix/store/abc-hello-1.22", nil, nil), ("/srv/usr/local/go", nil, nil),
    ]

    @Test("its path tells", arguments: paths)
    func origin(_ root: ByteString, _ name: String?, _ version: String?) {
        let origin = GoRootOrigin(root: root)
        #expect(origin?.name == name)
        #expect(origin?.version?.description == version)
    }
}
