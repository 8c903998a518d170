internal import DynamicLinking
internal import ObjectFile

extension Rule {
    /// A library that the program opens when it runs is not there.
    static let libraryOpenedMissing = Rule(
        name: "library-opened-missing",
        kind: .running,
        title: "A library that the program opens when it runs is not there",
        what: """
            The program starts without it, and opens a library later: as it says itself in a note \
            (.note.dlopen), or because glibc does so for it: pthread_exit and pthread_cancel need \
            libgcc_s.so.1.
            """,
        why: """
            What is opened by dlopen is in no list of libraries needed, and so in no image that was made \
            of that list. ldd does not show it. distroless/base has no libgcc_s.so.1, distroless/cc has.
            """,
        errors: [
            "libgcc_s.so.1 must be installed for pthread_exit to work",
            "libgcc_s.so.1 must be installed for pthread_cancel to work",
            "{library}: cannot open shared object file: No such file or directory",
        ],
        remedies: [
            "install the package that has the library: apt-get install libgcc-s1",
            "take an image that has it: distroless/cc",
            "link it, so that it is on the list: -Wl,--no-as-needed -lgcc_s",
        ],
        example: """
            $ goelf check --target distroless/base app
            warning library-opened-missing: libgcc_s.so.1 is not found, which pthread_exit opens
              it says         libgcc_s.so.1 must be installed for pthread_exit to work
              remedy          install the package that has libgcc_s.so.1
            """,
        severity: .warning
    ) { situation in
        guard situation.mayRun, situation.resolved?.loader == "glibc" else { return [] }
        return situation.unwinderMissing + situation.notedMissing
    }
}

extension Situation {
    private static let unwinder: ByteString = "libgcc_s.so.1"

    /// glibc unwinds the stack of a thread that ends in the middle, by a library of gcc's.
    ///
    /// Spec: glibc, nptl/pthread_exit.c, pthread_cancel.c (`libgcc_s.so.1 must be installed`).
    fileprivate var unwinderMissing: [Finding] {
        // What may be added to a target is not missed.
        if let target = place.target, !target.isWhole || target.knownSystem == nil { return [] }
        // All symbols are looked at for the caller: last, where it would matter.
        guard let resolved, let placed,
            !resolved.nodes.contains(where: { $0.name == Self.unwinder && $0.isThere }),
            let caller = facts.needs.unwinding,
            !placed.finds(Self.unwinder, for: report.image, in: report.file)
        else { return [] }
        return [
            finding(
                "library-opened-missing", "libgcc_s.so.1 is not found, which \(caller) opens",
                .warning,
                predictedError: "libgcc_s.so.1 must be installed for \(caller) to work",
                evidence: [Evidence("symbols needed", caller)],
                remedy: ["install the package that has libgcc_s.so.1"])
        ]
    }

    /// What the program's own note says that it opens.
    fileprivate var notedMissing: [Finding] {
        guard files != nil, let resolved else { return [] }
        var findings: [Finding] = []
        for opened in resolved.opened.prefix(256)
        where opened.reason == "note.dlopen" && opened.path == nil
            && opened.priority != "suggested"
        {
            let isRequired = opened.priority == "required"
            let use = opened.feature.map { ", which is opened for \($0)" } ?? ", which is opened"
            findings.append(
                finding(
                    "library-opened-missing", "\(opened.name.text) is not found\(use)",
                    isRequired ? .warning : .note,
                    predictedError: isRequired
                        ? "\(opened.name.text): cannot open shared object file: No such file or "
                            + "directory" : nil,
                    evidence: [Evidence("notes", "FDO: \(opened.name.text)")],
                    remedy: ["install the package that has \(opened.name.text)"]))
        }
        return findings
    }
}
