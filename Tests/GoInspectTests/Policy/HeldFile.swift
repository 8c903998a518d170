import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

/// What is found of real binaries that are held against a policy.
enum HeldFile {
    /// Reads a policy as if it were in the working directory.
    static func policy(_ text: String, path: String = ".goelf.json") throws(PolicyError) -> Policy {
        try Policy(FileBytes(Array(text.utf8)), path: path)
    }

    /// The mistakes of a policy, as they are printed.
    static func mistakes(_ text: String, path: String = ".goelf.json") -> [String] {
        do throws(PolicyError) {
            _ = try policy(text, path: path)
            return []
        } catch {
            return error.problems.map { problem in
                let place = problem.position.map { "\($0.line):\($0.column): " } ?? ""
                return place + problem.message
            }
        }
    }

    /// The first image of a binary, checked for a place where all start.
    static func image(
        _ binary: String, _ expectations: Expectations, in place: CheckPlace = CheckedFile.place()
    ) throws -> ImageReport {
        try image(path: CheckedFile.binary(binary), expectations, in: place)
    }

    static func image(
        path: String, _ expectations: Expectations, in place: CheckPlace = CheckedFile.place()
    ) throws -> ImageReport {
        var found: ImageReport?
        var inspection = Inspection(
            path: path, [.dependencies, .build], checking: [place], expecting: expectations)
        inspection.forEachImage { image in
            found = image
            return false
        }
        if let error = inspection.error { throw error }
        return try #require(found)
    }

    /// What a policy finds of a binary, by itself.
    static func findings(_ binary: String, _ policy: String) throws -> [Finding] {
        try image(binary, Expectations(self.policy(policy))).findings
    }

    /// The same of options.
    static func findings(_ binary: String, _ options: Policy.Option...) throws -> [Finding] {
        var policy = Policy()
        try policy.add(options)
        return try image(binary, Expectations(policy)).findings
    }
}
