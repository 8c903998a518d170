import GoInspect
import GoReport
import ObjectFile

/// What libFuzzer calls with every input: the first byte chooses the question, the rest is the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    guard let start = unsafe start, count > 1 else { return 0 }
    // SAFETY: libFuzzer hands over `count` bytes that outlive the call.
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let choice = Int(input[0])
    let bytes = Array(input.dropFirst())
    let topics = Topic.allCases
    let topic = choice / 4 % (topics.count + 1)
    if topic == topics.count { expand(bytes) } else { report(bytes, topics[topic], choice % 4) }
    return 0
}

private func report(_ bytes: [UInt8], _ topic: Topic, _ choice: Int) {
    var request = Request(topic)
    request.format = choice % 2 == 0 ? .text : .json
    request.isVerbose = choice < 2
    request.scansData = choice >= 2 && topic == .buildinfo
    request.wantsFacts = choice < 2
    if topic == .buildinfo, choice < 2 { request.variables = ["main.version"] }
    if topic == .buildinfo, choice == 3 { request.format = .go }
    let isSafe = request.format != .go
    var report = Report(
        request,
        to: ByteWriter { isSafe ? check($0) : 0 }, errors: ByteWriter { check($0) })
    report.begin()
    var inspection = Inspection(FileBytes(bytes), path: "fuzz", request.questions)
    report.add(&inspection)
    report.end()
    precondition((0...2).contains(report.status))
}

/// No control character may reach a terminal.
private func check(_ text: Span<UInt8>) -> Int32 {
    for index in text.indices {
        let byte = text[index]
        precondition(byte >= 0x20 && byte != 0x7f || byte == 0x0a, "control character")
    }
    return 0
}

/// No command expands sections yet, but the library does.
private func expand(_ bytes: [UInt8]) {
    let file = FileBytes(bytes)
    var limits = Limits()
    limits.decompressedBytes = 1 << 20
    let object = Fact { () throws(ParseError) in try ELF.Object(file, limits: limits) }
    guard let object = object.value else { return }
    for section in object.sections(in: file).value?.sections.prefix(64) ?? [] {
        _ = Fact { () throws(ParseError) in try object.contents(of: section, in: file) }
    }
}
