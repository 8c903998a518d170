public import ObjectFile

/// What to find out of a file, beyond what it is.
public struct Questions: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: Int

    /// Makes a set of bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Libraries, versions, C library: `ImageReport.dependencies`.
    public static let dependencies = Self(rawValue: 1)
    /// What Go wrote of the build: `ImageReport.build`.
    public static let build = Self(rawValue: 2)
    /// Build information also where no section holds it, though the file has sections.
    public static let buildAnywhere = Self(rawValue: 4)
}

/// The inspection of one file: what the file is, and its images one after the other.
///
/// A thin file has one image, an archive one for each object in it; files of other formats have
/// none. Images are read as they are visited, so that a large archive needs little memory.
public struct Inspection: Sendable {
    /// The path as it was given; `-` is standard input.
    public let path: String
    /// The size in bytes, nil where the file cannot be opened.
    public let size: UInt64?
    /// What the file is, nil where it cannot be read.
    public let container: Container?
    /// Why the file could not be read, or is damaged beyond use; nil where images could be read.
    public private(set) var error: ParseError?
    /// What is to be said of the file as a whole.
    public private(set) var diagnostics: [Diagnostic] = []

    private let questions: Questions
    private let limits: Limits
    private var pending: Pending

    private enum Pending: Sendable {
        case nothing
        case one(FileBytes)
        case members(FileBytes, Archive)
    }

    /// Opens a file and looks what it is; nothing thrown here, errors are in `error`.
    public init(path: String, _ questions: Questions, limits: Limits = Limits()) {
        do throws(ParseError) {
            let file =
                path == "-"
                ? try FileBytes.standardInput(limits: limits)
                : try FileBytes(path: path, limits: limits)
            self.init(file, path: path, questions, limits: limits)
        } catch {
            self.init(failed: error, path: path, questions, limits)
        }
    }

    /// Looks at bytes that are there already.
    public init(
        _ file: FileBytes, path: String, _ questions: Questions, limits: Limits = Limits()
    ) {
        self.path = path
        self.questions = questions
        self.limits = limits
        size = file.size
        do throws(ParseError) {
            let container = try Container(file)
            self.container = container
            switch container {
            case .elf: pending = .one(file)
            case .archive:
                pending = Self.archive(file, limits, &error, &diagnostics)
            default:
                pending = .nothing
                diagnostics.append(Self.note(on: container))
            }
        } catch {
            container = nil
            pending = .nothing
            self.error = error
        }
    }

    private init(
        failed error: ParseError, path: String, _ questions: Questions, _ limits: Limits
    ) {
        self.path = path
        self.questions = questions
        self.limits = limits
        self.error = error
        size = nil
        container = nil
        pending = .nothing
    }

    /// Whether the path leads to a folder.
    public var isDirectory: Bool { error?.code == .directory }

    /// Whether the file can be read and is of no format that has images.
    public var isForeign: Bool {
        guard error == nil else { return false }
        if case .nothing = pending { return true } else { return false }
    }

    /// Visits the images one after the other until `visit` says no; `error` and `diagnostics` are
    /// whole only then.
    public mutating func forEachImage(_ visit: (ImageReport) -> Bool) {
        switch pending {
        case .nothing: break
        case .one(let file):
            pending = .nothing
            do throws(ParseError) {
                _ = visit(try report(on: file, range: .first(file.size), member: nil))
            } catch {
                self.error = error
            }
        case .members(let file, let archive):
            pending = .nothing
            forEachMember(of: archive, in: file, visit)
        }
    }

    private mutating func forEachMember(
        of archive: Archive, in file: FileBytes, _ visit: (ImageReport) -> Bool
    ) {
        var found: UInt64 = 0
        // Every object has a header, sections and names: a kilobyte and more on average.
        let most = 1024 + file.size / 1024
        for member in archive.members {
            guard let bytes = file.slice(member.range) else { continue }
            do throws(ParseError) {
                guard try Container(bytes) == .elf else { continue }
                guard found < most else {
                    throw ParseError(
                        .limit, "has more objects than fit into a file of its size",
                        at: member.range.offset, in: "archive")
                }
                found += 1
                let report = try report(on: bytes, range: member.range, member: member.name)
                guard visit(report) else { return }
            } catch {
                self.error = self.error ?? error
                if error.code == .limit { return }
            }
        }
        if found == 0, error == nil {
            diagnostics.append(
                Diagnostic(
                    .archive, .note, "no member of the archive is an object that goelf reads"))
        }
    }

    private static func archive(
        _ file: FileBytes, _ limits: Limits, _ error: inout ParseError?,
        _ diagnostics: inout [Diagnostic]
    ) -> Pending {
        let archive = Archive(file, limits: limits)
        error = archive.error
        guard !archive.isThin else {
            diagnostics.append(
                Diagnostic(
                    .archive, .note,
                    "the archive is thin: its \(archive.members.count) members are other files"))
            return .nothing
        }
        return .members(file, archive)
    }

    private static func note(on container: Container) -> Diagnostic {
        let what =
            switch container {
            case .machO: "is Mach-O, which this version does not read yet"
            case .universal: "is a universal Mach-O file, which this version does not read yet"
            case .pe: "is a Windows program (PE), which goelf does not read"
            case .xcoff: "is an AIX program (XCOFF), which goelf does not read"
            case .plan9: "is a Plan 9 program, which goelf does not read"
            case .wasm: "is WebAssembly, which goelf does not read"
            case .javaClass: "is a Java class"
            case .script: "is a script"
            case .text: "is text"
            case .empty: "is empty"
            default: "is of no format that goelf reads"
            }
        return Diagnostic(.format, .note, "the file " + what)
    }

    private func report(
        on file: FileBytes, range: FileRange, member: ByteString?
    ) throws(ParseError) -> ImageReport {
        let image = try Image(elf: file, limits: limits)
        return ImageReport(image, in: file, range, member: member, questions, limits)
    }
}

extension ParseError.Code {
    /// The file is of a format that is not read.
    public static let format = Self(rawValue: "file.format")
}
