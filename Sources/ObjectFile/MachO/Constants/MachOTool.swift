extension MachO {
    /// `tool`: what took part in a build.
    ///
    /// Spec: `<mach-o/loader.h>`, "build_tool_version".
    public struct Tool: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `TOOL_CLANG`: the C compiler.
        public static let clang = Self(rawValue: 1)
        /// `TOOL_SWIFT`: the Swift compiler.
        public static let swift = Self(rawValue: 2)
        /// `TOOL_LD`: Apple's linker.
        public static let ld = Self(rawValue: 3)
        /// `TOOL_LLD`: LLVM's linker.
        public static let lld = Self(rawValue: 4)
        /// `TOOL_METAL`: the Metal compiler.
        public static let metal = Self(rawValue: 0x400)
        /// `TOOL_AIRLLD`: the Metal linker.
        public static let airLLD = Self(rawValue: 0x401)
        /// `TOOL_AIRNT`: the Metal translator.
        public static let airNT = Self(rawValue: 0x402)
        /// `TOOL_AIRNT_PLUGIN`: its plugin.
        public static let airNTPlugin = Self(rawValue: 0x403)
        /// `TOOL_AIRPACK`: the Metal packer.
        public static let airPack = Self(rawValue: 0x404)
        /// `TOOL_GPUARCHIVER`: the archiver of graphics code.
        public static let gpuArchiver = Self(rawValue: 0x407)
        /// `TOOL_METAL_FRAMEWORK`: the Metal framework.
        public static let metalFramework = Self(rawValue: 0x408)

        /// The values known here.
        public static let names: [(value: UInt32, name: String)] = [
            (1, "TOOL_CLANG"),
            (2, "TOOL_SWIFT"),
            (3, "TOOL_LD"),
            (4, "TOOL_LLD"),
            (0x400, "TOOL_METAL"),
            (0x401, "TOOL_AIRLLD"),
            (0x402, "TOOL_AIRNT"),
            (0x403, "TOOL_AIRNT_PLUGIN"),
            (0x404, "TOOL_AIRPACK"),
            (0x407, "TOOL_GPUARCHIVER"),
            (0x408, "TOOL_METAL_FRAMEWORK"),
        ]
    }
}
