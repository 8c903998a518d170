import Foundation

/// What llvm-readobj and pyelftools say of a test binary, as `expected/*.json` has it under
/// `readelf`; see TestBinaries/expect.py.
package struct RecordedFacts: Decodable, Sendable {
    package struct Header: Decodable, Equatable, Sendable {
        package var `class`: Int
        package var data: String
        package var osabi: UInt8
        package var abiversion: UInt8
        package var type: UInt16
        package var machine: UInt16
        package var version: UInt32
        package var entry: UInt64
        package var phoff: UInt64
        package var shoff: UInt64
        package var flags: UInt32
        package var ehsize: UInt16
        package var phentsize: UInt16
        package var phnum: UInt64
        package var shentsize: UInt16
        package var shnum: UInt64
        package var shstrndx: UInt64
    }

    package struct Segment: Decodable, Equatable, Sendable {
        package var type: String
        package var offset: UInt64
        package var vaddr: UInt64
        package var paddr: UInt64
        package var filesz: UInt64
        package var memsz: UInt64
        package var flags: UInt32
        package var align: UInt64
    }

    package struct Section: Decodable, Equatable, Sendable {
        package var index: Int
        package var name: String
        package var type: UInt32
        package var flags: UInt64
        package var addr: UInt64
        package var offset: UInt64
        package var size: UInt64
        package var link: UInt32
        package var info: UInt32
        package var addralign: UInt64
        package var entsize: UInt64
    }

    package struct DynamicEntry: Decodable, Equatable, Sendable {
        package var tag: UInt64
        package var value: UInt64
        package var string: String?
    }

    package struct Versions: Decodable, Sendable {
        package struct Library: Decodable, Equatable, Sendable {
            package var library: String
            package var versions: [Needed]
        }
        package struct Needed: Decodable, Equatable, Sendable {
            package var name: String
            package var index: UInt16
            package var flags: UInt16
        }
        package struct Defined: Decodable, Equatable, Sendable {
            package var name: String
            package var index: UInt16
            package var flags: UInt16
            package var parents: [String]
        }
        package var required: [Library]
        package var defined: [Defined]
    }

    package struct Note: Decodable, Equatable, Sendable {
        package var owner: String
        package var type: UInt32
        package var desc: String
    }

    package struct Symbols: Decodable, Equatable, Sendable {
        package var count: Int
        package var sha256: String
    }

    package var header: Header
    package var segments: [Segment]
    package var sections: [Section]
    package var dynamic: [DynamicEntry]
    package var interpreter: String?
    package var needed: [String]
    package var soname: String?
    package var rpath: String?
    package var runpath: String?
    package var versions: Versions
    package var notes: [Note]
    package var symbols: [String: Symbols?]
}

/// A member of an archive, as `ar tv` lists it.
package struct RecordedMember: Decodable, Sendable {
    package var name: String
    package var size: UInt64
    package var readelf: RecordedFacts
}

/// The whole of `expected/ID.json`, as far as structures go.
package struct Recorded: Decodable, Sendable {
    package struct Archive: Decodable, Sendable {
        package var members: [RecordedMember]
    }
    package var readelf: RecordedFacts?
    package var ar: Archive?

    /// Every ELF file among the test binaries with what was recorded of it, in their order.
    package static func all() throws -> [(file: CorpusFile, facts: RecordedFacts)] {
        let facts = try TestBinary.elf.flatMap { binary in
            let recorded = try Self(binary)
            return recorded.readelf.map { [$0] } ?? recorded.ar?.members.map(\.readelf) ?? []
        }
        return Array(zip(Corpus.testBinaries, facts))
    }

    package init(_ binary: TestBinary) throws {
        let url = TestBinary.folder.appendingPathComponent("expected/\(binary.id).json")
        self = try JSONDecoder().decode(Self.self, from: try Data(contentsOf: url))
    }
}
