/// The newest versions that the libraries of a release of GCC define, which come with every
/// distribution that has a C++ compiler's programs.
///
/// Which of libgcc's versions there are differs by processor (of GCC 12 `GCC_12.0.0` is of x86
/// alone): none is above the one given here.
///
/// Spec: https://gcc.gnu.org/onlinedocs/libstdc++/manual/abi.html; libgcc's `libgcc-std.ver.in`.
struct CompilerRuntime: Hashable, Sendable {
    /// `GLIBCXX_3.4.` and this number.
    let library: Int
    /// `CXXABI_1.3.` and this number.
    let interface: Int
    /// `GCC_` and this.
    let compiler: String

    init(_ compiler: String, _ library: Int, _ interface: Int) {
        self.compiler = compiler
        self.library = library
        self.interface = interface
    }

    static let gcc4_1 = Self("4.2.0", 8, 1)
    static let gcc4_4 = Self("4.5.0", 13, 3)
    static let gcc4_8 = Self("4.8.0", 19, 7)
    static let gcc4_9 = Self("4.8.0", 20, 8)
    static let gcc5 = Self("4.8.0", 21, 9)
    static let gcc6 = Self("4.8.0", 22, 10)
    static let gcc7 = Self("7.0.0", 24, 11)
    static let gcc8 = Self("7.0.0", 25, 11)
    static let gcc10 = Self("7.0.0", 28, 12)
    static let gcc11 = Self("11.0", 29, 13)
    static let gcc12 = Self("12.0.0", 30, 13)
    static let gcc13 = Self("13.0.0", 32, 14)
    static let gcc14 = Self("14.0.0", 33, 15)
    static let gcc15 = Self("14.0.0", 34, 15)
    static let gcc16 = Self("16.0.0", 35, 17)
    static let gcc16_2 = Self("16.0.0", 36, 17)

    /// The newest versions of one of its libraries.
    func versions(of library: String) -> [String]? {
        switch library {
        case "libgcc_s.so.1": ["GCC_" + compiler]
        case "libstdc++.so.6": ["GLIBCXX_3.4.\(self.library)", "CXXABI_1.3.\(interface)"]
        default: nil
        }
    }
}
