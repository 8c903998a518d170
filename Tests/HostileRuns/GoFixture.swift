/// A program of a kilobyte that has what Go's linker writes, and nothing else: real ones have
/// megabytes around it.
struct GoFixture {
    private(set) var bytes: [UInt8] = []
    private let is64Bit: Bool
    private let isBig: Bool
    private let hasPointers: Bool
    private let base: UInt64 = 0x40_0000

    private static let version = "go1.27.3"
    private static let modules = """
        path\texample.com/hello/cmd/app
        mod\texample.com/hello\tv1.2.3\th1:kXmMwZNlOeGzAfFAbYyF2+wTXJWQm1xMvHb0lvLOTHc=
        dep\tgolang.org/x/sys\tv0.30.0\th1:QjkSwP/36a20jFYWkSue1YwXzLmsV5Gfq7Eiy72C1uc=
        dep\texample.com/old\tv1.0.0
        =>\texample.com/new\tv1.0.1\th1:4CPHsmSHP/JkNhW9MCdRkNA9hJZUYLgW7aJL0pQ4Iyg=
        build\t-buildmode=exe
        build\t-ldflags="-X 'main.version=1.0 beta'"
        build\tCGO_ENABLED=0
        build\tGOARCH=amd64
        build\tGOOS=linux
        build\tvcs.revision=0123456789abcdef0123456789abcdef01234567

        """

    init(is64Bit: Bool, isBig: Bool, hasPointers: Bool) {
        self.is64Bit = is64Bit
        self.isBig = isBig
        self.hasPointers = hasPointers
        build()
    }

    private func number(_ value: UInt64, _ width: Int) -> [UInt8] {
        (0..<width).map { index in
            UInt8(truncatingIfNeeded: value >> UInt64(8 * (isBig ? width - 1 - index : index)))
        }
    }

    private var word: Int { is64Bit ? 8 : 4 }

    private mutating func build() {
        let headerSize = is64Bit ? 64 : 52
        let noteStart = headerSize + 2 * (is64Bit ? 56 : 32)
        let note = number(4, 4) + number(8, 4) + number(4, 4) + Array("Go\0\0id/id/id".utf8)
        let infoStart = (noteStart + note.count + 15) & ~15
        let info = information(at: infoStart)
        let names = "\0.note.go.buildid\0.go.buildinfo\0.shstrtab\0"
        let namesStart = infoStart + info.count
        let tableStart = (namesStart + names.utf8.count + 7) & ~7
        bytes = header(tableStart)
        bytes += segment(1, 6, 0, tableStart) + segment(4, 4, noteStart, note.count)
        bytes += note + padding(to: infoStart, from: noteStart + note.count)
        bytes += info + Array(names.utf8)
        bytes += padding(to: tableStart, from: namesStart + names.utf8.count)
        bytes += section(0, 0, 0, 0)
        bytes += section(1, 7, noteStart, note.count)
        bytes += section(18, 1, infoStart, info.count)
        bytes += section(32, 3, namesStart, names.utf8.count)
    }

    private func padding(to end: Int, from start: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: end - start)
    }

    private func header(_ tableStart: Int) -> [UInt8] {
        let start: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, is64Bit ? 2 : 1, isBig ? 2 : 1, 1, 0]
        let sizes: [UInt64] = is64Bit ? [64, 56, 2, 64, 4, 3] : [52, 32, 2, 40, 4, 3]
        return start + [UInt8](repeating: 0, count: 8) + number(2, 2)
            + number(is64Bit ? (isBig ? 22 : 62) : 3, 2) + number(1, 4) + number(base, word)
            + number(is64Bit ? 64 : 52, word) + number(UInt64(tableStart), word) + number(0, 4)
            + sizes.flatMap { number($0, 2) }
    }

    private func segment(_ type: UInt64, _ flags: UInt64, _ start: Int, _ size: Int) -> [UInt8] {
        let address = base + UInt64(start)
        let places = [UInt64(start), address, address, UInt64(size), UInt64(size)]
        let fields = places.flatMap { number($0, word) }
        return is64Bit
            ? number(type, 4) + number(flags, 4) + fields + number(4, 8)
            : number(type, 4) + fields + number(flags, 4) + number(4, 4)
    }

    private func section(_ name: UInt64, _ type: UInt64, _ start: Int, _ size: Int) -> [UInt8] {
        let isLoaded = type == 1 || type == 7
        let address = isLoaded ? base + UInt64(start) : 0
        let places = [isLoaded ? 2 : 0, address, UInt64(start), UInt64(size)]
        return number(name, 4) + number(type, 4) + places.flatMap { number($0, word) }
            + number(0, 4) + number(0, 4) + number(16, word) + number(0, word)
    }

    /// The section `.go.buildinfo`, and what it points to.
    private func information(at start: Int) -> [UInt8] {
        let version = Array(Self.version.utf8)
        let frame = [UInt8](repeating: 0x30, count: 16)
        let modules = frame + Array(Self.modules.utf8) + frame
        let magic = [0xff] + Array(" Go buildinf:".utf8)
        guard hasPointers else {
            let length = [UInt8(modules.count & 0x7f | 0x80), UInt8(modules.count >> 7)]
            return magic + [8, 2] + [UInt8](repeating: 0, count: 16) + [UInt8(version.count)]
                + version + length + modules
        }
        let strings = base + UInt64(start + 32)
        let texts = strings + UInt64(4 * word)
        var result = magic + [UInt8(word), isBig ? 1 : 0]
        result += number(strings, word) + number(strings + UInt64(2 * word), word)
        result += [UInt8](repeating: 0, count: 32 - result.count)
        result += number(texts, word) + number(UInt64(version.count), word)
        result += number(texts + UInt64(version.count), word)
        result += number(UInt64(modules.count), word)
        return result + version + modules
    }
}
