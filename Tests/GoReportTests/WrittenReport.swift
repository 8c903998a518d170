import GoInspect
import GoReport
import ObjectFile

/// What a report on one file writes.
struct WrittenReport {
    /// What went to the output.
    let text: String
    /// What went to the errors.
    let errors: String
    /// The status with which the command would end.
    let status: Int32

    private final class Collector { var bytes: [UInt8] = [] }

    /// Writes a report on a file that is inspected for the request.
    init(_ request: Request, _ inspect: (Questions) throws -> Inspection) rethrows {
        let (output, errors) = (Collector(), Collector())
        var report = Report(
            request, to: Self.writer(to: output), errors: Self.writer(to: errors))
        report.begin()
        var inspection = try inspect(request.questions)
        report.add(&inspection)
        report.end()
        text = String(decoding: output.bytes, as: UTF8.self)
        self.errors = String(decoding: errors.bytes, as: UTF8.self)
        status = report.status
    }

    private static func writer(to collector: Collector) -> ByteWriter {
        ByteWriter {
            collector.bytes += $0.copied
            return 0
        }
    }
}
