#!/usr/bin/env python3
"""Writes expected/compare: what `goelf compare` says of the pairs that `CompareGoldenTests` reads.

    compare_golden.py GOELF

Look at what changed before it is committed; compare_builds.py holds the same pairs against other tools.
"""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "expected", "compare")

PAIRS = {
    "cgo-off": ("netuser-cgo-amd64-go1.22", "netuser-nocgo-amd64-go1.22"),
    "cgo-on": ("netuser-tags-amd64-go1.22", "netuser-cgo-amd64-go1.22"),
    "same-by-tags": ("netuser-nocgo-amd64-go1.22", "netuser-tags-amd64-go1.22"),
    "glibc-to-musl": ("cgo-dynamic-amd64-go1.27", "cgo-musl-amd64-go1.27"),
    "glibc-newer": ("cgo-gnu2.17-amd64-go1.27", "cgo-gnu2.39-amd64-go1.27"),
    "glibc-static": ("cgo-dynamic-amd64-go1.27", "cgo-static-amd64-go1.27"),
    "musl-static": ("cgo-musl-amd64-go1.27", "cgo-musl-static-amd64-go1.27"),
    "go-newer": ("cgo-dynamic-amd64-go1.19", "cgo-dynamic-amd64-go1.27"),
    "go-older": ("tiny-static-amd64-go1.27", "tiny-static-amd64-go1.22"),
    "modules": ("deps-amd64-go1.19", "deps-amd64-go1.27"),
    "pie-to-static": ("tiny-pie-amd64-go1.27", "tiny-static-amd64-go1.27"),
    "processors": ("tiny-darwin-amd64-go1.27", "tiny-darwin-arm64-go1.27"),
    "systems": ("tiny-static-amd64-go1.27", "tiny-darwin-amd64-go1.27"),
    "universal": ("tiny-darwin-universal-first-go1.22", "tiny-darwin-universal-second-go1.27"),
    "plain-c": ("c-hello-dynamic-amd64", "c-hello-pie-amd64"),
}


def main():
    goelf = os.path.abspath(sys.argv[1])
    os.makedirs(FOLDER, exist_ok=True)
    for name, (old, new) in PAIRS.items():
        for ending, option in (("txt", []), ("json", ["--json"])):
            run = subprocess.run([goelf, "compare", *option, old, new], check=True,
                                 capture_output=True, cwd=os.path.join(HERE, "bin"))
            with open(os.path.join(FOLDER, f"{name}.{ending}"), "wb") as file:
                file.write(run.stdout)


if __name__ == "__main__":
    main()
