extension ELF {
    /// `e_machine`: what processor the code is for.
    ///
    /// Spec: gABI 4.1, ch. 4, "ELF Header", with the numbers registered since and those in use without.
    public struct Machine: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt16

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// `EM_NONE`: no machine was set.
        public static let unspecified = Self(rawValue: 0)
        /// `EM_SPARC`: Sun's 32-bit SPARC.
        public static let sparc = Self(rawValue: 2)
        /// `EM_386`: Intel's 32-bit x86.
        public static let i386 = Self(rawValue: 3)
        /// `EM_68K`: Motorola's 68000 family.
        public static let m68k = Self(rawValue: 4)
        /// `EM_88K`: Motorola's 88000 family.
        public static let m88k = Self(rawValue: 5)
        /// `EM_IAMCU`: Intel's microcontroller variant of x86.
        public static let iamcu = Self(rawValue: 6)
        /// `EM_MIPS`: MIPS of either byte order and width.
        public static let mips = Self(rawValue: 8)
        /// `EM_S370`: IBM's System/370.
        public static let s370 = Self(rawValue: 9)
        /// `EM_MIPS_RS3_LE`: MIPS R3000, an old number for little-endian files.
        public static let mipsRS3LE = Self(rawValue: 10)
        /// `EM_PARISC`: Hewlett-Packard's PA-RISC.
        public static let parisc = Self(rawValue: 15)
        /// `EM_SPARC32PLUS`: SPARC of 32 bits with instructions of version 9.
        public static let sparc32Plus = Self(rawValue: 18)
        /// `EM_PPC`: PowerPC of 32 bits.
        public static let ppc = Self(rawValue: 20)
        /// `EM_PPC64`: PowerPC of 64 bits, of either byte order.
        public static let ppc64 = Self(rawValue: 21)
        /// `EM_S390`: IBM's S/390 and, in 64-bit files, z/Architecture.
        public static let s390 = Self(rawValue: 22)
        /// `EM_SPU`: the Cell processor's co-processors.
        public static let spu = Self(rawValue: 23)
        /// `EM_RCE`: Motorola's RCE, later M·CORE.
        public static let mcore = Self(rawValue: 39)
        /// `EM_ARM`: ARM of 32 bits.
        public static let arm = Self(rawValue: 40)
        /// `EM_FAKE_ALPHA`: the registered number of Alpha, which nobody used.
        public static let oldAlpha = Self(rawValue: 41)
        /// `EM_SH`: Hitachi's SuperH.
        public static let superH = Self(rawValue: 42)
        /// `EM_SPARCV9`: SPARC of 64 bits.
        public static let sparcV9 = Self(rawValue: 43)
        /// `EM_TRICORE`: Infineon's TriCore.
        public static let tricore = Self(rawValue: 44)
        /// `EM_ARC`: the first Argonaut RISC Core.
        public static let arc = Self(rawValue: 45)
        /// `EM_H8_300`: Hitachi's H8/300.
        public static let h8300 = Self(rawValue: 46)
        /// `EM_IA_64`: Intel's Itanium.
        public static let itanium = Self(rawValue: 50)
        /// `EM_COLDFIRE`: Motorola's ColdFire.
        public static let coldFire = Self(rawValue: 52)
        /// `EM_68HC12`: Motorola's 68HC12 microcontrollers.
        public static let m68hc12 = Self(rawValue: 53)
        /// `EM_X86_64`: x86 of 64 bits, by AMD and Intel.
        public static let x86_64 = Self(rawValue: 62)
        /// `EM_68HC11`: Motorola's 68HC11 microcontrollers.
        public static let m68hc11 = Self(rawValue: 70)
        /// `EM_VAX`: Digital's VAX.
        public static let vax = Self(rawValue: 75)
        /// `EM_CRIS`: Axis' embedded processors.
        public static let cris = Self(rawValue: 76)
        /// `EM_MMIX`: Donald Knuth's teaching processor.
        public static let mmix = Self(rawValue: 80)
        /// `EM_AVR`: Atmel's 8-bit microcontrollers.
        public static let avr = Self(rawValue: 83)
        /// `EM_V850`: NEC's and Renesas' V850.
        public static let v850 = Self(rawValue: 87)
        /// `EM_M32R`: Mitsubishi's M32R.
        public static let m32r = Self(rawValue: 88)
        /// `EM_MN10300`: Matsushita's MN10300.
        public static let mn10300 = Self(rawValue: 89)
        /// `EM_OPENRISC`: OpenRISC of 32 bits.
        public static let openRISC = Self(rawValue: 92)
        /// `EM_ARC_COMPACT`: ARC with 16-bit instructions.
        public static let arcCompact = Self(rawValue: 93)
        /// `EM_XTENSA`: Tensilica's Xtensa, as in Espressif's chips.
        public static let xtensa = Self(rawValue: 94)
        /// `EM_NS32K`: National Semiconductor's 32000 series.
        public static let ns32k = Self(rawValue: 97)
        /// `EM_MSP430`: Texas Instruments' low-power microcontrollers.
        public static let msp430 = Self(rawValue: 105)
        /// `EM_BLACKFIN`: Analog Devices' Blackfin.
        public static let blackfin = Self(rawValue: 106)
        /// `EM_UNICORE`: Peking University's UniCore.
        public static let unicore = Self(rawValue: 110)
        /// `EM_ALTERA_NIOS2`: Altera's Nios II soft processor.
        public static let nios2 = Self(rawValue: 113)
        /// `EM_SHARC`: Analog Devices' SHARC.
        public static let sharc = Self(rawValue: 133)
        /// `EM_SCORE7`: Sunplus' S+core 7.
        public static let score = Self(rawValue: 135)
        /// `EM_LATTICEMICO32`: Lattice's soft processor.
        public static let latticeMico32 = Self(rawValue: 138)
        /// `EM_TI_C6000`: Texas Instruments' C6000 signal processors.
        public static let c6000 = Self(rawValue: 140)
        /// `EM_TI_PRU`: Texas Instruments' real-time units.
        public static let pru = Self(rawValue: 144)
        /// `EM_QDSP6`: Qualcomm's Hexagon signal processor.
        public static let hexagon = Self(rawValue: 164)
        /// `EM_8051`: Intel's 8051 and its descendants.
        public static let i8051 = Self(rawValue: 165)
        /// `EM_NDS32`: Andes' processors before RISC-V.
        public static let nds32 = Self(rawValue: 167)
        /// `EM_RX`: Renesas' RX.
        public static let rx = Self(rawValue: 173)
        /// `EM_METAG`: Imagination's Meta.
        public static let meta = Self(rawValue: 174)
        /// `EM_MCST_ELBRUS`: MCST's Elbrus.
        public static let elbrus = Self(rawValue: 175)
        /// `EM_L10M`: Intel's Larrabee.
        public static let larrabee = Self(rawValue: 180)
        /// `EM_K10M`: Intel's first Xeon Phi.
        public static let xeonPhi = Self(rawValue: 181)
        /// `EM_AARCH64`: ARM of 64 bits.
        public static let aarch64 = Self(rawValue: 183)
        /// `EM_AVR32`: Atmel's 32-bit processors.
        public static let avr32 = Self(rawValue: 185)
        /// `EM_TILEPRO`: Tilera's TILEPro.
        public static let tilePro = Self(rawValue: 188)
        /// `EM_MICROBLAZE`: Xilinx' MicroBlaze soft processor.
        public static let microBlaze = Self(rawValue: 189)
        /// `EM_CUDA`: NVIDIA's graphics processors.
        public static let cuda = Self(rawValue: 190)
        /// `EM_TILEGX`: Tilera's TILE-Gx.
        public static let tileGX = Self(rawValue: 191)
        /// `EM_ARC_COMPACT2`: ARC with the second instruction set.
        public static let arcCompact2 = Self(rawValue: 195)
        /// `EM_RL78`: Renesas' RL78.
        public static let rl78 = Self(rawValue: 197)
        /// `EM_XCORE`: XMOS' xCORE.
        public static let xcore = Self(rawValue: 203)
        /// `EM_Z80`: Zilog's Z80.
        public static let z80 = Self(rawValue: 220)
        /// `EM_FT32`: FTDI's FT32.
        public static let ft32 = Self(rawValue: 222)
        /// `EM_MOXIE`: the Moxie soft processor.
        public static let moxie = Self(rawValue: 223)
        /// `EM_AMDGPU`: AMD's graphics processors.
        public static let amdGPU = Self(rawValue: 224)
        /// `EM_RISCV`: RISC-V of either width.
        public static let riscv = Self(rawValue: 243)
        /// `EM_LANAI`: Google's Lanai network processor.
        public static let lanai = Self(rawValue: 244)
        /// `EM_BPF`: programs for the Linux kernel's virtual machine.
        public static let bpf = Self(rawValue: 247)
        /// `EM_NFP`: Netronome's flow processors.
        public static let netronome = Self(rawValue: 250)
        /// `EM_VE`: NEC's vector engine.
        public static let vectorEngine = Self(rawValue: 251)
        /// `EM_CSKY`: C-SKY's processors.
        public static let csky = Self(rawValue: 252)
        /// `EM_ARC_COMPACT3_64`: ARC with the third instruction set, of 64 bits.
        public static let arcCompact3Wide = Self(rawValue: 253)
        /// `EM_ARC_COMPACT3`: ARC with the third instruction set, of 32 bits.
        public static let arcCompact3 = Self(rawValue: 255)
        /// `EM_KVX`: Kalray's many-core processors.
        public static let kvx = Self(rawValue: 256)
        /// `EM_LOONGARCH`: Loongson's LoongArch of either width.
        public static let loongArch = Self(rawValue: 258)
        /// `EM_SBF`: Solana's variant of BPF.
        public static let solana = Self(rawValue: 263)
        /// `EM_SW64`: Sunway's 64-bit processors.
        public static let sw64 = Self(rawValue: 268)
        /// `EM_ALPHA`: Digital's Alpha, by the number in use.
        public static let alpha = Self(rawValue: 0x9026)

        /// The values known here.
        public static let names: [(value: UInt16, name: String)] = [
            (0, "EM_NONE"),
            (1, "EM_M32"),
            (2, "EM_SPARC"),
            (3, "EM_386"),
            (4, "EM_68K"),
            (5, "EM_88K"),
            (6, "EM_IAMCU"),
            (7, "EM_860"),
            (8, "EM_MIPS"),
            (9, "EM_S370"),
            (10, "EM_MIPS_RS3_LE"),
            (11, "EM_OLD_SPARCV9"),
            (15, "EM_PARISC"),
            (17, "EM_VPP500"),
            (18, "EM_SPARC32PLUS"),
            (19, "EM_960"),
            (20, "EM_PPC"),
            (21, "EM_PPC64"),
            (22, "EM_S390"),
            (23, "EM_SPU"),
            (36, "EM_V800"),
            (37, "EM_FR20"),
            (38, "EM_RH32"),
            (39, "EM_RCE"),
            (40, "EM_ARM"),
            (41, "EM_FAKE_ALPHA"),
            (42, "EM_SH"),
            (43, "EM_SPARCV9"),
            (44, "EM_TRICORE"),
            (45, "EM_ARC"),
            (46, "EM_H8_300"),
            (47, "EM_H8_300H"),
            (48, "EM_H8S"),
            (49, "EM_H8_500"),
            (50, "EM_IA_64"),
            (51, "EM_MIPS_X"),
            (52, "EM_COLDFIRE"),
            (53, "EM_68HC12"),
            (54, "EM_MMA"),
            (55, "EM_PCP"),
            (56, "EM_NCPU"),
            (57, "EM_NDR1"),
            (58, "EM_STARCORE"),
            (59, "EM_ME16"),
            (60, "EM_ST100"),
            (61, "EM_TINYJ"),
            (62, "EM_X86_64"),
            (63, "EM_PDSP"),
            (64, "EM_PDP10"),
            (65, "EM_PDP11"),
            (66, "EM_FX66"),
            (67, "EM_ST9PLUS"),
            (68, "EM_ST7"),
            (69, "EM_68HC16"),
            (70, "EM_68HC11"),
            (71, "EM_68HC08"),
            (72, "EM_68HC05"),
            (73, "EM_SVX"),
            (74, "EM_ST19"),
            (75, "EM_VAX"),
            (76, "EM_CRIS"),
            (77, "EM_JAVELIN"),
            (78, "EM_FIREPATH"),
            (79, "EM_ZSP"),
            (80, "EM_MMIX"),
            (81, "EM_HUANY"),
            (82, "EM_PRISM"),
            (83, "EM_AVR"),
            (84, "EM_FR30"),
            (85, "EM_D10V"),
            (86, "EM_D30V"),
            (87, "EM_V850"),
            (88, "EM_M32R"),
            (89, "EM_MN10300"),
            (90, "EM_MN10200"),
            (91, "EM_PJ"),
            (92, "EM_OPENRISC"),
            (93, "EM_ARC_COMPACT"),
            (94, "EM_XTENSA"),
            (95, "EM_VIDEOCORE"),
            (96, "EM_TMM_GPP"),
            (97, "EM_NS32K"),
            (98, "EM_TPC"),
            (99, "EM_SNP1K"),
            (100, "EM_ST200"),
            (101, "EM_IP2K"),
            (102, "EM_MAX"),
            (103, "EM_CR"),
            (104, "EM_F2MC16"),
            (105, "EM_MSP430"),
            (106, "EM_BLACKFIN"),
            (107, "EM_SE_C33"),
            (108, "EM_SEP"),
            (109, "EM_ARCA"),
            (110, "EM_UNICORE"),
            (111, "EM_EXCESS"),
            (112, "EM_DXP"),
            (113, "EM_ALTERA_NIOS2"),
            (114, "EM_CRX"),
            (115, "EM_XGATE"),
            (116, "EM_C166"),
            (117, "EM_M16C"),
            (118, "EM_DSPIC30F"),
            (119, "EM_CE"),
            (120, "EM_M32C"),
            (131, "EM_TSK3000"),
            (132, "EM_RS08"),
            (133, "EM_SHARC"),
            (134, "EM_ECOG2"),
            (135, "EM_SCORE7"),
            (136, "EM_DSP24"),
            (137, "EM_VIDEOCORE3"),
            (138, "EM_LATTICEMICO32"),
            (139, "EM_SE_C17"),
            (140, "EM_TI_C6000"),
            (141, "EM_TI_C2000"),
            (142, "EM_TI_C5500"),
            (143, "EM_TI_ARP32"),
            (144, "EM_TI_PRU"),
            (160, "EM_MMDSP_PLUS"),
            (161, "EM_CYPRESS_M8C"),
            (162, "EM_R32C"),
            (163, "EM_TRIMEDIA"),
            (164, "EM_QDSP6"),
            (165, "EM_8051"),
            (166, "EM_STXP7X"),
            (167, "EM_NDS32"),
            (168, "EM_ECOG1X"),
            (169, "EM_MAXQ30"),
            (170, "EM_XIMO16"),
            (171, "EM_MANIK"),
            (172, "EM_CRAYNV2"),
            (173, "EM_RX"),
            (174, "EM_METAG"),
            (175, "EM_MCST_ELBRUS"),
            (176, "EM_ECOG16"),
            (177, "EM_CR16"),
            (178, "EM_ETPU"),
            (179, "EM_SLE9X"),
            (180, "EM_L10M"),
            (181, "EM_K10M"),
            (182, "EM_INTEL182"),
            (183, "EM_AARCH64"),
            (184, "EM_ARM184"),
            (185, "EM_AVR32"),
            (186, "EM_STM8"),
            (187, "EM_TILE64"),
            (188, "EM_TILEPRO"),
            (189, "EM_MICROBLAZE"),
            (190, "EM_CUDA"),
            (191, "EM_TILEGX"),
            (192, "EM_CLOUDSHIELD"),
            (193, "EM_COREA_1ST"),
            (194, "EM_COREA_2ND"),
            (195, "EM_ARC_COMPACT2"),
            (196, "EM_OPEN8"),
            (197, "EM_RL78"),
            (198, "EM_VIDEOCORE5"),
            (199, "EM_78KOR"),
            (200, "EM_56800EX"),
            (201, "EM_BA1"),
            (202, "EM_BA2"),
            (203, "EM_XCORE"),
            (204, "EM_MCHP_PIC"),
            (205, "EM_INTELGT"),
            (206, "EM_INTEL206"),
            (207, "EM_INTEL207"),
            (208, "EM_INTEL208"),
            (209, "EM_INTEL209"),
            (210, "EM_KM32"),
            (211, "EM_KMX32"),
            (212, "EM_KMX16"),
            (213, "EM_KMX8"),
            (214, "EM_KVARC"),
            (215, "EM_CDP"),
            (216, "EM_COGE"),
            (217, "EM_COOL"),
            (218, "EM_NORC"),
            (219, "EM_CSR_KALIMBA"),
            (220, "EM_Z80"),
            (221, "EM_VISIUM"),
            (222, "EM_FT32"),
            (223, "EM_MOXIE"),
            (224, "EM_AMDGPU"),
            (243, "EM_RISCV"),
            (244, "EM_LANAI"),
            (245, "EM_CEVA"),
            (246, "EM_CEVA_X2"),
            (247, "EM_BPF"),
            (248, "EM_GRAPHCORE_IPU"),
            (249, "EM_IMG1"),
            (250, "EM_NFP"),
            (251, "EM_VE"),
            (252, "EM_CSKY"),
            (253, "EM_ARC_COMPACT3_64"),
            (254, "EM_MCS6502"),
            (255, "EM_ARC_COMPACT3"),
            (256, "EM_KVX"),
            (257, "EM_65816"),
            (258, "EM_LOONGARCH"),
            (259, "EM_KF32"),
            (260, "EM_U16_U8CORE"),
            (261, "EM_TACHYUM"),
            (262, "EM_56800EF"),
            (263, "EM_SBF"),
            (264, "EM_AIENGINE"),
            (265, "EM_SIMA_MLA"),
            (266, "EM_BANG"),
            (267, "EM_LOONGGPU"),
            (268, "EM_SW64"),
            (269, "EM_AIECTRLCODE"),
            (0x1057, "EM_AVR_OLD"),
            (0x1059, "EM_MSP430_OLD"),
            (0x1223, "EM_ADAPTEVA_EPIPHANY"),
            (0x2530, "EM_MT"),
            (0x3330, "EM_CYGNUS_FR30"),
            (0x4157, "EM_WEBASSEMBLY"),
            (0x4688, "EM_XC16X"),
            (0x4def, "EM_S12Z"),
            (0x5441, "EM_CYGNUS_FRV"),
            (0x5aa5, "EM_DLX"),
            (0x7650, "EM_CYGNUS_D10V"),
            (0x7676, "EM_CYGNUS_D30V"),
            (0x8217, "EM_IP2K_OLD"),
            (0x9025, "EM_CYGNUS_POWERPC"),
            (0x9026, "EM_ALPHA"),
            (0x9041, "EM_CYGNUS_M32R"),
            (0x9080, "EM_CYGNUS_V850"),
            (0xa390, "EM_S390_OLD"),
            (0xabc7, "EM_XTENSA_OLD"),
            (0xad45, "EM_XSTORMY16"),
            (0xbaab, "EM_MICROBLAZE_OLD"),
            (0xbeef, "EM_CYGNUS_MN10300"),
            (0xdead, "EM_CYGNUS_MN10200"),
            (0xf00d, "EM_CYGNUS_MEP"),
            (0xfeb0, "EM_M32C_OLD"),
            (0xfeba, "EM_IQ2000"),
            (0xfebb, "EM_NIOS32"),
            (0xfeed, "EM_MOXIE_OLD"),
        ]
    }
}
