/// How much of a hostile file we are willing to read.
///
/// Every limit is far above what any sound file needs. Reaching one is said, never silent.
public struct Limits: Hashable, Sendable {
    /// How long a stream may be that has to be kept in memory, such as standard input.
    public var streamBytes = 1 << 30
    /// How many bytes of a name are looked at before it counts as damaged.
    public var nameBytes = 1 << 16
    /// How many bytes the notes of one file may have together.
    public var noteBytes: UInt64 = 16 << 20
    /// How many entries a dynamic section may have.
    public var dynamicEntries = 1 << 16
    /// How many records of versions, needed and defined, one file may have.
    public var versionRecords = 1 << 16
    /// How many bytes one compressed section may become.
    public var decompressedBytes: UInt64 = 1 << 30
    /// How many members of an archive are read.
    public var archiveMembers = 1 << 20

    /// Makes the usual limits.
    public init() {}

    /// How many bytes of names a file of that size may spend in one table. Names overlap and
    /// repeat, so it is more than the file has; but no sound file comes near.
    public func nameBudget(fileSize: UInt64) -> UInt64 {
        fileSize.multipliedReportingOverflow(by: 3).partialValue.addingReportingOverflow(1 << 20)
            .partialValue
    }
}
