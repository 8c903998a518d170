/// The published JSON Schemas, one for each command that writes JSON and each file that is read.
public enum JSONSchema {
    /// The names, which are those of the commands and of what files are.
    public static let names =
        Topic.allCases.map(\.rawValue)
        + [
            CompareReport.command, CompareReport.snapshotCommand, RuleManual.command, "targets",
            "policy", "baseline",
        ]

    /// The schema of that name as a JSON document; nil where there is none.
    public static func text(_ name: String) -> String? {
        switch name {
        case "targets": targets
        case "policy": policy
        case "baseline": baseline
        case RuleManual.command: rules
        case CompareReport.command: compare
        case CompareReport.snapshotCommand: snapshot
        default: Topic(rawValue: name).map { document($0) }
        }
    }
}
