#!/usr/bin/env python3
"""Holds `goelf check` against Go programs of Debian: each has to run in its own release.

    check_debian_programs.py [--goelf GOELF] [--only PACKAGE]... [--work DIR] [--suite SUITE]

The packages are those of `debian_programs.txt`. Each is unpacked with the libraries that it depends
on over the packages that every installation has; that is the root, with users, certificates, name
servers and time zones as an installation has them. `check --root` has to say `yes` of all its programs, without an error; `check --target` too, but `unknown` of one that needs a
library which not every installation has. What needs which library is read by readelf, and in the
root of this machine's own kind the real loader is asked. Every warning is printed with how often it
was said, and a table of warnings and notes by rule; a warning that is not among those that were looked
at (`ALLOWED`) fails. This needs root (it chroots) and the network.
"""

import argparse
import collections
import json
import os
import re
import shutil
import subprocess
import sys

import compare_tree
import debian_packages

HERE = os.path.dirname(os.path.abspath(__file__))
TARGETS = {"bullseye": "debian:11", "bookworm": "debian:12", "trixie": "debian:13",
           "sid": "debian:sid"}
LIBRARIES = re.compile(r"(lib(?!js-)|zlib1g$).*(?<!-dev)(?<!-doc)$")
LARGEST = 60_000_000
STORE = 3_000_000_000
GO = b"\xff Go buildinf:"
# Messages have the names and numbers of a file in them.
VARYING = re.compile(r"`[^`']*'|\"[^\"]*\"|/\S+")

# Warnings that were looked at, by rule: the packages they may be said of, None for all, and why they are
# right.
ALLOWED = {
    "built-from-files": (
        {"aerc"}, "their rules build from files, and nothing in the file tells of Debian"),
    "go-end-of-life": (
        {"aerc"}, "nothing in the file tells that Debian built it, and mends its Go"),
}


class Table:
    """What was found out, and what is wrong."""

    def __init__(self):
        self.counts = collections.Counter()
        self.warnings = collections.defaultdict(list)
        # By severity and rule, the programs that it was said of.
        self.rules = collections.defaultdict(set)
        self.outside = collections.defaultdict(list)
        self.wrong = 0

    def fail(self, what, *lines):
        """Prints a verdict that is wrong."""
        self.wrong += 1
        print(f"{what}:", *lines, sep="\n    ", flush=True)

    def warn(self, program, place, finding):
        """Counts a finding that is no error; one that nobody looked at is wrong."""
        self.rules[finding["severity"], finding["rule"]].add(program)
        packages, _ = ALLOWED.get(finding["rule"], ((), ""))
        if finding["severity"] == "warning" and packages is not None and (
                program.split(":")[0] not in packages):
            self.fail(f"{program} in {place}", f"warning {finding['rule']}: {finding['message']}")
        key = (finding["severity"], finding["rule"], place, VARYING.sub("…", finding["message"]))
        self.warnings[key].append((program, finding["message"]))


class Program:
    """A program or library of a package."""

    def __init__(self, file, path, package, architecture):
        self.file, self.path = file, path
        self.name = f"{package}:{architecture} {path}"
        with open(file, "rb") as stream:
            content = stream.read()
        self.is_go = GO in content
        order = "little" if content[5] == 1 else "big"
        self.is_linked = int.from_bytes(content[16:18], order) in (2, 3)
        text = subprocess.run(["readelf", "-dW", file], check=True, capture_output=True,
                              text=True, errors="replace").stdout
        self.needed = re.findall(r"\(NEEDED\).*\[(.*)\]", text)

    def judged(self, goelf, root, target):
        """goelf's verdicts on it in the root and in the target, and what it finds of the file."""
        result = subprocess.run(
            goelf + ["check", "--json", "--root", root, *(["--target", target] if target else []),
                     "--at", self.path, "--", self.file], capture_output=True, check=False)
        try:
            image = json.loads(result.stdout)["files"][0]["images"][0]
            return image["verdicts"], image["findings"]
        except (ValueError, LookupError):
            return f"status {result.returncode}: {result.stderr.decode()[:300]}", []


def programs(folder, package, architecture):
    """The linked ELF files of an unpacked package."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = os.path.join(parent, name)
            if os.path.islink(file):
                continue
            with open(file, "rb") as stream:
                is_elf = stream.read(4) == b"\x7fELF"
            if is_elf:
                program = Program(file, file[len(folder):], package, architecture)
                if program.is_linked:
                    yield program


def names_of_libraries(root):
    """The names of files in a root's folders for libraries."""
    return {name for folder, _, names in os.walk(root + "/usr/lib")
            if not folder.endswith("gconv") for name in names if ".so" in name}


def loader_says(root, program):
    """What the real loader complains of; None where it cannot be asked."""
    loader = compare_tree.loader_of(root, program.path)
    if loader is None:
        return None
    answer = compare_tree.real(root, loader, program.path, True)
    return sorted({f"{name} is missing" for name, path in answer.loaded if path is None}
                  | answer.complaints)


# What is no library of a package, and there on every installation.
INSTALLED = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/bash\n",
    "etc/group": "root:x:0:\n",
    "etc/resolv.conf": "nameserver 127.0.0.1\n",
    "etc/ssl/certs/ca-certificates.crt": "-----BEGIN CERTIFICATE-----\n",
    "usr/share/zoneinfo/Etc/UTC": "TZif2",
}


def install(root):
    """Writes users and groups, root certificates, name servers and a time zone."""
    for name, text in INSTALLED.items():
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)


class Checker:
    """The programs of one release for one architecture."""

    def __init__(self, options, architecture, table):
        self.options, self.table = options, table
        self.goelf = options.goelf.split()
        self.release = debian_packages.Release(options.suite, architecture, options.work)
        self.base = self.release.base()
        base_root = os.path.join(options.work, f"base-{options.suite}-{architecture}")
        self.release.root(base_root, self.base)
        self.in_base = names_of_libraries(base_root)

    def check(self, name):
        """Checks the programs of a package."""
        package = self.release.packages.get(name)
        if package is None or package.size > LARGEST:
            print(f"{name}: " + ("is not there" if package is None else "is too large"))
            self.table.counts["packages passed over"] += 1
            return
        needed = self.release.closure([name], LIBRARIES)
        root = os.path.join(self.options.work, "root")
        shutil.rmtree(root, ignore_errors=True)
        self.release.root(root, sorted({*self.base, *needed}))
        install(root)
        self.table.counts["packages"] += 1
        found = list(programs(self.release.folder(name), name, self.release.architecture))
        for program in found:
            self.check_program(program, root)
        if not any(program.is_go for program in found):
            self.table.counts["packages without a Go program"] += 1
        shutil.rmtree(root)
        if not self.options.keep:
            self.release.drop(name)
        self.release.shrink(STORE, self.base)

    def check_program(self, program, root):
        """Holds goelf's verdicts on one program against what has to come out."""
        counts, table = self.table.counts, self.table
        counts["Go files" if program.is_go else "other files"] += 1
        counts[f"of {self.release.architecture}"] += program.is_go
        target = TARGETS[self.options.suite] if not self.options.no_target else None
        verdicts, findings = program.judged(self.goelf, root, target)
        for finding in findings:
            self.table.warn(program.name, "file", finding)
            if finding["severity"] == "error":
                table.fail(program.name, f"error {finding['rule']}: {finding['message']}")
        if isinstance(verdicts, str) or not verdicts:
            table.fail(program.name, f"no verdict: {verdicts}")
            return
        complaints = loader_says(root, program)
        counts["asked of the real loader"] += complaints is not None
        self.check_verdict(program, "root", verdicts[0], "yes", complaints)
        if complaints and verdicts[0]["runs"] == "yes":
            table.warnings["loader", "ldd -r", "root", VARYING.sub("…", complaints[0])].append(
                (program.name, complaints[0]))
        outside = [library for library in program.needed if library not in self.in_base]
        for library in outside:
            table.outside[library].append(program.name)
        for verdict in verdicts[1:]:
            self.check_verdict(program, target, verdict, "unknown" if outside else "yes",
                               complaints, outside)

    def check_verdict(self, program, place, verdict, wanted, complaints, outside=()):
        """Holds one verdict against what has to come out."""
        self.table.counts[f"{verdict['runs']} in {place}"] += 1
        errors = [finding for finding in verdict["findings"] if finding["severity"] == "error"]
        for finding in verdict["findings"]:
            if finding["severity"] != "error":
                self.table.warn(program.name, place, finding)
        if verdict["runs"] != wanted or errors:
            self.table.fail(
                f"{program.name} in {place}: {verdict['runs']}, not {wanted}",
                *(f"{finding['rule']}: {finding['message']}; {finding['predictedError']}"
                  for finding in verdict["findings"]),
                *(f"not in the base: {name}" for name in outside),
                f"the real loader: {complaints}")


def wanted(path, only):
    """The (package, architecture) pairs of the list."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            words = line.split("#")[0].split()
            if words and (not only or words[0] in only):
                for architecture in words[1:] or ["amd64"]:
                    yield words[0], architecture


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--goelf", default=os.environ.get("GOELF", "goelf"),
                        help="the command, $GOELF if not said")
    parser.add_argument("--list", default=os.path.join(HERE, "debian_programs.txt"))
    parser.add_argument("--suite", default="bookworm", choices=TARGETS)
    parser.add_argument("--work", default="/tmp/goelf-programs", metavar="DIR")
    parser.add_argument("--only", action="append", metavar="PACKAGE")
    parser.add_argument("--keep", action="store_true", help="keep programs for the next run")
    parser.add_argument("--no-target", action="store_true", help="check the root only")
    options = parser.parse_args()
    table, checkers = Table(), {}
    for name, architecture in wanted(options.list, options.only):
        if architecture not in checkers:
            checkers[architecture] = Checker(options, architecture, table)
        checkers[architecture].check(name)
    print_table(table)
    return 1 if table.wrong else 0


def print_table(table):
    """Prints the warnings, the libraries that the base lacks, and the counts."""
    for (severity, rule, place, message), rows in sorted(table.warnings.items()):
        print(f"{len(rows)} × {severity} {rule} in {place}: {message}")
        for program, whole in rows[:3]:
            print(f"    {program}: {whole}")
    print("| severity | rule | programs |", "|---|---|---|", sep="\n")
    for (severity, rule), programs_of in sorted(
            table.rules.items(), key=lambda row: (row[0][0] != "warning", row[0][1])):
        print(f"| {severity} | `{rule}` | {len(programs_of)} |")
    for library, names in sorted(table.outside.items()):
        print(f"not in the base: {library}, which {len(names)} need: {', '.join(names[:3])}")
    print(", ".join(f"{count} {name}" for name, count in sorted(table.counts.items())) +
          f"; {table.wrong} wrong")


if __name__ == "__main__":
    sys.exit(main())
