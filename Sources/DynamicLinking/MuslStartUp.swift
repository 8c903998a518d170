public import ObjectFile

/// musl's start-up code: the first instructions of every program that is linked with it.
///
/// A static program carries no other mark of musl; glibc's leaves a note as well.
///
/// Spec: musl 1.2.5, `arch/x86_64/crt_arch.h` and `arch/aarch64/crt_arch.h`; the same since 1.1.
public enum MuslStartUp {
    /// Whether a program starts with it; false on processors whose code we do not know.
    ///
    /// - Throws: `read` where the system gives no bytes.
    public static func isEntry(of image: Image, in file: FileBytes) throws(ParseError) -> Bool {
        switch image.contents {
        case .elf(let object):
            guard let pattern = pattern(object.header.machine),
                let code = object.addresses.range(
                    at: object.header.entry, size: UInt64(pattern.count))
            else { return false }
            let part = FilePart("entry point", .read)
            let bytes = try file.bytes(in: code, reading: part)
            return matches(bytes.span, pattern)
        case .machO: return false
        }
    }

    private static func matches(_ code: Span<UInt8>, _ pattern: [UInt8?]) -> Bool {
        for index in pattern.indices {
            if let byte = pattern[index], code[index] != byte { return false }
        }
        return true
    }

    /// The code, nil for bytes that the linker fills in.
    private static func pattern(_ machine: ELF.Machine) -> [UInt8?]? {
        switch machine {
        case .x86_64:
            // xor %rbp,%rbp; mov %rsp,%rdi; lea _DYNAMIC(%rip),%rsi; and $-16,%rsp; call _start_c
            [
                0x48, 0x31, 0xed, 0x48, 0x89, 0xe7, 0x48, 0x8d, 0x35, nil, nil, nil, nil, 0x48,
                0x83,
                0xe4, 0xf0, 0xe8,
            ]
        case .aarch64:
            // mov x29,#0; mov x30,#0; mov x0,sp (glibc goes on with mov x5,x0)
            [0x1d, 0x00, 0x80, 0xd2, 0x1e, 0x00, 0x80, 0xd2, 0xe0, 0x03, 0x00, 0x91]
        default: nil
        }
    }
}
