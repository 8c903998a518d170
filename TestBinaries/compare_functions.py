#!/usr/bin/env python3
"""Compares goelf's functions with those of Go's debug/gosym, for large binaries.

    compare_functions.py GOELF JUDGE FILE...

JUDGE is TestBinaries/gosym, built. Each file is compared as it is; then two copies, one without
symbols and one without section headers, are compared with the answer of the file itself.
"""

import json
import os
import subprocess
import sys
import tempfile


def judged(judge, path):
    """One (entry, end, name, file, line) a function, by debug/gosym."""
    result = subprocess.run([judge, "-lines", path], capture_output=True, text=True, check=True)
    rows = []
    for line in result.stdout.splitlines():
        entry, end, rest = line.split(" ", 2)
        # Names may hold spaces, so may paths: both are kept together.
        rows.append((int(entry, 16), int(end, 16), rest))
    return rows


def asked(goelf, path):
    """The same by goelf, and its diagnostics."""
    result = subprocess.run([goelf, "functions", "--json", path], capture_output=True, check=False)
    file = json.loads(result.stdout)["files"][0]
    rows = []
    for function in file["images"][0]["functions"] or []:
        known = function["file"] is not None and function["size"] > 0
        place = f"{function['file']} {function['line']}" if known else " 0"
        entry = function["entry"]
        rows.append((entry, entry + function["size"], f"{function['name']} {place}"))
    return rows, file["diagnostics"]


def without_macho_sections(data):
    """Takes the sections away from the segments of a Mach-O file of 64 bits, little endian."""
    place = 32
    for _ in range(int.from_bytes(data[16:20], "little")):
        if data[place] == 0x19:
            data[place + 64:place + 68] = bytes(4)
        place += int.from_bytes(data[place + 4:place + 8], "little")


def without_sections(path, copy):
    """Copies a file with nothing that leads to section headers."""
    with open(path, "rb") as file:
        data = bytearray(file.read())
    if data[:4] == b"\xcf\xfa\xed\xfe":
        without_macho_sections(data)
        with open(copy, "wb") as file:
            file.write(data)
        return
    is_64 = data[4] == 2
    start, size = (0x28, 8) if is_64 else (0x20, 4)
    counts = 0x3C if is_64 else 0x30
    data[start:start + size] = bytes(size)
    data[counts:counts + 4] = bytes(4)
    with open(copy, "wb") as file:
        file.write(data)


def differences(wanted, got):
    """How many rows differ, and the first pair that does."""
    wrong = [(a, b) for a, b in zip(wanted, got) if a != b]
    return len(wrong) + abs(len(wanted) - len(got)), wrong[:1]


def main():
    goelf, judge, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            own, notes = asked(goelf, path)
            rows = [("debug/gosym", *differences(judged(judge, path), own), notes)]
            copy = os.path.join(folder, "copy")
            strip = subprocess.run(["llvm-strip-19", "-s", "-o", copy, path],
                                   capture_output=True, check=False)
            if strip.returncode == 0:
                got, notes = asked(goelf, copy)
                rows.append(("stripped", *differences(own, got), notes))
            without_sections(path, copy)
            got, notes = asked(goelf, copy)
            rows.append(("no sections", *differences(own, got), notes))
            for kind, count, first, notes in rows:
                failed |= count > 0
                print(f"{os.path.basename(path):14} {len(own):6} functions, {kind}: "
                      f"{count} differences", *first, *notes)
    sys.exit(failed)


if __name__ == "__main__":
    main()
