extension MachO {
    /// `filetype`: what kind of file it is.
    ///
    /// Spec: `<mach-o/loader.h>`, "mach_header".
    public struct FileType: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `MH_OBJECT`: input for a linker.
        public static let object = Self(rawValue: 1)
        /// `MH_EXECUTE`: a program.
        public static let executable = Self(rawValue: 2)
        /// `MH_FVMLIB`: a library at a fixed address.
        public static let fixedLibrary = Self(rawValue: 3)
        /// `MH_CORE`: the memory of a process that died.
        public static let core = Self(rawValue: 4)
        /// `MH_PRELOAD`: a program that is loaded as it is, firmware.
        public static let preloaded = Self(rawValue: 5)
        /// `MH_DYLIB`: a library that programs share.
        public static let library = Self(rawValue: 6)
        /// `MH_DYLINKER`: a loader.
        public static let dynamicLinker = Self(rawValue: 7)
        /// `MH_BUNDLE`: a library that is loaded by name.
        public static let bundle = Self(rawValue: 8)
        /// `MH_DYLIB_STUB`: a library without its code, to link with.
        public static let libraryStub = Self(rawValue: 9)
        /// `MH_DSYM`: debug information alone.
        public static let debugSymbols = Self(rawValue: 0xa)
        /// `MH_KEXT_BUNDLE`: an extension of the kernel.
        public static let kernelExtension = Self(rawValue: 0xb)
        /// `MH_FILESET`: several images in one file.
        public static let fileset = Self(rawValue: 0xc)
        /// `MH_GPU_EXECUTE`: a program for a graphics processor.
        public static let gpuProgram = Self(rawValue: 0xd)
        /// `MH_GPU_DYLIB`: a library for a graphics processor.
        public static let gpuLibrary = Self(rawValue: 0xe)

        /// The values known here.
        public static let names: [(value: UInt32, name: String)] = [
            (1, "MH_OBJECT"),
            (2, "MH_EXECUTE"),
            (3, "MH_FVMLIB"),
            (4, "MH_CORE"),
            (5, "MH_PRELOAD"),
            (6, "MH_DYLIB"),
            (7, "MH_DYLINKER"),
            (8, "MH_BUNDLE"),
            (9, "MH_DYLIB_STUB"),
            (0xa, "MH_DSYM"),
            (0xb, "MH_KEXT_BUNDLE"),
            (0xc, "MH_FILESET"),
            (0xd, "MH_GPU_EXECUTE"),
            (0xe, "MH_GPU_DYLIB"),
        ]
    }
}
