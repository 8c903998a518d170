public import ObjectFile

/// Two builds that should be the same bytes: whether they are; if not, what was different when they
/// were made, where that shows, and how it is cured.
public struct Reproduction: Sendable {
    /// A place where both files differ, in a part that has a name.
    public struct Part: Hashable, Sendable {
        /// How what differs there is explained.
        public enum Relation: String, Hashable, Sendable {
            /// It is a cause itself.
            case cause
            /// It follows from causes: addresses of what moved, hashes of what changed.
            case follows
            /// It may follow: the causes change code, or it is code of a processor whose instructions
            /// are not known here. Make the causes equal, and compare again.
            case mayFollow = "may-follow"
            /// Nothing that is known explains it.
            case unexplained
        }

        /// The section or structure, such as `.rodata` or `section headers`.
        public let section: String
        /// The slice or member that it is in; nil where that is all of the file.
        public let image: String?
        /// The bytes in the old file; nil where it has no such part.
        public let old: FileRange?
        /// The bytes in the new file; nil where it has no such part.
        public let new: FileRange?
        /// How it is explained.
        public let relation: Relation
        /// The causes that explain it; empty where none does, or what moved is not known.
        public let causes: [Cause.Kind]
    }

    /// Whether both are the same bytes.
    public let isEqual: Bool
    /// What was different, most basic things first; never what only follows from others.
    public let causes: [Cause]
    /// Where the files differ, in the order of the old one: each byte that differs is in one of them.
    public let parts: [Part]
    /// What could not be read.
    public let diagnostics: Diagnostics
}

extension Reproduction {
    /// Something that was different when both were built.
    public struct Cause: Hashable, Sendable {
        /// What kind of thing.
        public enum Kind: String, CaseIterable, Hashable, Sendable {
            /// They are for other systems or of other formats: nothing else is compared.
            case format
            /// Another Go or C compiler, or linker.
            case toolchain
            /// Another version or source of a module.
            case module
            /// Flags, tags and variables of the environment that change what is compiled.
            case setting
            /// What was stamped of version control.
            case vcs
            /// Folders of the machine.
            case path
            /// String variables: `-X`, or what a generator wrote.
            case variable
            /// Dates and times.
            case time
            /// Instructions or data of the program, though all that is recorded is equal.
            case code
            /// The same things one after another in another order.
            case order
            /// Symbols or debug information are in one of them only.
            case stripping
            /// Debug information is compressed in one of them only, or otherwise.
            case compression
            /// Nothing but the code signature.
            case signature
            /// Build IDs that were said, or that alone differ.
            case buildID = "build-id"
            /// Bytes that nothing explains.
            case unexplained
        }

        /// Where it shows.
        public struct Place: Hashable, Sendable {
            /// The section or structure.
            public let section: String
            /// The place in the old file, nil where it has none.
            public let old: FileOffset?
            /// The place in the new file, nil where it has none.
            public let new: FileOffset?
        }

        /// What kind of thing.
        public let kind: Kind
        /// The thing itself: `vcs.revision`, `main.version`, `source files`.
        public let what: String
        /// What the old file has, nil where it has nothing of the kind.
        public let old: ByteString?
        /// What the new file has, nil where it has nothing of the kind.
        public let new: ByteString?
        /// What that means, in one sentence.
        public let meaning: String
        /// What makes both equal.
        public let remedies: [String]
        /// Where it was seen first; nil where it is of the whole file.
        public var place: Place?
        /// The slice or member that it was seen in first; nil where that is all of the file.
        public var image: String?

        init(
            _ kind: Kind, _ what: String, _ old: ByteString?, _ new: ByteString?,
            _ meaning: String, _ remedies: [String]? = nil, at place: Place? = nil
        ) {
            self.kind = kind
            self.what = what
            self.old = old
            self.new = new
            self.meaning = meaning
            self.remedies = remedies ?? kind.remedies
            self.place = place
        }

        /// Whether it is the same thing in another place.
        func isSame(as other: Self) -> Bool {
            kind == other.kind && what == other.what && old == other.old && new == other.new
        }
    }
}

extension Reproduction.Cause.Kind {
    /// Whether it changes code and data beyond what it names.
    var changesCode: Bool {
        switch self {
        case .format, .toolchain, .module, .setting, .code, .order: true
        default: false
        }
    }

    /// What makes builds equal in that.
    var remedies: [String] {
        switch self {
        case .format: []
        case .toolchain:
            ["build with the same toolchain: `toolchain` in go.mod, GOTOOLCHAIN, a pinned image"]
        case .module: ["build from the same go.mod and go.sum, with -mod=readonly or -mod=vendor"]
        case .setting: ["build with the same flags and environment"]
        case .vcs: ["-buildvcs=false, or build the same commit with nothing changed in the tree"]
        case .path: ["-trimpath"]
        case .variable: ["set it to what does not vary: the commit and its date, not the build's"]
        case .time: ["SOURCE_DATE_EPOCH, or the date of the commit instead of the build's"]
        case .code: ["build from the same sources; compare what is generated before the build"]
        case .order: ["name objects and libraries in a fixed order, sorted where they are listed"]
        case .stripping: ["strip both or none: the same -ldflags (-s, -w), the same tools after"]
        case .compression: ["the same -ldflags=-compressdwarf for both"]
        case .signature: ["compare before signing, or sign both in the same way"]
        case .buildID: ["-ldflags=-buildid= (empty, the same for all)"]
        case .unexplained: []
        }
    }
}
