internal import CSystemCalls
internal import GoInspect
internal import GoReport
internal import ObjectFile

extension Invocation {
    /// Inspects the files and writes the report; returns the exit status of the contract.
    func run() -> Int32 {
        guard let held else { return run(nil) }
        do throws(PolicyError) {
            let expectations = try held.expectations()
            return with(expectations.policy, held).run(expectations)
        } catch {
            return Self.fail(error)
        }
    }

    private func run(_ expectations: Expectations?) -> Int32 {
        var places = OpenedPlaces()
        places.expectations = expectations
        do throws(ParseError) { try places.open(self) } catch {
            return Self.fail(places.name, error)
        }
        var paths = paths
        if paths.isEmpty, let image = places.withProgram {
            do throws(ParseError) {
                paths = try image.program().map { [ByteString($0)] } ?? []
            } catch {
                return Self.fail(image.root, error)
            }
        }
        var target: OutputFile?
        if let output {
            do { target = try OutputFile(path: output, reading: paths) } catch {
                return Self.fail(output.text, error.number)
            }
        }
        let descriptor = target?.descriptor ?? 1
        let out = ByteWriter { goelf_write(descriptor, $0) }
        let errors = ByteWriter { goelf_write(2, $0) }
        var request = self.request
        request.usesColor = color.isOn(descriptor)
        request.targets = places.checked.map(\.name)
        var report = Report(request, expecting: expectations, to: out, errors: errors)
        report.begin()
        for place in places.opened {
            for note in place.diagnostics {
                if note.severity == .error {
                    report.addError(place.root, note.message, note.code.rawValue)
                } else {
                    report.addNote(place.root, note.message)
                }
            }
        }
        var files = FileQueue(paths, request, in: places)
        if jobs > 1 {
            let crew = Crew(jobs, files, request, expectations, writing: report)
            return crew.run { [target] in finish(&$0, target) }
        }
        while let item = files.next(isOpen: report.isOpen) {
            switch item {
            case .file(var inspection, let isWalked): report.add(&inspection, isWalked: isWalked)
            case .remark(let remark): remark(&report)
            }
        }
        return finish(&report, target)
    }

    private func finish(_ report: inout Report, _ target: OutputFile?) -> Int32 {
        report.end()
        if report.failure != 0 {
            target?.discard()
            // Whoever read the output has had enough: that is no error.
            return report.failure == brokenPipe ? 0 : Self.fail(output?.text, report.failure)
        }
        if let error = target?.commit(), error != 0 { return Self.fail(output?.text, error) }
        if report.status == 2 { suggestCommand() }
        return writeBaseline(report)
    }

    /// Writes the baseline that was asked for; returns the exit status.
    private func writeBaseline(_ report: Report) -> Int32 {
        guard let path = held?.writesBaseline else { return report.status }
        guard report.status != 2 else {
            return Self.fail(path.text, "not written, as not all files could be read", "baseline")
        }
        let status = Self.write(to: path, .never, reading: paths) { out, _ in
            report.writeBaseline(to: out)
        }
        return status == 0 ? report.status : status
    }

    /// Writes an answer that is of no file, whole or not at all; returns the exit status.
    static func write(
        to output: ByteString?, _ color: ColorChoice, reading inputs: [ByteString] = [],
        _ answer: (ByteWriter, Bool) -> Int32
    ) -> Int32 {
        var target: OutputFile?
        if let output {
            do { target = try OutputFile(path: output, reading: inputs) } catch {
                return fail(output.text, error.number)
            }
        }
        let descriptor = target?.descriptor ?? 1
        let failure = answer(
            ByteWriter { goelf_write(descriptor, $0) }, color.isOn(descriptor))
        if failure != 0 {
            target?.discard()
            return failure == brokenPipe ? 0 : fail(output?.text, failure)
        }
        if let error = target?.commit(), error != 0 { return fail(output?.text, error) }
        return 0
    }

    private static func fail(_ path: String, _ error: ParseError) -> Int32 {
        var errors = ByteWriter { goelf_write(2, $0) }
        errors.write("goelf: error: ")
        errors.write(safe: path)
        errors.write(": ")
        errors.write(safe: "\(error.structure) \(error.message) [\(error.code.rawValue)]")
        errors.write("\n")
        errors.flush()
        // That an image does not start is an answer, though bad news.
        return error.code == .imageProgram ? 1 : 2
    }

    private static func fail(_ path: String, _ message: String, _ code: String) -> Int32 {
        var errors = ByteWriter { goelf_write(2, $0) }
        errors.write("goelf: error: ")
        errors.write(safe: path)
        errors.write(": ")
        errors.write(safe: message)
        errors.write(" [" + code + "]\n")
        errors.flush()
        return 2
    }

    /// Tells all that is wrong with a policy, a baseline or a go.sum, as compilers do.
    private static func fail(_ error: PolicyError) -> Int32 {
        for problem in error.problems {
            let place = problem.position.map { ":\($0.line):\($0.column)" } ?? ""
            _ = fail(problem.path + place, problem.message, problem.code.rawValue)
        }
        return 2
    }

    private static func fail(_ path: String?, _ number: Int32) -> Int32 {
        var errors = ByteWriter { goelf_write(2, $0) }
        errors.write("goelf: error: ")
        errors.write(safe: path ?? "standard output")
        let reason =
            number == OutputFile.Failure.isInput.number
            ? "it is one of the files that are read" : systemText(number)
        errors.write(": cannot be written: " + reason + " [output.write]\n")
        errors.flush()
        return 2
    }
}

extension Invocation.ColorChoice {
    /// Whether text written to a file descriptor has colours.
    func isOn(_ descriptor: Int32) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto: goelf_wants_color(descriptor) != 0
        }
    }
}

/// `-EPIPE`, as the calls of CSystemCalls return it.
private let brokenPipe = -goelf_broken_pipe

/// The system's words for an error number, with either sign.
func systemText(_ number: Int32) -> String {
    var text = [UInt8](repeating: 0, count: 128)
    var target = text.mutableSpan
    let count = goelf_error_text(abs(number), &target)
    return String(decoding: text[..<min(count, text.count)], as: UTF8.self)
}
