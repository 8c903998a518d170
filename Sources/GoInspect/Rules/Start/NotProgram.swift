internal import DynamicLinking
internal import ObjectFile

extension Rule {
    /// The file is sound, and nothing that is started or loaded.
    static let notProgram = Rule(
        name: "not-a-program",
        title: "The file is sound, and no program or library",
        what: """
            The file is an object (.o, .ko), a core file, debug information without the code (.debug, \
            .dSYM), or of another kind that nothing starts. Nothing is wrong with it, and the answer is \
            no all the same.
            """,
        why: """
            Folders of builds have more in them than what is shipped, and names are mixed up: app.debug \
            for app, main.o for main. Kernels start linked programs alone. Of debug information some \
            start, and end at once, as there are zeros where the code was.
            """,
        errors: [
            "Exec format error",
            "{shell}: {program}: cannot execute binary file: Exec format error",
        ],
        remedies: [
            "ship the program or library that is linked from objects",
            "put debug information beside what it was taken from, for debuggers",
            "where such files belong among the others: --severity not-a-program=note",
        ],
        example: """
            $ goelf check dist
            error not-a-program: it is debug information, without the code
              in              dist/app.debug
              it says         Exec format error
              remedy          ship the file that it was taken from, and this one for debuggers alone
            """,
        isOfProblems: true
    ) { situation in
        situation.problems(of: "not-a-program").map { problem in
            // What a library's loader says is glibc's.
            let image = situation.report.image
            let isSaid =
                image.kind != .sharedObject
                || situation.placed?.path(of: .glibc, for: image) != nil
            return situation.finding(
                "not-a-program", problem.message, predictedError: isSaid ? problem.text : nil,
                remedy: remedy(image))
        }
    }

    private static func remedy(_ image: Image) -> [String] {
        if image.isDebugInformation {
            return ["ship the file that it was taken from, and this one for debuggers alone"]
        }
        switch image.kind {
        case .relocatable, .object: return ["ship the program or library that is linked from it"]
        case .core: return ["ship the program itself: a core file has in it what was in memory"]
        default: return []
        }
    }
}
