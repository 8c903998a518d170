#!/usr/bin/env python3
"""Holds `goelf check --target NAME` against `check --root` on a root of that very system.

    compare_targets_roots.py [--goelf GOELF] [--only TARGET]... [--work DIR] [FILE|DIR]...

The roots are made of Debian's packages: those that every installation has, those that distroless's
images are of, musl alone, nothing. Each file (all of `bin/` if none are named) is put into the root
and the target for its processor, and what is said of it must be the same: whether it runs, and the
words with which it ends. But where the root lacks a library that people may add to the target, the
target's verdict is `unknown`. This needs Debian and the network.
"""

import argparse
import collections
import json
import os
import subprocess
import sys

import debian_packages

HERE = os.path.dirname(os.path.abspath(__file__))
# Debian's names of processors by e_machine, class and byte order of the ELF header.
MACHINES = {(62, 2, 1): "amd64", (3, 1, 1): "i386", (183, 2, 1): "arm64", (40, 1, 1): "armhf",
            (22, 2, 2): "s390x", (21, 2, 1): "ppc64el", (243, 2, 1): "riscv64"}
MUSL_NAMES = {"amd64": "x86_64", "arm64": "aarch64", "i386": "i386", "s390x": "s390x"}
SSL = {"bullseye": ["libssl1.1"], "bookworm": ["libssl3"],
       "trixie": ["libssl3t64", "libzstd1", "zlib1g"]}
COMPILER = ["libgcc-s1", "libgomp1", "libstdc++6"]
NUMBERS = {"bullseye": "11", "bookworm": "12", "trixie": "13"}
MOST, SOME = ("amd64", "i386", "arm64"), ("amd64", "arm64")
# What these rules say follows from the kernel, of which a root has none.
OF_MACHINES = {"kernel-too-old", "page-size"}
ALPINE = {"libz.so.1", "libssl.so.1.1", "libcrypto.so.1.1", "libssl.so.3", "libcrypto.so.3"}
UNKNOWN = "library-unknown"
# Beginnings of a target's and a file's name where the two answers may differ, and why.
BSD = "a root alone is taken to be of the system that a file is for"
KNOWN = (("", "tiny-freebsd-", BSD), ("", "tiny-netbsd-", BSD), ("", "tiny-openbsd-", BSD))
CHUNK = 50


class Place:
    """A target, and the root that is the same on some processors."""

    def __init__(self, target, suite, architectures, names, is_whole=False):
        self.target, self.suite, self.architectures = target, suite, architectures
        self.names, self.is_whole = names, is_whole

    def root(self, architecture, work):
        """The root for a processor; None where there is none."""
        if self.suite is None:
            os.makedirs(os.path.join(work, "empty"), exist_ok=True)
            return os.path.join(work, "empty")
        if architecture not in self.architectures:
            return None
        label = "base" if self.names is None else "+".join(self.names)
        root = os.path.join(work, f"{label}-{self.suite}-{architecture}")
        if not os.path.isdir(root):
            release = debian_packages.Release(self.suite, architecture, work)
            release.root(root, release.base() if self.names is None else self.names)
            if self.names == ["musl"]:
                link_musl(root, MUSL_NAMES[architecture])
        return root


def link_musl(root, machine):
    """Gives musl's library the name by which Alpine's programs need it."""
    os.symlink(f"ld-musl-{machine}.so.1", f"{root}/lib/libc.musl-{machine}.so.1")


def places():
    """All places, in order."""
    for suite, number in NUMBERS.items():
        more = ("s390x", "armhf", "ppc64el") if suite == "bookworm" else ()
        yield Place(f"debian:{number}", suite, MOST + more, None)
    yield Place("debian:sid", "sid", ("amd64",), None)
    for suite, version, alpine in (("bullseye", "1.2.2", "3.15"), ("bookworm", "1.2.3", "3.17"),
                                   ("trixie", "1.2.5", "3.22"), ("sid", "1.2.6", "3.24")):
        machines = tuple(MUSL_NAMES) if suite == "bookworm" else SOME
        yield Place(f"musl:{version}", suite, machines, ["musl"])
        yield Place(f"alpine:{alpine}", suite, machines, ["musl"])
    for suite, number in NUMBERS.items():
        end = f"-debian{number}"
        yield Place("distroless/static" + end, None, SOME + ("armhf", "ppc64el", "s390x"), [], True)
        yield Place("distroless/base-nossl" + end, suite, SOME, ["libc6"], True)
        yield Place("distroless/base" + end, suite, SOME, ["libc6"] + SSL[suite], True)
        yield Place("distroless/cc" + end, suite, SOME, ["libc6"] + SSL[suite] + COMPILER, True)
    yield Place("scratch", None, tuple(MACHINES.values()), [], True)


def machine(path):
    """What processor an ELF file is for, by Debian's name, and whether it is linked."""
    with open(path, "rb") as file:
        start = file.read(20)
    if len(start) < 20 or start[:4] != b"\x7fELF":
        return None, False
    order = "little" if start[5] == 1 else "big"
    kind, code = (int.from_bytes(start[place:place + 2], order) for place in (16, 18))
    return MACHINES.get((code, start[4], start[5]), "other"), kind in (2, 3)


def linked_files(starts):
    """The linked ELF files below folders, by processor."""
    files = collections.defaultdict(list)
    for start in starts:
        walk = os.walk(start) if os.path.isdir(start) else [("", [], [start])]
        for folder, folders, names in walk:
            folders.sort()
            for path in (os.path.join(folder, name) for name in sorted(names)):
                if os.path.islink(path) or not os.path.isfile(path):
                    continue
                name, is_linked = machine(path)
                if is_linked:
                    files[name].append(os.path.abspath(path))
    return files


def ask(goelf, root, target, architecture, paths):
    """The verdicts of root and target about each file."""
    # The least one, on which all of these have to run.
    processor = ["--cpu", "x86-64-v1"] if architecture == "amd64" else []
    result = subprocess.run(
        goelf + ["check", "--json", "--root", root, "--target", target] + processor + ["--"] +
        paths, capture_output=True, check=False)
    try:
        files = json.loads(result.stdout)["files"]
    except ValueError:
        sys.exit(f"{target}: status {result.returncode}: {result.stderr.decode()[:300]}")
    for path, file in zip(paths, files):
        verdicts = [image["verdicts"] for image in file["images"] if image["verdicts"]]
        yield path, verdicts[0] if verdicts else None


class Comparison:
    """Counts, and what differs."""

    def __init__(self):
        self.counts = collections.Counter()
        self.reasons = collections.Counter()
        self.different = 0

    def check(self, place, architecture, path, verdicts):
        """Holds two verdicts against each other."""
        self.counts["compared"] += 1
        if verdicts is None:
            self.counts["without a verdict"] += 1
            return
        real, known = verdicts
        known_said = said(known)
        self.counts[f"{known['runs']} by table"] += 1
        if said(real) == known_said:
            self.counts["the same"] += 1
            return
        reason = explained(place, architecture, path, real, known)
        if reason:
            self.reasons[reason] += 1
            return
        self.different += 1
        print(f"{place.target} ({architecture}): {os.path.basename(path)}:")
        for name, verdict in (("root", real), ("target", known)):
            print(f"    {name}: {verdict['runs']}")
            for finding in verdict["findings"]:
                print(f"        {finding['severity']} {finding['rule']}: {finding['message']}; "
                      f"{finding['predictedError']!r}")
        sys.stdout.flush()


def said(verdict):
    """What is compared of a verdict: whether it runs, and the words with which its start ends.

    What a program misses later is not: users and name servers are written by installers, and no
    package of these roots has them.
    """
    texts = {finding["predictedError"] for finding in verdict["findings"]
             if finding["severity"] == "error" and finding["rule"] not in OF_MACHINES}
    return verdict["runs"], texts - {None}


def rules(verdict, *severities):
    """The names of the rules that found something."""
    return {finding["rule"] for finding in verdict["findings"]
            if finding["severity"] in severities}


def missing(verdict):
    """The libraries that are not found."""
    return {finding["message"].removesuffix(" is not found") for finding in verdict["findings"]
            if finding["rule"] == "library-missing"}


def explained(place, architecture, path, real, known):
    """Why two answers may differ; None where they may not."""
    if architecture not in place.architectures and rules(known, "error") == {"wrong-machine"}:
        return "the target is not made for that processor"
    if rules(known, "error") & OF_MACHINES:
        return "the target has a kernel of its own"
    if not place.is_whole and "library-missing" in rules(real, "error"):
        others = rules(real, "error") - {"library-missing"}
        if not others and known["runs"] == "unknown" and rules(known, "note") == {UNKNOWN}:
            return "a library may be there that the root lacks"
        if known["runs"] == "no" and rules(known, "error") in (others, rules(real, "error")):
            return "a library may be there that the root lacks, but it does not start even so"
        if place.target.startswith("alpine:") and missing(real) <= ALPINE:
            return "the root is of musl alone, Alpine's base has three libraries more"
    name = os.path.basename(path)
    return next((reason for target, file, reason in KNOWN
                 if place.target.startswith(target) and name.startswith(file)), None)


def compare(options, comparison):
    """Compares all files in all places."""
    files = linked_files(options.paths or [os.path.join(HERE, "bin")])
    for place in places():
        if options.only and not any(place.target.startswith(word) for word in options.only):
            continue
        for architecture, paths in sorted(files.items()):
            root = place.root(architecture, options.work)
            if root is None:
                comparison.counts["without a root"] += len(paths)
                continue
            for start in range(0, len(paths), CHUNK):
                for path, verdicts in ask(options.goelf.split(), root, place.target,
                                          architecture, paths[start:start + CHUNK]):
                    comparison.check(place, architecture, path, verdicts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--goelf", default=os.environ.get("GOELF", "goelf"),
                        help="the command, $GOELF if not said")
    parser.add_argument("--only", action="append", metavar="TARGET",
                        help="targets whose names begin so")
    parser.add_argument("--work", default="/tmp/goelf-programs", metavar="DIR",
                        help="where packages and roots are kept")
    parser.add_argument("--make", action="store_true", help="make the roots and stop")
    parser.add_argument("paths", nargs="*", metavar="FILE")
    options = parser.parse_args()
    if options.make:
        for place in places():
            for architecture in place.architectures:
                place.root(architecture, options.work)
        return 0
    comparison = Comparison()
    compare(options, comparison)
    for reason, count in sorted(comparison.reasons.items()):
        print(f"{count} × {reason}")
    print(", ".join(f"{count} {name}" for name, count in sorted(comparison.counts.items())) +
          f"; {comparison.different} different")
    return 1 if comparison.different else 0


if __name__ == "__main__":
    sys.exit(main())
