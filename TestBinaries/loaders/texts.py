#!/usr/bin/env python3
"""Writes texts.json: what kernels, loaders and shells say, for rules that quote it.

    texts.py --roots DIR [--judge]

DIR is what `../roots.py` made. Of loaders, those words are recorded here that expected.json has not.
`--judge` writes nothing, and says what is said otherwise now. This needs root on Debian 12.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

import run_truth  # pylint: disable=wrong-import-position
import truth_cases  # pylint: disable=wrong-import-position

FILE = os.path.join(HERE, "texts.json")
# A case of truth_cases.py, and the root that it is started in.
STARTS = (("dynamic", "bullseye"), ("relr", "bullseye"), ("version-future", "bookworm"),
          ("cpp", "bookworm-with-gaps"), ("resolver", "musl-glibc-name"),
          ("loader-needed", "musl-glibc-name"), ("version-2-38", "musl-glibc-name"),
          ("cgo-pie-relr-amd64-go1.24", "bookworm"), ("symbol-version", "bookworm"),
          ("library-class", "bookworm"), ("loader-text", "bookworm"),
          ("loader-short", "bookworm"))
# What shells say of a program that the kernel does not start.
SHELLS = (("sh", "./app"), ("bash", "./app"))


def starts(roots, work):
    """What is printed where programs are started."""
    for name, root in STARTS:
        case = truth_cases.make(name, os.path.join(work, "cases"))
        with run_truth.Place(os.path.join(roots, root), case, os.path.join(work, "root")) as place:
            yield {"by": f"{name} in {root}", "text": place.execute().text}


def elf(folder, *flags):
    """A program that does nothing, linked so."""
    source = os.path.join(folder, "app.c")
    with open(source, "w", encoding="utf-8") as file:
        file.write("int main(void) { return 0; }\n")
    subprocess.run(["gcc", "-o", os.path.join(folder, "app"), source, *flags], check=True)


def damaged(folder, offset, value):
    """The same with some bytes of its header changed."""
    elf(folder)
    with open(os.path.join(folder, "app"), "r+b") as file:
        file.seek(offset)
        file.write(value)


def misaligned(folder):
    """The same with a segment that fits no page: its address is put off by one."""
    elf(folder, "-static")
    with open(os.path.join(folder, "app"), "r+b") as file:
        header = file.read(64)
        table = int.from_bytes(header[32:40], "little")
        for place in range(int.from_bytes(header[56:58], "little")):
            file.seek(table + 56 * place)
            entry = bytearray(file.read(56))
            if entry[:4] == b"\1\0\0\0":
                entry[16] |= 1
                file.seek(table + 56 * place)
                file.write(entry)


def truncated(folder):
    """The same without the part of the file where its variables are."""
    elf(folder, "-static")
    os.truncate(os.path.join(folder, "app"), 8192)


def library_truncated(folder):
    """A program with a library of which nothing but the first page is left."""
    path = os.path.join(folder, "libone.so")
    needing(folder, "libone.so", "-Wl,-rpath,$ORIGIN", is_kept=True)
    os.truncate(path, 4096)


def unreadable(folder):
    """The same without permission."""
    elf(folder)
    os.chmod(os.path.join(folder, "app"), 0o644)


def needing(folder, name, *flags, is_kept=False):
    """A program of glibc's that needs a library of that name, which is nowhere unless it is kept."""
    library = os.path.join(folder, name)
    source = os.path.join(folder, "library.c")
    with open(source, "w", encoding="utf-8") as file:
        file.write("int one(void) { return 1; }\n")
    subprocess.run(["gcc", "-shared", "-o", library, source, "-Wl,-soname," + name], check=True)
    elf(folder, "-Wl,--no-as-needed", library, *flags)
    if not is_kept:
        os.remove(library)


MADE = {
    "no-loader": lambda folder: elf(folder, "-Wl,--dynamic-linker=/lib/gone.so"),
    "other-machine": lambda folder: damaged(folder, 18, b"\xb7\0"),
    "no-permission": unreadable,
    "misaligned": misaligned,
    "musl-library": lambda folder: needing(folder, "libc.musl-x86_64.so.1"),
    "truncated": truncated,
    "library-truncated": library_truncated,
}


def shells(work):
    """What shells print, and the kernel's own words."""
    for name, make in MADE.items():
        folder = os.path.join(work, name)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        make(folder)
        for shell, program in SHELLS:
            result = subprocess.run([shell, "-c", program + "; true"], cwd=folder, check=False,
                                    capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"})
            text = re.sub(r" +\d{3,} +", " 4711 ", result.stderr.strip())
            if text:
                yield {"by": f"{shell}: {name}", "text": text}
        try:
            code = subprocess.run(["./app"], cwd=folder, check=False,
                                  capture_output=True).returncode
            if code < 0:
                yield {"by": f"signal: {name}", "text": signal.strsignal(-code)}
        except OSError as error:
            yield {"by": f"execve: {name}", "text": os.strerror(error.errno)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--roots", required=True, metavar="DIR")
    parser.add_argument("--judge", action="store_true")
    options = parser.parse_args()
    if "GOELF_UNSHARED" not in os.environ:
        os.environ["GOELF_UNSHARED"] = "1"
        os.execvp("unshare", ["unshare", "--mount", sys.executable] + sys.argv)
    with tempfile.TemporaryDirectory() as work:
        rows = [*starts(options.roots, work), *shells(work)]
    if not options.judge:
        with open(FILE, "w", encoding="utf-8") as file:
            file.write("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")
        return 0
    with open(FILE, encoding="utf-8") as file:
        known = {row["by"]: row["text"] for row in json.load(file)}
    wrong = [row for row in rows if known.get(row["by"]) != row["text"]]
    for row in wrong:
        print(f"{row['by']}: {row['text']!r}, not {known.get(row['by'])!r}")
    print(f"{len(rows)} texts, {len(wrong)} otherwise")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
