internal import ArgumentParser
internal import CSystemCalls
internal import GoReport
internal import ObjectFile

extension Compare {
    /// Refuses what has no meaning where every byte counts.
    func checkReproducible() throws {
        let others: [(String, Bool)] = [
            ("--symbols", scope.symbols), ("--functions", scope.functions),
            ("--threshold", scope.threshold != nil), ("--target", !scope.target.isEmpty),
            ("--arch", scope.arch != nil), ("--fail-on", gate.failOn != nil),
            ("--allow", !gate.allow.isEmpty),
        ]
        for (name, isThere) in others where isThere {
            throw ValidationError(
                "--reproducible compares every byte, and ends with 1 where one differs: "
                    + "\(name) does not go with it")
        }
    }
}

extension ReproductionReport {
    /// Compares and writes; returns the exit status.
    static func run(
        _ request: CompareRequest, _ old: ByteString, _ new: ByteString, _ output: OutputOptions
    ) -> Int32 {
        var errors = ByteWriter { goelf_write(2, $0) }
        var status: Int32 = 0
        let files = (file(old), file(new))
        let failure = Invocation.write(
            to: output.output, output.color, reading: [old, new]
        ) { out, usesColor in
            var request = request
            request.usesColor = usesColor
            var report = ReproductionReport(request, to: out)
            report.write(files.0, files.1, &errors)
            status = report.status
            return report.failure
        }
        return failure != 0 ? failure : status
    }

    private static func file(_ path: ByteString) -> File {
        do throws(ParseError) {
            let bytes = path.equals("-") ? try FileBytes.standardInput() : try FileBytes(path: path)
            return File(path, .success(bytes))
        } catch {
            return File(path, .failure(error))
        }
    }
}
