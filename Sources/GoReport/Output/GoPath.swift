internal import ObjectFile

extension ByteString {
    /// The path as Go has it of a file that it found in a folder: without `.`, without a name that `..`
    /// takes back, and with one slash between names.
    ///
    /// Spec: Go's `filepath.Join`, by which `filepath.WalkDir` makes them.
    var joinedByGo: ByteString {
        let slash = UInt8(ascii: "/")
        let bytes = utf8
        let isAbsolute = bytes.first == slash
        var names: [ArraySlice<UInt8>] = []
        for name in bytes.split(separator: slash) where !name.elementsEqual(".".utf8) {
            let goesUp = name.elementsEqual("..".utf8)
            if goesUp, let last = names.last, !last.elementsEqual("..".utf8) {
                names.removeLast()
            } else if !goesUp || !isAbsolute {
                names.append(name)
            }
        }
        let path = (isAbsolute ? [slash] : []) + Array(names.joined(separator: [slash]))
        return ByteString(path.span)
    }
}
