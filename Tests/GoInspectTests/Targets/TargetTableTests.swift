import ObjectFile
import Testing

@testable import GoInspect

@Suite("The table of targets")
struct TargetTableTests {
    /// The numbers in a name, by which releases are ordered; nothing in it is behind all numbers.
    private func numbers(_ target: Target) -> [Int] {
        let version = target.name.split { $0 == ":" || $0 == "_" }.dropFirst()
        let numbers = version.joined(separator: ".").split(separator: ".").map { Int($0) }
        return numbers.contains(nil) || numbers.isEmpty ? [.max] : numbers.compactMap { $0 }
    }

    @Test("has each family in one piece, the families in their order")
    func families() {
        var seen: [Target.Family] = []
        for target in Target.all where seen.last != target.family { seen.append(target.family) }
        let known = Target.Family.allCases.filter { ![.glibc, .musl, .kernel].contains($0) }
        #expect(seen == known)
    }

    @Test("has the releases of a family in order, the oldest first")
    func order() {
        let ordered = Target.all.filter { ![.distroless, .busybox].contains($0.family) }
        for (a, b) in zip(ordered, ordered.dropFirst()) where a.family == b.family {
            #expect(
                numbers(a).lexicographicallyPrecedes(numbers(b)), "\(a.name) before \(b.name)")
        }
    }

    @Test("never goes back to an older C library or kernel within a distribution")
    func versions() {
        let distributions: [Target.Family] = [
            .debian, .ubuntu, .rhel, .fedora, .amazonLinux, .openSUSE, .alpine, .manylinux,
            .musllinux,
        ]
        for family in distributions {
            let targets = Target.all.filter { $0.family == family }
            let libraries = targets.compactMap { $0.libc?.version.flatMap { SystemVersion($0) } }
            #expect(libraries.count == targets.count && libraries == libraries.sorted())
            let kernels = targets.compactMap(\.kernel)
            #expect(kernels == kernels.sorted(), "\(family)")
        }
    }

    @Test("says of every row where that is stated, and when it was looked up")
    func sources() {
        for target in Target.all {
            #expect(!target.sources.isEmpty, "\(target.name)")
            for source in target.sources {
                #expect(source.hasPrefix("https://") && !source.contains(" "), "\(source)")
            }
            #expect(Date(target.checked).map { $0 >= Date(2026, 11, 1) } == true)
        }
    }

    @Test("has ends of support that are days, and in order")
    func dates() {
        for target in Target.all {
            guard let end = target.endOfLife else { continue }
            #expect(Date(end) != nil, "\(target.name): \(end)")
        }
        for family: Target.Family in [.debian, .rhel, .fedora, .amazonLinux, .openSUSE, .alpine] {
            let ends = Target.all.filter { $0.family == family }
                .compactMap { $0.endOfLife.flatMap { Date($0) } }
            #expect(!ends.isEmpty && zip(ends, ends.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    @Test("has no name twice, and names in small letters alone")
    func names() {
        var seen: Set<String> = []
        for name in Target.all.flatMap({ [$0.name] + $0.aliases }) {
            #expect(seen.insert(name).inserted, "\(name) is there twice")
            #expect(name == name.lowercased() && !name.contains(" ") && !name.contains(","))
        }
        #expect(!seen.contains("all"))
    }

    @Test("has for every Linux that one can start on a C library, or says that there is none")
    func libraries() {
        for target in Target.all {
            #expect(target.libc != nil, "\(target.name)")
            let names = target.libraries.map(\.name)
            #expect(Set(names).count == names.count, "\(target.name)")
            for name in names {
                #expect(name.hasPrefix("lib") && name.contains(".so"), "\(target.name): \(name)")
            }
            // What has no C library has nothing that would need one.
            if target.libc == .absent { #expect(names.isEmpty && target.isWhole) }
        }
    }

    @Test("has processors that are known by name, each once, with sizes of pages")
    func machines() {
        let others: Set = ["power8", "armv8.2-a", "rva23u64"]
        for target in Target.all where target.family != .scratch {
            let names = target.machines.map(\.architecture)
            #expect(!names.isEmpty && Set(names).count == names.count, "\(target.name)")
            for machine in target.machines {
                let sizes = machine.pageSizes
                #expect(!sizes.isEmpty && sizes.allSatisfy { [4096, 16384, 65536].contains($0) })
                guard let level = machine.processor else { continue }
                #expect(RunSettings.processors.contains(level) || others.contains(level))
            }
        }
    }

    @Test("knows what differs by processor")
    func levels() throws {
        let amd64 = Architecture(name: "amd64")
        let levels = try ["debian:12", "rhel:9", "rhel:10", "amazonlinux:2023"].map {
            try Target(named: $0).machine(amd64)?.processor
        }
        #expect(levels == ["x86-64-v1", "x86-64-v2", "x86-64-v3", "x86-64-v2"])
        let arm64 = Architecture(name: "arm64")
        let pages = try ["rhel:8", "rhel:9", "macos:14", "android:34", "android:35"].map {
            try Target(named: $0).machine(arm64)?.pageSizes
        }
        #expect(pages == [[65536], [4096], [16384], [4096], [4096, 16384]])
        #expect(try Target(named: "macos:10.15").machine(arm64) == nil)
        let power = Architecture(name: "ppc64le")
        #expect(try Target(named: "rhel:9").machine(power)?.processor == "power9")
    }

    @Test("knows the newest versions of the compiler's libraries")
    func runtimes() throws {
        func versions(_ name: String) throws -> [String] {
            try Target(named: name).libraries.flatMap(\.versions).sorted()
        }
        #expect(try versions("debian:12") == ["CXXABI_1.3.13", "GCC_12.0.0", "GLIBCXX_3.4.30"])
        #expect(try versions("rhel:7") == ["CXXABI_1.3.7", "GCC_4.8.0", "GLIBCXX_3.4.19"])
        #expect(try versions("manylinux2014") == versions("rhel:7"))
        #expect(try versions("distroless/base").isEmpty)
        #expect(try versions("distroless/cc") == versions("debian:13"))
    }
}

/// A day, as the table writes it.
private struct Date: Comparable {
    let value: Int

    init(_ year: Int, _ month: Int, _ day: Int) { value = year * 10000 + month * 100 + day }

    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, let year = Int(parts[0]),
            let month = Int(parts[1]), let day = Int(parts[2]), (2000...2100).contains(year),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        self.init(year, month, day)
    }

    static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}
