import Foundation
import GoInspect
import GoReport
import ObjectFile
import Testing

@Suite("What is written of targets")
struct TargetsTopicTests {
    private final class Collector { var bytes: [UInt8] = [] }

    private func written(
        _ names: String, _ format: Format = .text, isVerbose: Bool = false
    ) throws -> String {
        let collector = Collector()
        let out = ByteWriter {
            collector.bytes += $0.copied
            return 0
        }
        let report = TargetReport(try Target.list(names))
        #expect(report.write(format, isVerbose: isVerbose, usesColor: false, to: out) == 0)
        return String(decoding: collector.bytes, as: UTF8.self)
    }

    @Test("is a table with one line each")
    func table() throws {
        #expect(
            try written("debian:12,alpine:3.19,scratch,kernel:4.18") == """
                name         C library   kernel  support ends  what it is
                debian:12    glibc 2.36  6.1     2028-06-30    Debian 12 (bookworm)
                alpine:3.19  musl 1.2.4  6.6     2025-11-01    Alpine 3.19
                scratch      none        -       -             scratch: nothing but the program
                kernel:4.18  -           4.18    -             a system with Linux 4.18

                """)
    }

    @Test("is everything with its sources, where that is asked")
    func everything() throws {
        #expect(
            try written("distroless/base-nossl-debian12,android:35", isVerbose: true) == """
                distroless/base-nossl-debian12: Distroless base-nossl of Debian 12
                  also            gcr.io/distroless/base-nossl-debian12
                  C library       glibc 2.36
                  complete        nothing else can be there
                  processor       x86_64, x86-64-v1 or newer, pages of 4k
                  processor       aarch64, pages of 4k
                  processor       arm, pages of 4k
                  processor       ppc64le, power8 or newer, pages of 64k
                  processor       s390x, pages of 4k
                  time zones      yes
                  certificates    yes
                  list of users   yes
                  source          https://github.com/GoogleContainerTools/distroless
                  source          https://github.com/GoogleContainerTools/distroless/blob/main/\
                SUPPORT_POLICY.md
                  checked         2026-11-21

                android:35: Android 15 (API level 35)
                  also            android-35, android:15
                  C library       bionic
                  API level       35
                  processor       aarch64, pages of 4k or 16k
                  processor       arm, pages of 4k
                  processor       x86_64, pages of 4k or 16k
                  processor       i386, pages of 4k
                  source          https://apilevels.com
                  source          https://developer.android.com/tools/releases/platforms
                  source          https://developer.android.com/guide/practices/page-sizes
                  checked         2026-11-21

                """
        )
    }

    @Test("is one document of JSON")
    func document() throws {
        let text = try written("distroless/cc-debian12,kernel:4.18", .json)
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let document = try #require(object)
        #expect(document["command"] as? String == "targets")
        let targets = try #require(document["targets"] as? [[String: Any]])
        #expect(targets.map { $0["name"] as? String } == ["distroless/cc-debian12", "kernel:4.18"])
        let image = try #require(targets.first)
        let libc = image["libc"] as? [String: Any]
        #expect(libc?["name"] as? String == "glibc" && libc?["version"] as? String == "2.36")
        let libraries = image["libraries"] as? [[String: Any]] ?? []
        let standard = libraries.first { $0["name"] as? String == "libstdc++.so.6" }
        #expect(standard?["versions"] as? [String] == ["GLIBCXX_3.4.30", "CXXABI_1.3.13"])
        #expect(image["complete"] as? Bool == true && image["kernel"] is NSNull)
        #expect(targets[1]["libc"] is NSNull && targets[1]["kernel"] as? String == "4.18")
        #expect(text.hasSuffix("]}\n"))
    }
}
