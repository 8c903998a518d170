extension Rule {
    /// The rules that stop a start, in the order in which kernel, loader and program would come upon
    /// them.
    static let ofStart: [Rule] = [
        .wrongMachine, .notExecutable, .damagedProgram, .notProgram, .truncatedFile, .pageSize,
        .interpreterMissing,
        .glibcOnMusl, .muslOnGlibc, .libraryMissing, .libresolvOnMusl, .libraryWrongMachine,
        .libraryDamaged, .glibcTooOld, .libraryTooOld, .versionsAbsent, .relrUndeclared,
        .processorTooOld, .kernelTooOld, .macosTooOld, .machoNoUUID, .machoUnsigned,
        .machoSignatureDamaged, .symbolMissing, .fipsSum, .pluginMismatch, .libraryUnknown,
    ]
}
