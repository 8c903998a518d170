internal import ObjectFile

extension Rule {
    /// The program looks up users, and there is no list of them.
    static let usersMissing = Rule(
        name: "users-missing",
        kind: .running,
        title: "There is no list of users for a program that looks them up",
        what: """
            The program uses os/user to find out who runs it, or to find users or groups by name, and \
            the place has no /etc/passwd, or no /etc/group.
            """,
        why: """
            Go's own code reads both files, and user.Current makes do with USER and HOME of the \
            environment; a program with C asks the C library, which reads the same files and no \
            variables. Images made from scratch have neither file. Many programs go on without the \
            answer, and name their log or cache by another word.
            """,
        errors: [
            "user: Current requires cgo or $USER, $HOME set in environment",
            "user: Current requires cgo or $USER set in environment",
            "user: Current requires cgo or $HOME set in environment",
            "open /etc/passwd: no such file or directory",
            "open /etc/group: no such file or directory",
            "user: unknown userid {number}",
            "user: unknown user {user}",
            "group: unknown group {group}",
            "user: lookup userid {number}: no such file or directory",
            "user: lookup username {user}: no such file or directory",
            "user: lookup groupname {group}: no such file or directory",
        ],
        remedies: [
            "put a list into the image: RUN echo 'app:x:1000:1000::/:' > /etc/passwd, or COPY one",
            "set USER and HOME, where only user.Current is called, without C",
            "take an image that has both: distroless/static",
        ],
        example: """
            $ goelf check --target scratch app
            warning users-missing: it asks who runs it, and there is no list of users
              it says         user: Current requires cgo or $USER, $HOME set in environment
              remedy          COPY --from=build /etc/passwd /etc/group /etc/
            """,
        severity: .warning,
        concerning: { $0.facts.functionTable.value != nil }
    ) { situation in
        guard situation.mayRun else { return [] }
        let found = situation.usersLacking + situation.groupsLacking
        // What follows from another cause is not told.
        return found.isEmpty || situation.findsNoUsers ? [] : found
    }
}

extension Situation {
    private static let usersRemedy = ["COPY --from=build /etc/passwd /etc/group /etc/"]

    fileprivate var usersLacking: [Finding] {
        guard let lack = lack(\.users, { Self.missing("/etc/passwd", in: $0) }) else { return [] }
        let needs = facts.needs
        let isC = !needs.usersInC.isEmpty
        // Names are looked up by asking first who runs the program.
        if !needs.userLookups.isEmpty {
            return [
                users(
                    "it looks up users, and there is no list of them", lack,
                    isC
                        ? textOfC("unknown user {user}", "lookup username {user}")
                        : "open /etc/passwd: no such file or directory",
                    needs.userLookups + needs.usersInC)
            ]
        }
        guard !needs.currentUser.isEmpty else { return [] }
        if isC {
            return [
                users(
                    "it asks who runs it, and there is no list of users", lack,
                    textOfC("unknown userid {number}", "lookup userid {number}"),
                    needs.currentUser + needs.usersInC)
            ]
        }
        let unset = variablesUnset
        guard !unset.isEmpty else { return [] }
        let list = unset.map { "$" + $0 }.joined(separator: ", ")
        return [
            users(
                "it asks who runs it, and there is no list of users", lack,
                "user: Current requires cgo or \(list) set in environment",
                needs.currentUser, ["set \(unset.joined(separator: " and ")) in the environment"])
        ]
    }

    fileprivate var groupsLacking: [Finding] {
        // The table has one word for both files.
        guard let lack = lack(\.users, { Self.missing("/etc/group", in: $0) }) else { return [] }
        let needs = facts.needs
        guard !needs.groupLookups.isEmpty else { return [] }
        return [
            users(
                "it looks up groups, and there is no list of them", lack,
                needs.usersInC.isEmpty
                    ? "open /etc/group: no such file or directory"
                    : goRelease > 22
                        ? "group: unknown group {group}"
                        : "user: lookup groupname {group}: no such file or directory",
                needs.groupLookups + needs.usersInC)
        ]
    }

    /// What os/user says of the C library's answer that there is no such file, which it has taken for
    /// that of an unknown user since Go 1.23.
    private func textOfC(_ unknown: String, _ failed: String) -> String {
        "user: " + (goRelease > 22 ? unknown : failed + ": no such file or directory")
    }

    private static func missing(_ path: String, in files: RunPlace) -> [String]? {
        files.has(path) ? nil : [path]
    }

    /// What `user.Current` needs of the environment, and is not set there.
    private var variablesUnset: [String] {
        ["USER", "HOME"].filter { name in
            // Container runtimes set it, if only to a slash.
            if name == "HOME", files?.isImage == true { return false }
            return place.value(of: name)?.isEmpty ?? true
        }
    }

    private func users(
        _ message: String, _ lack: Lack, _ text: String, _ evidence: [Evidence],
        _ remedy: [String] = []
    ) -> Finding {
        finding(
            "users-missing", message, lack.severity, predictedError: text,
            evidence: evidence + lack.evidence, remedy: Self.usersRemedy + remedy)
    }
}
