extension Rule {
    /// The rules of what makes faults harder to exploit.
    static let ofHardening: [Rule] = [
        rpathRelative, executableStack, writableCode, textRelocations, noPIE, relro,
        stackProtector, fortify, branchProtection,
    ]
}
