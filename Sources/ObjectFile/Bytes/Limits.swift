/// How much of a hostile file we are willing to read.
///
/// Every limit is far above what any sound file needs. Reaching one is said, never silent.
public struct Limits: Hashable, Sendable {
    /// How long a stream may be that has to be kept in memory, such as standard input.
    public var streamBytes = 1 << 30
    /// How many bytes of a name are looked at before it counts as damaged.
    public var nameBytes = 1 << 16
    /// How many segments or sections a file may have: each.
    public var tableEntries = 1 << 18
    /// How many bytes the load commands of a Mach-O file may have together.
    public var loadCommandBytes: UInt64 = 2 << 20
    /// How many bytes the notes of one file may have together.
    public var noteBytes: UInt64 = 16 << 20
    /// How many notes one file may have.
    public var notes = 1 << 16
    /// How many entries a dynamic section may have.
    public var dynamicEntries = 1 << 16
    /// How many records of versions, needed and defined, one file may have.
    public var versionRecords = 1 << 16
    /// How many dynamic symbols of one file may need a version of a library.
    public var versionedSymbols = 1 << 17
    /// How many types of relocations one table may have.
    public var relocationTypes = 1 << 12
    /// How many bytes one compressed section may become.
    public var decompressedBytes: UInt64 = 1 << 30
    /// How many members of an archive are read.
    public var archiveMembers = 1 << 20

    /// Makes the usual limits.
    public init() {}

    /// How many bytes of names are kept in memory of one table, however large the file is.
    public var keptNameBytes: UInt64 = 32 << 20
    /// How many modules and settings the build information of one program may list.
    public var buildLines = 1 << 16
    /// How many packages the functions of one program may be of.
    public var packages = 1 << 16
    /// How many functions of one program may call C, or be called by it.
    public var cgoFunctions = 1 << 16
    /// How many functions of one program may run before `main.main`.
    public var initFunctions = 1 << 17
    /// How many bytes each of the two texts of the build information may have.
    public var buildBytes: UInt64 = 4 << 20

    /// How many layers one container image may have.
    public var imageLayers = 512
    /// How many entries the layers of one container image may have together.
    public var imageEntries = 1 << 22

    /// How many bytes the layers of a container image of that size may become together.
    ///
    /// Deflate makes a thousand bytes of one, layers of real images less than thirty.
    public func expandedImageBytes(fileSize: UInt64) -> UInt64 {
        let (bytes, overflow) = fileSize.multipliedReportingOverflow(by: 64)
        return overflow
            ? 64 << 30 : min(64 << 30, bytes.addingReportingOverflow(1 << 30).partialValue)
    }

    /// How many compile units of a file of that size are kept: each has code, lines and a table of
    /// its own, a kilobyte and more.
    public func compileUnits(fileSize: UInt64) -> Int {
        Int(clamping: min(1 << 18, 4096 + fileSize / 1024))
    }

    /// How many bytes of names may be taken from one table of a file of that size.
    ///
    /// Names overlap and repeat, so all of them can be longer than their table; those that are kept
    /// in memory get less than those that pass by (`times` 3).
    public func nameBudget(fileSize: UInt64, times: UInt64 = 1) -> UInt64 {
        let size = times == 1 ? min(fileSize, keptNameBytes) : fileSize
        let (bytes, overflow) = size.multipliedReportingOverflow(by: times)
        return overflow ? .max : bytes.addingReportingOverflow(1 << 20).partialValue
    }
}
