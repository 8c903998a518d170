"""Mach-O files made to take a reader's time or memory, for monsters.py."""
import struct

MB = 1 << 20
ALL = "info deps headers segments sections symbols relocations signature buildinfo functions cgo"
LOOKING = {"macho": ALL, "universal": "info deps headers symbols signature"}
PAGE = 0x4000


class MachO:
    """Writes 64-bit files command by command; every number may lie."""

    def __init__(self, type_=2, flags=0x200085, processor=0x0100000c):
        self.head = (processor, 0, type_)
        self.flags = flags
        self.commands = []
        self.tail = bytearray()
        self.room = 0x8000  # for header and commands

    def add(self, data, align=16):
        """Bytes behind the commands; returns their offset."""
        self.tail += bytes(-len(self.tail) % align)
        self.tail += data
        return self.room + len(self.tail) - len(data)

    def command(self, type_, body):
        body += bytes(-len(body) % 8)
        self.commands.append(struct.pack("<II", type_, 8 + len(body)) + body)

    def words(self, type_, *values):
        self.command(type_, struct.pack(f"<{len(values)}I", *values))

    def segment(self, name, address, size, offset, file_size, sections=b"", count=None, prot=3):
        count = len(sections) // 80 if count is None else count
        self.command(0x19, struct.pack("<16sQQQQIIII", name, address, size, offset, file_size, 7,
                                       prot, count, 0) + sections)

    def library(self, name, type_=0xc):
        self.command(type_, struct.pack("<IIII", 24, 0, 0, 0) + name + b"\0")

    def bytes(self, count=None):
        commands = b"".join(self.commands)
        head = struct.pack("<IIIIIIII", 0xfeedfacf, *self.head, count or len(self.commands),
                           len(commands), self.flags, 0)
        body = head + commands
        room = max(self.room, len(body)) if self.tail else len(body)
        return body + bytes(room - len(body)) + bytes(self.tail)

    def write(self, path, count=None):
        with open(path, "wb") as file:
            file.write(self.bytes(count))


def section(name, segment=b"__TEXT", address=0, size=0, offset=0, flags=0):
    return struct.pack("<16s16sQQIIIIIIII", name, segment, address, size, offset, 0, 0, 0, flags,
                       0, 0, 0)


def repeated(command, size=2 * MB - 64):
    """As many copies of a command as the load commands may have bytes."""
    def make(path):
        file = MachO()
        file.commands = [command] * (size // len(command))
        file.write(path)
    return make


def one(type_, body):
    file = MachO()
    file.command(type_, body)
    return file.commands[0]


def sections(path):
    file = MachO()
    file.segment(b"__TEXT", 0, MB, 0, MB, section(b"__text") * ((2 * MB - 200) // 80))
    file.write(path)


def symbol_table(path, record, count, strings, libraries=()):
    file = MachO()
    for name in libraries:
        file.library(name)
    file.room = 1 << 17
    symbols = file.add(record * count)
    names = file.add(strings)
    file.words(2, symbols, count, names, len(strings))
    file.write(path)


def nlist(name=1, type_=0x0f, sect=1, desc=0, value=0x1000):
    return struct.pack("<IBBHQ", name, type_, sect, desc, value)


LONG = b"\0" + b"A" * 60000 + b"\0"


def symbols_long_library(path):
    """Imports without number from one library whose name has 60 KB."""
    symbol_table(path, nlist(type_=1, sect=0, desc=0x0100, value=0), MB, b"\0a\0",
                 [b"/" + b"L" * 60000])


def linkedit(path, type_, data):
    file = MachO()
    file.segment(b"__TEXT", 0x100000000, PAGE, 0, PAGE, prot=5)
    file.segment(b"__DATA", 0x100000000 + PAGE, 64 * MB, PAGE, len(data), prot=3)
    start = file.add(data)
    file.words(type_, start, len(data))
    file.library(b"/usr/lib/libSystem.B.dylib")
    file.write(path)


def loader_information(path, place, data):
    """One of the five streams of LC_DYLD_INFO_ONLY."""
    file = MachO()
    file.segment(b"__TEXT", 0x100000000, PAGE, 0, PAGE, prot=5)
    file.segment(b"__DATA", 0x100000000 + PAGE, 64 * MB, PAGE, 64 * MB, prot=3)
    start = file.add(data)
    ranges = [0] * 10
    ranges[2 * place:2 * place + 2] = start, len(data)
    file.words(0x80000022, *ranges)
    file.library(b"/usr/lib/libSystem.B.dylib")
    file.write(path)


def trie_chain(size=4 * MB):
    """Each node has one child, the node behind it: as deep as the file is long."""
    out = bytearray()
    while len(out) < size:
        # No terminal, one child: an edge of one letter, and where the child starts.
        length = 9
        target = len(out) + length
        out += b"\0\1a\0" + bytes((target >> shift & 0x7f) | (0x80 if shift < 28 else 0)
                                  for shift in range(0, 35, 7))
    return bytes(out + b"\0\0")


def trie_fan(size=MB):
    """Every child of every node is the root."""
    return b"\0\xff" + b"a\0\0" * 255 + bytes(size)


def trie_shared(depth=4000):
    """Two edges from each node to the next one: twice as many names at every step."""
    out = bytearray()
    for _ in range(depth):
        target = len(out) + 2 + 2 * 7
        number = bytes((target >> shift & 0x7f) | (0x80 if shift < 28 else 0)
                       for shift in range(0, 35, 7))
        out += b"\0\2" + b"a\0" + number + b"b\0" + number
    return bytes(out + b"\3\0\0\0\0")


def chained(starts, imports=0, count=0, symbols=b"\0", pages=1, format_=6):
    """`LC_DYLD_CHAINED_FIXUPS` with one segment that has fixups."""
    segment = struct.pack("<IHHQIH", 22 + 2 * pages, PAGE, format_, 0x4000, 0, pages) + starts
    image = struct.pack("<III", 2, 0, 12) + segment
    start = 32 + len(image) + (-len(image) % 4)
    table = struct.pack("<I", imports) * min(count, 1 << 18)
    head = struct.pack("<IIIIIII", 0, 32, start, start + len(table), count, 1, 0)
    return head.ljust(32, b"\0") + image.ljust(start - 32, b"\0") + table + symbols


def signature(slots, page=12, limit=1 << 20, hash_size=32):
    """A code directory that says it has `slots` hashes of pages."""
    size = 44 + 2 + min(slots, MB) * hash_size
    directory = struct.pack(">IIIIIIIIIBBBBI", 0xfade0c02, size, 0x20001, 0, 46, 44, 0, slots,
                            limit, hash_size, 2, 0, page, 0) + b"a\0"
    directory += bytes(min(slots, MB) * hash_size)
    return struct.pack(">IIIII", 0xfade0cc0, 20 + len(directory), 1, 0, 20) + directory


def universal(path, slices, offset, size):
    with open(path, "wb") as file:
        file.write(struct.pack(">II", 0xcafebabe, slices))
        for index in range(slices):
            file.write(struct.pack(">IIIII", 7 + index, 3, offset(index), size, 12))
        inner = MachO()
        inner.commands = [one(0x8000001c, struct.pack("<I", 12) + b"x" * 20)] * 50_000
        file.seek(0x4000)
        file.write(inner.bytes())


def universal_nested(path):
    """A universal file whose slice is universal, and so on."""
    inner = MachO().bytes()
    for _ in range(200):
        inner = struct.pack(">IIIIIII", 0xcafebabe, 1, 7, 3, 0x40, len(inner), 6).ljust(0x40, b"\0") \
            + inner
    with open(path, "wb") as file:
        file.write(inner)


REPEAT = b"\x11\x40a\0\x51\x72\x00" + b"\xc0\xff\xff\xff\xff\xff\xff\xff\xff\x7f\x00"

MONSTERS = {
    "macho-commands": repeated(one(0x4242, b"")),
    "macho-command-tools": repeated(one(0x32, struct.pack("<IIII", 1, 0, 0, 0xffffffff))),
    "macho-libraries": repeated(one(0xc, struct.pack("<IIII", 24, 0, 0, 0) + b"/l\0")),
    "macho-library-long": repeated(one(0xc, struct.pack("<IIII", 24, 0, 0, 0) + b"/" * 60000)),
    "macho-rpaths": repeated(one(0x8000001c, struct.pack("<I", 12) + b"@rpath/\x1b\0")),
    "macho-options": repeated(one(0x2d, struct.pack("<I", 60000) + bytes(60000))),
    "macho-segments": repeated(one(0x19, struct.pack("<16sQQQQIIII", b"__DATA", 0, MB, 0, MB, 7, 3,
                                                    0, 0))),
    "macho-sections": sections,
    "macho-symbols": lambda path: symbol_table(path, nlist(), 4 * MB, b"\0a\0"),
    "macho-symbols-long": lambda path: symbol_table(path, nlist(), MB, LONG),
    "macho-symbols-outside": lambda path: symbol_table(path, nlist(name=9), 2 * MB, b"\0a\0"),
    "macho-symbols-indirect": lambda path: symbol_table(path, nlist(type_=0xb, value=1), MB, LONG),
    "macho-symbols-library": symbols_long_library,
    "macho-trie-deep": lambda path: linkedit(path, 0x80000033, trie_chain()),
    "macho-trie-fan": lambda path: linkedit(path, 0x80000033, trie_fan()),
    "macho-trie-shared": lambda path: linkedit(path, 0x80000033, trie_shared()),
    "macho-chain-loop": lambda path: linkedit(
        path, 0x80000034, chained(struct.pack("<H", 0) + bytes(PAGE))),
    "macho-chain-pages": lambda path: linkedit(
        path, 0x80000034, chained(bytes(2 * 60000), pages=60000)),
    "macho-chain-imports": lambda path: linkedit(
        path, 0x80000034, chained(struct.pack("<H", 0xffff), count=0xffffffff)),
    "macho-bind-repeat": lambda path: loader_information(path, 1, REPEAT * 1000),
    "macho-bind-uleb": lambda path: loader_information(path, 1, b"\x72" + b"\xff" * MB),
    "macho-weak-bind": lambda path: loader_information(path, 2, REPEAT * 100_000),
    "macho-lazy-bind": lambda path: loader_information(path, 3, b"\x72\0\x11\x40a\0\x90" * 300_000),
    "macho-rebase-repeat": lambda path: loader_information(
        path, 0, b"\x11\x21\0" + b"\x80\xff\xff\xff\xff\xff\xff\xff\xff\x7f\0" * 1000),
    "macho-function-starts": lambda path: linkedit(path, 0x26, b"\1" * (16 * MB)),
    "macho-data-in-code": lambda path: linkedit(path, 0x29, b"\1\0\0\0\1\0\1\0" * (2 * MB)),
    "macho-signature-slots": lambda path: linkedit(path, 0x1d, signature(0xffffffff)),
    "macho-signature-bytes": lambda path: linkedit(path, 0x1d, signature(MB, page=0x1f)),
    "macho-signature-small": lambda path: linkedit(
        path, 0x1d, signature(MB, page=1, limit=0xffffffff)),
    "universal-overlap": lambda path: universal(path, 64, lambda index: 0x4000, 0x180000),
    "universal-shifted": lambda path: universal(path, 44, lambda index: 0x4000 + index, 0x100000),
    "universal-nested": universal_nested,
}


def chain_dense(path, size=32 * MB):
    """Every word of a segment is a link of a chain."""
    pages = size // PAGE
    links = [2 << 51 | 0x1000] * (PAGE // 8 - 1) + [0x1000]
    file = MachO()
    file.segment(b"__TEXT", 0x100000000, PAGE, 0, PAGE, prot=5)
    start = file.add(struct.pack(f"<{PAGE // 8}Q", *links) * pages, align=PAGE)
    file.segment(b"__DATA", 0x100000000 + PAGE, size, start, size, prot=3)
    file.segment(b"__LINKEDIT", 0x180000000, MB, start + size, MB, prot=1)
    segment = struct.pack("<IHHQIH", 22 + 2 * pages, PAGE, 6, PAGE, 0, pages) + bytes(2 * pages)
    image = struct.pack("<IIII", 3, 0, 16, 0) + segment
    place = file.add(struct.pack("<IIIIIII", 0, 32, 32 + len(image), 32 + len(image), 0, 1,
                                 0).ljust(32, b"\0") + image)
    file.words(0x80000034, place, 32 + len(image))
    file.write(path)


MONSTERS["macho-chain-dense"] = chain_dense
