/// The Mach object format: executables, libraries and objects of macOS and its kin.
///
/// Spec: `<mach-o/loader.h>`, `<mach-o/nlist.h>`, `<mach-o/fat.h>` and `<mach-o/fixup-chains.h>` of
/// the macOS SDK; `cs_blobs.h` of XNU for code signatures.
public enum MachO {}
