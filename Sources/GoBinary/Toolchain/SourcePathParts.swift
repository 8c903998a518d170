internal import ObjectFile

/// How paths of all systems are taken apart; Windows writes both kinds of slashes.
extension SourcePaths {
    static func isAbsolute(_ path: ByteString) -> Bool {
        let bytes = path.utf8
        return isAbsolute(bytes.span)
    }

    static func isAbsolute(_ name: Span<UInt8>) -> Bool {
        if name.count > 0, name[0] == UInt8(ascii: "/") { return true }
        guard name.count > 2, name[1] == UInt8(ascii: ":"), isSlash(name[2]) else { return false }
        return isLetter(name[0])
    }

    /// How many bytes a home directory takes at the start of a path, nil where it has none.
    static func home(_ name: Span<UInt8>) -> Int? {
        for root in ["/root/", "/var/root/"] where name.starts(with: root) {
            return root.utf8.count - 1
        }
        let start = name.count > 2 && name[1] == UInt8(ascii: ":") ? 2 : 0
        let path = name.extracting(droppingFirst: start)
        for parent in ["home", "Users", "usr/home"] where starts(path, withDirectory: parent) {
            let user = parent.utf8.count + 2
            var end = user
            while end < path.count, !isSlash(path[end]) { end += 1 }
            if end > user, end < path.count { return start + end }
        }
        return nil
    }

    static func starts(_ path: Span<UInt8>, withDirectory name: String) -> Bool {
        let length = name.utf8.count
        guard path.count > length + 2, isSlash(path[0]), isSlash(path[length + 1]) else {
            return false
        }
        return path.extracting(1..<(length + 1)).equals(name)
    }

    /// The end of `/go-build123` with all before it, nil where there is none.
    static func buildDirectory(_ name: Span<UInt8>) -> Int? {
        guard var end = end(of: "/go-build", in: name), end < name.count,
            isDigit(name[end])
        else { return nil }
        while end < name.count, isDigit(name[end]) { end += 1 }
        return end
    }

    /// The first two parts of a path, or what there is of them before the file's name.
    static func firstParts(_ name: Span<UInt8>) -> Int {
        var slashes: [Int] = []
        for index in name.indices where isSlash(name[index]) {
            slashes.append(index)
            if slashes.count == 3 { break }
        }
        return max(slashes.last ?? 0, 1)
    }

    /// Where a text ends in a path, either kind of slash counting; nil where it is not there.
    static func end(of text: String, in name: Span<UInt8>) -> Int? {
        let wanted = Array(text.utf8)
        guard name.count >= wanted.count else { return nil }
        for start in 0...(name.count - wanted.count) where isSlash(name[start]) {
            var length = 1
            while length < wanted.count,
                isSlash(wanted[length])
                    ? isSlash(name[start + length]) : name[start + length] == wanted[length]
            {
                length += 1
            }
            if length == wanted.count { return start + length }
        }
        return nil
    }

    static func ends(_ name: Span<UInt8>, with text: String) -> Bool {
        let length = text.utf8.count
        return name.count >= length
            && name.extracting(droppingFirst: name.count - length).equals(text)
    }

    static func isSlash(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
