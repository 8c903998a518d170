/// How much work one program may make: names to look for, paths to try, directories to expand.
///
/// A loader has no such bound: a few files can keep it busy for days. A program of a thousand
/// libraries, each with fifty directories of its own, needs a tenth of this.
struct LoaderBudget {
    /// How many steps there are; a step is a path or a name of up to 256 bytes.
    static let most = 1 << 19

    /// What is left of them.
    private(set) var left: Int

    init(_ steps: Int = Self.most) { left = steps }

    var isSpent: Bool { left <= 0 }

    /// Takes away what a path or a name costs.
    mutating func spend(bytes: Int) { left -= 1 + bytes >> 8 }

    /// What is said when all is spent.
    static let words = "looking for its libraries takes too long: the rest is not looked for"
}
