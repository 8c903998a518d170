internal import ObjectFile

extension DependencyGraph.Problem {
    /// Says what a file is that is sound, and that neither kernel nor loader start; nil for programs,
    /// libraries and what is damaged.
    ///
    /// Spec: Linux 6.1, fs/binfmt_elf.c (`load_elf_binary`: `ET_EXEC` and `ET_DYN` alone); XNU,
    /// bsd/kern/kern_exec.c (`exec_mach_imgact`: `MH_EXECUTE` alone).
    init?(notProgram image: Image, at path: ByteString) {
        guard let what = Self.kind(of: image) else { return nil }
        let (text, exitStatus) = Self.end(of: image, at: path)
        self.init(.notProgram, 0, what, text: text, exitStatus: exitStatus)
    }

    private static func kind(of image: Image) -> String? {
        if image.isDebugInformation { return "it is debug information, without the code" }
        switch image.kind {
        case .relocatable, .object: return "it is an object, which has still to be linked"
        case .core: return "it is a core file, the memory of a program that ended"
        default: break
        }
        guard case .machO(let object) = image.contents else { return nil }
        switch object.header.type {
        case .executable, .library, .bundle: return nil
        case .kernelExtension: return "it is a kernel extension"
        case .dynamicLinker: return "it is a dynamic linker, which the kernel loads for programs"
        case let type: return "it is no program and no library (\(type))"
        }
    }

    /// What is said where it is started, or loaded, and the status of what was a process by then.
    private static func end(
        of image: Image, at path: ByteString
    ) -> (text: String, exitStatus: Int32?) {
        let refused = "Exec format error"
        guard image.isDebugInformation, case .elf(let object) = image.contents else {
            return (refused, nil)
        }
        let segments = object.segments.value ?? []
        if segments.contains(where: { $0.type == .interpreter }) { return (refused, nil) }
        if image.kind == .sharedObject {
            return ("\(path.text): object file has no dynamic section", 127)
        }
        // Zeros are mapped for the code.
        return ("Segmentation fault", 139)
    }
}
