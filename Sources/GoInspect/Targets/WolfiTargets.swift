extension Target {
    /// Wolfi, which Chainguard's images are made of.
    static let wolfi: [Target] = [
        {
            var target = Target(
                "wolfi", "Wolfi (Chainguard's wolfi-base)", .wolfi,
                aliases: [
                    "wolfi-base", "chainguard", "chainguard/wolfi-base",
                    "cgr.dev/chainguard/wolfi-base",
                ],
                sources: [
                    "https://github.com/wolfi-dev/os",
                    "https://edu.chainguard.dev/chainguard/chainguard-images/about/"
                        + "images-compiled-programs/compiled-programs/",
                ])
            target.libc = .glibc("2.43")
            target.partNames = withoutNames
            target.markerNames = ""
            target.libraryNames = "libcrypto.so.3 libz.so.1"
            target.machines = [.amd64, .arm64]
            target.contents = Contents(certificates: true, users: true)
            target.note = "changes every day: this is what it was on the day it was checked"
            return target
        }()
    ]
}
