public import ArgumentParser
public import ObjectFile

/// The arguments of a command line as ArgumentParser takes them, which are texts, with the bytes that
/// were given for those that are none.
///
/// Swift repairs arguments that are no UTF-8, and so gives one name to several files. Here each
/// has a text of its own, by which `bytes(of:)` finds it again when an option of type `ByteString` is read.
struct ArgumentBytes {
    /// The arguments, without the command's own name.
    private(set) var texts: [String] = []
    private var given: [String: ByteString] = [:]

    init(_ arguments: [ByteString]) {
        let unchanged = Set(arguments.lazy.filter { $0.bytes == nil }.map(\.text))
        for (place, argument) in arguments.enumerated() {
            guard let bytes = argument.bytes else {
                texts.append(argument.text)
                continue
            }
            let equals = bytes.firstIndex(of: UInt8(ascii: "="))
            // What an option is given stands behind it: `--output=FILE`.
            let start = argument.starts(with: "--") ? equals.map { $0 + 1 } ?? 0 : 0
            let front = String(decoding: bytes[..<start], as: UTF8.self)
            var value = String(decoding: bytes[start...], as: UTF8.self)
            while [value, front + value].contains(where: {
                given[$0] != nil || unchanged.contains($0)
            }
            ) {
                value += "\u{fffd}\(place)"
            }
            given[value] = ByteString(bytes.span.extracting(droppingFirst: start))
            // Behind `--` all of it is a name.
            given[front + value] = argument
            texts.append(front + value)
        }
    }

    /// The bytes that were given for a text.
    func bytes(of text: String) -> ByteString { given[text] ?? ByteString(text) }
}

extension ArgumentBytes {
    /// Those of this process.
    static let ofProcess: Self = {
        let repaired = CommandLine.arguments
        guard repaired.contains(where: \.hasReplacement), let bytes = bytesOfProcess else {
            return Self(repaired.dropFirst().map { ByteString($0) })
        }
        // Of a program that another one has loaded, its own arguments are the last ones.
        let own = bytes.suffix(repaired.count)
        let isSame = own.elementsEqual(repaired) { $0.text == $1 }
        return Self(isSame ? Array(own.dropFirst()) : repaired.dropFirst().map { ByteString($0) })
    }()

    /// The arguments of this process with its name, as the kernel has them; nil where it does not
    /// tell.
    private static var bytesOfProcess: [ByteString]? {
        do throws(ParseError) {
            let file = try FileBytes(path: "/proc/self/cmdline")
            let bytes = try file.bytes(in: .first(file.size), reading: FilePart("arguments", .read))
            // A zero ends each of them.
            return bytes.span.copied.split(separator: 0, omittingEmptySubsequences: false)
                .dropLast().map { ByteString($0.span) }
        } catch {
            return nil
        }
    }
}

extension String {
    /// Whether it may have lost something when it was made: whether it has U+FFFD.
    var hasReplacement: Bool {
        utf8.span.contains(0xef) && unicodeScalars.contains("\u{fffd}")
    }
}

extension ByteString: ExpressibleByArgument {
    /// Takes what was given on the command line for a text of `ArgumentBytes`.
    public init?(argument: String) {
        self =
            argument.hasReplacement
            ? ArgumentBytes.ofProcess.bytes(of: argument) : ByteString(argument)
    }
}
