import DynamicLinking
import GoFixtures
import ObjectFile
import TestSupport

@testable import GoInspect

extension RuleFixture {
    /// Fixtures of rules on what the kernel refuses.
    static let ofKernel: [RuleFixture] = [
        .found("wrong-machine", "another processor") {
            var place = SmallPlace.glibc()
            place.surroundings.machine = Architecture(name: "aarch64")
            return try place.verdict(.program())
        },
        .found("wrong-machine", "another system") {
            try SmallPlace.glibc().verdict("macho-hello-amd64")
        },
        .passed("wrong-machine", "a narrow program on a wide processor") {
            var place = SmallPlace.empty
            place.surroundings.machine = Architecture(name: "x86_64")
            return try place.verdict("tiny-static-386-go1.15")
        },
        .found("not-executable", "no permission") {
            try SmallPlace.glibc().verdict(FixtureLibrary.program().bytes, permissions: 0o644)
        },
        .found("not-executable", "a loader without permission") {
            var place = SmallPlace.empty
            place.add("/lib64/ld-linux-x86-64.so.2", .glibcLoader(), permissions: 0o644)
            return try place.verdict(.program())
        },
        .passed("not-executable", "a library, which needs none") {
            try SmallPlace.glibc().verdict(FixtureLibrary().bytes, permissions: 0o644)
        },
        .found("damaged-program", "a path of the loader that does not end") {
            var program = FixtureLibrary.program()
            program.interpreter = ""
            return try SmallPlace.glibc().verdict(program)
        },
        .passed("damaged-program", "a whole one") { try SmallPlace.glibc().verdict(.program()) },
        .found("not-a-program", "an object") {
            try SmallPlace.glibc().verdict("c-hello-object-amd64")
        },
        .found("not-a-program", "debug information") {
            try SmallPlace.glibc().verdict("c-hello-debug-amd64")
        },
        .found("not-a-program", "an object of Mach-O") {
            var place = SmallPlace.empty
            place.system = .macOS
            return try place.verdict("macho-object-amd64")
        },
        .passed("not-a-program", "a library") {
            try SmallPlace.glibc().verdict(FixtureLibrary())
        },
        .passed("not-a-program", "a program") { try SmallPlace.glibc().verdict(.program()) },
        .passed("damaged-program", "an object, which is sound") {
            try SmallPlace.glibc().verdict("c-hello-object-amd64")
        },
        .found("truncated-file", "a program that lost its variables") {
            try SmallPlace.empty.verdict(CheckedFile.start(of: "tiny-static-amd64-go1.27", 600_000))
        },
        .found("truncated-file", "a loader that did") {
            var place = SmallPlace.empty
            let loader = try CheckedFile.start(of: "c-hello-dynamic-amd64", 12_000)
            place.tree.add("/lib64/ld-linux-x86-64.so.2", loader, permissions: 0o755)
            return try place.verdict(.program())
        },
        .found("truncated-file", "a library that did, with glibc") {
            var place = SmallPlace.glibc()
            let library = try CheckedFile.start(of: "shared-amd64-go1.27", 400_000)
            place.tree.add("/lib/x86_64-linux-gnu/liba.so", library)
            return try place.verdict(.program(needed: ["liba.so"]))
        },
        .found("truncated-file", "a library that did, with musl") {
            var place = SmallPlace.musl()
            let library = try CheckedFile.start(of: "shared-amd64-go1.27", 400_000)
            place.tree.add("/lib/liba.so", library)
            return try place.verdict(.muslProgram(needed: ["liba.so"]))
        },
        .found("truncated-file", "a static program for any loader that lost all but its code") {
            try SmallPlace.empty.verdict(
                CheckedFile.start(of: "cgo-static-pie-amd64-go1.27", 400_000))
        },
        .found("truncated-file", "a program for macOS") {
            let scratch = try Scratch()
            let bytes = try CheckedFile.start(of: "tiny-darwin-arm64-go1.27", 900_000)
            let path = try scratch.program("app", bytes)
            return try CheckedFile.verdict(path, in: CheckedFile.place(.macOS, macOS: "14"))
        },
        .passed("truncated-file", "a whole program for macOS") {
            try CheckedFile.verdict(
                CheckedFile.binary("tiny-darwin-arm64-go1.27"),
                in: CheckedFile.place(.macOS, macOS: "14"))
        },
        .passed("truncated-file", "a whole program") {
            try SmallPlace.empty.verdict("tiny-static-amd64-go1.27")
        },
        .found("page-size", "segments that do not fit") {
            var place = SmallPlace.glibc()
            place.settings.pageSize = 65536
            return try place.verdict("c-hello-dynamic-amd64")
        },
        .passed("page-size", "segments that do") {
            try SmallPlace.glibc().verdict(.program())
        },
        .found("interpreter-missing", "an empty root") { try SmallPlace.empty.verdict(.program()) },
        .found("interpreter-missing", "a PIE that needs no library") {
            try SmallPlace.empty.verdict("tiny-pie-amd64-go1.27")
        },
        .passed("interpreter-missing", "a static program") {
            try SmallPlace.empty.verdict("tiny-static-amd64-go1.27")
        },
    ]
}
