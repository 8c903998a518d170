#!/usr/bin/env python3
"""Compares `goelf deps --tree` with what the real loader says it would load.

    compare_tree.py [--goelf GOELF] [--root DIR]... [FILE|DIR...]

For each dynamic program and library of the running system, or of each root (paths as seen inside
it; the loader is the root's own, run in a chroot, which needs root), the loader is asked as ldd
does: `LD_TRACE_LOADED_OBJECTS=1 LOADER FILE`, or `LOADER --list FILE` for musl. Names, paths, their
order, and what the loader complains of must be the same. Without FILE, all files are compared;
without GOELF, the loaders' answers are printed.
"""

import argparse
import collections
import json
import os
import re
import subprocess
import sys

import elf_parts

GLIBC, MUSL = "/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1"
LEFT_OUT = ("/proc", "/sys", "/dev", "/run", "/tmp", "/var", "/home", "/root", "/work",
            "/usr/lib/debug", "/boot", "/mnt")
# Musl's own words for a library that is not there; glibc prints `=> not found` in the list.
MUSL_MISSING = re.compile(r"Error loading shared library ([^:]*): .* \(needed by .*\)")
# glibc's own words for a symbol that is not there when it binds it.
AT_START = re.compile(r".*: symbol lookup error: (.*): undefined symbol: (.*)")
CHUNK = 40


class Answer:
    """What would be loaded, in order, as (name, path or None); and the complaints, as printed."""

    def __init__(self, loaded, complaints):
        self.loaded, self.complaints = loaded, set(complaints)


def inside(root, path):
    """The path of a file in a root as the machine sees it."""
    return path if root is None else root + path


def find(root, starts):
    """Regular files below the folders, each once, by paths without links."""
    seen = set()
    for start in starts:
        top = inside(root, start)
        walk = os.walk(top) if os.path.isdir(top) else [(os.path.dirname(top), [],
                                                         [os.path.basename(top)])]
        for folder, folders, names in walk:
            seen_from_inside = folder[len(root or ""):]
            folders[:] = sorted(name for name in folders
                                if os.path.join(seen_from_inside, name) not in LEFT_OUT)
            for name in sorted(names):
                path = os.path.join(folder, name)
                if not os.path.isfile(path) or os.path.islink(path):
                    continue
                status = os.stat(path)
                if (status.st_dev, status.st_ino) not in seen:
                    seen.add((status.st_dev, status.st_ino))
                    yield path[len(root or ""):]


def loader_of(root, path):
    """The loader to ask about a file, or None for one that none would load."""
    try:
        elf = elf_parts.Elf(inside(root, path))
        if elf.machine != elf_parts.EM_X86_64 or elf.type not in (2, 3) or not any(elf.dynamic()):
            return None
        loader = elf.interpreter()
        if loader is None:
            if elf.value(elf_parts.DT_FLAGS_1) == elf_parts.DF_1_PIE or not elf.needed():
                return None  # a static PIE, or a library that needs nothing
            musl = any(name.startswith(("libc.musl-", "ld-musl-")) or name == "libc.so"
                       for name in elf.needed())
            loader = MUSL if musl or not exists(root, GLIBC) else GLIBC
        return loader if exists(root, loader) else None
    except (OSError, ValueError, IndexError):
        return None


def exists(root, path):
    """Whether there is a file, however links lead there, for one who lives in the root."""
    if root is None:
        return os.path.exists(path)
    for _ in range(40):
        place = os.path.join(os.path.realpath(root + os.path.dirname(path)), os.path.basename(path))
        if not place.startswith(root + "/"):  # a folder's link that begins at `/`
            return False
        if not os.path.islink(place):
            return os.path.exists(place)
        path = os.path.join(place[len(root):], "..", os.readlink(place))
        path = os.path.normpath(path)
    return False


def real(root, loader, path, symbols):
    """The real loader's answer, with or without missing symbols."""
    musl = "ld-musl" in loader
    trace = {"LD_TRACE_LOADED_OBJECTS": "1"}
    if symbols:
        trace.update(LD_WARN="yes", LD_BIND_NOW="yes")
    result = subprocess.run(
        [loader] + ["--list"] * musl + [path], capture_output=True, check=False, cwd="/",
        text=True, errors="surrogateescape", env={} if musl else trace,
        preexec_fn=None if root is None else lambda: (os.chroot(root), os.chdir("/")))
    if result.returncode < 0:
        raise RuntimeError(f"the loader died of signal {-result.returncode}")
    return listed(path, result.stdout + result.stderr, symbols)


def listed(path, text, symbols=False):
    """A loader's list."""
    loaded, complaints = [], []
    for line in text.splitlines():
        missing = MUSL_MISSING.fullmatch(line)
        if missing:
            loaded.append((missing[1], None))
        if not line.startswith("\t"):
            if symbols or not line.startswith("Error relocating "):
                complaints.append(line.removeprefix(path + ": "))
        elif line != "\tstatically linked" and not line.startswith("\tlinux-vdso.so.1 "):
            name, arrow, target = line[1:].partition(" => ")
            target = re.sub(r" \(0x[0-9a-f]+\)$", "", target if arrow else name)
            loaded.append((name if arrow else target, None if target == "not found" else target))
    return Answer(loaded, complaints)


def ask(goelf, root, paths, symbols):
    """goelf's answers about files, in their order."""
    options = (["--root", root] if root else []) + ["--symbols"] * symbols
    result = subprocess.run(goelf + ["deps", "--tree", "--json"] + options + ["--"] +
                            [inside(root, path) for path in paths],
                            capture_output=True, check=False)
    if result.returncode not in (0, 1):
        raise RuntimeError(f"goelf: status {result.returncode} {result.stderr.decode()[:300]}")
    files = json.loads(result.stdout)["files"]
    return [answer(path, file["images"][0]["tree"], symbols) for path, file in zip(paths, files)]


def answer(path, tree, symbols=True):
    """goelf's answer in the form of the loader's."""
    loaded = []
    asked_for = {need for node in tree["nodes"] for need in node["needs"]}
    for node in tree["nodes"]:
        # What cannot be preloaded is not listed. The loader itself is listed by its path alone.
        if node["id"] != 0 and (node["path"] or node["id"] in asked_for):
            name = node["path"] if node["foundBy"] == "interpreter" else node["name"]
            loaded.append((name, node["path"] if node["status"] != "not-found" else None))
    # Whether it may be executed does not matter here; and ldd tells of symbols in other words.
    texts = [AT_START.sub(r"undefined symbol: \2\t(\1)", problem["text"])
             for problem in tree["problems"]
             if problem["text"] and problem["kind"] != "not-executable"]
    return Answer(loaded, [text.removeprefix(path + ": ") for text in texts
                           if ": cannot open shared object file" not in text
                           and (symbols or not text.startswith("Error relocating "))])


def in_order(answer_):
    """What is found, but for the loader.

    glibc lists what is missing once for each who asks, musl apart from the others; and the loader
    only if it is asked for, where that is.
    """
    return [(name, path) for name, path in answer_.loaded
            if path and not (name == path and os.path.basename(path).startswith("ld-"))]


def missing(answer_):
    """What is not found."""
    return {row for row in answer_.loaded if row[1] is None}


class Comparison:
    """Counts of what was compared in one place."""

    def __init__(self, place):
        self.place, self.counts = place, collections.Counter()

    def differ(self, path, kind, rows):
        """Prints what differs, if anything does."""
        for row in rows:
            print(f"{self.place}: {path}: {kind}: {row}", flush=True)
        self.counts["differences"] += len(rows)

    def check(self, path, wanted, got):
        """Holds one file's answers against each other."""
        before = self.counts["differences"]
        self.counts["files"] += 1
        self.counts["libraries"] += len(wanted.loaded)
        self.counts["missing"] += sum(target is None for _, target in wanted.loaded)
        self.counts["complaints"] += len(wanted.complaints)
        # The loader itself is listed only where a library needs it, and goelf always has it.
        theirs = set(wanted.loaded)
        ours = set(got.loaded) - (set(got.loaded) - set(in_order(got)) - theirs - missing(got))
        self.differ(path, "not in goelf's list", sorted(theirs - ours, key=str))
        self.differ(path, "only in goelf's list", sorted(ours - theirs, key=str))
        self.differ(path, "loader complains", sorted(wanted.complaints - got.complaints))
        self.differ(path, "only goelf complains", sorted(got.complaints - wanted.complaints))
        if self.counts["differences"] == before:
            if in_order(wanted) != in_order(got):
                self.differ(path, "order", [f"{in_order(wanted)}, goelf {in_order(got)}"])
        self.counts["files that differ"] += self.counts["differences"] > before


def compare(goelf, root, starts, symbols):
    """Compares all files of one place; returns the counts."""
    comparison = Comparison(root or "system")
    chunk = []
    paths = ((path, loader_of(root, path)) for path in find(root, starts))
    for path, loader in paths:
        if loader:
            chunk.append((path, loader))
        if len(chunk) == CHUNK:
            compare_chunk(comparison, goelf, root, chunk, symbols)
            chunk = []
    if chunk:
        compare_chunk(comparison, goelf, root, chunk, symbols)
    return comparison


def compare_chunk(comparison, goelf, root, chunk, symbols):
    """Compares some files, for which goelf is started once."""
    wanted = []
    for path, loader in chunk:
        try:
            wanted.append((path, real(root, loader, path, symbols)))
        except (OSError, RuntimeError) as error:
            print(f"{comparison.place}: {path}: {error}", flush=True)
            comparison.counts["not compared"] += 1
    if goelf is None:
        for path, answer_ in wanted:
            print(path, *answer_.loaded, *sorted(answer_.complaints), sep="\n    ")
        return
    ours = ask(goelf, root, [path for path, _ in wanted], symbols)
    for (path, theirs), answer_ in zip(wanted, ours):
        comparison.check(path, theirs, answer_)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--goelf", default=os.environ.get("GOELF", ""),
                        help="the command, $GOELF if not said")
    parser.add_argument("--root", action="append", help="a root folder, instead of the system")
    parser.add_argument("--symbols", action="store_true",
                        help="undefined symbols too, as `ldd -r` and musl's loader tell them")
    parser.add_argument("paths", nargs="*", help="files or folders, as seen inside", default=["/"])
    options = parser.parse_args()
    different = 0
    for root in options.root or [None]:
        root = os.path.realpath(root) if root else None
        counts = compare(options.goelf.split() or None, root, options.paths,
                         options.symbols).counts
        if not options.goelf:
            continue
        print(f"{root or 'system'}: " + ", ".join(f"{counts[name]} {name}" for name in (
            "files", "libraries", "missing", "complaints", "not compared", "files that differ",
            "differences")), flush=True)
        different += counts["differences"] + counts["not compared"]
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
