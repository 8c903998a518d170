internal import GoBinary
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
    /// What Go's own tool prints of the build: ``Build/goVersionText(path:)-(String)``.
    ///
    /// Go reads more of a file than the question needs, and refuses it for faults there.
    public static let buildAsGo = Self(rawValue: 8)
    /// What rules find of the image itself as far as that takes no time: `ImageReport.findings`.
    ///
    /// They look at dependencies and build, which are asked for with it.
    public static let findings: Self = [.dependencies, .build, Self(rawValue: 16)]
}

/// The inspection of one file: what the file is, and its images one after the other.
///
/// A thin file has one image, a universal file one for each slice, an archive one for each object
/// in it; files of other formats have none. Images are read as they are visited, so that a large archive needs little memory.
public struct Inspection: Sendable {
    /// The path as it was given, byte for byte; `-` is standard input.
    public let rawPath: ByteString
    /// The size in bytes, nil where the file cannot be opened.
    public let size: UInt64?
    /// What the file is, nil where it cannot be read.
    public let container: Container?
    /// Why the file could not be read, or is damaged beyond use; nil where images could be read.
    public private(set) var error: ParseError?
    /// What is to be said of the file as a whole.
    public private(set) var diagnostics: [Diagnostic] = []

    private let questions: Questions
    private let placed: PlacedFile?
    private let checked: CheckedFile?
    private let slice: String?
    private let limits: Limits
    private var pending: Pending

    private enum Pending: Sendable {
        case nothing
        case one(FileBytes, Container)
        case members(FileBytes, Archive)
        case slices(FileBytes, MachO.Universal)
    }

    /// Opens a file and looks what it is; nothing thrown here, errors are in `error`.
    ///
    /// The path may be no UTF-8. With a `slice`, named as people or tools name processors (`amd64`, `x86_64`, `arm64e`), only
    /// that one of a universal file is read; other files are not concerned. With a `place`, it is
    /// found out what would be loaded for it there.
    public init(
        path: ByteString, _ questions: Questions, slice: String? = nil, in place: RunPlace? = nil,
        limits: Limits = Limits()
    ) {
        do throws(ParseError) {
            if let place {
                let named = try NamedFile(path, in: [place], limits: limits)
                self.init(
                    named.bytes, path: path, questions, slice: slice, place.place(named), nil,
                    limits)
                return
            }
            let file =
                path.equals("-")
                ? try FileBytes.standardInput(limits: limits)
                : try FileBytes(path: path, limits: limits)
            self.init(file, path: path, questions, slice: slice, limits: limits)
        } catch {
            self.init(failed: error, path: path, questions, limits)
        }
    }

    /// Opens a file and looks what it is, to check whether it runs in some places: in the order of
    /// these are ``ImageReport/verdicts``.
    ///
    /// The file is the one that the first root or image among them has under that path, which may be no
    /// UTF-8, else one of this system; it is judged as if it lay in all of them. What a policy or a baseline expects
    /// of it is found or left out, too.
    public init(
        path: ByteString, _ questions: Questions, slice: String? = nil,
        checking places: [CheckPlace], expecting expectations: Expectations? = nil,
        limits: Limits = Limits()
    ) {
        do throws(ParseError) {
            let named = try NamedFile(path, in: places.compactMap(\.opened), limits: limits)
            self.init(
                named.bytes, path: path, questions, slice: slice, nil,
                CheckedFile(named, places, expectations), limits)
        } catch {
            self.init(failed: error, path: path, questions, limits)
        }
    }

    /// Looks at bytes that are there already, to check whether they run in some places.
    public init(
        _ file: FileBytes, path: ByteString, _ questions: Questions, slice: String? = nil,
        checking places: [CheckPlace], expecting expectations: Expectations? = nil,
        limits: Limits = Limits()
    ) {
        self.init(
            file, path: path, questions, slice: slice, nil,
            CheckedFile(NamedFile(file, path: path), places, expectations), limits)
    }

    /// Looks at bytes that are there already.
    public init(
        _ file: FileBytes, path: ByteString, _ questions: Questions, slice: String? = nil,
        limits: Limits = Limits()
    ) {
        self.init(file, path: path, questions, slice: slice, nil, nil, limits)
    }

    private init(
        _ file: FileBytes, path: ByteString, _ questions: Questions, slice: String?,
        _ placed: PlacedFile?, _ checked: CheckedFile?, _ limits: Limits
    ) {
        rawPath = path
        self.questions = questions
        self.slice = slice
        self.placed = placed
        self.checked = checked
        self.limits = limits
        size = file.size
        var container: Container?
        do throws(ParseError) {
            let found = try Container(file)
            container = found
            switch found {
            case .elf, .machO: pending = .one(file, found)
            case .universal:
                let universal = try MachO.Universal(file)
                diagnostics = universal.diagnostics
                pending = .slices(file, universal)
            case .archive:
                pending = Self.archive(file, limits, &error, &diagnostics)
            case .script where placed != nil:
                pending = .nothing
                if let placed { diagnostics.append(placed.script()) }
            case .script where checked?.opened.isEmpty == false:
                pending = .nothing
                diagnostics += checked?.script() ?? []
            default:
                pending = .nothing
                diagnostics.append(Self.note(on: found))
            }
            if case .nothing = pending { diagnostics += checked?.wrongSum ?? [] }
        } catch {
            pending = .nothing
            self.error = error
        }
        self.container = container
    }

    private init(
        failed error: ParseError, path: ByteString, _ questions: Questions, _ limits: Limits
    ) {
        rawPath = path
        self.questions = questions
        slice = nil
        placed = nil
        checked = nil
        self.limits = limits
        self.error = error
        size = nil
        container = nil
        pending = .nothing
    }

    /// The path for people: a byte that is no UTF-8 shows as U+FFFD.
    public var path: String { rawPath.text }

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
        case .one(let file, let container):
            pending = .nothing
            do throws(ParseError) {
                _ = visit(try report(on: file, container, Place(.first(file.size))))
            } catch {
                self.error = error
            }
        case .members(let file, let archive):
            pending = .nothing
            _ = forEachMember(of: archive, in: file, Place(.first(file.size)), visit)
        case .slices(let file, let universal):
            pending = .nothing
            forEachSlice(of: universal, in: file, visit)
        }
    }

    /// Returns whether more is wanted.
    private mutating func forEachMember(
        of archive: Archive, in file: FileBytes, _ place: Place, _ visit: (ImageReport) -> Bool
    ) -> Bool {
        var found: UInt64 = 0
        // Every object has a header, sections and names: a kilobyte and more on average.
        let most = 1024 + file.size / 1024
        for member in archive.members {
            guard let bytes = file.slice(member.range) else { continue }
            do throws(ParseError) {
                let container = try Container(bytes)
                guard container == .elf || container == .machO else { continue }
                guard found < most else {
                    throw ParseError(
                        .limit, "has more objects than fit into a file of its size",
                        at: member.range.offset, in: "archive")
                }
                found += 1
                let report = try report(on: bytes, container, place.member(member))
                guard visit(report) else { return false }
            } catch {
                self.error = self.error ?? error
                if error.code == .limit { return false }
            }
        }
        if found == 0, error == nil {
            diagnostics.append(
                Diagnostic(
                    .archive, .note, "no member of the archive is an object that goelf reads"))
        }
        return true
    }

    private mutating func forEachSlice(
        of universal: MachO.Universal, in file: FileBytes, _ visit: (ImageReport) -> Bool
    ) {
        // Go reads the first slice, and only where it can read all.
        let isSeenByGo =
            questions.contains(.buildAsGo) && GoReader.accepts(universal, in: file, limits)
        let chosen = universal.slices(named: self.slice)
        if let name = self.slice, chosen.isEmpty {
            let names = universal.slices.map(\.name).joined(separator: ", ")
            error = ParseError(
                .universal, "has none for \(name), only for \(names)", at: .start,
                in: "table of slices")
        }
        for slice in chosen {
            guard let bytes = file.slice(slice.range) else { continue }
            let isFirst = slice.range.offset == universal.table.first?.range.offset
            let place = Place(
                slice.range, slice: slice.name,
                isSeenByGo: self.slice != nil || isSeenByGo && isFirst)
            do throws(ParseError) {
                switch try Container(bytes) {
                case .machO:
                    guard visit(try report(on: bytes, .machO, place)) else { return }
                case .archive:
                    let archive = Archive(bytes, limits: limits)
                    error = error ?? archive.error
                    guard forEachMember(of: archive, in: bytes, place, visit) else { return }
                default:
                    throw ParseError(
                        .universal, "is no Mach-O file and no archive", at: slice.range.offset,
                        in: "slice \(slice.name)")
                }
            } catch {
                diagnostics.append(Diagnostic(error))
            }
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
        on file: FileBytes, _ container: Container, _ place: Place
    ) throws(ParseError) -> ImageReport {
        let image =
            container == .elf
            ? try Image(elf: file, limits: limits) : try Image(machO: file, limits: limits)
        var report = ImageReport(image, in: file, place, questions, placed, limits)
        if let checked { report.check(checked) }
        return report
    }
}

extension ParseError.Code {
    /// The file is of a format that is not read.
    public static let format = Self(rawValue: "file.format")
}
