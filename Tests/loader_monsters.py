#!/usr/bin/env python3
"""Let goelf loose on roots that were made to keep a loader busy, and measure what it takes.

    Tests/loader_monsters.py GOELF [NAME…]

Each root is written to disk; `deps --root` is asked for tree, list, reason and JSON.  A run may take
20 s of CPU and 512 MiB, and must say so where it gives up.
"""

import os
import pathlib
import resource
import struct
import subprocess
import sys
import tempfile

SECONDS, MEGABYTES = 20, 512
GLIBC, MUSL = "/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1"
CONSTANTS = {
    GLIBC: b"\0x\0/lib/\0/usr/lib/\0x\0/etc/ld.so.cache\0--glibc-hwcaps-prepend\0"
           b"ld.so (GNU libc) stable release version 2.41.\n\0",
    MUSL: b"\0x\0musl libc (x86_64)\nVersion 1.2.5\n\0"}


def elf(needed=(), interpreter=None, runpath=None, rpath=None, constants=b"", repeat=None):
    """A library of x86-64; `repeat` needs every end of one long name."""
    strings = bytearray(b"\0")
    entries = []

    def text(value):
        strings.extend(value.encode() + b"\0")
        return len(strings) - len(value) - 1

    for name in needed:
        entries.append((1, text(name)))
    if repeat:
        name, count = repeat
        start = text(name)
        entries += [(1, start + place) for place in range(count)]
    if rpath:
        entries.append((15, text(rpath)))
    if runpath:
        entries.append((29, text(runpath)))
    count = 3 if interpreter else 2
    place = 64 + 56 * count
    parts = bytearray(constants)
    path = (interpreter or "").encode() + b"\0"
    path_place = place + len(parts)
    parts += path
    strings_place = place + len(parts)
    parts += strings
    parts += bytes(-(place + len(parts)) % 16)
    entries += [(5, strings_place), (10, len(strings)), (0, 0)]
    dynamic_place = place + len(parts)
    dynamic = b"".join(struct.pack("<QQ", *entry) for entry in entries)
    parts += dynamic
    size = place + len(parts)

    def segment(kind, offset, length, align):
        return struct.pack("<IIQQQQQQ", kind, 4, offset, offset, offset, length, length, align)

    header = b"\x7fELF\2\1\1" + bytes(9) + struct.pack(
        "<HHIQQQIHHHHHH", 3, 62, 1, 0, 64, 0, 0, 64, 56, count, 0, 0, 0)
    header += segment(1, 0, size, 4096) + segment(2, dynamic_place, len(dynamic), 8)
    if interpreter:
        header += segment(3, path_place, len(path), 1)
    return header + bytes(parts)


class Root:
    def __init__(self, folder, loader):
        self.folder, self.loader = pathlib.Path(folder), loader
        self.add(loader, elf(constants=CONSTANTS[loader]))

    def add(self, path, contents):
        file = self.folder / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(contents)
        file.chmod(0o755)

    def program(self, needed=(), **rest):
        self.add("/app", elf(needed, self.loader, **rest))


def chain(root):
    root.program(["l0.so"])
    for number in range(10000):
        root.add(f"/lib/l{number}.so", elf([f"l{number + 1}.so", "l0.so"]))


def chain_of_paths(root):
    root.program(["l0.so"], rpath="/lib")
    for number in range(10000):
        root.add(f"/lib/l{number}.so", elf([f"l{number + 1}.so"], rpath=f"/n{number}"))


def wide(root):
    names = [f"l{number}.so" for number in range(5000)]
    root.program(names)
    for name in names:
        root.add("/lib/" + name, elf(names[:100] + [name]))


def all_of_all(root):
    names = [f"l{number}.so" for number in range(1500)]
    root.program(names)
    for name in names:
        root.add("/lib/" + name, elf(names))


def missing(root):
    root.program([f"l{number}.so" for number in range(60000)])


def missing_in_paths(root):
    root.program([f"l{number}.so" for number in range(60000)],
                 runpath=":".join(f"/d{number}" for number in range(8000)))


def long_names(root):
    root.program(repeat=("n" * 65000, 60000))


def growing_paths(root):
    path = "/" + ("d" * 200 + "/") * 17
    root.program(["x.so"], runpath="$ORIGIN" * 9000)
    root.add(path + "lib/l.so", elf(["y.so", "z.so"], runpath="$ORIGIN:" * 8000))
    root.program([path + "lib/l.so", "x.so"], runpath=("$ORIGIN" * 100 + ":") * 90)


def huge_cache(root):
    count = 1_000_000
    text = 48 + 24 * count
    entry = struct.pack("<IIIIQ", 0x303, text, text, 0, 0)
    cache = b"glibc-ld.so.cache1.1" + struct.pack("<IIB3xI12x", count, 1, 2, 0)
    root.add("/etc/ld.so.cache", cache + entry * count + b"l" + b"0" * (4 << 20))
    root.program([f"l{number}" for number in range(60000)])


def configuration(root):
    root.add("/etc/ld.so.conf", ("include /etc/many/*.conf\n" * 20000
                                 + "\n".join(f"/d{number}" for number in range(20000))).encode())
    for number in range(20000):
        root.add(f"/etc/many/{number}", b"")
    root.program([f"l{number}.so" for number in range(20000)])


def links(root):
    root.program([f"l{number}.so" for number in range(2000)], runpath="/s0/s0/s0")
    (root.folder / "d").mkdir()
    for number in range(40):
        (root.folder / f"s{number}").symlink_to("/d/../" * 600 + f"s{number + 1}")


def preload(root):
    root.add("/etc/ld.so.preload", b"/x" * (1 << 20))
    root.program(["l.so"])


ROOTS = [chain, chain_of_paths, wide, all_of_all, missing, missing_in_paths, long_names,
         growing_paths, huge_cache, configuration, links, preload]
QUESTIONS = [["--tree"], ["--list"], ["--why", "l0"], ["--json", "--symbols"]]


def run(goelf, folder, question):
    """Seconds of CPU, mebibytes, status and bytes of output of one run."""
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (3 * SECONDS, 3 * SECONDS))

    with open(folder / "../output", "wb") as output:
        process = subprocess.Popen([goelf, "deps", *question, "--root", folder, "/app"],
                                   stdout=output, stderr=subprocess.STDOUT, preexec_fn=limit)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode,
            (folder / "../output").stat().st_size)


def main():
    goelf, *only = sys.argv[1:]
    failed = 0
    for make in ROOTS:
        if only and make.__name__ not in only:
            continue
        for loader in GLIBC, MUSL:
            with tempfile.TemporaryDirectory() as folder:
                folder = pathlib.Path(folder) / "root"
                make(Root(folder, loader))
                for question in QUESTIONS:
                    seconds, memory, status, size = run(goelf, folder, question)
                    good = seconds <= SECONDS and memory <= MEGABYTES and status in (0, 1, 2)
                    failed += not good
                    print(f"{'' if good else 'FAILED '}{make.__name__:17}"
                          f"{'musl' if loader == MUSL else 'glibc':6}{question[0]:7}"
                          f"{seconds:7.2f} s {memory:6.0f} MiB  status {status}  {size:10} bytes",
                          flush=True)
    print(f"loader monsters: {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
