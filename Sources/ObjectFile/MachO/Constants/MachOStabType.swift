extension MachO {
    /// `n_type` of a symbol for debuggers (`n_type & N_STAB`).
    ///
    /// Spec: `<mach-o/stab.h>`.
    public struct StabType: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt8

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `N_GSYM`: a global variable.
        public static let globalSymbol = Self(rawValue: 0x20)
        /// `N_FNAME`: the name of a function, of Fortran.
        public static let functionName = Self(rawValue: 0x22)
        /// `N_FUN`: a function.
        public static let function = Self(rawValue: 0x24)
        /// `N_STSYM`: a static variable.
        public static let staticSymbol = Self(rawValue: 0x26)
        /// `N_LCSYM`: a static variable that starts as zero.
        public static let localCommon = Self(rawValue: 0x28)
        /// `N_BNSYM`: the start of what belongs to a symbol.
        public static let beginSymbol = Self(rawValue: 0x2e)
        /// `N_PC`: a global symbol of Pascal.
        public static let pascalSymbol = Self(rawValue: 0x30)
        /// `N_AST`: the file of a syntax tree.
        public static let syntaxTree = Self(rawValue: 0x32)
        /// `N_OPT`: the compiler was gcc 2.
        public static let options = Self(rawValue: 0x3c)
        /// `N_RSYM`: a variable in a register.
        public static let registerSymbol = Self(rawValue: 0x40)
        /// `N_SLINE`: a line of the source.
        public static let sourceLine = Self(rawValue: 0x44)
        /// `N_ENSYM`: the end of what belongs to a symbol.
        public static let endSymbol = Self(rawValue: 0x4e)
        /// `N_SSYM`: a field.
        public static let structureElement = Self(rawValue: 0x60)
        /// `N_SO`: a source file.
        public static let sourceFile = Self(rawValue: 0x64)
        /// `N_OSO`: the object with the debug information.
        public static let objectFile = Self(rawValue: 0x66)
        /// `N_LIB`: a library.
        public static let library = Self(rawValue: 0x68)
        /// `N_LSYM`: a local variable.
        public static let localSymbol = Self(rawValue: 0x80)
        /// `N_BINCL`: the start of an included file.
        public static let beginInclude = Self(rawValue: 0x82)
        /// `N_SOL`: an included file.
        public static let includedFile = Self(rawValue: 0x84)
        /// `N_PARAMS`: the compiler's options.
        public static let parameters = Self(rawValue: 0x86)
        /// `N_VERSION`: the compiler's version.
        public static let version = Self(rawValue: 0x88)
        /// `N_OLEVEL`: the level of optimisation.
        public static let optimization = Self(rawValue: 0x8a)
        /// `N_PSYM`: a parameter.
        public static let parameter = Self(rawValue: 0xa0)
        /// `N_EINCL`: the end of an included file.
        public static let endInclude = Self(rawValue: 0xa2)
        /// `N_ENTRY`: another entry of a function.
        public static let entry = Self(rawValue: 0xa4)
        /// `N_LBRAC`: the start of a block.
        public static let leftBracket = Self(rawValue: 0xc0)
        /// `N_EXCL`: an included file left out.
        public static let excludedFile = Self(rawValue: 0xc2)
        /// `N_RBRAC`: the end of a block.
        public static let rightBracket = Self(rawValue: 0xe0)
        /// `N_BCOMM`: the start of common variables.
        public static let beginCommon = Self(rawValue: 0xe2)
        /// `N_ECOMM`: the end of common variables.
        public static let endCommon = Self(rawValue: 0xe4)
        /// `N_ECOML`: the end of local common variables.
        public static let endLocalCommon = Self(rawValue: 0xe8)
        /// `N_LENG`: a length that belongs to the entry in front.
        public static let length = Self(rawValue: 0xfe)

        /// The values known here.
        public static let names: [(value: UInt8, name: String)] = [
            (0x20, "N_GSYM"),
            (0x22, "N_FNAME"),
            (0x24, "N_FUN"),
            (0x26, "N_STSYM"),
            (0x28, "N_LCSYM"),
            (0x2e, "N_BNSYM"),
            (0x30, "N_PC"),
            (0x32, "N_AST"),
            (0x3c, "N_OPT"),
            (0x40, "N_RSYM"),
            (0x44, "N_SLINE"),
            (0x4e, "N_ENSYM"),
            (0x60, "N_SSYM"),
            (0x64, "N_SO"),
            (0x66, "N_OSO"),
            (0x68, "N_LIB"),
            (0x80, "N_LSYM"),
            (0x82, "N_BINCL"),
            (0x84, "N_SOL"),
            (0x86, "N_PARAMS"),
            (0x88, "N_VERSION"),
            (0x8a, "N_OLEVEL"),
            (0xa0, "N_PSYM"),
            (0xa2, "N_EINCL"),
            (0xa4, "N_ENTRY"),
            (0xc0, "N_LBRAC"),
            (0xc2, "N_EXCL"),
            (0xe0, "N_RBRAC"),
            (0xe2, "N_BCOMM"),
            (0xe4, "N_ECOMM"),
            (0xe8, "N_ECOML"),
            (0xfe, "N_LENG"),
        ]
    }
}
