#!/usr/bin/env python3
"""Holds `goelf compare --reproducible` against pairs of builds of which it is known what differs.

    compare_reproducible.py GOELF WORK [VERSION …]

Builds the pairs of reproducible_pairs.py below WORK (kept, so that a second run is quick), and checks
of each pair that goelf names just the causes that it was built with, that nothing is left unexplained,
that the status is right, and, byte by byte and without goelf's readers, that every byte in which both
files differ lies in a part that goelf tells of: bytes outside of all parts must be the same, one after
the other, in both files.
"""

import json
import os
import subprocess
import sys

from reproducible_pairs import Pairs


def compare(goelf, old, new):
    done = subprocess.run([goelf, "compare", "--reproducible", "--json", old, new],
                          capture_output=True, text=True)
    if done.returncode not in (0, 1) or done.stderr:
        return done.returncode, None, done.stderr.strip()[-200:]
    return done.returncode, json.loads(done.stdout)["comparison"], ""


def outside(data, parts, key):
    """The bytes that no part covers, as one string."""
    covered = bytearray(len(data))
    for part in parts:
        place = part[key]
        if place:
            start, size = place["offset"], place["size"]
            covered[start:start + size] = b"\1" * size
    return bytes(byte for byte, mark in zip(data, covered) if not mark) if any(covered) else data


def faults(goelf, old, new, causes):
    status, found, error = compare(goelf, old, new)
    if found is None:
        return [f"failed: {status} {error}"]
    wrong = []
    named = {each["kind"] for each in found["differences"]}
    if named != set(causes):
        wrong.append(f"causes {sorted(causes)}, goelf says {sorted(named)}")
    with open(old, "rb") as first, open(new, "rb") as second:
        a, b = first.read(), second.read()
    if (a == b) != found["equal"] or status != (0 if a == b else 1):
        wrong.append(f"equal is {a == b}, goelf says {found['equal']}, status {status}")
    if a == b and causes:
        wrong.append("the pair is the same: it was not built as it should be")
    parts = found["reproducibility"]["parts"]
    if any(part["relation"] == "unexplained" for part in parts):
        wrong.append("unexplained: " + ", ".join(
            sorted({p["section"] for p in parts if p["relation"] == "unexplained"})))
    if outside(a, parts, "old") != outside(b, parts, "new"):
        wrong.append("bytes outside of all parts differ")
    return wrong


def main():
    goelf, work = sys.argv[1:3]
    pairs = Pairs(work)
    pairs.add_all(sys.argv[3:] or ["1.15", "1.19", "1.21", "1.24", "1.27"])
    bad = 0
    for name, old, new, causes in pairs.pairs:
        wrong = faults(goelf, old, new, causes)
        bad += bool(wrong)
        for each in wrong:
            print(f"{name}: {each}")
    for name, why in pairs.failures:
        print(f"{name}: not built: {why}")
    print(f"{len(pairs.pairs)} pairs, {bad} wrong, {len(pairs.failures)} not built")
    return 1 if bad or pairs.failures else 0


if __name__ == "__main__":
    os.environ.setdefault("SWIFT_BACKTRACE", "enable=no")
    sys.exit(main())
