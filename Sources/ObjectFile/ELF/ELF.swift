/// The Executable and Linkable Format: executables, libraries and objects of most systems.
///
/// Spec: System V Application Binary Interface, edition 4.1, chapters 4 and 5 ("gABI"), with the
/// extensions of GNU and of each processor's supplement.
public enum ELF {}
