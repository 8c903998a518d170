internal import ObjectFile

/// The table of system libraries that macOS and its kin have in place of files.
///
/// What is in the cache of a given system only that cache tells. Of a library that a file names the
/// location decides; of a path that dyld tries of itself the name has to be known, too.
///
/// Spec: dyld-1378; the files are gone since macOS 11 ("macOS Big Sur 11.0.1 Release Notes",
/// Kernel).
enum SharedCache {
    /// Where the libraries lie that go into the cache (`UnsafeHeader::isSharedCacheEligiblePath`).
    private static let locations = [
        "/usr/lib/", "/System/Library/", "/System/iOSSupport/usr/lib/",
        "/System/iOSSupport/System/Library/", "/Library/Apple/usr/lib/",
        "/Library/Apple/System/Library/", "/System/DriverKit/", "/System/Cryptexes/OS/usr/lib/",
        "/System/Cryptexes/OS/System/Library/", "/System/Cryptexes/OS/System/iOSSupport/usr/lib/",
        "/System/Cryptexes/OS/System/iOSSupport/System/Library/", "/System/ExclaveKit/usr/lib/",
        "/System/ExclaveKit/System/Library/",
    ]

    /// What of that stays a file (`platformExcludesSharedCache_macOS`).
    private static let exceptions = [
        "/usr/lib/system/introspection/", "/System/Library/QuickTime/", "/System/Library/Tcl/",
        "/System/Library/Perl/", "/System/Library/MonitorPanels/",
        "/System/Library/Accessibility/", "/usr/lib/pam/", "/System/Library/Templates/Data/",
    ]

    /// Where dyld says that it looked in the cache, too (`mightBeInSharedCache`).
    private static let mentioned = [
        "/usr/lib/", "/System/Library/", "/System/iOSSupport/usr/lib/",
        "/System/iOSSupport/System/Library/", "/System/DriverKit/",
    ]

    /// Whether a library of that path is one of the cache, by its location.
    static func mayHold(_ path: ByteString) -> Bool {
        guard locations.contains(where: { path.starts(with: $0) }),
            !exceptions.contains(where: { path.starts(with: $0) })
        else { return false }
        // What is inside a program's bundle is its own; other spellings are looked up as they are.
        let text = path.utf8
        return !["/../", "/./", "//", ".app/"].contains { text.contains($0) }
    }

    /// Whether a library is known to be there, by its name.
    static func isKnown(_ path: ByteString) -> Bool {
        let swift = "/usr/lib/swift/libswift"
        if path.starts(with: swift) {
            return !path.utf8.dropFirst(swift.utf8.count).contains(UInt8(ascii: "/"))
        }
        guard path.starts(with: "/usr/lib/"), let name = path.ascii?.dropFirst(9),
            name.utf8.count > 6, name.hasSuffix(".dylib")
        else { return false }
        return names.contains(name.dropLast(6))
    }

    /// Whether messages say of the path that it is not in the cache.
    static func isMentioned(_ path: ByteString) -> Bool {
        mentioned.contains { path.starts(with: $0) }
    }
}

extension Array<UInt8> {
    /// Whether these bytes are somewhere inside.
    fileprivate func contains(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard let first = wanted.first else { return true }
        return indices.contains { self[$0] == first && self[$0...].starts(with: wanted) }
    }
}
