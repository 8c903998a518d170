"""Go programs made to take a reader's time or memory, for monsters.py.

Each has a function table, and beside it what the table leads to: trees of inlined calls, the
runtime's record of the program, init tasks.
"""
import array
import struct

MB = 1 << 20
FLAGS = {
    "inlined": ["functions", "--inlined"], "inits": ["functions", "--inits"],
    "packages": ["functions", "--packages"],
    "facts": ["buildinfo", "--facts", "--var", "main.version"],
}
LOOKING = {"functions": "functions packages inlined inits cgo facts", "tasks": "inits facts",
           "trees": "inlined functions", "module": "inlined inits cgo"}
GO1_2, GO1_16, GO1_18, GO1_20 = 0xfffffffb, 0xfffffffa, 0xfffffff0, 0xfffffff1
CODE = 0x10000000


def words(values, code="I"):
    return array.array(code, values).tobytes()


def record(name=0, file=1, line=1, entry=0, tree=None, start_line=1, unit=0):
    """A record of Go 1.20; `tree` is the place of its values and of its calls."""
    fields = [entry, name, 0, 0, 0, file, line, 3 if tree else 0, unit, start_line,
              0x04000000 if tree else 0]
    if tree:
        fields += [0, 0, tree[0]] + [0xffffffff] * 3 + [tree[1]]
    return words(fields)


class Table:
    """Parts of a table of Go 1.20 for 64 bits; every number may lie."""

    names = b"main.a\0"
    units = words([0, 0])
    files = b"/a.go\0"
    values = b"\0\2\x10\0\0\0\0\0"
    records = record()
    text = CODE

    def __init__(self, count, **parts):
        self.count = count
        self.size = 16  # of a function's code
        self.places = None  # of records, behind the entries; None for one after the other
        self.__dict__.update(parts)

    def entries(self):
        first = 8 * self.count + 4
        size = len(self.records) // self.count
        places = self.places or range(0, size * self.count, size)
        entries = array.array("I", bytes(first))
        entries[0::2] = array.array("I", range(0, self.size * self.count + 1, self.size))
        entries[1::2] = array.array("I", (first + place for place in places))
        return entries.tobytes()

    def bytes(self):
        head = struct.pack("<IHBBQQQ", GO1_20, 0, 1, 8, self.count, 1, self.text)
        place, places, body = 72, [], b""
        for part in (self.names, self.units, self.files, self.values, self.entries() + self.records):
            part += bytes(-len(part) % 8)
            places.append(place)
            place += len(part)
            body += part
        return head + struct.pack("<5Q", *places) + body


def write(elf, path, table, data=None, constants=b"", segments=1):
    """`data(address)` are the data, whose first words are the runtime's record of the program."""
    table_at = elf.add(table)
    constants_at = elf.add(constants) if constants else 0
    data_at = (len(elf.body) + 15) // 16 * 16
    content = data(table_at, constants_at, data_at) if data else b"\0" * 16
    elf.add(content)
    names = b"\0.gopclntab\0.go.module\0"
    names_at = elf.add(names)
    sections = elf.section(0, 0, 0, 0) + elf.section(0, 3, names_at, len(names))
    sections += elf.section(1, 1, table_at, len(table), address=table_at)
    if data:
        sections += elf.section(12, 1, data_at, min(len(content), 1000), address=data_at)
    size = len(elf.body)
    elf.write(path, elf.segment(1, 0, size) * segments, sections, names=1, type_=2)


def module(table_at, first, last, gofunc=0, tasks=(0, 0), end=1 << 62):
    """The record of the program as Go 1.20 has it, with the init tasks of Go 1.21."""
    fields = [table_at] + [0] * 19 + [first, last, CODE, end] + [0] * 16 + [gofunc] + [0] * 20
    return struct.pack("<%dQ" % (len(fields) + 11), *fields, tasks[0], tasks[1], tasks[1], *[0] * 8)


def functions_many(ELF, path, **parts):
    count = parts.pop("count", 1_800_000)
    parts.setdefault("records", record() * count)
    write(ELF(), path, Table(count, **parts).bytes())


def functions_one_record(ELF, path):
    """More functions than there is room for records."""
    write(ELF(), path, Table(10_000_000, places=[0] * 10_000_000).bytes())


def functions_long_name(ELF, path, byte):
    functions_many(ELF, path, names=byte * 60000 + b"\0")


def functions_overlapping(ELF, path):
    count = 1_500_000
    records = b"".join(record(name=i % 60000) for i in range(count))
    functions_many(ELF, path, count=count, records=records, names=b"a" * 60000 + b"\0")


def functions_jumping(ELF, path, part, size=50 * MB, count=900_000):
    """Every second function has its name, file, values or record at the far end of a large part."""
    far = size - 64
    if part == "names":
        names = b"near\0" + b"n" * 59 + (b"\0" * size)[:far - 64] + b"far\0" + bytes(60)
        pair, parts = record(name=0) + record(name=far), {"names": names}
    elif part == "values":
        values = Table.values + bytes(far - 8) + b"\2\x10\0" + bytes(61)
        pair, parts = record() + record(file=far, line=far), {"values": values}
    elif part == "units":
        pair, parts = record() + record(unit=far // 4), {"units": bytes(size)}
    elif part == "files":
        units = words([0, far])
        files = b"/a.go\0" + bytes(far - 6) + b"/b.go\0" + bytes(58)
        pair, parts = record() + record(unit=1), {"units": units, "files": files}
    else:
        places = [i % 2 * (size - 44) for i in range(count)]
        body = record() + bytes(size - 88) + record()
        return write(ELF(), path, Table(count, records=body, places=places).bytes())
    functions_many(ELF, path, count=count, records=pair * (count // 2), **parts)


def functions_jumping_first(ELF, path):
    """The same of Go 1.2, whose parts are all the rest of the file."""
    count, size = 1_000_000, 90 * MB
    head = struct.pack("<IHBBQ", GO1_2, 0, 1, 8, count)
    first = len(head) + (2 * count + 1) * 8 + 8
    body = bytearray(size - first)
    entries = array.array("Q", bytes(8 * (2 * count + 1)))
    entries[0::2] = array.array("Q", range(CODE, CODE + 16 * count + 1, 16))
    far = size - 4096
    files = size - 256
    for place in (first, far):
        body[place - first:place - first + 7] = b"main.a\0"
        body[place - first + 16:place - first + 19] = b"\4\x10\0"
        fields = [CODE, 0, place, 0, 0, 0, place + 16, place + 16, 0, 0]
        fields[2] = far if place == first else first
        fields[6] = fields[7] = (far if place == first else first) + 16
        body[place - first + 32:place - first + 72] = words(fields)
    entries[1::2] = array.array("Q", (far + 32 if i % 2 else first + 32 for i in range(count)))
    body[files - first:files - first + 12] = words([4, first, far])
    table = head + entries.tobytes() + words([files, 0]) + body
    write(ELF(), path, table)


def functions_zero_code(ELF, path):
    """Values that hold for no code at all, as many as there is room for."""
    functions_many(ELF, path, count=1_000_000, values=b"\0" + b"\2\0" * (20 * MB))


def functions_escapes(ELF, path):
    functions_many(ELF, path, names=b"a" * 900 + b"/%2e.\x1b\xff\"" * 12 + b"\0")


def functions_generic(ELF, path):
    functions_many(ELF, path, names=b"a.b" + b"[" * 1000 + b"\0")


def functions_calls(ELF, path):
    """Every function is a call into C of its own."""
    count = 1_200_000
    names = b"".join(b"p%07d._Cfunc_f%07d\0" % (i, i) for i in range(count))
    records = b"".join(record(name=i * 23) for i in range(count))
    functions_many(ELF, path, count=count, records=records, names=names)


def functions_exports(ELF, path):
    """Every function is exported to C, each in a unit of its own."""
    count = 1_200_000
    name = b"_cgoexp_0123456789ab_f%07d\0"
    names = b"".join(name % i for i in range(count))
    size = len(name % 0)
    records = b"".join(record(name=i * size, unit=i) for i in range(count))
    functions_many(ELF, path, count=count, records=records, names=names)


def functions_inits(ELF, path):
    functions_many(ELF, path, names=b"main.init.0\0")


def functions_packages(ELF, path):
    """Every function is of a package of its own."""
    count = 1_300_000
    names = b"".join(b"example.com/p%07d.f\0" % i for i in range(count))
    size = len(b"example.com/p0000000.f\0")
    records = b"".join(record(name=i * size) for i in range(count))
    functions_many(ELF, path, count=count, records=records, names=names)


def functions_searched(ELF, path, segments=1, step=8, size=20 * MB):
    """Without sections: places that look like a table's header, everywhere."""
    elf = ELF()
    head = struct.pack("<IHBBQ", GO1_20, 0, 1, 8, 1 << 31)
    start = elf.add((head + bytes(step * 8))[:max(16, step)] * (size // max(16, step)))
    elf.write(path, elf.segment(1, start, size) * segments, type_=2)


def trees(ELF, path, count, calls, names=b"main.a\0main.b\0", distinct=False, code=4, function=7,
          step=b"\2\1", fill=0):
    """Functions that all have the same tree of inlined calls, or each its own."""
    values = Table.values + b"\0\1" + step * calls + b"\0"
    if fill:
        values = Table.values + b"\0\0" * fill + b"\2\x10\0"
    size = 16 * calls
    tree = b"".join(struct.pack("<IIII", 0, function, min(code, i), 9) for i in range(calls))
    constants = b"\1" * 16 + (tree * count if distinct else tree)
    body = (b"".join(record(tree=(8, 8 + i * size)) for i in range(count)) if distinct
            else record(tree=(8, 8)) * count)
    length = 1 << 20
    table = Table(count, names=names, values=values, records=body, text=0)
    table.size = min(length, (1 << 32) // (count + 1))
    write(ELF(), path, table.bytes(),
          lambda at, constant, own: module(at, CODE, CODE + table.size * count, constant + 8),
          constants)


def tasks_data(task_list, body):
    def data(at, constant, own, count=1000):
        start = own + 8 * 72
        place, number = task_list(start)
        head = module(at, CODE, CODE + 16 * count, tasks=(place, number))
        return head + bytes(8 * 72 - len(head)) + body(start)
    return data


def tasks(ELF, path, task_list, body, segments=1):
    count = 1000
    table = Table(count, records=record() * count, text=0)
    write(ELF(), path, table.bytes(), tasks_data(task_list, body), segments=segments)


def tasks_same(ELF, path):
    """A million times the same task of 65,536 functions."""
    functions = struct.pack("<II", 0, 65536) + struct.pack("<Q", CODE) * 65536
    count = 1_000_000
    tasks(ELF, path, lambda start: (start + len(functions), count),
          lambda start: functions + struct.pack("<Q", start) * count)


def tasks_overlapping(ELF, path):
    """Tasks of functions that overlap: each starts 16 bytes behind the last."""
    count = 900_000
    pair = struct.pack("<IIQ", 0, 2000, CODE)
    # A word of a task's head has to be an address of code, too.
    table = Table(1000, records=record() * 1000, text=0)
    table.size = 1 << 22
    place = CODE & ~0xffff
    def data(at, constant, own):
        start = own + 8 * 72
        head = module(at, CODE, CODE + (1 << 22) * 1000, tasks=(start + 16 * (count + 2001), count))
        body = struct.pack("<IIQ", 0, 1, CODE) * (count + 2001)
        body += array.array("Q", range(start, start + 16 * count, 16)).tobytes()
        return head + bytes(8 * 72 - len(head)) + body
    write(ELF(), path, table.bytes(), data)


def tasks_lists(ELF, path, segments=1):
    """Every word may start the list of the runtime's tasks."""
    def body(start):
        one = struct.pack("<IIQ", 0, 1, CODE)
        return one + struct.pack("<QQQ", start, 1, 1) * (2 * MB)
    tasks(ELF, path, lambda start: (0, 0), body, segments)


def tasks_slices(ELF, path):
    """Lists of 1,000 tasks of which the last is none, everywhere."""
    def body(start):
        one = struct.pack("<IIQ", 0, 1, CODE)
        lists = struct.pack("<Q", start) * 999 + bytes(8)
        return one + lists + struct.pack("<QQQ", start + 16, 1000, 1000) * (2 * MB)
    tasks(ELF, path, lambda start: (0, 0), body)


def tasks_chained(ELF, path, number=60000, needs=64, functions=1, loop=True):
    """Tasks of Go 1.13 to 1.20 that all need each other."""
    count = 1000
    elf = ELF()
    table = Table(count, records=record() * count).bytes()
    table = struct.pack("<I", GO1_18) + table[4:]
    table_at = elf.add(table)
    size = 24 + 8 * (needs + functions)
    start = (len(elf.body) + 15) // 16 * 16
    data = bytearray()
    for i in range(number):
        data += struct.pack("<QQQ", 0, needs, functions)
        data += struct.pack("<%dQ" % needs, *(start + (i * 7 + j * 13 + 1) % number * size
                                              for j in range(needs)))
        data += struct.pack("<Q", CODE) * functions
    elf.add(bytes(data))
    strings = b"\0runtime..inittask\0main..inittask\0"
    strings_at = elf.add(strings)
    symbols = bytes(24) + b"".join(
        struct.pack("<IBBHQQ", name, 0x11, 0, 1, start, size) for name in (1, 19))
    symbols_at = elf.add(symbols)
    names = b"\0.gopclntab\0.symtab\0"
    names_at = elf.add(names)
    sections = elf.section(0, 0, 0, 0) + elf.section(0, 3, names_at, len(names))
    sections += elf.section(1, 1, table_at, len(table), address=table_at)
    sections += elf.section(0, 3, strings_at, len(strings))
    sections += elf.section(12, 2, symbols_at, len(symbols), link=3, entry=24)
    elf.write(path, elf.segment(1, 0, len(elf.body)), sections, names=1, type_=2)


def module_searched(ELF, path, segments=1, size=60 * MB):
    """Every word of the data is the table's address, and none the start of a record."""
    elf = ELF()
    table = Table(1000, records=record() * 1000, text=0).bytes()
    table_at = elf.add(table)
    elf.add(struct.pack("<QQ", table_at, 0) * (size // 16))
    elf.write(path, elf.segment(1, 0, len(elf.body)) * segments, type_=2)


def module_relocations(ELF, path, bits=64):
    """Relocations that fill in words all over, as many as there is room for."""
    elf = ELF(bits, 62 if bits == 64 else 20)
    count = 1000
    table = Table(count, records=record() * count, text=0).bytes()
    if bits == 32:  # of Go 1.2, which needs no record of the program
        head = struct.pack("<IHBBI", GO1_2, 0, 1, 4, 100)
        entries = array.array("I", [v for i in range(100) for v in (CODE + i, 900)] + [CODE + 100])
        table = head + entries.tobytes() + words([1000]) + bytes(2000)
    table_at = elf.add(table)
    number = 90 * MB // (24 if bits == 64 else 12)
    form, kind = ("<QQQ", 8) if bits == 64 else ("<III", 22)
    data = b"".join(struct.pack(form, 16 * i, kind, table_at) for i in range(number))
    start = elf.add(data)
    dynamic = elf.dynamic([(7, start), (8, len(data)), (9, 24 if bits == 64 else 12)])
    place = elf.add(dynamic)
    names = b"\0.gopclntab\0"
    names_at = elf.add(names)
    sections = elf.section(0, 0, 0, 0) + elf.section(0, 3, names_at, len(names))
    sections += elf.section(1, 1, table_at, len(table), address=table_at)
    size = len(elf.body)
    elf.write(path, elf.segment(1, 0, size) + elf.segment(2, place, len(dynamic)), sections,
              names=1, type_=3)


def monsters(ELF):
    """Names and what makes them."""
    def bind(make, **parts):
        return lambda path: make(ELF, path, **parts)
    return {
        "functions-many": bind(functions_many),
        "functions-one-record": bind(functions_one_record),
        "functions-long-name": bind(functions_long_name, byte=b"a"),
        "functions-long-name-control": bind(functions_long_name, byte=b"\x1b"),
        "functions-overlapping": bind(functions_overlapping),
        "functions-jumping-names": bind(functions_jumping, part="names"),
        "functions-jumping-values": bind(functions_jumping, part="values"),
        "functions-jumping-units": bind(functions_jumping, part="units"),
        "functions-jumping-files": bind(functions_jumping, part="files"),
        "functions-jumping-records": bind(functions_jumping, part="records"),
        "functions-jumping-first": bind(functions_jumping_first),
        "functions-zero-code": bind(functions_zero_code),
        "functions-escapes": bind(functions_escapes),
        "functions-generic": bind(functions_generic),
        "functions-calls": bind(functions_calls),
        "functions-exports": bind(functions_exports),
        "functions-inits": bind(functions_inits),
        "functions-packages": bind(functions_packages),
        "functions-searched": bind(functions_searched),
        "functions-searched-segments": bind(functions_searched, segments=50000, step=1 << 20),
        "trees-same": bind(trees, count=20000, calls=20000, names=b"main.a\0main.b\0"),
        "trees-same-small": bind(trees, count=900_000, calls=4),
        "trees-long-names": bind(trees, count=2000, calls=2000, names=b"main.a\0" + b"b" * 60000 + b"\0"),
        "trees-distinct": bind(trees, count=300_000, calls=16, distinct=True),
        "trees-huge": bind(trees, count=400, calls=65535),
        "trees-zero-code": bind(trees, count=300_000, calls=1, fill=20 * MB),
        "tasks-same": bind(tasks_same),
        "tasks-overlapping": bind(tasks_overlapping),
        "tasks-lists": bind(tasks_lists),
        "tasks-lists-segments": bind(tasks_lists, segments=50000),
        "tasks-slices": bind(tasks_slices),
        "tasks-chained": bind(tasks_chained),
        "tasks-chained-long": bind(tasks_chained, number=1000, needs=4, functions=10000),
        "module-searched": bind(module_searched),
        "module-searched-segments": bind(module_searched, segments=50000),
        "module-relocations": bind(module_relocations),
        "module-relocations-32": bind(module_relocations, bits=32),
    }
