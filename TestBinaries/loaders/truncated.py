#!/usr/bin/env python3
"""Cuts programs and the C library at many places, runs what is left, and compares with goelf.

    python3 TestBinaries/loaders/truncated.py GOELF [--cuts 40]

Needs Linux on x86-64 with glibc; takes what of TestBinaries/bin runs here.
"""

import argparse
import collections
import json
import os
import signal
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

BINARIES = Path(__file__).resolve().parent.parent / "bin"
C_LIBRARY = Path("/lib/x86_64-linux-gnu/libc.so.6")
TEXTS = {-signal.SIGSEGV: "Segmentation fault", -signal.SIGBUS: "Bus error"}


def is_program(data):
    return data[:5] == b"\x7fELF\x02" and struct.unpack_from("<H", data, 18)[0] == 62


def run(path, env):
    """The status of a run, or what the kernel said instead."""
    try:
        done = subprocess.run([path], env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=20)
    except OSError as error:
        return error.strerror
    except subprocess.TimeoutExpired:
        return "timeout"
    return TEXTS.get(done.returncode, done.returncode)


def told(goelf, path, env):
    """What goelf says of it: whether it runs, and the text; what is wrong where no rule is of this."""
    settings = [word for name, value in env.items() for word in ("--env", f"{name}={value}")]
    done = subprocess.run(
        [goelf, "check", "--root", "/", "--format", "json", *settings, path],
        stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    if done.returncode < 0:
        sys.exit(f"{path}: goelf ended with {done.returncode}")
    images = json.loads(done.stdout)["files"][0]["images"]
    if not images:
        return "refused", None
    verdict = images[0]["verdicts"][0]
    errors = [finding["predictedError"] for finding in verdict["findings"] if finding["predictedError"]]
    return verdict["runs"], errors[0] if errors else None


def is_right(answer, found, whole):
    runs, text = answer
    if runs == "yes":
        return found == whole
    if runs == "no":
        if isinstance(found, str):
            return found == text or found == "Exec format error" and text is None
        return found == 127 and text not in TEXTS.values()
    # What cannot be read is refused by kernel or loader, or is not looked at by them.
    return True


def judge(goelf, name, data, path, program, env, cuts, counts):
    whole = run(program, env)
    if not isinstance(whole, int):
        return 0
    wrong = 0
    step = max(len(data) // cuts, 1)
    for size in range(step, len(data), step):
        path.write_bytes(data[:size])
        path.chmod(0o755)
        found = run(program, env)
        answer = told(goelf, program, env)
        counts[answer[0]] += 1
        if not is_right(answer, found, whole):
            wrong += 1
            print(f"{name} at {size}: ends with {found}, goelf says {answer[0]} ({answer[1]})")
    path.write_bytes(data)
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("goelf")
    parser.add_argument("--cuts", type=int, default=40)
    arguments = parser.parse_args()
    wrong, counts = 0, collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "app")
        for binary in sorted(BINARIES.iterdir()):
            data = binary.read_bytes()
            if not is_program(data):
                continue
            program.write_bytes(data)
            program.chmod(0o755)
            wrong += judge(
                arguments.goelf, binary.name, data, program, str(program), {}, arguments.cuts, counts)
        library = Path(folder, "libc.so.6")
        hello = BINARIES / "c-hello-dynamic-amd64"
        data = C_LIBRARY.read_bytes()
        library.write_bytes(data)
        wrong += judge(
            arguments.goelf, "libc.so.6", data, library, str(hello),
            {"LD_LIBRARY_PATH": folder}, arguments.cuts, counts)
    print(f"{sum(counts.values())} cuts: {dict(counts)}, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
