#!/usr/bin/env python3
"""Compare the libraries that goelf makes up for named systems with those of real packages.

    GOELF_KNOWN_OUT=MADE swift test --filter KnownForJudgeTests
    TestBinaries/compare_known.py MADE PACKAGES [--verbose]

PACKAGES is a folder SUITE/ARCHITECTURE/PACKAGE of unpacked Debian packages (libc6, libgcc-s1,
libstdc++6, musl; suites bullseye, bookworm, trixie, sid), as `apt-get download libc6:s390x` and
`dpkg -x` make them.  MADE is read by the few lines below, the packages by readelf and nm.

The same sonames have to be there, with the same versions and, for musl, the same names.  Exits with
1 where something differs that is not listed as known below.
"""

import argparse
import pathlib
import re
import struct
import subprocess
import sys

GLIBC = {"bullseye": "2.31", "bookworm": "2.36", "trixie": "2.41", "sid": "2.43"}
MUSL = {"bullseye": "1.2.2", "bookworm": "1.2.3", "trixie": "1.2.5", "sid": "1.2.6"}
ARCHITECTURES = {
    "amd64": "x86_64", "i386": "i386", "arm64": "aarch64", "armhf": "arm", "riscv64": "riscv64",
    "loong64": "loong64", "s390x": "s390x", "ppc64el": "ppc64le", "mips64el": "mips64el",
    "mipsel": "mipsel",
}

# Tools for debugging that nothing is linked with.
TOOLS = {"libSegFault.so", "libmemusage.so", "libpcprofile.so", "sotruss-lib.so"}
# What Debian adds to musl (fts), brought early (renameat2), and left out once (crypt).
ADDED = {"fts_children", "fts_close", "fts_open", "fts_read", "fts_set"}
EARLY = {("trixie", "renameat2")}
LEFT_OUT = {("bookworm", name) for name in ("crypt", "crypt_r", "encrypt", "setkey")}
# A slip of the pen in GCC 16.
MISSPELT = {"GGC_14.0.0"}


class Made:
    """A file that goelf wrote: its tables, found by way of the dynamic section."""

    def __init__(self, path):
        self.data = path.read_bytes()
        self.wide = self.data[4] == 2
        self.order = "<" if self.data[5] == 1 else ">"
        self.machine, = self.read("H", 18)
        start, = self.read("Q" if self.wide else "I", 32 if self.wide else 28)
        size, count = self.read("HH", 54 if self.wide else 42)
        self.tags = {}
        self.needed = []
        for index in range(count):
            place = start + index * size
            if self.read("I", place)[0] == 2:
                self.read_dynamic(self.read("Q" if self.wide else "I", place + (8 if self.wide else 4))[0])

    def read(self, form, place):
        return struct.unpack_from(self.order + form, self.data, place)

    def read_dynamic(self, place):
        size = 16 if self.wide else 8
        while True:
            tag, value = self.read("QQ" if self.wide else "II", place)
            if tag == 0:
                break
            if tag == 1:
                self.needed.append(value)
            self.tags[tag] = value
            place += size

    def string(self, offset):
        start = self.tags[5] + offset
        return self.data[start:self.data.index(0, start)].decode()

    def soname(self):
        return self.string(self.tags[14]) if 14 in self.tags else None

    def versions(self):
        place = self.tags.get(0x6FFFFFFC)
        names = []
        while place is not None:
            _, flags, _, _, _, first, following = self.read("HHHHIII", place)
            name = self.string(self.read("I", place + first)[0])
            if not flags & 1:
                names.append(name)
            place = place + following if following else None
        return names

    def symbols(self):
        if 6 not in self.tags:
            return []
        count = self.read("I", self.tags[4] + 4)[0]
        size = 24 if self.wide else 16
        return [self.string(self.read("I", self.tags[6] + index * size)[0])
                for index in range(1, count)]


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def real_libraries(folder):
    """The soname, versions and path of each library in a package."""
    for path in sorted(folder.rglob("*.so*")):
        if path.is_symlink() or not path.is_file() or "gconv" in path.parts:
            continue
        if path.open("rb").read(4) != b"\x7fELF":
            continue
        soname = re.search(r"\(SONAME\).*\[(.*)\]", run("readelf", "-dW", path))
        if soname and soname[1] not in TOOLS:
            yield soname[1], real_versions(path)


def real_versions(path):
    names, inside = [], False
    for line in run("readelf", "-VW", path).splitlines():
        if line.startswith("Version "):
            inside = line.startswith("Version definition section")
        name = re.search(r"Name: (\S+)", line)
        if inside and name and "Flags: BASE" not in line:
            names.append(name[1])
    return names


def differences(suite, machine, made, packages):
    """What differs between made-up glibc and the packages', and how many libraries were compared."""
    real = {}
    for package in ("libc6", "libgcc-s1", "libstdc++6"):
        real.update(real_libraries(packages / package))
    mine = {}
    for path in made.iterdir():
        library = Made(path)
        mine[library.soname()] = library
    for name in sorted(real.keys() - mine.keys()):
        yield f"{name} is not made"
    for name in sorted(mine.keys() - real.keys()):
        yield f"{name} is in no package"
    for name in sorted(real.keys() & mine.keys()):
        versions = set(mine[name].versions())
        if len(versions) != len(mine[name].versions()):
            yield f"{name} defines a version twice"
        for version in sorted(set(real[name]) - versions - MISSPELT):
            yield f"{name} lacks {version}"
        for version in sorted(versions - set(real[name])):
            yield f"{name} should not have {version}"


def musl_differences(suite, made, packages):
    files = [path for path in packages.rglob("libc.so") if not path.is_symlink()]
    names = {line.split()[-1] for line in run("nm", "-D", "--defined-only", files[0]).splitlines()}
    mine, = (Made(path) for path in made.iterdir())
    symbols = mine.symbols()
    if len(set(symbols)) != len(symbols):
        yield "a name is there twice"
    real = {name for name in names if name not in ADDED and (suite, name) not in EARLY}
    for name in sorted(real - set(symbols)):
        yield f"lacks {name}"
    for name in sorted(set(symbols) - real):
        if (suite, name) not in LEFT_OUT:
            yield f"should not have {name}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("made", type=pathlib.Path)
    parser.add_argument("packages", type=pathlib.Path)
    parser.add_argument("--verbose", action="store_true", help="name what agrees, too")
    arguments = parser.parse_args()
    compared = failed = 0
    for suite in GLIBC:
        for debian, machine in ARCHITECTURES.items():
            packages = arguments.packages / suite / debian
            tasks = [
                (f"glibc-{GLIBC[suite]}", "libc6",
                 lambda made: differences(suite, machine, made, packages)),
                (f"musl-{MUSL[suite]}", "musl",
                 lambda made: musl_differences(suite, made, packages / "musl")),
            ]
            for name, package, compare in tasks:
                made = arguments.made / name / machine
                if not (packages / package).is_dir():
                    continue
                compared += 1
                found = list(compare(made)) if made.is_dir() else ["nothing is made"]
                failed += bool(found)
                for text in found:
                    print(f"{name} {machine}: {text}")
                if arguments.verbose and not found:
                    print(f"{name} {machine}: the same")
    print(f"{compared} systems, {failed} differ")
    sys.exit(1 if failed or not compared else 0)


if __name__ == "__main__":
    main()
