internal import ObjectFile

/// A name that no target has.
public struct UnknownTarget: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was asked for.
    public let name: String
    /// Names that may have been meant, the likeliest first.
    public let near: [String]
    /// Names of the same family, where the family is known and no name is near.
    public let family: [String]

    /// A sentence for people.
    public var description: String {
        let what = name.isEmpty ? "a target has no name" : "there is no target '\(name)'"
        if name.hasPrefix("glibc:") || name.hasPrefix("musl:") {
            return what + ", or nothing is known of that release"
        }
        if !near.isEmpty { return what + ": did you mean \(near.joined(separator: " or "))?" }
        if !family.isEmpty { return what + "; there are \(family.joined(separator: ", "))" }
        return what + ": goelf targets lists them; glibc:2.31, musl:1.2.5 and kernel:4.18 name"
            + " just that"
    }
}

extension Target {
    /// Finds a target by a name that people use for it, in any case: `debian:12`,
    /// `debian:bookworm-slim`, `alpine:3.20.3`, `alpine:3.20+gcompat`, `manylinux_2_28_x86_64`,
    /// `glibc:2.31`, `macos:13.5`.
    public init(named name: String) throws(UnknownTarget) {
        let plain = Self.plain(name)
        if let found = Self.listed(plain) ?? Self.tag(plain) ?? Self.withGcompat(plain)
            ?? Self.made(plain)
        {
            self = found
            return
        }
        throw Self.unknown(name, plain)
    }

    /// Reads names with commas between, where `all` stands for the whole table; each target comes
    /// once, in the order named.
    public static func list(_ names: String) throws(UnknownTarget) -> [Target] {
        var targets: [Target] = []
        var known: Set<String> = []
        for name in names.split(separator: ",", omittingEmptySubsequences: false) {
            let found = plain(String(name)) == "all" ? all : [try Target(named: String(name))]
            targets += found.filter { known.insert($0.name).inserted }
        }
        return targets
    }

    /// Without what names of images have around them.
    private static func plain(_ name: String) -> String {
        var text = name.lowercased()
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        for start in ["docker.io/", "library/", "registry.access.redhat.com/", "cgr.dev/"]
        where text.hasPrefix(start) {
            text.removeFirst(start.count)
        }
        if text.hasSuffix("-slim") { text.removeLast(5) }
        return text
    }

    /// One of the table, also by a version with more parts than the table's.
    private static func listed(_ name: String) -> Target? {
        if let place = places[name] { return all[place] }
        guard let colon = name.lastIndex(of: ":") else { return nil }
        // A tag of distroless says who runs it.
        let tag = name[name.index(after: colon)...]
        if name.contains("distroless/") {
            let isKnown = ["latest", "nonroot", "debug", "debug-nonroot"].contains(tag)
            return isKnown ? places[String(name[..<colon])].map { all[$0] } : nil
        }
        guard tag.utf8.count <= 40, tag.last != "." else { return nil }
        guard tag.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 || $0 == 46 }) else { return nil }
        var shorter = tag
        while let dot = shorter.lastIndex(of: ".") {
            shorter = shorter[..<dot]
            guard let place = places[name[...colon].description + shorter] else { continue }
            let found = all[place]
            if found.family == .macOS { return found.ofMacOS(String(tag)) }
            return found.takesPatches ? found : nil
        }
        return nil
    }

    /// Whether a further number in a version is of no account: 12.5 is Debian 12.
    private var takesPatches: Bool {
        switch family {
        case .debian, .ubuntu, .rhel, .fedora, .amazonLinux, .alpine: true
        default: false
        }
    }

    private func ofMacOS(_ version: String) -> Target? {
        guard let number = SystemVersion(version) else { return nil }
        var target = Target(
            "macos:" + version, "macOS " + version, family, sources: sources, checked: checked)
        target.macOS = number
        target.system = system
        target.libc = libc
        target.machines = machines
        target.endOfLife = endOfLife
        return target
    }

    private static func withGcompat(_ name: String) -> Target? {
        let end = "+gcompat"
        guard name.hasSuffix(end), let base = listed(String(name.dropLast(end.count))),
            base.family == .alpine
        else { return nil }
        var target = Target(
            base.name + end, base.title + " with gcompat", base.family,
            sources: base.sources + ["https://git.adelielinux.org/adelie/gcompat"],
            checked: base.checked)
        target.libc = base.libc
        target.libraryNames = base.libraryNames
        target.hasGcompat = true
        target.kernel = base.kernel
        target.machines = base.machines
        target.contents = base.contents
        target.endOfLife = base.endOfLife
        target.note = base.note
        return target
    }

    /// One that is nothing but a C library or a kernel.
    private static func made(_ name: String) -> Target? {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let numbers = numbers(parts[1]) else { return nil }
        let version = parts[1]
        var target: Target
        switch (parts[0], numbers.count) {
        case ("glibc", 2) where numbers[0] == 2 && (3...999).contains(numbers[1]):
            target = Target(name, "a system with glibc " + version, .glibc)
            target.libc = .glibc(version)
        case ("musl", 3) where numbers[0] == 1 && max(numbers[1], numbers[2]) < 256:
            target = Target(name, "a system with musl " + version, .musl)
            target.libc = .musl(version)
        case ("kernel", 2), ("kernel", 3), ("linux", 2), ("linux", 3):
            target = Target("kernel:" + version, "a system with Linux " + version, .kernel)
            target.kernel = SystemVersion(version)
        default: return nil
        }
        // Of releases that are newer than the tables, or that none used, nothing is known.
        let isKnown =
            target.libc == nil || target.surroundings(for: Architecture(name: "amd64")) != nil
        return isKnown ? target : nil
    }

    /// The numbers of a version, with dots between and nothing else; few, of up to nine digits.
    private static func numbers(_ version: String) -> [Int]? {
        guard version.utf8.count <= 40 else { return nil }
        var numbers: [Int] = []
        for part in version.split(separator: ".", omittingEmptySubsequences: false) {
            guard part.utf8.count <= 9, part.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }),
                part.utf8.count == 1 || part.utf8.first != 48, let number = Int(part)
            else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private static func unknown(_ name: String, _ plain: String) -> UnknownTarget {
        let start = plain.prefix { $0 != ":" && $0 != "/" }
        let kin = all.filter { target in
            start != plain
                && ([target.name] + target.aliases).contains {
                    $0.hasPrefix(start + ":") || $0.hasPrefix(start + "/")
                }
        }
        // A number is near to many others, and no more one of them than another.
        let isNumber = plain.dropFirst(start.count + 1).utf8.allSatisfy { $0 < 65 }
        var near = nearTags(plain)
        if near.isEmpty, plain.utf8.count <= 60, kin.isEmpty || !isNumber {
            let names = all.flatMap { [$0.name] + $0.aliases }
            near = Array(NearNames.of(plain, among: names).prefix(3))
        }
        return UnknownTarget(name: name, near: near, family: near.isEmpty ? kin.map(\.name) : [])
    }
}
