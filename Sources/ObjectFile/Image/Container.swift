/// What a file is, by its first bytes.
public enum Container: String, Hashable, Sendable {
    /// Executables, libraries and objects of Linux, the BSDs, Solaris, Android.
    case elf
    /// Executables, libraries and objects of macOS and its kin.
    case machO = "mach-o"
    /// Several Mach-O files in one, by architecture.
    case universal
    /// Many objects in one file.
    case archive
    /// Executables and libraries of Windows.
    case pe
    /// Executables and objects of AIX.
    case xcoff
    /// Executables of Plan 9.
    case plan9
    /// WebAssembly modules.
    case wasm
    /// Compiled Java; its magic is that of universal files.
    case javaClass = "java-class"
    /// A text that names its interpreter in the first line.
    case script
    /// Text.
    case text
    /// No bytes at all.
    case empty
    /// None of these.
    case other

    /// Looks at the first bytes of a file.
    ///
    /// - Throws: `read` where the system gives no bytes.
    public init(_ file: FileBytes) throws(ParseError) {
        let part = FilePart("file", .read)
        let head = try file.bytes(in: .first(min(file.size, 512)), reading: part)
        self.init(head.span)
    }

    private init(_ head: Span<UInt8>) {
        if head.count == 0 {
            self = .empty
        } else if let magic = Self.byMagic(head) {
            self = magic
        } else if head.starts(with: "#!") {
            self = .script
        } else {
            self = Self.isText(head) ? .text : .other
        }
    }

    private static func byMagic(_ head: Span<UInt8>) -> Container? {
        guard head.count >= 4 else { return nil }
        switch head.number32(at: 0, .big) {
        case 0x7f45_4c46: return .elf
        case 0xfeed_face, 0xfeed_facf, 0xcefa_edfe, 0xcffa_edfe: return .machO
        case 0xcafe_babe: return isJavaClass(head) ? .javaClass : .universal
        case 0xcafe_babf: return .universal
        case 0x0061_736d: return .wasm
        case 0x0000_01eb, 0x0000_8a97, 0x0000_0647: return .plan9
        default: break
        }
        if head.starts(with: Archive.magic) || head.starts(with: Archive.thinMagic) {
            return .archive
        }
        switch head.number16(at: 0, .big) {
        case 0x4d5a: return .pe
        case 0x01df, 0x01f7: return .xcoff
        default: return nil
        }
    }

    /// The word behind the magic is a count of slices, or the version of the class format, which
    /// starts at 45.
    private static func isJavaClass(_ head: Span<UInt8>) -> Bool {
        head.count >= 8 && head.number32(at: 4, .big) >= 45
    }

    private static func isText(_ head: Span<UInt8>) -> Bool {
        for index in head.indices {
            let byte = head[index]
            if byte < 32, byte != 9, byte != 10, byte != 13, byte != 12, byte != 27 { return false }
        }
        // The window may end inside a character of up to four bytes.
        for cut in 0..<min(4, head.count) {
            do {
                _ = try UTF8Span(validating: head.extracting(droppingLast: cut))
                return true
            } catch { continue }
        }
        return false
    }
}
