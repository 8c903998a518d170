internal import ObjectFile

/// The lines that Go's linker writes: `path`, `mod`, `dep`, `=>` and `build`, with tabs between.
///
/// Spec: Go's `runtime/debug`, `ParseBuildInfo` and `BuildInfo.String`.
extension BuildInformation {
    /// Reads the framed text of the linker.
    ///
    /// - Throws: `goBuildInformation` where a line is not of its form: then none counts, as for Go.
    init(
        goVersion: ByteString, modules: Bytes, at offset: FileOffset, _ limits: Limits
    ) throws(ParseError) {
        self.goVersion = goVersion
        let framed = modules.span
        // 16 bytes of sentinel on either side; without them the program has no module information.
        guard framed.count >= 33, framed[framed.count - 17] == UInt8(ascii: "\n") else { return }
        let text = framed.extracting(16..<(framed.count - 16))
        var parser = LineParser()
        var start = 0
        var number = 1
        for index in text.indices where text[index] == UInt8(ascii: "\n") {
            if let fault = parser.read(text.extracting(start..<index), into: &self) {
                throw FilePart.buildInformation.error("line \(number): \(fault)", at: offset)
            }
            start = index + 1
            number += 1
            guard number <= limits.buildLines else {
                throw FilePart.buildInformation.limit(
                    "has more than \(limits.buildLines) lines", at: offset)
            }
        }
    }

    private struct LineParser {
        /// What a replacement on the next line belongs to.
        private enum Last { case none, main, dependency }
        private var last = Last.none

        /// Reads one line; returns what is wrong with it, nil if nothing is.
        mutating func read(_ line: Span<UInt8>, into information: inout BuildInformation) -> String?
        {
            if line.starts(with: "path\t") {
                information.path = ByteString(line.extracting(droppingFirst: 5))
            } else if line.starts(with: "mod\t") {
                guard let module = Self.module(line.extracting(droppingFirst: 4)) else {
                    return Self.wrongColumns
                }
                information.main = module
                last = .main
            } else if line.starts(with: "dep\t") {
                guard let module = Self.module(line.extracting(droppingFirst: 4)) else {
                    return Self.wrongColumns
                }
                information.dependencies.append(module)
                last = .dependency
            } else if line.starts(with: "=>\t") {
                return replacement(line.extracting(droppingFirst: 3), into: &information)
            } else if line.starts(with: "build\t") {
                return Self.setting(line.extracting(droppingFirst: 6), into: &information)
            }
            return nil
        }

        private static let wrongColumns = "a module has other than 2 or 3 columns"

        private static func module(_ columns: Span<UInt8>) -> Module? {
            let fields = columns.split(at: UInt8(ascii: "\t"))
            guard fields.count == 2 || fields.count == 3 else { return nil }
            return Module(
                path: fields[0], version: fields[1], sum: fields.count == 3 ? fields[2] : "")
        }

        private mutating func replacement(
            _ columns: Span<UInt8>, into information: inout BuildInformation
        ) -> String? {
            let fields = columns.split(at: UInt8(ascii: "\t"))
            guard fields.count == 3 else { return "a replacement has other than 3 columns" }
            let replacement = Replacement(path: fields[0], version: fields[1], sum: fields[2])
            switch last {
            case .none: return "a replacement follows no module"
            case .main: information.main?.replacement = replacement
            case .dependency:
                let index = information.dependencies.count - 1
                information.dependencies[index].replacement = replacement
            }
            last = .none
            return nil
        }

        private static func setting(
            _ text: Span<UInt8>, into information: inout BuildInformation
        ) -> String? {
            guard text.count > 0, text[0] != UInt8(ascii: "=") else {
                return "a setting has no name"
            }
            var key: ByteString
            var rest: Span<UInt8>
            if GoQuoting.isQuote(text[0]) {
                guard let (name, length) = GoQuoting.unquotedPrefix(text) else {
                    return "a setting's quoted name does not end"
                }
                guard length < text.count, text[length] == UInt8(ascii: "=") else {
                    return "a setting has no = after its name"
                }
                key = ByteString(name.span)
                rest = text.extracting(droppingFirst: length + 1)
            } else {
                guard let end = text.firstIndex(of: UInt8(ascii: "=")) else {
                    return "a setting has no ="
                }
                let name = text.extracting(0..<end)
                guard !GoQuoting.mustQuote(name, isKey: true) else {
                    return "a setting's name must be quoted and is not"
                }
                key = ByteString(name)
                rest = text.extracting(droppingFirst: end + 1)
            }
            guard let value = value(rest) else { return "a setting's value is not well quoted" }
            information.settings.append(Setting(key: key, value: value))
            return nil
        }

        private static func value(_ text: Span<UInt8>) -> ByteString? {
            guard text.count > 0 else { return "" }
            if GoQuoting.isQuote(text[0]) {
                guard let (value, length) = GoQuoting.unquotedPrefix(text), length == text.count
                else { return nil }
                return ByteString(value.span)
            }
            return GoQuoting.mustQuote(text, isKey: false) ? nil : ByteString(text)
        }
    }
}

extension Span<UInt8> {
    func firstIndex(of byte: UInt8) -> Int? {
        for index in indices where self[index] == byte { return index }
        return nil
    }

    func split(at separator: UInt8) -> [ByteString] {
        var fields: [ByteString] = []
        var start = 0
        for index in indices where self[index] == separator {
            fields.append(ByteString(extracting(start..<index)))
            start = index + 1
        }
        fields.append(ByteString(extracting(droppingFirst: start)))
        return fields
    }
}
