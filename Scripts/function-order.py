#!/usr/bin/env python3
"""Writes function-order.txt: the functions that ordinary runs call, in the order of their first call.

    make release STRIP= STATIC=.build-symbols    # as `make release` builds it, with symbols
    Scripts/function-order.py .build-symbols/release/goelf

The linker puts these side by side, so that a start touches a third fewer pages of a command of 20 MB.
Names that are gone do no harm, new ones only cost what they cost before: run it again where `make
bench` shows that starts have become slower. Needs valgrind, and `strip`, since valgrind cannot read
what debug information the linker leaves.
"""
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BINARIES = os.path.join(os.path.dirname(HERE), "TestBinaries", "bin")
RUNS = [
    ["deps", "/bin/true"],
    ["deps", "cgo-dynamic-amd64-go1.27"],
    ["deps", "tiny-static-amd64-go1.27"],
    ["deps", "tiny-darwin-arm64-go1.27"],
    ["buildinfo", "tiny-static-amd64-go1.27"],
    ["info", "cgo-dynamic-amd64-go1.27"],
    ["deps", "--json", "cgo-dynamic-amd64-go1.27"],
    ["deps", "--tree", "/usr/bin/python3"],
]


def functions(command, arguments, folder):
    """The functions of one run in the order of their first call, by callgrind's list of names."""
    out = os.path.join(folder, "calls")
    subprocess.run(
        ["valgrind", "-q", "--tool=callgrind", "--demangle=no", "--callgrind-out-file=" + out,
         command] + arguments,
        stdout=subprocess.DEVNULL, check=True, cwd=BINARIES)
    with open(out) as lines:
        for line in lines:
            found = re.match(r"c?fn=\(\d+\) (\S+)", line)
            if found:
                yield found[1].split("'")[0]


def main():
    with tempfile.TemporaryDirectory() as folder:
        command = os.path.join(folder, "goelf")
        subprocess.run(["strip", "-g", "-o", command, sys.argv[1]], check=True)
        order = {}
        for run in RUNS:
            for name in functions(command, run, folder):
                order.setdefault(name)
    with open(os.path.join(HERE, "function-order.txt"), "w") as file:
        file.write("\n".join(order) + "\n")
    print(len(order), "functions")


if __name__ == "__main__":
    main()
