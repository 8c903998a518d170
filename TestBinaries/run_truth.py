#!/usr/bin/env python3
"""Starts many programs in many roots, and holds what `goelf deps --tree` foretells against it.

    run_truth.py --roots DIR [--goelf GOELF] [--only CASE]... [--in ROOT]... [--record FILE] [--check]

DIR is what `roots.py` made; the programs are made by `truth_cases.py`, in `--work`. Each program is
laid over each root by overlayfs, which leaves the root as it is, and executed there. What the
kernel answers, or the loader prints, must be what goelf said, word for word. With --check, the same
is asked of the verdicts of `goelf check --root`. This needs root.
"""

import argparse
import collections
import ctypes
import json
import os
import re
import subprocess
import sys

import compare_tree
import truth_cases

# So begin the lines that a loader prints; a program that runs prints others.
LOADERS = re.compile(
    r"^(.*: error while loading shared libraries: |.*: symbol lookup error: |"
    r".*: (weak )?version `.*' not found |.*: no version information available |ERROR: ld\.so: |"
    r"Inconsistency detected by ld\.so: |Error loading shared library |Error relocating )")
# Beginnings of cases' and roots' names where goelf is known to be wrong, and why.
KNOWN = (
    # glibc before 2.41 stops at an assertion where it binds a symbol of a library without versions
    # that was to have one: `check_match` in elf/dl-lookup.c.
    ("version-table-missing", ""),
    ("", "libc-of-musl"),
    # ldd lists the library that a missing DT_AUXILIARY names; a start passes over it.
    ("auxiliary-missing", ""),
    # musl does not look at the bytes that identify a library, and crashes on what is wrong in it.
    ("library-class", "musl"),
    ("library-byte-order", "musl"),
    ("library-header-size", "musl"),
    # Without a word about the machine, goelf takes it to suit the program.
    ("c-hello-pie-arm64", ""),
    ("c-hello-pie-s390x", ""),
    ("c-hello-zig-amd64p32", ""),
    ("tiny-static-arm64", ""),
    ("tiny-static-s390x", ""),
    # musl calls the interpreter of a script by the script's name.
    ("script-dynamic", "musl"),
    # It is taken for a root of macOS.
    ("macho-hello-amd64", ""),
    # A library is judged as loaded by a program, not as started itself, and a folder stands for the
    # files in it.
    ("program-library", ""),
    ("program-folder", ""),
    # A loader that is called by another name than its own is listed though nobody gets to ask for it.
    ("loader-link", "libc-"),
)
MARK = "started\n"
NOBODY = 65534
LIBC = ctypes.CDLL(None, use_errno=True)
MS_RDONLY, MNT_DETACH = 1, 2


class Outcome:
    """What became of a program."""

    def __init__(self, kind, status, text, warnings):
        # `starts`; `refused` by the kernel; `fails` in the loader; `dies` there of a signal.
        self.kind, self.status, self.text, self.warnings = kind, status, text, warnings

    def fields(self):
        """The outcome for comparison and for JSON."""
        return {"outcome": self.kind, "status": self.status, "text": self.text,
                "warnings": self.warnings}


class Place:
    """A root with a case laid over it."""

    def __init__(self, root, case, folder):
        self.root, self.case, self.folder = root, case, folder
        self.has_proc = os.path.isdir(os.path.join(root, "proc"))

    def __enter__(self):
        os.makedirs(self.folder, exist_ok=True)
        mount("overlay", self.folder, MS_RDONLY, f"lowerdir={self.case.folder}:{self.root}")
        if self.has_proc:
            mount("proc", self.folder + "/proc", 0, "")
        return self

    def __exit__(self, *_):
        LIBC.umount2(self.folder.encode(), MNT_DETACH)

    def enter(self):
        """Makes the place the root of this process."""
        os.chroot(self.folder)
        os.chdir("/")
        if self.case.secure:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)

    def execute(self):
        """Executes the program."""
        try:
            result = subprocess.run(
                [self.case.path], env=self.case.env, preexec_fn=self.enter, check=False,
                stdin=subprocess.DEVNULL, capture_output=True, timeout=20)
        except OSError as error:
            return Outcome("refused", None, os.strerror(error.errno), [])
        printed = result.stdout.decode("utf-8", "replace")
        lines = result.stderr.decode("utf-8", "replace").splitlines()
        ours = [line for line in lines if LOADERS.match(line)]
        if MARK in printed or printed or result.returncode == 0:
            return Outcome("starts", None, None, ours)
        if result.returncode < 0:
            return Outcome("dies", -result.returncode, "\n".join(lines) or None, [])
        if len(ours) != len(lines):
            print(f"{self.case.name} in {self.root}: who says this? {lines}", flush=True)
        return Outcome("fails", result.returncode, "\n".join(lines), [])

    def loaded(self):
        """What glibc's loader says it would load, as ldd asks it; None where nobody can tell."""
        if self.case.secure:
            return None
        try:
            result = subprocess.run(
                [self.case.path], env={**self.case.env, "LD_TRACE_LOADED_OBJECTS": "1"},
                preexec_fn=self.enter, check=False, stdin=subprocess.DEVNULL, capture_output=True,
                timeout=20, text=True, errors="surrogateescape")
        except OSError:
            return None
        listed = result.returncode == 0 and result.stdout.startswith("\tlinux-vdso.so.1 ")
        return rows(compare_tree.listed(self.case.path, result.stdout)) if listed else None

    def options(self):
        """What goelf is told of the place."""
        options = ["--root", self.folder]
        options += [word for item in self.case.env.items() for word in ("--env", "=".join(item))]
        return options + ["--secure"] * self.case.secure + ["--no-proc"] * (not self.has_proc)

    def verdict(self, goelf):
        """What `goelf check` says becomes of it: an outcome without status and warnings."""
        result = subprocess.run(
            goelf + ["check", "--json"] + self.options() + ["--", self.folder + self.case.path],
            capture_output=True, check=False)
        try:
            document = json.loads(result.stdout)
            file = document["files"][0]
            if not file["images"]:
                return without_image(file)
            (verdict,) = file["images"][0]["verdicts"]
            errors = [finding for finding in verdict["findings"] if finding["severity"] == "error"]
            texts = [finding["predictedError"] for finding in errors if finding["predictedError"]]
            if (verdict["runs"] == "no") != bool(errors) or len(set(texts)) > 1:
                return Outcome("unknown", None, f"findings contradict the verdict: {verdict}", [])
            kind = {"yes": "starts", "no": "fails"}.get(verdict["runs"], "unknown")
            return Outcome(kind, None, texts[0] if texts else None, [])
        except (ValueError, LookupError, TypeError):
            text = f"{result.stderr.decode()[:200]} {result.stdout.decode()[-200:]}"
            return Outcome("unknown", None, f"status {result.returncode}: {text}", [])

    def foretold(self, goelf):
        """What goelf says becomes of it, and what it says is loaded."""
        options = self.options()
        result = subprocess.run(
            goelf + ["deps", "--tree", "--symbols", "--json"] + options +
            ["--", self.folder + self.case.path], capture_output=True, check=False)
        try:
            file = json.loads(result.stdout)["files"][0]
            if not file["images"]:
                return without_image(file), None
            tree = file["images"][0]["tree"]
            return foretold(tree), rows(compare_tree.answer(self.case.path, tree))
        except (ValueError, LookupError, TypeError):
            text = f"{result.stderr.decode()[:200]} {result.stdout.decode()[-200:]}"
            return Outcome("unknown", None, f"status {result.returncode}: {text}", []), None


def judged(outcome):
    """What of an outcome a verdict tells."""
    kind = "fails" if outcome.kind in ("refused", "dies") else outcome.kind
    return {"runs": kind, "text": outcome.text}


def rows(answer):
    """A list for comparison: what is found, then what is missing."""
    missing = sorted({name for name, path in answer.loaded if path is None})
    return sorted(compare_tree.in_order(answer)) + missing


def without_image(file):
    """What goelf says of a file that is no program: a script, for instance."""
    messages = [row["message"] for row in file["diagnostics"] + [file.get("error")] if row]
    for message in messages:
        loader = re.search(r"which does not start(?:, status (\d+))?: (.*)", message, re.DOTALL)
        if loader:
            status = loader[1] and int(loader[1])
            return Outcome("fails" if status else "refused", status, loader[2], [])
        # The system's words stand at the end.
        if "cannot be opened: " in message or "does not start: " in message:
            return Outcome("refused", None, message.rsplit(": ", 1)[1], [])
    if file["format"] == "script":
        return Outcome("starts", None, None, [])
    return Outcome("refused", None, "Exec format error", [])


def foretold(tree):
    """goelf's tree as an outcome."""
    text, status = tree["predictedError"], tree["exitStatus"]
    if tree["starts"] is None:
        return Outcome("unknown", status, text, [])
    if tree["starts"]:
        warnings = [problem["text"] for problem in tree["problems"] if problem["text"]]
        return Outcome("starts", None, text, warnings)
    # Warnings up to the end are among the text; of those that would come later, goelf may know.
    return Outcome("fails" if status else "refused", status, text, [])


def mount(kind, target, flags, options):
    """Mounts a file system."""
    if LIBC.mount(kind.encode(), target.encode(), kind.encode(), flags, options.encode()):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), target)


class Table:
    """The disagreements, and counts."""

    def __init__(self):
        self.pairs, self.wrong, self.known, self.lists = 0, 0, 0, 0
        self.kinds = collections.Counter()

    def count(self, real):
        """Counts a pair."""
        self.pairs += 1
        self.kinds[real.kind] += 1

    def check(self, case, root, wanted, got):
        """Holds a pair's outcomes against each other."""
        if wanted == got:
            return
        if any(case.startswith(word) and root.startswith(other) for word, other in KNOWN):
            self.known += 1
            return
        self.wrong += 1
        print(f"{case} in {root}:", flush=True)
        for name, value in wanted.items():
            if value != got[name]:
                print(f"    {name}: {value!r}\n    {'goelf':>{len(name)}}: {got[name]!r}")


def run(options, table):
    """Runs all pairs; yields what to record of each."""
    names = chosen(truth_cases.NAMES, options.only)
    roots = chosen(sorted(name for name in os.listdir(options.roots) if "." not in name.strip("0")
                          or name.startswith("musl")), options.in_root)
    folder = os.path.join(options.work, "cases")
    mounted = os.path.join(options.work, "root")
    for name in names:
        case = truth_cases.make(name, folder)
        for root in roots:
            with Place(os.path.join(options.roots, root), case, mounted) as place:
                real = place.execute()
                table.count(real)
                if options.goelf and options.check:
                    table.check(name, root, judged(real),
                                judged(place.verdict(options.goelf.split())))
                elif options.goelf:
                    loaded = place.loaded()
                    ours, ours_loaded = place.foretold(options.goelf.split())
                    # Of a script goelf tells what becomes of its interpreter, and no list.
                    lists = loaded is not None and not name.startswith("script")
                    table.lists += lists
                    table.check(name, root, {**real.fields(), "loaded": loaded if lists else None},
                                {**ours.fields(), "loaded": ours_loaded if lists else None})
            yield {"binary": name, "root": root, **real.fields()}


def chosen(names, words):
    """The names that hold one of the words; all of them if there are no words."""
    return [name for name in names if not words or any(word in name for word in words)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--goelf", default=os.environ.get("GOELF"),
                        help="the command, $GOELF if not said; without, nothing is compared")
    parser.add_argument("--roots", required=True, metavar="DIR", help="what roots.py made")
    parser.add_argument("--work", default="/tmp/goelf-truth", metavar="DIR")
    parser.add_argument("--only", action="append", metavar="WORD", help="cases with this in names")
    parser.add_argument("--in", action="append", dest="in_root", metavar="WORD",
                        help="roots with this in their names")
    parser.add_argument("--check", action="store_true",
                        help="hold `goelf check` against what happens, not `goelf deps --tree`")
    parser.add_argument("--record", metavar="FILE", help="write the real outcomes as JSON")
    options = parser.parse_args()
    if "GOELF_UNSHARED" not in os.environ:
        # What is mounted is gone with the process.
        os.environ["GOELF_UNSHARED"] = "1"
        os.execvp("unshare", ["unshare", "--mount", sys.executable] + sys.argv)
    table = Table()
    records = list(run(options, table))
    if options.record:
        with open(options.record, "w", encoding="utf-8") as file:
            file.write("[\n" + ",\n".join(json.dumps(row) for row in records) + "\n]\n")
    compared = "not compared"
    if options.goelf:
        compared = f"{table.wrong} wrong, {table.known} known to be"
    print(f"{table.pairs} pairs, {compared} (" +
          ", ".join(f"{count} {kind}" for kind, count in sorted(table.kinds.items())) +
          f"; {table.lists} lists compared)")
    return 1 if table.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
