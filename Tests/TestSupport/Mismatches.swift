public import Testing

/// Adds up where two judges differ, and keeps the first of them: one failure a test, not thousands.
public struct Mismatches {
    /// How many values were compared.
    public private(set) var compared = 0
    /// How many of them differ.
    public private(set) var count = 0
    private var first: [String] = []

    /// Starts with none.
    public init() {}

    /// Compares two values; `place` says which.
    public mutating func compare<Value: Equatable>(
        _ ours: Value, _ theirs: Value, _ place: @autoclosure () -> String
    ) {
        compared += 1
        if ours != theirs { add("\(place()): \(ours), not \(theirs)") }
    }

    /// Compares two lists: how long they are, then one by one.
    public mutating func compare<Value: Equatable>(
        each ours: [Value], _ theirs: [Value], _ place: @autoclosure () -> String
    ) {
        compare(ours.count, theirs.count, "\(place()), count")
        compared += min(ours.count, theirs.count)
        if ours == theirs { return }
        for index in 0..<min(ours.count, theirs.count) where ours[index] != theirs[index] {
            add("\(place()) \(index): \(ours[index]), not \(theirs[index])")
        }
    }

    /// Counts one more.
    public mutating func add(_ message: @autoclosure () -> String) {
        count += 1
        if first.count < 8 { first.append(message()) }
    }

    /// Fails the test where there were any, or where nothing was compared.
    public func expectNone(sourceLocation: SourceLocation = #_sourceLocation) {
        let messages = first.joined(separator: "\n")
        #expect(count == 0, "of \(compared):\n\(messages)", sourceLocation: sourceLocation)
        #expect(compared > 0, "nothing to compare", sourceLocation: sourceLocation)
    }
}
