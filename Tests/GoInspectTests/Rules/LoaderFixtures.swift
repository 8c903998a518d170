import DynamicLinking
import GoFixtures
import ObjectFile

@testable import GoInspect

extension RuleFixture {
    /// Fixtures of rules on what loaders complain of.
    static let ofLoaders: [RuleFixture] =
        ofForeignLibc + ofMissing + ofVersions + ofRest

    private static let ofForeignLibc: [RuleFixture] = [
        .found("glibc-on-musl", "no loader of glibc's") {
            try SmallPlace.musl().verdict(.program(needed: ["libc.so.6"]))
        },
        .found("glibc-on-musl", "a link of the loader's name, and no symbol of glibc's") {
            try Self.behindLink(wanting: "__res_init", musl: ["puts"])
        },
        .passed("glibc-on-musl", "a link of the loader's name, and every symbol") {
            try Self.behindLink(wanting: "puts", musl: ["puts"])
        },
        .found("glibc-on-musl", "a library, and no symbol of glibc's") {
            try SmallPlace.musl(["puts"]).verdict(Self.libraryOfGlibc(wanting: "__res_init"))
        },
        .passed("glibc-on-musl", "a library, and every symbol") {
            try SmallPlace.musl(["puts"]).verdict(Self.libraryOfGlibc(wanting: "puts"))
        },
        .passed("glibc-on-musl", "a library, and no symbol of who loads it") {
            var library = Self.libraryOfGlibc(wanting: "puts")
            library.symbols.append(.wanted("PyList_New"))
            return try SmallPlace.musl(["puts"]).verdict(library)
        },
        .found("musl-on-glibc", "no loader of musl's") {
            try SmallPlace.glibc().verdict(.muslProgram())
        },
        .found("musl-on-glibc", "a library") {
            try SmallPlace.glibc().verdict(
                FixtureLibrary(needed: ["libc.musl-x86_64.so.1"], soname: "libown.so"))
        },
        .passed("musl-on-glibc", "both are there") {
            var place = SmallPlace.musl()
            place.add("/lib64/ld-linux-x86-64.so.2", .glibcLoader())
            return try place.verdict(.muslProgram())
        },
        .found("libresolv-on-musl", "a link of the loader's name") {
            var place = SmallPlace.musl()
            place.add("/lib64/ld-linux-x86-64.so.2", .muslLoader())
            return try place.verdict(.program(needed: ["libresolv.so.2", "libc.so.6"]))
        },
        .passed("libresolv-on-musl", "glibc's names that musl takes for itself") {
            var place = SmallPlace.musl()
            place.add("/lib64/ld-linux-x86-64.so.2", .muslLoader())
            return try place.verdict(.program(needed: ["libpthread.so.0", "libc.so.6"]))
        },
    ]

    private static func libraryOfGlibc(wanting symbol: String) -> FixtureLibrary {
        var library = FixtureLibrary(needed: ["libc.so.6"], soname: "libown.so")
        library.symbols = [.wanted(symbol, version: "GLIBC_2.2.5", of: "libc.so.6")]
        library.neededVersions = [.init("GLIBC_2.2.5", of: "libc.so.6")]
        return library
    }

    private static func behindLink(wanting symbol: String, musl: [String]) throws -> Verdict {
        var place = SmallPlace.musl(musl)
        place.add("/lib64/ld-linux-x86-64.so.2", .muslLoader(musl.map { .defined($0) }))
        var program = FixtureLibrary.program(needed: ["libc.so.6"])
        program.symbols = [.wanted(symbol)]
        return try place.verdict(program)
    }

    private static let ofMissing: [RuleFixture] = [
        .found("library-missing", "nowhere") {
            try SmallPlace.glibc().verdict(.program(needed: ["liba.so"]))
        },
        .found("library-missing", "for musl") {
            try SmallPlace.musl().verdict(.muslProgram(needed: ["liba.so"]))
        },
        .passed("library-missing", "in a directory of the loader") {
            var place = SmallPlace.glibc()
            place.add("/usr/lib/liba.so", FixtureLibrary())
            return try place.verdict(.program(needed: ["liba.so"]))
        },
        .found("library-wrong-machine", "of another word size") {
            var place = SmallPlace.glibc()
            var library = FixtureLibrary()
            (library.is64Bit, library.machine) = (false, 3)
            place.add("/usr/lib/liba.so", library)
            return try place.verdict(.program(needed: ["liba.so"]))
        },
        .passed("library-wrong-machine", "behind one of another word size") {
            var place = SmallPlace.glibc()
            var library = FixtureLibrary()
            (library.is64Bit, library.machine) = (false, 3)
            place.add("/lib/liba.so", library)
            place.add("/usr/lib/liba.so", FixtureLibrary())
            return try place.verdict(.program(needed: ["liba.so"]))
        },
        .found("library-damaged", "a text") {
            var place = SmallPlace.glibc()
            place.tree.add("/usr/lib/liba.so", Array("INPUT(-la)\n".utf8))
            return try place.verdict(.program(needed: ["liba.so"]))
        },
        .found("library-damaged", "a loader that is a text") {
            var place = SmallPlace.empty
            let text = [UInt8](repeating: 0x20, count: 100)
            place.tree.add("/lib64/ld-linux-x86-64.so.2", text, permissions: 0o755)
            return try place.verdict(.program())
        },
        .passed("library-damaged", "a whole one") {
            var place = SmallPlace.glibc()
            place.add("/usr/lib/liba.so", FixtureLibrary())
            return try place.verdict(.program(needed: ["liba.so"]))
        },
    ]

    private static let ofVersions: [RuleFixture] = [
        .found("glibc-too-old", "a version that is missing") {
            try SmallPlace.glibc().verdict(.program(needing: ["GLIBC_2.34"]))
        },
        .passed("glibc-too-old", "a version that is there") {
            try SmallPlace.glibc(versions: ["GLIBC_2.2.5", "GLIBC_2.34"])
                .verdict(.program(needing: ["GLIBC_2.34"]))
        },
        .found("library-too-old", "a version of libstdc++") { try Self.standardLibrary("3.4.29") },
        .passed("library-too-old", "one that is there") { try Self.standardLibrary("3.4.30") },
        .found("versions-absent", "a library without versions") {
            try Self.library(defining: [])
        },
        .found("versions-absent", "a library that nothing loads") {
            var program = FixtureLibrary.program(needed: ["libc.so.6"])
            program.neededVersions = [.init("V1", of: "liba.so")]
            return try SmallPlace.glibc().verdict(program)
        },
        .passed("versions-absent", "a library with versions") {
            try Self.library(defining: ["V1"])
        },
        .found("relr-undeclared", "packed relocations alone") {
            try Self.packed(needing: ["GLIBC_2.2.5"])
        },
        .passed("relr-undeclared", "packed relocations and the version") {
            try Self.packed(needing: ["GLIBC_2.2.5", "GLIBC_ABI_DT_RELR"])
        },
    ]

    private static func standardLibrary(_ newest: String) throws -> Verdict {
        var place = SmallPlace.glibc()
        var library = FixtureLibrary(soname: "libstdc++.so.6")
        library.definedVersions = ["GLIBCXX_\(newest)"]
        place.add("/usr/lib/libstdc++.so.6", library)
        var program = FixtureLibrary.program(needed: ["libstdc++.so.6", "libc.so.6"])
        program.neededVersions = [.init("GLIBCXX_3.4.30", of: "libstdc++.so.6")]
        return try place.verdict(program)
    }

    private static func library(defining versions: [String]) throws -> Verdict {
        var place = SmallPlace.glibc()
        var library = FixtureLibrary(soname: "liba.so")
        library.definedVersions = versions
        place.add("/usr/lib/liba.so", library)
        var program = FixtureLibrary.program(needed: ["liba.so", "libc.so.6"])
        program.neededVersions = [.init("V1", of: "liba.so")]
        return try place.verdict(program)
    }

    private static func packed(needing versions: [String]) throws -> Verdict {
        let place = SmallPlace.glibc(versions: ["GLIBC_2.2.5", "GLIBC_ABI_DT_RELR"])
        var program = FixtureLibrary.program(needing: versions)
        program.hasPackedRelocations = true
        return try place.verdict(program)
    }

    private static let ofRest: [RuleFixture] = [
        .found("symbol-missing", "a symbol that is bound at start") {
            try Self.wanting(defined: "one", isLazy: false)
        },
        .found("symbol-missing", "a symbol that is bound later") {
            try Self.wanting(defined: "one", isLazy: true)
        },
        .passed("symbol-missing", "a symbol that is there") {
            try Self.wanting(defined: "two", isLazy: false)
        },
        .passed("symbol-missing", "a symbol of a library that is missing") {
            var program = FixtureLibrary.program(needed: ["liba.so", "libc.so.6"])
            program.symbols = [.wanted("two")]
            return try SmallPlace.glibc().verdict(program)
        },
        .found("library-unknown", "a loader of which nothing is known") {
            var place = SmallPlace.empty
            place.add("/lib/ld-other.so.1", FixtureLibrary(soname: "ld-other.so.1"))
            var program = FixtureLibrary(needed: ["libc.so.0"])
            program.interpreter = "/lib/ld-other.so.1"
            place.system = nil
            return try place.verdict(program)
        },
        .passed("library-unknown", "a loader that is known") {
            try SmallPlace.glibc().verdict(.program())
        },
    ]

    private static func wanting(defined: String, isLazy: Bool) throws -> Verdict {
        var place = SmallPlace.glibc()
        var library = FixtureLibrary()
        library.symbols = [.defined(defined)]
        place.add("/usr/lib/liba.so", library)
        var program = FixtureLibrary.program(needed: ["liba.so"])
        program.symbols = [.wanted("two")]
        program.isLazy = isLazy
        return try place.verdict(program)
    }
}
