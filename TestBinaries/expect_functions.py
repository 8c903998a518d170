#!/usr/bin/env python3
"""Writes expected/functions/<id>.json: what Go's debug/gosym reads in each Go binary's table.

    expect_functions.py [--only SUBSTR]

The judge is `gosym/main.go`, built with Go 1.27. `sha256` is that of one line a function, in the
table's order: `entry end name file line`, addresses in hexadecimal without a prefix. File and line
are those of the entry; empty and 0 where gosym knows none, and for functions without any bytes.
"""

import argparse
import json
import os
import subprocess
import tempfile

import toolchains

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "expected", "functions")


def build(folder):
    """Builds the judge; returns its path."""
    root = toolchains.go_root("1.27")
    judge = os.path.join(folder, "gosym")
    environment = {"GOROOT": root, "GOTOOLCHAIN": "local", "GOENV": "off", "GOTELEMETRY": "off",
                   "GOPROXY": "off", "GOFLAGS": "", "CGO_ENABLED": "0", "HOME": folder,
                   "GOCACHE": os.path.join(toolchains.NEUTRAL, "gocache"), "PATH": "/usr/bin:/bin"}
    subprocess.run([os.path.join(root, "bin/go"), "build", "-trimpath", "-o", judge, "."],
                   cwd=os.path.join(HERE, "gosym"), env=environment, check=True)
    return judge


def is_judged(path):
    """Whether the file starts as ELF files do, or as Mach-O files for one processor."""
    with open(path, "rb") as file:
        return file.read(4) in (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", metavar="SUBSTR")
    only = parser.parse_args().only
    with open(os.path.join(HERE, "manifest.json")) as file:
        entries = [entry for entry in json.load(file) if entry.get("go") and only in entry["id"]]
    os.makedirs(FOLDER, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        judge = build(folder)
        for entry in entries:
            path = os.path.join(HERE, entry["file"])
            if not is_judged(path):
                continue
            result = subprocess.run([judge, path], capture_output=True, text=True, check=True)
            answer = json.loads(result.stdout)
            if "error" in answer:
                print(f"{entry['id']}: {answer['error']}")
                continue
            expected = {"tool": f"debug/gosym of {toolchains.go_version('1.27')}",
                        "count": answer["count"], "sha256": answer["sha256"]}
            with open(os.path.join(FOLDER, entry["id"] + ".json"), "w") as file:
                json.dump(expected, file, indent=1)
                file.write("\n")


if __name__ == "__main__":
    main()
