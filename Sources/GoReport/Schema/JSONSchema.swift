/// The published JSON Schemas, one for each command that writes JSON.
public enum JSONSchema {
    /// The names, which are those of the commands.
    public static let names = Topic.allCases.map(\.rawValue) + ["targets"]

    /// The schema of that name as a JSON document; nil where there is none.
    public static func text(_ name: String) -> String? {
        name == "targets" ? targets : Topic(rawValue: name).map { document($0) }
    }
}
