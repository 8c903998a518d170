#!/usr/bin/env python3
"""Write GlibcSymbolHistory.swift: in which glibc each many-versioned symbol first existed.

    Scripts/glibc-symbol-history.py GLIBC [--revision REV] [--output FILE]

GLIBC is a clone of glibc (https://sourceware.org/git/glibc.git), bare or not, or an unpacked
release.  From a clone, REV (default HEAD) and every release tag from 2.16 on are read, because a
library may have left glibc since, as libcrypt did; from a plain folder, only what lies there.

glibc keeps, for each architecture, lists of what each of its libraries exports and under which
versions: sysdeps/unix/sysv/linux/<folder>/<library>.abilist.  All libraries count together, as
most were merged into libc in 2.34.  Private symbols (GLIBC_PRIVATE) are in no list.

A symbol whose only version is the one a binary imports needs no row.  A symbol gets a row where
it has two or more versions on any one architecture, or where the linker found it in the static
part of older libraries (LINKED_IN).  The row's version holds for each architecture as soon as
glibc ran there at all (its baseline); where that is not so, the row names the exception.
"""

import argparse
import collections
import pathlib
import re
import subprocess
import sys

OUTPUT = "Sources/DynamicLinking/Glibc/GlibcSymbolHistory.swift"

# Our architectures' names, and their folders below sysdeps/unix/sysv/linux.  Where the lists of
# hard and soft float differ, both are read.
FOLDERS = {
    "aarch64": ["aarch64"],
    "arm": ["arm", "arm/le"],
    "i386": ["i386"],
    "loong64": ["loongarch/lp64"],
    "mips": ["mips/mips32", "mips/mips32/fpu", "mips/mips32/nofpu"],
    "mips64": ["mips/mips64", "mips/mips64/n64"],
    "ppc64": ["powerpc/powerpc64", "powerpc/powerpc64/be"],
    "ppc64le": ["powerpc/powerpc64-le", "powerpc/powerpc64/le"],
    "riscv64": ["riscv/rv64"],
    "s390x": ["s390", "s390/s390-64"],
    "x86_64": ["x86_64", "x86_64/64"],
}

# Architectures that share another's lists.
ALSO = {"mips": "mipsel", "mips64": "mips64el"}

# Names that became shared symbols late, and the release in whose libc_nonshared.a, which every
# link with libc takes along, they were before (io/Makefile, static-only-routines).  A program
# that uses them builds on those releases.
LINKED_IN = {
    "fstat": "2.0",
    "fstat64": "2.1",
    "fstatat": "2.4",
    "fstatat64": "2.4",
    "lstat": "2.0",
    "lstat64": "2.1",
    "mknod": "2.0",
    "mknodat": "2.4",
    "stat": "2.0",
    "stat64": "2.1",
}

# glibc did not work on MIPS between these two releases (its own shlib-versions says so).
GAPS = {"mips": ("2.0", "2.2"), "mips64": ("2.0", "2.2")}

# How names end that only keep a version alive after its last symbol moved; none can import them.
PLACEHOLDER = "_version_placeholder"

ABILIST = re.compile(r"(?:ports/)?sysdeps/unix/sysv/linux/(.+)/(\w+)(-\w+)?\.abilist")
SYMBOL = re.compile(r"\w+", re.ASCII)


def version(text):
    """The numbers of a version, to compare."""
    return tuple(int(part) for part in text.split("."))


def dotted(numbers):
    return ".".join(str(number) for number in numbers)


class Clone:
    """Revisions of a git clone."""

    def __init__(self, path, revision):
        self.path = path
        self.revision = revision
        found = [t for t in self.git("tag").split() if re.fullmatch(r"glibc-2\.\d+", t)]
        tags = sorted((version(tag[len("glibc-"):]), tag) for tag in found)
        self.revisions = [tag for number, tag in tags if number >= (2, 16)] + [revision]

    def git(self, *arguments):
        command = ["git", "-C", str(self.path), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def files(self, revision, wanted):
        """The path and text of each file that the pattern matches."""
        paths = self.git("ls-tree", "-r", "--name-only", revision).splitlines()
        paths = [path for path in paths if wanted.fullmatch(path)]
        command = ["git", "-C", str(self.path), "cat-file", "--batch"]
        request = "".join(f"{revision}:{path}\n" for path in paths).encode()
        answer = subprocess.run(command, check=True, capture_output=True, input=request).stdout
        for path in paths:
            header, _, answer = answer.partition(b"\n")
            size = int(header.split()[2])
            yield path, answer[:size].decode()
            answer = answer[size + 1:]

    def source(self):
        """What was read, in words: the newest revision, and the oldest."""
        day = self.git("show", "-s", "--format=%cs", f"{self.revision}^{{commit}}").strip()
        commit = self.git("rev-parse", "--short=12", f"{self.revision}^{{commit}}").strip()
        words = f"glibc {self.number()} (commit {commit} of {day})"
        if len(self.revisions) > 1:
            words += f" and every release since {self.revisions[0][len('glibc-'):]}"
        return words

    def number(self):
        return release_number(self.git("show", f"{self.revision}:version.h"))


class Folder:
    """An unpacked release."""

    revisions = [None]

    def __init__(self, path):
        self.path = path

    def files(self, _, wanted):
        for file in sorted(self.path.rglob("*.abilist")):
            path = file.relative_to(self.path).as_posix()
            if wanted.fullmatch(path):
                yield path, file.read_text()

    def source(self):
        return f"glibc {release_number((self.path / 'version.h').read_text())}"


def release_number(header):
    return re.search(r'#define VERSION "([^"]+)"', header)[1]


def entries(text):
    """The version and the name of each symbol in a list, whose form changed in glibc 2.26."""
    node = ""
    for line in text.splitlines():
        words = line.split()
        if line.startswith(" "):  # older lists: the version stands alone, its symbols below it
            words.insert(0, node)
        elif len(words) == 1:
            node = words[0]
        if len(words) >= 3 and words[0] != words[1] and words[0].startswith("GLIBC_2"):
            yield version(words[0][len("GLIBC_"):]), words[1]


def read(glibc):
    """For each architecture, the versions of each symbol over all libraries and releases."""
    owners = {folder: name for name, folders in FOLDERS.items() for folder in folders}
    history = {name: collections.defaultdict(set) for name in FOLDERS}
    for revision in glibc.revisions:
        for path, text in glibc.files(revision, ABILIST):
            folder, _, variant = ABILIST.fullmatch(path).groups()
            owner = owners.get(folder.removesuffix("/nptl") + (variant or ""))
            if owner is None:
                continue
            for number, name in entries(text):
                if not name.endswith(PLACEHOLDER):
                    history[owner][name].add(number)
    missing = [name for name, symbols in history.items() if not symbols]
    if missing:
        sys.exit(f"no lists for {', '.join(missing)}")
    return history


def linked_in(history, baselines):
    """Adds, to names that are symbols now, the release that first linked them statically."""
    for name, text in LINKED_IN.items():
        for owner, symbols in history.items():
            first = max(version(text), baselines[owner])
            before, after = map(version, GAPS.get(owner, ("0", "0")))
            if name in symbols:
                symbols[name].add(after if before < first < after else first)


def rows(history, baselines):
    """Each row: the name, its version, and the architectures where that is not the truth."""
    names = set().union(*history.values())
    for name in sorted(names):
        versions = {owner: symbols[name] for owner, symbols in history.items() if name in symbols}
        if all(len(numbers) < 2 for numbers in versions.values()):
            continue
        assert SYMBOL.fullmatch(name), name
        lowest = {owner: min(numbers) for owner, numbers in versions.items()}

        def exceptions(introduced):
            return {
                owner: number
                for owner, number in lowest.items()
                if number != max(introduced, baselines[owner])
            }

        # The version that needs the fewest exceptions, the earliest of those.
        introduced = min(sorted(set(lowest.values())), key=lambda v: len(exceptions(v)))
        yield name, introduced, exceptions(introduced)


def with_twins(values):
    """The same for architectures which share lists, in order of their names."""
    twins = {ALSO[owner]: number for owner, number in values.items() if owner in ALSO}
    return sorted({**values, **twins}.items())


def comment(text):
    """A paragraph of a doc comment inside the enum."""
    lines, line = [], "    ///"
    for word in text.split():
        if len(line) + 1 + len(word) > 100:
            lines.append(line)
            line = "    ///"
        line += " " + word
    return lines + [line]


def starts(lines):
    """The starts of the rows of the table just written, as lines of digits."""
    first = lines.index('    static let table = """') + 1
    rows = [line.strip() for line in lines[first:lines.index('        """')]]
    digits, place = [], 0
    for row in rows:
        digits.append("".join(chr(48 + (place >> shift & 31)) for shift in (10, 5, 0)))
        place += len(row) + 1
    assert place <= 1 << 15
    return ["".join(digits[i:i + 24]) for i in range(0, len(digits), 24)]


def swift(glibc, baselines, table):
    lines = [
        "// Generated by Scripts/glibc-symbol-history.py; edit that, not this.",
        "",
        "/// In which glibc each symbol first existed, under whichever version.",
        "///",
        "/// A symbol imported as `pthread_create@GLIBC_2.34` need not be that new: on x86-64 it",
        "/// exists since 2.2.5, and a build on an older glibc would import it under that version.",
        "enum GlibcSymbolHistory {",
    ]
    lines += comment("The symbols that some architecture knows under two or more versions.")
    lines.append("    ///")
    lines += comment(
        "A row is a name, a space and the glibc that introduced it, then exceptions, each a space "
        "and `architecture=version`; rows are sorted by the bytes of their names, and a newline "
        "stands between them. On an architecture without an exception the symbol first existed in "
        "the later of the row's version and the architecture's baseline. A symbol without a row "
        "has existed since the version it is imported under.")
    lines.append("    ///")
    lines += comment(
        "All of glibc's libraries count together, private symbols and `GCC_` versions not at all. "
        "`stat`, `mknod` and their like count from the time when only `libc_nonshared.a` had them.")
    lines.append("    ///")
    lines += comment(
        f"Source: `sysdeps/unix/sysv/linux/<folder>/*.abilist` of {glibc.source()}, with `<folder>` "
        + ", ".join(f"`{f}`" for f in sorted({fs[-1].replace("nofpu", "*fpu")
                                              for fs in FOLDERS.values()}))
        + " and those above them. To make this anew: "
        "`python3 Scripts/glibc-symbol-history.py <clone of glibc>`.")
    lines.append('    static let table = """')
    for name, introduced, exceptions in table:
        row = " ".join(
            [f"{name} {dotted(introduced)}"]
            + [f"{owner}={dotted(number)}" for owner, number in with_twins(exceptions)])
        lines.append(" " * 8 + row)
    lines += ['        """', ""]
    lines += comment(
        "Where each row of the table starts, in three digits of base 32, `0` to `O`; 24 rows a line.")
    lines.append('    static let starts = """')
    lines += [" " * 8 + line for line in starts(lines)]
    lines += ['        """', ""]
    lines += comment("The first glibc of each architecture: a row is a name, a space, a version.")
    lines.append("    ///")
    lines += comment("Source: the oldest version in the same lists.")
    lines.append('    static let baselines = """')
    # The most used comes first: the table is read from its start.
    lines += [f"        {owner} {dotted(number)}"
              for owner, number in sorted(with_twins(baselines), reverse=True)]
    lines += ['        """', "}", ""]
    assert all(len(line) <= 100 for line in lines)
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("glibc", type=pathlib.Path, help="a clone, or an unpacked release")
    parser.add_argument("--revision", default="HEAD", help="the newest revision to read")
    parser.add_argument("--output", type=pathlib.Path, help=f"default: {OUTPUT}")
    arguments = parser.parse_args()

    path = arguments.glibc
    is_clone = (path / ".git").exists() or (path / "objects").is_dir()
    glibc = Clone(path, arguments.revision) if is_clone else Folder(path)
    history = read(glibc)
    baselines = {owner: min(set().union(*s.values())) for owner, s in history.items()}
    linked_in(history, baselines)
    table = list(rows(history, baselines))
    output = arguments.output or pathlib.Path(__file__).resolve().parent.parent / OUTPUT
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(swift(glibc, baselines, table))
    print(f"{len(table)} rows, {sum(bool(row[2]) for row in table)} of them with exceptions")


if __name__ == "__main__":
    main()
