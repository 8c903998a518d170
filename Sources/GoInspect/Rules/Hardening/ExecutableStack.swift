internal import ObjectFile

extension Rule {
    /// What is on the stack can be executed.
    static let executableStack = Rule(
        name: "executable-stack", kind: .hardening,
        title: "The stack is executable",
        what: """
            The segment PT_GNU_STACK says that the stack is to be executable, or it is missing, \
            and then kernel or loader make it so on most processors. Of Mach-O files it is the \
            flag MH_ALLOW_STACK_EXECUTION.
            """,
        why: """
            A fault that writes to the stack can be used to run code at once. Go itself needs no \
            such stack: an object of assembler without `.section .note.GNU-stack` was linked, or \
            code with nested functions of C. C compilers for MIPS make no other. SELinux refuses \
            it (`execstack`), and glibc 2.41 and later do not load such libraries into a running \
            program.
            """,
        remedies: [
            "add .section .note.GNU-stack,\"\",@progbits to each assembler file of C code",
            "link with -Wl,-z,noexecstack",
        ],
        example: """
            $ goelf check app
            warning executable-stack: its stack is executable (PT_GNU_STACK)
              remedy          go build -ldflags '-linkmode external -extldflags -Wl,-z,noexecstack'
            """,
        severity: .warning, isQuick: true
    ) { situation in
        guard let hardening = situation.facts.hardening, let stack = hardening.stack else {
            return []
        }
        let message: String
        var isByDesign = false
        switch stack {
        case .notExecutable: return []
        case .executable:
            // What C compilers do for MIPS, whose kernels once ran instructions on the stack.
            isByDesign = situation.report.image.architecture.name.startsWithBytes(of: "mips")
            message =
                "its stack is executable (\(situation.stackMark))"
                + (isByDesign ? ", as C compilers for MIPS have it" : "")
        case .unsaid:
            guard situation.isForLinux else { return [] }
            message = "nothing says that its stack is not executable (no PT_GNU_STACK)"
        }
        return [
            situation.finding(
                "executable-stack", message, isByDesign ? .note : .warning,
                evidence: [Evidence("segments", situation.stackMark)],
                remedy: ["link with -Wl,-z,noexecstack, which -extldflags hands to a C compiler"])
        ]
    }
}

extension FileSituation {
    fileprivate var stackMark: String {
        if case .machO = report.image.contents {
            "MH_ALLOW_STACK_EXECUTION"
        } else {
            "PT_GNU_STACK"
        }
    }

    /// Whether it is made for Linux, by structure or settings.
    var isForLinux: Bool {
        guard case .elf = report.image.contents else { return false }
        let system = setting("GOOS")?.text ?? report.image.operatingSystem?.rawValue ?? "linux"
        return system == "linux"
    }
}
