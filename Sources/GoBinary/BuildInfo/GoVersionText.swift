public import ObjectFile

extension BuildInformation {
    /// The lines that `go version -m` prints of a file, byte for byte, the last one ended.
    ///
    /// `path` is the file's as it was asked for.
    public func goVersionText(path: String) -> [UInt8] { goVersionText(path: ByteString(path)) }

    /// The same of a path that may be no UTF-8: its bytes stand there as they are.
    public func goVersionText(path: ByteString) -> [UInt8] {
        var text = path.utf8 + Array(": ".utf8) + goVersion.utf8 + Array("\n".utf8)
        for line in goVersionLines {
            text.append(UInt8(ascii: "\t"))
            text += line
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }

    private var goVersionLines: [[UInt8]] {
        var lines: [[UInt8]] = []
        if !path.isEmpty { lines.append(Array("path\t".utf8) + path.utf8) }
        if let main, main != Module(path: "", version: "", sum: "") {
            lines += Self.lines("mod", main)
        }
        for module in dependencies { lines += Self.lines("dep", module) }
        for setting in settings {
            let key = setting.key.utf8
            let value = setting.value.utf8
            lines.append(
                Array("build\t".utf8)
                    + (GoQuoting.mustQuote(key.span, isKey: true) ? GoQuoting.quoted(key) : key)
                    + Array("=".utf8)
                    + (GoQuoting.mustQuote(value.span, isKey: false)
                        ? GoQuoting.quoted(value) : value))
        }
        return lines
    }

    private static func lines(_ word: String, _ module: Module) -> [[UInt8]] {
        let tab = [UInt8(ascii: "\t")]
        let start = Array(word.utf8) + tab + module.path.utf8 + tab + module.version.utf8
        guard let replacement = module.replacement else { return [start + tab + module.sum.utf8] }
        let other =
            Array("=>\t".utf8) + replacement.path.utf8 + tab + replacement.version.utf8 + tab
            + replacement.sum.utf8
        // Go ends a replacement's line, and then the module's own: an empty line.
        return [start, other, []]
    }
}
