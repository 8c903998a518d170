"""Makes programs and libraries of a kilobyte or two, which need no C library."""

import dataclasses
import os
import re
import struct
import subprocess

DT_NULL, DT_NEEDED, DT_RPATH, DT_RUNPATH = 0, 1, 15, 29
DT_VERNEED = 0x6ffffffe
PT_LOAD, PT_DYNAMIC = 1, 2

COMPILE = ("-Os", "-nostdlib", "-fno-ident", "-fcf-protection=none", "-fno-stack-protector",
           "-fno-asynchronous-unwind-tables", "-fno-builtin", "-s", "-Wl,--build-id=none",
           "-Wl,-z,noseparate-code", "-Wl,-z,norelro", "-Wl,-z,max-page-size=4096",
           "-Wl,--no-as-needed", "-Wl,--hash-style=gnu", "-Wl,--no-warn-mismatch")

# Prints the names in the loader's own list, so that a run tells what was loaded, in order.
PROGRAM = r"""
#include <link.h>

extern __attribute__((visibility("hidden"))) ElfW(Dyn) _DYNAMIC[];

static long call(long number, long a, long b, long c)
{
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c)
                     : "rcx", "r11", "memory");
    return result;
}

static void print(const char *line)
{
    long length = 0;
    while (line[length]) length++;
    call(1, 1, (long)line, length);
    call(1, 1, (long)"\n", 1);
}

__attribute__((force_align_arg_pointer)) void _start(void)
{
    for (ElfW(Dyn) *entry = _DYNAMIC; entry->d_tag; entry++) {
        if (entry->d_tag != DT_DEBUG || !entry->d_un.d_ptr) continue;
        struct link_map *map = ((struct r_debug *)entry->d_un.d_ptr)->r_map;
        for (; map; map = map->l_next) print(map->l_name);
    }
    CALLS
    call(60, 0, 0, 0);
}
"""


@dataclasses.dataclass(frozen=True)
class ELFFile:
    """One file. `calls` maps a needed name to the symbols wanted of it.

    A symbol is written `name` or `name@VERSION`, with `weak:` or `data:` before it.
    """

    soname: str = None
    needs: str = ""
    rpath: str = None
    runpath: str = None
    defines: str = ""
    calls: tuple = ()
    flags: str = ""
    interpreter: str = None
    alter: tuple = ()
    compiler: str = "gcc"
    source: str = ""
    executable: bool = True


def program(needs="", interpreter="/lib64/ld-linux-x86-64.so.2", **more):
    """A program that prints what is loaded, calls what `calls` says, and ends with status 0."""
    return _made(needs=needs, interpreter=interpreter, **more)


def library(name, needs="", defines=None, **more):
    """A library `libNAME.so` with one function NAME, which does nothing."""
    more.setdefault("soname", f"lib{name}.so")
    return _made(needs=needs, defines=name if defines is None else defines, **more)


def _made(alter=(), calls=None, **more):
    alter = alter if isinstance(alter, tuple) else (alter,)
    return ELFFile(alter=alter, calls=tuple((calls or {}).items()), **more)


def build(file, work):
    """The file's bytes."""
    os.makedirs(work, exist_ok=True)
    wanted = dict(file.calls)
    symbols = [s for words in wanted.values() for s in words.split()]
    calls = "".join(_call(symbol) for symbol in symbols)
    source = "".join(_declaration(symbol) for symbol in symbols) + file.source
    command = [file.compiler, *COMPILE, *file.flags.split()]
    if file.interpreter is not None:
        source += PROGRAM.replace("CALLS", calls)
        loader = "-dynamic-linker," + file.interpreter if file.interpreter else "-no-dynamic-linker"
        command += ["-fPIE", "-pie", "-Wl," + loader]
    else:
        command += ["-fPIC", "-shared"]
        source += "".join(_definition(symbol, calls) for symbol in file.defines.split()
                          if not re.search(rf"\b{_parts(symbol)[1]}\(", file.source))
    if file.soname:
        command.append("-Wl,-soname," + file.soname)
    command += _versions(file.defines, work + "/own.map")
    if file.rpath is not None:
        command += ["-Wl,--disable-new-dtags", "-Wl,-rpath," + file.rpath]
    if file.runpath is not None:
        command += ["-Wl,--enable-new-dtags", "-Wl,-rpath," + file.runpath]
    needed = [_stand_in(name, wanted.get(name, ""), file, f"{work}/needed{number}.so")
              for number, name in enumerate(file.needs.split())]
    _run(command, source, needed, work + "/out")
    with open(work + "/out", "rb") as built:
        data = bytearray(built.read())
    for change in file.alter:
        data = bytearray(change(data))
    return bytes(data)


def _run(command, source, needed, out):
    with open(out + ".c", "w") as file:
        file.write(source)
    subprocess.run([*command, "-o", out, out + ".c", *needed], check=True)


def _stand_in(name, symbols, file, out):
    """What the linker finds in place of a needed library: its name, and what is wanted of it."""
    source = "".join(_definition(symbol, "") for symbol in symbols.split())
    command = [file.compiler, *COMPILE, "-fPIC", "-shared", "-Wl,-soname," + name]
    machine = [flag for flag in file.flags.split() if flag == "-m32"]
    _run(command + machine + _versions(symbols, out + ".map"), source, [], out)
    return out


def _parts(symbol):
    kind, name, version = re.fullmatch(r"(?:(weak|data):)?(\w+)(?:@(.+))?", symbol).groups()
    return kind, name, version


def _declaration(symbol):
    kind, name, _ = _parts(symbol)
    if kind == "data":
        return f"extern int {name};\n"
    return f"extern int {name}(void){' __attribute__((weak))' if kind == 'weak' else ''};\n"


def _call(symbol):
    kind, name, _ = _parts(symbol)
    return {"data": f"*(volatile int *)&{name};", "weak": f"if ({name}) {name}();",
            None: f"{name}();"}[kind]


def _definition(symbol, calls):
    kind, name, _ = _parts(symbol)
    if kind == "data":
        return f"int {name} = 1;\n"
    return f"int {name}(void) {{ {calls} return 0; }}\n"


def _versions(symbols, path):
    """A version script, where any symbol has a version."""
    nodes = {}
    for symbol in symbols.split():
        _, name, version = _parts(symbol)
        if version:
            nodes.setdefault(version, []).append(name)
    if not nodes:
        return []
    with open(path, "w") as file:
        for version, names in nodes.items():
            file.write(f"{version} {{ global: {'; '.join(names)}; }};\n")
    return ["-Wl,--version-script," + path]


# Changes that no linker makes. Addresses below the first writable segment are offsets here.


def _dynamic(data):
    """Offset, tag and value of each entry, the spare ones at the end among them."""
    start, count = struct.unpack_from("<Q", data, 32)[0], struct.unpack_from("<H", data, 56)[0]
    for header in range(start, start + 56 * count, 56):
        kind, _, offset, _, _, size = struct.unpack_from("<IIQQQQ", data, header)
        if kind == PT_DYNAMIC:
            for entry in range(offset, offset + size, 16):
                yield (entry, *struct.unpack_from("<QQ", data, entry))


def runpath_too(skipped):
    """Adds a DT_RUNPATH beside DT_RPATH: the same string without its first `skipped` bytes."""
    def change(data):
        entries = list(_dynamic(data))
        path = next(value for _, tag, value in entries if tag == DT_RPATH)
        spare = next(offset for offset, tag, _ in entries if tag == DT_NULL)
        struct.pack_into("<QQ", data, spare, DT_RUNPATH, path + skipped)
        return data
    return change


def weak_versions(data):
    """Sets VER_FLG_WEAK on the first version that is needed."""
    need = next(value for _, tag, value in _dynamic(data) if tag == DT_VERNEED)
    first = need + struct.unpack_from("<I", data, need + 8)[0]
    struct.pack_into("<H", data, first + 4, 2)
    return data


def forget_needed(data):
    """Takes the last DT_NEEDED away, and leaves the versions needed of it."""
    last = [offset for offset, tag, _ in _dynamic(data) if tag == DT_NEEDED][-1]
    struct.pack_into("<Q", data, last, 0x6ffffef0)
    return data


def set_byte(offset, value):
    """Writes one byte of the ELF header."""
    def change(data):
        data[offset] = value
        return data
    return change


def no_dynamic(data):
    """Makes PT_DYNAMIC a PT_NULL."""
    return _segments(data, PT_DYNAMIC, 0, b"\0\0\0\0")


def small_alignment(data):
    """Gives each PT_LOAD an alignment of less than a page."""
    return _segments(data, PT_LOAD, 48, struct.pack("<Q", 0x100))


def misaligned(data):
    """Has each PT_LOAD begin in the middle of a page of the file, but not of memory."""
    return _segments(data, PT_LOAD, 8, struct.pack("<Q", 0x10))


def _segments(data, wanted, field, value):
    start, count = struct.unpack_from("<Q", data, 32)[0], struct.unpack_from("<H", data, 56)[0]
    for header in range(start, start + 56 * count, 56):
        if struct.unpack_from("<I", data, header)[0] == wanted:
            data[header + field:header + field + len(value)] = value
    return data


def cut(length):
    """Keeps the first bytes only."""
    return lambda data: data[:length]
