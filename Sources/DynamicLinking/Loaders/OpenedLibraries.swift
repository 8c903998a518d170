internal import ObjectFile

/// The libraries that a file says it may open while it runs, as far as it can be known before.
///
/// Spec: systemd, "ELF Dlopen Metadata" (`.note.dlopen`, owner `FDO`): a JSON list of features, each
/// with the names of libraries that would do.
struct OpenedLibraries {
    /// One feature.
    struct Feature {
        /// The names that would do, the best first.
        let names: [ByteString]
        let feature: String?
        let priority: String?
    }

    private(set) var features: [Feature] = []

    /// `NT_FDO_DLOPEN_METADATA`.
    private static let noteType: UInt32 = 0x407c_0c0a
    /// How many names one file may list.
    private static let most = 256

    init() {}

    /// Reads the notes of a file whose structures may not have been read yet.
    init(_ object: ELF.Object?, in file: FileBytes) {
        do throws(ParseError) {
            if let object {
                self.init(object, in: file)
            } else {
                self.init(try ELF.Object(file), in: file)
            }
        } catch {
            self.init()
        }
    }

    /// Reads the notes of a file; one that is no JSON of that form says nothing.
    init(_ object: ELF.Object, in file: FileBytes) {
        for note in object.notes(nil, in: file).notes
        where note.type == Self.noteType && note.owner == "FDO" {
            do throws(ParseError) {
                let text = note.description.span.untilZero.copied
                let list = try JSONReader.value(of: FileBytes(text), "note")
                for entry in list.array ?? [] where features.count < Self.most {
                    let names = entry["soname"]?.strings ?? []
                    features.append(
                        Feature(
                            names: names.prefix(8).map { ByteString($0) },
                            feature: entry["feature"]?.string, priority: entry["priority"]?.string))
                }
            } catch { continue }
        }
    }
}

extension GlibcLoader {
    /// Looks for what the objects may open, each as `dlopen` would for that object; what those need
    /// in turn is not followed.
    mutating func findOpened() {
        for name in surroundings.opens {
            graph.opened.append(
                DependencyGraph.Opened(
                    name: name, path: path(of: name, for: 0), node: 0, reason: .program,
                    feature: nil, priority: nil))
        }
        for place in objects.indices {
            for feature in objects[place].tables.opened.features {
                open(feature, for: place)
            }
        }
    }

    private mutating func open(_ feature: OpenedLibraries.Feature, for place: Int) {
        for name in feature.names {
            let path = self.path(of: name, for: place)
            guard path != nil || name == feature.names.last else { continue }
            graph.opened.append(
                DependencyGraph.Opened(
                    name: name, path: path, node: objects[place].node, reason: .note,
                    feature: feature.feature, priority: feature.priority))
            return
        }
    }

    private mutating func path(of name: ByteString, for place: Int) -> ByteString? {
        if let known = loaded(pool.number(of: name)) { return objects[known].path }
        var search = LibrarySearch(name.utf8, after: nil)
        find(for: place, &search)
        if case .usable? = search.result { return search.path }
        return nil
    }

    /// Looks for the modules of name services, which a static program of glibc opens to look up
    /// users and hosts.
    ///
    /// Spec: glibc, nss/nss_module.c (`libnss_%s.so%s`); nsswitch.conf(5).
    mutating func findNameServices() {
        for name in NameServices.modules(in: surroundings.files) {
            graph.opened.append(
                DependencyGraph.Opened(
                    name: name, path: path(of: name, for: 0), node: 0, reason: .nameService,
                    feature: nil, priority: nil))
        }
    }
}

/// The modules of name services that a static program opens.
enum NameServices {
    private static let databases = ["passwd:", "group:", "hosts:"]

    /// The names of the modules that `/etc/nsswitch.conf` asks for, those of files and DNS where it
    /// is not there.
    static func modules(in files: any FileTree) -> [ByteString] {
        var services: [[UInt8]] = []
        for line in configuration(in: files) {
            let words = line.prefix { $0 != UInt8(ascii: "#") }
                .split(whereSeparator: { $0 == 32 || $0 == 9 })
            guard let first = words.first,
                databases.contains(where: { first.elementsEqual($0.utf8) })
            else { continue }
            for word in words.dropFirst() where word.first != UInt8(ascii: "[") {
                let service = Array(word)
                if services.count < 32, !services.contains(service) { services.append(service) }
            }
        }
        if services.isEmpty { services = [Array("files".utf8), Array("dns".utf8)] }
        return services.map { service in
            let name = Array("libnss_".utf8) + service + Array(".so.2".utf8)
            return ByteString(name.span)
        }
    }

    private static func configuration(in files: any FileTree) -> [ArraySlice<UInt8>] {
        do throws(FileTreeError) {
            let file = try files.open("/etc/nsswitch.conf")
            do throws(ParseError) {
                let part = FilePart("nsswitch.conf", .read)
                let size = min(file.bytes.size, 1 << 16)
                let bytes = try file.bytes.bytes(in: .first(size), reading: part)
                return bytes.span.copied.split(separator: 10)
            } catch {
                return []
            }
        } catch {
            return []
        }
    }

    /// How much of a program's constants is looked through.
    private static let mostBytes: UInt64 = 64 << 20

    /// Whether a static program has glibc's code that opens such modules: its pattern of their names
    /// is among the constants.
    static func areOpened(by object: ELF.Object, in file: FileBytes) -> Bool {
        guard
            object.notes(nil, in: file).notes.contains(where: { $0.owner == "GNU" && $0.type == 1 })
        else { return false }
        for segment in object.segments.value ?? []
        where segment.type == .load && !segment.flags.contains(.write) {
            guard let range = segment.fileRange?.clamped(to: file.size) else { continue }
            if hasPattern(in: range.first(min(range.size, mostBytes)) ?? range, of: file) {
                return true
            }
        }
        return false
    }

    private static func hasPattern(in range: FileRange, of file: FileBytes) -> Bool {
        // `libnss_%`, the least byte first.
        let pattern: UInt64 = 0x255f_7373_6e62_696c
        var rest = range
        while rest.size >= 8 {
            let window = rest.first(min(rest.size, 1 << 18)) ?? rest
            do throws(ParseError) {
                let bytes = try file.bytes(in: window, reading: FilePart("program", .read))
                let span = bytes.span
                var index = 0
                while index &+ 8 <= span.count {
                    if span.number64(at: index, .little) == pattern { return true }
                    index &+= 1
                }
            } catch {
                return false
            }
            rest = rest.dropping(max(1, window.size - 7))
        }
        return false
    }
}
