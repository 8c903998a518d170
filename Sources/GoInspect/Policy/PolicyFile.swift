public import ObjectFile

extension Policy {
    /// The name of the file that is looked for.
    public static let fileName = ".goelf.json"

    /// Reads a file: JSON, with comments and commas behind the last values.
    ///
    /// - Throws: all that is wrong with it.
    public init(path: String) throws(PolicyError) { try self.init(path: ByteString(path)) }

    /// The same of a path that may be no UTF-8.
    public init(path: ByteString) throws(PolicyError) {
        try self.init(try LineFile.open(path), path: path.text)
        rawPath = path
    }

    /// Reads bytes that are there already, as if they were of that file.
    public init(_ file: FileBytes, path: String) throws(PolicyError) {
        let document = try JSONDocument(file, path: path)
        var reader = PolicyReader(document, path: path)
        reader.read()
        if !reader.problems.isEmpty { throw PolicyError(problems: reader.problems) }
        self = reader.policy
    }

    /// The paths where the file is looked for, from a working directory on upwards.
    public static func places(from workingDirectory: String) -> [String] {
        var up = ""
        var places: [String] = []
        for _ in 0...workingDirectory.split(separator: "/").count {
            places.append(up + fileName)
            up += "../"
        }
        return places
    }
}

extension JSONDocument {
    /// Reads a file that people write for goelf, or that goelf writes and people merge.
    init(_ file: FileBytes, path: String, bounds: JSONReader.Bounds = .ofPolicy) throws(PolicyError)
    {
        let bytes: Bytes
        do throws(ParseError) {
            guard file.size <= bounds.bytes else {
                throw ParseError(
                    .limit, "has \(file.size) bytes, more than \(bounds.bytes)", at: .start,
                    in: path)
            }
            bytes = try file.bytes(in: .first(file.size), reading: FilePart(path, .json))
        } catch {
            throw PolicyError(problems: [.init(path, error.message, error.code)])
        }
        do throws(ParseError) {
            self = try JSONReader.document(of: bytes, path, bounds: bounds)
        } catch {
            let position = TextPosition(of: Int(clamping: error.offset.rawValue), in: bytes)
            throw PolicyError(problems: [.init(path, at: position, error.message, error.code)])
        }
    }
}

extension JSONReader.Bounds {
    /// As much as a policy can need.
    static let ofPolicy: Self = {
        var bounds = Self()
        bounds.bytes = 1 << 20
        bounds.depth = 16
        bounds.values = 1 << 16
        return bounds
    }()
}
